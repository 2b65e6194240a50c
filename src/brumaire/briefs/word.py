"""Taken at their word: what the claims imply together, speaker by speaker, and what the world would have to be like."""

from __future__ import annotations

from collections.abc import Callable

from brumaire.briefs import arrange
from brumaire.briefs.parts import Part
from brumaire.briefs.untrusted import one_line, quoted
from brumaire.commentary.numbers import bits, interval, percent
from brumaire.commentary.parameter_words import would_have_to
from brumaire.commentary.question_words import in_words
from brumaire.questions import parse
from brumaire.records import AtTheirWord, Brief, ConstraintReport

FEW = 300.0
"""Effective trajectories under which a re-weighting is said to rest on few futures."""

NEAR = 0.1
"""Bits under which a speaker is said to agree with the model."""

_BITS = (
    "Bits tell how far claims are from the model: evidence that moved it so far would have to favour them by two to that power, "
    "10 bits by about a thousand to one."
)


def word_parts(brief: Brief) -> tuple[Part, ...]:
    """The pieces of the section, none where no claim could be imposed."""
    if not any(row.claims for row in brief.at_their_word):
        return ()
    worlds = [world(row) for row in brief.at_their_word if row.reports and row.bits >= NEAR]
    return (together(brief), speakers(brief), *worlds)


def together(brief: Brief) -> Part:
    """Each question under the claims of all, for each way of reading those that name no time."""
    rows = [row for row in brief.at_their_word if not row.speaker]
    answers = [dict(row.answers) for row in rows]
    table = tuple(
        (
            in_words(answer.question),
            arrange.answer_percent(answer),
            *(
                percent(found[answer.text], effective=row.effective) if answer.text in found else "–"
                for row, found in zip(rows, answers, strict=True)
            ),
        )
        for answer in brief.answers
        if not answer.settled and any(answer.text in found for found in answers)
    )
    untimed = [row.months for row in rows if row.months is not None]
    text = [
        "If all these claims held, the model’s futures, changed as little as that takes, would say this. Nothing of it moves the forecast."
    ]
    if untimed:
        text.append(
            "Claims that name no time can be imposed on no date of their own. They are read here as “within so many months”; the "
            "readings differ, and none of them is what was said."
        )
    few = [row for row in rows if row.claims and row.effective < FEW]
    after = "; ".join(f"{reading(row)}: {_futures(row.effective)}" for row in few)
    if after:
        after = (
            f"The model has few futures in which all the claims hold ({after}, of {brief.effective:,.0f}), so the claims hardly fit together "
            "and these figures are rough."
        )
    return Part(
        text=tuple(text),
        head=("Question", "Model", *(_capital(reading(row)) for row in rows)),
        rows=table,
        right=tuple(range(1, 2 + len(rows))),
        after=after,
    )


def speakers(brief: Brief) -> Part:
    """Each speaker alone: the headline under his claims, his distance, and the claim that is farthest off."""
    names = dict.fromkeys(row.speaker for row in brief.at_their_word if row.speaker)
    table = []
    for name in names:
        own = [row for row in brief.at_their_word if row.speaker == name]
        far = max(
            (r for row in own for r in row.reports if r.imposed and r.bits is not None), key=_distance, default=None
        )
        main = next((row for row in own if row.reports), own[0])
        refused = f"\n{main.refused} could not be" if main.refused else ""
        table.append(
            (
                one_line(name),
                f"{main.claims} imposed{refused}",
                _by_reading(
                    [row for row in own if brief.headline in dict(row.answers)],
                    lambda row: percent(dict(row.answers)[brief.headline]),
                ),
                _by_reading(own, lambda row: bits(row.bits)),
                "agrees with the model" if far is None or _distance(far) < NEAR else farthest(brief, far),
            )
        )
    return Part(
        heading="Speaker by speaker",
        text=(weight_sentence(brief), _BITS),
        head=(
            "Who",
            "Claims",
            "The headline under his or her claims alone",
            "Bits from the model",
            "Farthest from the model",
        ),
        rows=tuple(table),
    )


