"""Leaders made up for the guards of domain.md section 6: what a war does to coup attempts, what a defeat does to the leader, and how often those who
failed try again.

    python quality/guards.py [--fought] [--leaders N] [--runs N] [--threads N]

Leader-months are drawn by a fixed seed from the table that ships with the outside view (age, years in office, regime and its age, years since an attempt);
with --fought from those months alone in which the leader was at war with another state, since it is such leaders who lose wars. Each is put once into an interstate war that begins that day and once into peace, and both models are asked. Prints a table and the means.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from importlib import resources
from itertools import pairwise

import numpy as np

from brumaire import history
from brumaire.cases import case_from_profile
from brumaire.dates import DAYS_PER_YEAR
from brumaire.history.panel.regimes import FAMILIES
from brumaire.pipeline.forecast import Settings, answer, conditioned, prepare
from brumaire.records import IRREGULAR, Case, Futures

SEED = 48
WAR_YEARS = 3
REGIMES = FAMILIES[:7]
UNSEATED = (*IRREGULAR, "foreign")
INTERSTATE = 1
"""How the table says that a leader was at war with another state."""


@dataclass(frozen=True, slots=True)
class Leader:
    """A leader-month of the table: years of age, in office, of the regime and since the last attempt (None for none known)."""

    at: date
    age: float
    tenure: float
    regime: str
    regime_age: float | None
    attempt_years: float | None
    initiator: bool

    def case(self, war: bool) -> Case:
        """The leader in a war that begins on the day, or in peace."""

        def before(years: float) -> date:
            return self.at - timedelta(days=round(years * DAYS_PER_YEAR))

        return case_from_profile(
            birth=before(self.age),
            entered=before(self.tenure),
            regime=self.regime,
            at=self.at,
            war="interstate" if war else "none",
            war_began=self.at if war else None,
            initiator=self.initiator if war else None,
            regime_since=None if self.regime_age is None else before(self.regime_age),
            last_attempt=None if self.attempt_years is None else before(self.attempt_years),
        )


@dataclass(frozen=True, slots=True)
class Guarded:
    """What the models say of one leader.

    attempts, peace
        Chance of an attempt in each of the three years, in war and in peace.
    lost, unseated, any_unseated
        Chance of a defeat within two years, and given that, of an irregular or foreign exit from the war's start to twelve months after the two years;
        the latter whatever becomes of the war.
    expected
        What the outside view has for the latter: it knows of the war, and not how it goes.
    war_again, peace_again
        How many attempts fail in the first two years, and how many of these another follows within twelve months: means over trajectories.
    """

    leader: Leader
    attempts: tuple[float, ...]
    peace: tuple[float, ...]
    lost: float
    unseated: float
    any_unseated: float
    expected: float
    war_again: tuple[float, float]
    peace_again: tuple[float, float]


def leaders(number: int, *, fought: bool = False) -> Iterator[Leader]:
    """So many drawn from the table, or from its months at war with another state; every second one the war's initiator."""
    text = resources.files("brumaire.history").joinpath("analogues.json").read_text(encoding="utf-8")
    rows = [
        row
        for row in json.loads(text)["rows"]
        if row[4] is not None
        and row[4] < len(REGIMES)
        and row[3] < row[2] - 16
        and (row[7] == INTERSTATE or not fought)
    ]
    random = np.random.Generator(np.random.Philox(SEED))
    for n, k in enumerate(random.choice(len(rows), number, replace=False)):
        _, month, age, tenure, regime, regime_age, attempt_years, *_ = rows[k]
        at = date(month // 12, month % 12 + 1, 1)
        yield Leader(at, age, tenure, REGIMES[int(regime)], regime_age, attempt_years, initiator=n % 2 == 0)


def guarded(leader: Leader, settings: Settings) -> Guarded:
    """Ask both models about one leader."""
    day = leader.at
    ends = [date(day.year + k, day.month, 1) for k in range(WAR_YEARS + 1)]
    years = [f"coup_attempt between {a + timedelta(days=k > 0)} and {b}" for k, (a, b) in enumerate(pairwise(ends))]
    defeat = f"defeat by {ends[2]}"
    fallen = f"(leader_exit(irregular) or leader_exit(foreign)) by {ends[3]}"

    def told(case: Case, texts: Sequence[str]) -> tuple[list[float], tuple[float, float]]:
        prepared, futures = conditioned(prepare(case, texts, as_of=day, settings=settings))
        asked = prepared.questions[: len(texts)]
        return [answer(prepared, futures, question).probability for question in asked], tried_again(futures)

    case = leader.case(war=True)
    (*attempts, lost, unseated, whole), war_again = told(case, [*years, defeat, f"{fallen} given {defeat}", fallen])
    peace, peace_again = told(leader.case(war=False), years)
    incidence = history.cumulative_incidence(history.outside_view(history.profile(case, day)), [(ends[3] - day).days])
    expected = sum(float(incidence[name][0]) for name in UNSEATED if name in incidence)
    return Guarded(leader, tuple(attempts), tuple(peace), lost, unseated, whole, expected, war_again, peace_again)


def tried_again(
    futures: Futures, *, first: float = 2 * DAYS_PER_YEAR, within: float = DAYS_PER_YEAR
) -> tuple[float, float]:
    """Attempts that fail before day `first`, and those among them that another attempt follows within so many days; means over trajectories.

    An attempt has succeeded where a `coup_success` of the same future and moment is on the log.
    """
    log = futures.log
    attempt, success = (
        np.array([kind.name == name for kind in log.kinds])[log.kind] for name in ("coup_attempt", "coup_success")
    )
    won = set(zip(log.future[success].tolist(), log.day[success].tolist(), strict=True))
    future, day = log.future[attempt], log.day[attempt]
    failed = np.array([moment not in won for moment in zip(future.tolist(), day.tolist(), strict=True)], bool)
    followed = np.zeros(len(day), bool)
    followed[:-1] = (future[1:] == future[:-1]) & (day[1:] - day[:-1] <= within)
    weight = futures.weight[future] / futures.trajectories
    counted = failed & (day < first)
    return float(weight[counted].sum()), float(weight[counted & followed].sum())


def main() -> None:
    """Ask of every leader and print."""
    parser = argparse.ArgumentParser(description="The guards over a panel of synthetic leaders.")
    parser.add_argument("--fought", action="store_true", help="only leaders from months at war with another state")
    parser.add_argument("--leaders", type=int, default=16)
    parser.add_argument("--runs", type=int, default=10_000)
    parser.add_argument("--threads", type=int, default=2)
    given = parser.parse_args()
    settings = Settings(runs=given.runs, threads=given.threads)
    found = []
    print(
        "| at | regime | age | in office | war, by year (%) | peace, by year (%) | lost within two years | of those, unseated |"
    )
    print("|---|---|---|---|---|---|---|---|")
    for one in leaders(given.leaders, fought=given.fought):
        found.append(told := guarded(one, settings))
        shares = (", ".join(f"{100 * p:.1f}" for p in row) for row in (told.attempts, told.peace))
        print(
            f"| {one.at} | {one.regime.replace('_', ' ')} | {one.age:.0f} | {one.tenure:.0f} | {' | '.join(shares)} "
            f"| {told.lost:.2f} | {told.unseated:.2f} |",
            flush=True,
        )
    war, peace = (np.array([getattr(g, name) for g in found]) for name in ("attempts", "peace"))
    lost = np.array([g.lost for g in found])
    ratio = war.mean(axis=0) / peace.mean(axis=0)
    print(
        f"\nAttempts in war over peace: {war.sum() / peace.sum():.2f} over three years; by year {', '.join(f'{r:.2f}' for r in ratio)}."
    )
    for name in ("war", "peace"):
        failed, again = np.sum([getattr(g, f"{name}_again") for g in found], axis=0)
        print(f"Another attempt within twelve months of one that failed, in {name}: {again / failed:.2f}.")
    unseated = float(lost @ [g.unseated for g in found] / lost.sum())
    whole = float(np.mean([g.any_unseated for g in found]))
    print(f"Losers unseated: {unseated:.2f}; of all who went to war: {whole:.3f}; ratio {unseated / whole:.1f}.")
    losers = float(lost @ [g.expected for g in found] / lost.sum())
    everyone = float(np.mean([g.expected for g in found]))
    print(
        f"The outside view has {losers:.3f} and {everyone:.3f}: {unseated / losers:.1f} and {whole / everyone:.1f} times."
    )


if __name__ == "__main__":
    main()
