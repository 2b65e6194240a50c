"""Case files: checking one against its model too, and making a new one for given articles."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from brumaire import cases, models
from brumaire.errors import BrumaireError, CaseError
from brumaire.questions import check_values, event_names, parse
from brumaire.records import Case


def check_case(path: Path) -> list[BrumaireError]:
    """All that is wrong with a case file, in itself and against the model that it names."""
    problems: list[BrumaireError] = list(cases.check(path))
    if problems:
        return problems
    case = cases.load(path)
    try:
        model = models.load(case.model)
    except BrumaireError as error:
        return [error]
    for deviation in case.deviations:
        if deviation.name not in model.deviations:
            problems.append(
                CaseError(
                    f"deviation {deviation.name!r} is nothing that the model {model.name} lets a case set",
                    where=str(path),
                    mend=f"use one of {', '.join(model.deviations)}",
                )
            )
    for observation in case.observations:
        wrong = models.fault(model, observation)
        if wrong is not None:
            problems.append(
                CaseError(f"{wrong.what} ({observation.day})", where=str(path), rule=wrong.rule, mend=wrong.mend)
            )
    realised = model.realised
    for text in dict.fromkeys((*case.questions, *(target.question for target in case.targets))):
        try:
            question = parse(text)
            check_values(question, case)
        except BrumaireError as error:
            problems.append(
                CaseError(f"question {text!r}: {error}", where=str(path), mend="see `brumaire question explain`")
            )
            continue
        unknown = set(event_names(question)) - realised
        if unknown:
            problems.append(
                CaseError(
                    f"question {text!r} asks for {', '.join(sorted(unknown))}, which nothing in the model {model.name} realises",
                    where=str(path),
                    mend="ask for another event, or add a transition that realises it to a model of your own",
                )
            )
    return problems


def cases_of_history() -> tuple[tuple[str, Case], ...]:
    """The cases of history that come with the program, each under its name."""
    return tuple((name, cases.load(Path(name))) for name in cases.library())


def new_case(
    *,
    name: str,
    country: str,
    leader: str,
    birth: date,
    entered: date,
    regime: str,
    start: date | None,
    war: str,
    war_began: date | None,
    articles: Sequence[Path],
) -> str:
    """The text of a new case file; its start is the earliest article's date where none is given."""
    from brumaire.articles import read_path

    read = [read_path(path) for path in articles]
    dates = [article.published for article in read if article.published is not None]
    begin = start or (min(dates) if dates else None)
    if begin is None:
        raise CaseError("a case needs a start", mend="give --start, or articles that carry their date")
    return cases.new_case(
        name=name,
        country=country,
        leader=leader,
        birth=birth,
        entered=entered,
        regime=regime,
        start=begin,
        war=war,
        war_began=war_began,
        articles=read,
    )
