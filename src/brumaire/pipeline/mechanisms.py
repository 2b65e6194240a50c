"""What each mechanism of a model does: the answers with it and without it, on the same random numbers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from brumaire import cases, history, models
from brumaire import futures as engine
from brumaire.dates import Duration, after
from brumaire.futures import Anchor, Progress, silent
from brumaire.pipeline.anchoring import anchored
from brumaire.questions import parse
from brumaire.records import Case, Futures
from brumaire.records.case import Deviation

START = date(2021, 3, 1)
MONTHS = 12
DISTRESS = {
    "expectation": 1.0,
    "fortune": -0.5,
    "casualties": 1.0,
    "retreat": 1.0,
    "popularity": 1.0,
    "service_power": 1.0,
    "illness_talk": 1.0,
    "manpower": 1.0,
    "reserves": 1.0,
    "hardship": 1.0,
    "hawkish_grievance": 0.5,
}
SOURCE = "judged: a leader in distress, so that every mechanism has something to do"


@dataclass(frozen=True, slots=True)
class Effect:
    """A clause about twelve months with a mechanism and without it; `expected` is the sign that the model says.

    `error` is the Monte Carlo error of the difference, which is paired.
    """

    mechanism: str
    title: str
    clause: str
    expected: int
    whole: float
    without: float
    difference: float
    error: float

    @property
    def agrees(self) -> bool:
        """Whether the difference has the sign that the model says, by more than two of its errors."""
        return self.expected * self.difference > 2 * self.error


def distressed(model: str) -> Case:
    """A leader for whom all that the mechanisms are about is frequent: a young military regime, in its second year of war.

    >>> distressed("leader_in_peace").war.kind
    'none'
    """
    war = model == "leader_at_war"
    case = cases.case_from_profile(
        birth=date(1957, 3, 1),
        entered=date(2019, 9, 1),
        regime="military_personal",
        at=START,
        war="interstate" if war else "none",
        war_began=date(2020, 3, 1) if war else None,
        initiator=True if war else None,
        last_attempt=date(2019, 9, 1),
    )
    settable = models.load(model).deviations
    deviations = [Deviation(name, value, SOURCE) for name, value in DISTRESS.items() if name in settable]
    if "arsenal" in settable:
        deviations.append(Deviation("arsenal", "nuclear", SOURCE))
    return replace(case, model=model, deviations=tuple(deviations))


def effects(
    model_name: str,
    names: Iterable[str] = (),
    *,
    runs: int = 10_000,
    seed: int = 1851,
    threads: int = 1,
    anchor: Anchor | None = None,
    progress: Progress = silent,
) -> tuple[Effect, ...]:
    """Every clause that the mechanisms of a model say they move, with and without each; all of them if no names are given.

    `anchor` are the constants, solved for the leader in distress where they are not given.

    Raises
    ------
    ModelError
        The model has no such mechanism.
    """
    case = distressed(model_name)
    whole = models.load(case.model)
    wanted = tuple(names) or tuple(sorted(whole.mechanisms, key=lambda name: int(name.lstrip("M"))))
    reduced = {name: models.without(whole, [name]) for name in wanted}
    if anchor is None:
        anchor = anchored(whole, case, history.outside_view(history.profile(case, case.start)), threads=threads)
    horizon = after(START, Duration(MONTHS, "month"))

    def simulated(model: models.Model) -> Futures:
        return engine.simulate(
            model,
            case,
            as_of=START,
            horizon=horizon,
            runs=runs,
            seed=seed,
            anchor=replace(anchor, model=model.hash),
            threads=threads,
            engine="reference",
        )

    progress("with every mechanism")
    baseline = simulated(whole)
    made = []
    for name in wanted:
        progress(f"without {name}")
        other = simulated(reduced[name])
        mechanism = whole.mechanisms[name]
        clauses = [*((c, -1) for c in mechanism.less), *((c, 1) for c in mechanism.more)]
        for clause, sign in clauses:
            question = parse(dated(clause, horizon))
            before, then, moved, error = engine.difference(baseline, other, question)
            made.append(Effect(name, mechanism.title, clause, sign, before, then, moved, error))
    return tuple(made)


def dated(clause: str, day: date) -> str:
    """A clause, and its condition if it has one, by a day.

    >>> dated("uprising given not victory", date(2022, 3, 1))
    'uprising by 2022-03-01 given not victory by 2022-03-01'
    """
    return " given ".join(f"{part} by {day}" for part in clause.split(" given "))


def effects_table(effects: Iterable[Effect]) -> str:
    """The effects as a table in Markdown."""
    lines = [
        "| id | within twelve months | with it | without it | difference | as the article says |",
        "|---|---|---|---|---|---|",
    ]
    for e in effects:
        verdict = "yes" if e.agrees else "not resolved" if abs(e.difference) <= 2 * e.error else "no"
        numbers = f"{e.whole:.4f} | {e.without:.4f} | {e.difference:+.4f} ± {e.error:.4f}"
        lines.append(f"| {e.mechanism} | `{e.clause}` | {numbers} | {verdict} |")
    return "\n".join(lines) + "\n"