def world(row: AtTheirWord) -> Part:
    """What would have to be true for claims to hold: parameters and histories."""
    who = f"For {one_line(row.speaker)} to be right" if row.speaker else "For all of them to be right"
    heading = f"{who}, {reading(row)}" if row.months is not None else who
    text = [
        f"That is {bits(row.bits)} bits from the model, {odds(row.bits)}, carried by {_futures(row.effective)}. {_which_part(row)}"
    ]
    items = [
        f"{_capital(in_words(parse(h.question)))}: in {percent(h.after)} of futures rather than {percent(h.before)}"
        for h in row.histories
    ]
    items += [_capital(would_have_to(p.parameter, p.unit, p.before, p.after)) for p in row.parameters]
    if not items:
        text.append("No kind of history and no number of the model stands out from chance.")
    return Part(heading=heading, text=tuple(text), items=tuple(items))


def weight_sentence(brief: Brief) -> str:
    """What weight the commentators have in the model's figure, and why."""
    record = f" {'; '.join(one_line(words) for words in brief.earned)}." if brief.earned else ""
    if brief.weight_of_commentary > 0:
        headline = next((a for a in brief.answers if a.text == brief.headline), None)
        figure = ""
        if headline is not None and headline.with_earned_weight is not None:
            figure = (
                f" With it the headline is {percent(headline.with_earned_weight)}, not {percent(headline.probability)}."
            )
        return (
            f"Together they have a weight of {percent(brief.weight_of_commentary)} in the model’s figure, earned by resolved "
            f"forecasts.{figure}{record}"
        )
    if record:
        return f"Their weight in the model’s figure is nought, by the ledger.{record}"
    return (
        "Their weight in the model’s figure is nought. A speaker earns weight by forecasts that were written down and came out, in a ledger, and "
        "no ledger here has a resolved forecast of theirs."
    )


def reading(row: AtTheirWord) -> str:
    """How claims without a time are read, in words.

    >>> from brumaire.records import AtTheirWord
    >>> reading(AtTheirWord("", 6, 1, 0, 0.0, 0.0, 1.0, ())), reading(AtTheirWord("", None, 1, 0, 0.0, 0.0, 1.0, ()))
    ('within 6 months', 'as they stand')
    """
    return "as they stand" if row.months is None else f"within {row.months} months"


def odds(amount: float) -> str:
    """Bits as the strength of evidence that they are worth.

    >>> odds(0.3), odds(3.1), odds(10.0), odds(40.0)
    ('evidence of 1.2 to one', 'evidence of 9 to one', 'evidence of 1,000 to one', 'evidence of more than a million to one')
    """
    ratio = 2.0**amount
    if ratio > 1e6:
        return "evidence of more than a million to one"
    if ratio < 2:
        return f"evidence of {ratio:.1f} to one"
    digits = max(len(f"{ratio:.0f}") - 2, 0)
    return f"evidence of {round(ratio, -digits):,.0f} to one"


def farthest(brief: Brief, report: ConstraintReport) -> str:
    """A claim's words, what they mean, and what the model has, given the claim's condition."""
    claim = next((c for c in brief.reading.claims if c.id == report.constraint.claim), None)
    words = quoted(claim.content.quote) if claim else in_words(report.constraint.event)
    own = "none" if report.model is None else percent(report.model, effective=brief.effective)
    meant = interval(report.constraint.low, report.constraint.high, words=True)
    condition = f"; its condition has {percent(report.condition)}" if report.condition < 1 else ""
    return f"{words}\nmeant {meant}, the model has {own}: {bits(report.bits or 0.0)} bits{condition}"


def _which_part(row: AtTheirWord) -> str:
    if row.effective < FEW:
        return "That is too few to tell another world from a rare course of events in this one; what they have in common is:"
    part = row.bits_in_parameters / row.bits
    if part < 0.1:
        return "Hardly any of it lies in the model’s numbers: what they say asks for an unlikely course of events rather than for another world. It shows in:"
    return f"{percent(part)} of it lies in the model’s numbers, the rest in the course of events. It shows in:"


def _by_reading(rows: list[AtTheirWord], value: Callable[[AtTheirWord], str]) -> str:
    """The values for each way of reading, in a row, and the ways below."""
    months = [str(row.months) for row in rows if row.months is not None]
    stand = ["as they stand"] if any(row.months is None for row in rows) else []
    ways = [*stand, *([f"within {', '.join(months)} months"] if months else [])]
    return ", ".join(value(row) for row in rows) + (f"\n{'; '.join(ways)}" if ways else "")


def _distance(report: ConstraintReport) -> float:
    return report.bits or 0.0


def _futures(effective: float) -> str:
    return f"{effective:,.0f} effective futures"


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
