"""A brief's numbers to drafts: the model's answers, the base rates beside them, and what others forecast.

An answer of 0 or 1 comes from finitely many runs, which do not show that a thing cannot be: it is registered as
(k+½)/(n_eff+1), and the rule with it (`scoring.finite_runs`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from brumaire.errors import BrumaireError
from brumaire.ledger.base import Draft
from brumaire.ledger.drafts import Body, distribution, forecast_draft, point, question_draft
from brumaire.questions import event_names, parse
from brumaire.records import MANNERS, Happened, Question
from brumaire.scoring import from_runs

MODEL = "model"
BASE_RATE = "outside view"
Json = Mapping[str, Any]


def answer_drafts(brief: Json) -> tuple[tuple[Draft, ...], tuple[tuple[str, str], ...]]:
    """The model's answers and the outside view's, on the brief's own questions; and which were left out, and why.

    Parameters
    ----------
    brief
        An object of schema brumaire.brief/1 or brumaire.forecast/1.
    """
    case, as_of = brief["case"], date.fromisoformat(brief["as_of"])
    source = _source(brief)
    drafts: list[Draft] = []
    left_out: list[tuple[str, str]] = []
    for answer in brief["answers"]:
        if answer["settled"]:
            left_out.append((answer["question"], "its time was over: the record answers it"))
            continue
        try:
            question = question_draft(answer["question"], opens=as_of, case=case)
        except BrumaireError as error:
            left_out.append((answer["question"], error.what))
            continue
        name = question.body["id"]
        drafts += [question, _model(name, answer["probability"], answer["effective"], as_of, source)]
        if answer.get("outside_view") is not None:
            drafts.append(base_rate(name, answer["outside_view"], as_of, "the outside view of the same brief"))
    return tuple(drafts), tuple(left_out)


def claim_answers(
    brief: Json, questions: Mapping[str, str], bodies: Mapping[str, Body], record: Sequence[Happened] | None
) -> Iterator[Draft]:
    """The model's answers to the questions of claims, from the reports on the claims as constraints.

    Parameters
    ----------
    brief
        An object of schema brumaire.brief/1.
    questions
        The question of each claim (`FromClaims.questions`).
    bodies
        The bodies of these questions by their identifier.
    record
        What happened, from the case's file. A claim made before the brief's date asks about days that were over; the model's
        answer is entered only where the record shows that nothing which the question names happened in them, and
        without a record not at all.
    """
    as_of = date.fromisoformat(brief["as_of"])
    for report in brief.get("constraints", ()):
        name = questions.get(report["claim"])
        if name is None or report["model"] is None:
            continue
        opens, closes = (date.fromisoformat(bodies[name][key]) for key in ("opens", "closes"))
        if closes <= as_of or (opens != as_of and (record is None or _between(bodies[name], record, opens, as_of))):
            continue
        effective = brief["effective"] * (report.get("condition") or 1.0)
        yield _model(name, report["model"], effective, as_of, _source(brief))


def other_drafts(brief: Json) -> tuple[tuple[Draft, ...], tuple[tuple[str, str], ...]]:
    """What crowds, markets and others forecast, and the model's answer as of the same day where the brief has it."""
    drafts: list[Draft] = []
    left_out: list[tuple[str, str]] = []
    for row in brief.get("comparisons", ()):
        made = date.fromisoformat(row["day"])
        try:
            question = question_draft(row["question"], opens=made, case=brief["case"])
        except BrumaireError as error:
            left_out.append((f"{row['by']}: {row['question']}", error.what))
            continue
        name = question.body["id"]
        basis = {"source": row["source"]}
        drafts += [
            question,
            forecast_draft(name, by=row["by"], sort="crowd", made=made, form=point(row["probability"]), basis=basis),
        ]
        if row.get("then") is not None:
            as_of = f"{_source(brief)}; asked later as of {made}, from nothing after it"
            drafts.append(_model(name, row["then"], brief["effective"], made, as_of))
    return tuple(drafts), tuple(left_out)


def incidence_drafts(brief: Json) -> tuple[Draft, ...]:
    """The model's cumulative incidence of exits, month by month and manner by manner, as one distribution over dates."""
    points = [row for row in brief.get("incidence", ()) if row["manner"] in MANNERS]
    days = sorted({row["day"] for row in points})
    if not days:
        return ()
    as_of = date.fromisoformat(brief["as_of"])
    manners = [manner for manner in MANNERS if any(row["manner"] == manner for row in points)]
    table = {(row["manner"], row["day"]): row["probability"] for row in points}
    # Shares that sums of weights put a last digit below the month before have not fallen.
    rows = [_rising([table.get((manner, day), 0.0) for day in days]) for manner in manners]
    question = question_draft(f"leader_exit by {days[-1]}", opens=as_of, case=brief["case"])
    form = distribution([date.fromisoformat(day) for day in days], rows, manners)
    basis = {"source": _source(brief)}
    made = forecast_draft(question.body["id"], by=MODEL, sort="model", made=as_of, form=form, basis=basis)
    return (question, made)


def base_rate(question: str, p: float, made: date, source: str) -> Draft:
    """What history alone gives for a question.

    >>> base_rate("q", 0.02, date(2023, 2, 1), "the outside view").body["sort"]
    'base_rate'
    """
    return forecast_draft(question, by=BASE_RATE, sort="base_rate", made=made, form=point(p), basis={"source": source})


def _model(question: str, p: float, effective: float, made: date, source: str) -> Draft:
    registered = from_runs(p, effective)
    return forecast_draft(
        question,
        by=MODEL,
        sort="model",
        made=made,
        form=point(registered.p),
        basis={"source": source},
        rule=registered.rule,
    )


def _source(brief: Json) -> str:
    model = f"model {brief['model']}, " if brief.get("model") else ""
    return f"{model}{brief['runs']} runs, seed {brief['seed']}, as of {brief['as_of']}"


def _between(question: Body, record: Sequence[Happened], opens: date, as_of: date) -> bool:
    parsed: Question = parse(question["text"])
    names = set(event_names(parsed))
    return any(opens < entry.day <= as_of and entry.event in names for entry in record)


def _rising(row: Sequence[float]) -> list[float]:
    highest, risen = 0.0, []
    for p in row:
        highest = max(highest, p)
        risen.append(highest)
    return risen
