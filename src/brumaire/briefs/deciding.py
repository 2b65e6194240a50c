"""What decides the headline: ten parameters, and the fact that would move it most if it were learnt."""

from __future__ import annotations

from brumaire.briefs.parts import Part
from brumaire.briefs.untrusted import one_line
from brumaire.commentary.numbers import day_in_words, percent, points
from brumaire.commentary.parameter_words import named
from brumaire.commentary.question_words import in_words
from brumaire.questions import parse
from brumaire.records import Brief, Decides, FactEffect, Sensitivity

MOST = 10


def deciding_parts(brief: Brief) -> tuple[Part, ...]:
    """The pieces of the section."""
    if brief.decides is None:
        return ()
    return (_facts(brief.decides), _parameters(brief.decides))


def _facts(decides: Decides) -> Part:
    if not decides.facts:
        return Part(
            text=(
                "No single fact among those that the model knows would move the answer by more than the simulation’s error.",
            )
        )
    return Part(
        text=(fact_sentence(decides.facts[0]),),
        head=("If it were known that", "Chance of it", "Then", "If it were known not to", "Expected move, points"),
        rows=tuple(
            (
                fact_words(fact),
                percent(fact.chance),
                percent(fact.if_true),
                percent(fact.if_not),
                points(fact.expected_movement).replace("+", ""),
            )
            for fact in decides.facts
        ),
        right=(1, 2, 3, 4),
        after="Attempts on the leader, ultimatums and killings are left out.",
    )


def fact_sentence(fact: FactEffect) -> str:
    """The single fact that would move the answer most."""
    return (
        f"The single fact that would move the answer most, if it were learnt today, is whether {fact_words(fact)}. "
        f"If so, it is {percent(fact.if_true)}; if not, {percent(fact.if_not)}; not knowing, {percent(fact.baseline)}."
    )


def fact_words(fact: FactEffect) -> str:
    """A fact in words, with its span."""
    what = in_words(parse(fact.event))
    if fact.hidden:
        return f"there has been {what} since {day_in_words(fact.first)} that nobody has recorded"
    return f"there will be {what} by {day_in_words(fact.last)}"


def _parameters(decides: Decides) -> Part:
    report = decides.sensitivity
    if report is None:
        return Part(
            heading="The numbers that it hangs on",
            text=(f"Which of the model’s numbers decide it cannot be told: {one_line(decides.why_not)}.",),
        )
    meanings = dict(decides.meanings)
    top = report.parameters[:MOST]
    return Part(
        heading="The numbers that it hangs on",
        text=(parameters_sentence(report),),
        head=("Number of the model", "Alone", "With others", "If low", "If high"),
        rows=tuple(
            (
                _with_meaning(e.parameter, meanings),
                f"{_share(e.first_order)}\n± {e.first_order_error * 100:.0f}",
                f"{_share(e.total)}\n± {e.total_error * 100:.0f}",
                percent(e.low),
                percent(e.high),
            )
            for e in top
        ),
        right=(1, 2, 3, 4),
        after=(
            "Alone, and together with others: the share of the answer’s variance over the model’s numbers that knowing this one would take away, with its "
            f"standard error. Low and high: the answer in the fifth of the draws where it is lowest, and highest. {_share(report.unexplained)} of the "
            "variance is left to effects too weak to tell from chance."
        ),
    )


def parameters_sentence(report: Sensitivity) -> str:
    """What the answer's uncertainty comes from, in one sentence."""
    first = report.parameters[0]
    spread = points(report.spread).replace("+", "")
    clear = first.total > 2 * first.total_error
    most = (
        f"Most of that comes from {named(first.parameter)}: knowing it would take away {_share(first.total)} of the variance."
        if clear
        else "No single one of them stands out from chance."
    )
    return f"Over the model’s uncertain numbers the answer varies by {spread} points (one standard deviation). {most}"


def _share(share: float) -> str:
    """A share of variance; an estimate at or below nothing is not proof of nothing."""
    return f"{round(share * 100)} %" if share >= 0.005 else "under 1 %"


def _with_meaning(parameter: str, meanings: dict[str, str]) -> str:
    meaning = "" if parameter.startswith("anchor.") else meanings.get(parameter, "")
    return f"{named(parameter)}\n{one_line(meaning)}" if meaning else named(parameter)
