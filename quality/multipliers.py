"""The model's four multipliers, given the targets of the nine cases and never what happened in them.

    python quality/multipliers.py [--runs N] [--cache DIR] [--confirm]

Nothing is simulated for it: each stored run has some hundreds of parameter draws, and so of multipliers. For each target a logistic regression of
its answer on the four, weighed by what agrees with the evidence, says how the answer moves with them:

    logit P = a + Σ b_k z_k,   z_k = ln(multiplier k) / σ,   σ = ln 2 / 1.645 (the prior's 90 % are 0.5 to 2),

with each slope drawn toward 0 by the share of its square that is noise. A priori each z is standard normal. What the targets say counts against
it as exp(−½ Σ over cases of the mean squared distance of its targets), in log odds beyond the interval's nearer end (in logs for a ratio). Mean
and standard deviation of each z under both are what the library's model draws its multipliers from. They are found once with all cases and
once without each; what is found without a case says of that case is out of sample.

The surrogate is linear in the log odds, and leaves out that other multipliers would change which draws agree with the evidence. The result must be
confirmed by running the model with it: `--confirm` does, anchors and all, in some eight minutes of CPU, and prints both forecasts of each target.
"""

from __future__ import annotations

import argparse
import math
import re
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from cases_runs import MULTIPLIERS, Batches, Said, ask, ask_all, plan
from cases_table import NEAR, beyond, near_cases
from numpy.typing import NDArray

from brumaire import cases, models
from brumaire.models.parameters import Z90
from brumaire.pipeline.forecast import Settings
from cases import target_rows

Floats = NDArray[np.float64]
SIGMA = math.log(2.0) / Z90
ITERATIONS = 25
DRAWS = 20_000
SEED = 9


@dataclass(frozen=True, slots=True)
class Spread:
    """Independent lognormal multipliers: centres and standard deviations of their z."""

    centre: Floats
    deviation: Floats

    @property
    def intervals(self) -> tuple[tuple[float, float, float], ...]:
        """Of each multiplier: the lower end of its 90 % interval, its median, its upper end."""
        ends = (self.centre + k * Z90 * self.deviation for k in (-1, 0, 1))
        return tuple(tuple(map(float, row)) for row in np.exp(SIGMA * np.column_stack(list(ends))))


PRIOR = Spread(np.zeros(len(MULTIPLIERS)), np.ones(len(MULTIPLIERS)))


@dataclass(frozen=True, slots=True)
class Surrogate:
    """How an answer moves with the multipliers: slopes per σ with their standard errors, the draws and their weights.

    The draws are in standard deviations from the centres that they were drawn about.
    """

    intercept: float
    slopes: Floats
    errors: Floats
    drawn: Floats
    weight: Floats

    def at(self, spread: Spread) -> float:
        """The answer with the multipliers spread so: the mean over the draws."""
        z = spread.centre + spread.deviation * self.drawn
        return float(self.weight @ self.given(z) / self.weight.sum())

    def given(self, z: Floats) -> Floats:
        """The answer at each of some values of the multipliers, of shape (values, 4)."""
        return _logistic(self.intercept + z @ self.slopes)


@dataclass(frozen=True, slots=True)
class Goal:
    """A target with the surrogate of its answer, and of the earlier one where it is a ratio."""

    case: str
    low: float
    high: float
    now: Surrogate
    before: Surrogate | None = None

    def distance(self, spread: Spread) -> float:
        """Log odds beyond the interval's nearer end; logs for a ratio."""
        before = None if self.before is None else self.before.at(spread)
        return self._beyond(self.now.at(spread), before)

    def distances(self, z: Floats) -> Floats:
        """The same at each of some values of the multipliers."""
        now = self.now.given(z)
        before = [None] * len(z) if self.before is None else self.before.given(z)
        return np.array([self._beyond(p, q) for p, q in zip(now, before, strict=True)])

    def _beyond(self, now: float, before: float | None) -> float:
        if before is None:
            return beyond(now, self.low, self.high)
        return beyond(now / before, self.low, self.high, ratio=True)


def surrogate(batches: Batches, held: Spread = PRIOR) -> Surrogate | None:
    """The regression of one answer on multipliers that were drawn from `held`; None where it is the same in all draws."""
    yes, base = np.array(batches.yes), np.array(batches.base)
    counts = base > 0
    z = np.log(np.array(batches.multipliers))[counts] / SIGMA
    weight = base[counts] / base[counts].mean()
    y = np.clip(yes[counts] / base[counts], 0.0, 1.0)  # sums of masses exceed the whole by rounding
    mean = float(weight @ y / weight.sum())
    if not 0 < mean < 1:
        return None
    columns = np.column_stack([np.ones(len(y)), z])
    beta = np.array([math.log(mean / (1 - mean)), *np.zeros(z.shape[1])])
    # A weak pull keeps slopes finite where few draws have any weight.
    ridge = np.diag([0.0, *np.full(z.shape[1], 0.1)])
    for _ in range(ITERATIONS):
        p = _logistic(columns @ beta)
        information = (columns * (weight * p * (1 - p))[:, None]).T @ columns + ridge
        beta = beta + np.linalg.solve(information, columns.T @ (weight * (y - p)) - ridge @ beta)
    scores = columns * (weight * (y - _logistic(columns @ beta)))[:, None]
    inverse = np.linalg.inv(information)
    errors = np.sqrt(np.diag(inverse @ (scores.T @ scores) @ inverse))[1:]
    slopes = beta[1:] * np.maximum(0.0, 1.0 - (errors / np.where(beta[1:] == 0, np.inf, beta[1:])) ** 2)
    return _centred(Surrogate(beta[0], slopes, errors, (z - held.centre) / held.deviation, weight), held, mean)


def _centred(made: Surrogate, held: Spread, mean: float) -> Surrogate:
    """With the intercept at which the answer by the multipliers as they are is the forecast."""
    low, high = -40.0, 40.0
    for _ in range(100):
        now = replace(made, intercept=(low + high) / 2)
        low, high = (now.intercept, high) if now.at(held) < mean else (low, now.intercept)
    return now


def library_spread() -> Spread:
    """The multipliers of the library's model."""
    known = {p.name: p for p in models.load("leader_at_war").parameters}
    ends = np.log([(known[name].low, known[name].high) for name in MULTIPLIERS]) / SIGMA
    return Spread(ends.mean(axis=1), (ends[:, 1] - ends[:, 0]) / (2 * Z90))


def informed(goals: Sequence[Goal]) -> Spread:
    """The multipliers given the targets."""
    z = np.random.Generator(np.random.Philox(SEED)).standard_normal((DRAWS, len(MULTIPLIERS)))
    weight = np.exp(-_loss(goals, [goal.distances(z) for goal in goals]))
    weight = weight / weight.sum()
    centre = weight @ z
    return Spread(centre, np.sqrt(weight @ (z - centre) ** 2))


def loss(goals: Sequence[Goal], spread: Spread) -> float:
    """Half the sum over cases of the mean squared distance."""
    return float(_loss(goals, [goal.distance(spread) for goal in goals]))


def _loss(goals: Sequence[Goal], distances: Sequence[Floats] | Sequence[float]) -> Floats:
    held: dict[str, list] = {}
    for goal, distance in zip(goals, distances, strict=True):
        held.setdefault(goal.case, []).append(np.square(distance))
    return np.asarray(0.5 * sum(sum(d) / len(d) for d in held.values()))


def goals_of(said: Iterable[Said]) -> list[Goal]:
    """The targets whose answers move with the multipliers."""
    held = library_spread()
    known = {(one.case, one.as_of, one.question): one for one in said if one.group == "case"}

    def made(one: Said | None) -> Surrogate | None:
        return None if one is None or one.batches is None else surrogate(one.batches, held)

    goals = []
    for name in cases.library():
        for target in cases.load(Path(name)).targets:
            now = made(known.get((name, target.as_of, target.question)))
            before = made(known.get((name, target.against, target.question))) if target.against else None
            if now is not None and (before is not None or target.against is None):
                goals.append(Goal(name, target.low, target.high, now, before))
    return goals


def refits(said: Iterable[Said]) -> dict:
    """Given all cases, then without each: the multipliers, and how far the case left out lies by what the others say."""
    goals = goals_of(said)
    held, whole = library_spread(), informed(goals)
    told = {
        "names": MULTIPLIERS,
        "targets": len(goals),
        "library": held.intervals,
        "all": whole.intervals,
        "without": {},
        "loss": {"library": loss(goals, held), "all": loss(goals, whole)},
    }
    for name in dict.fromkeys(goal.case for goal in goals):
        own = [goal for goal in goals if goal.case == name]
        spread = informed([goal for goal in goals if goal.case != name])
        told["without"][name] = {
            "intervals": spread.intervals,
            "near_library": _near(own, held),
            "near_without_it": _near(own, spread),
            "near_with_it": _near(own, whole),
        }
    slopes = np.array([goal.now.slopes for goal in goals])
    told["slopes"] = {k: float(np.abs(slopes[:, n]).mean()) for n, k in enumerate(MULTIPLIERS)}
    return told


def moved_model(folder: Path, intervals: Sequence[tuple[float, float, float]]) -> Path:
    """`leader_at_war` with other intervals of its multipliers, written into a folder."""
    library = Path(models.__file__).parent / "library"
    scales = (library / "parts" / "scales.yaml").read_text(encoding="utf-8")
    for name, (low, _, high) in zip(MULTIPLIERS, intervals, strict=True):
        found = re.search(rf"{name}: {{value: ([\d.]+) to ([\d.]+),", scales)
        assert found, f"{name} is not as it was when this was written"
        scales = scales.replace(found[0], f"{name}: {{value: {low:.6g} to {high:.6g},")
    (folder / "scales.yaml").write_text(scales, encoding="utf-8")
    whole = (library / "leader_at_war.yaml").read_text(encoding="utf-8")
    (folder / "leader_at_war.yaml").write_text(
        whole.replace("parts: [scales,", "parts: [scales.yaml,"), encoding="utf-8"
    )
    return folder / "leader_at_war.yaml"


def confirm(
    said: Sequence[Said], intervals: Sequence[tuple[float, float, float]], settings: Settings, folder: Path | None
) -> dict:
    """The targets by the library's model and by one with these multipliers, run anew: forecasts, and how many cases are near."""
    with tempfile.TemporaryDirectory() as place:
        model = str(moved_model(Path(place), intervals))
        wanted = [replace(w, case=replace(w.case, model=model)) for w in plan() if w.group == "case"]
        again = [one for w in wanted for one in ask(w, settings, folder=folder)]
    pairs = []
    for name in cases.library():
        case = cases.load(Path(name))
        pairs += zip(target_rows(name, case, said), target_rows(name, case, again), strict=True)
    return {
        "targets": [
            (one.case, one.as_of, one.question, one.forecast, two.forecast, one.near, two.near) for one, two in pairs
        ],
        "near": [sum(near_cases(row[k] for row in pairs).values()) for k in (0, 1)],
    }


def _near(goals: Iterable[Goal], spread: Spread) -> bool:
    return all(abs(goal.distance(spread)) <= NEAR for goal in goals)


def _logistic(x: Floats) -> Floats:
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(x, -500, 500))))


def main() -> None:
    """Find, and print the multipliers and their spread."""
    parser = argparse.ArgumentParser(description="The four multipliers, given the targets of the cases.")
    parser.add_argument("--runs", type=int, default=10_000)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--cache", type=Path)
    parser.add_argument("--confirm", action="store_true")
    given = parser.parse_args()
    settings = Settings(runs=given.runs, threads=given.threads)
    said = tuple(ask_all(settings, names=cases.library(), folder=given.cache, tell=False))
    told = refits(said)

    def row(title: str, intervals: Iterable[tuple[float, float, float]], note: str = "") -> None:
        cells = (f"{middle:.2f} ({low:.2f} to {high:.2f})" for low, middle, high in intervals)
        print(f"{title:26}" + "".join(f"{cell:>24}" for cell in cells) + note)

    print(f"{'':26}" + "".join(f"{name:>24}" for name in told["names"]))
    row("the library's model", told["library"])
    row("given all cases", told["all"])
    for name, one in told["without"].items():
        nearness = (one[key] for key in ("near_library", "near_without_it", "near_with_it"))
        row(f"without {name}", one["intervals"], "   near: library {}, without it {}, with it {}".format(*nearness))
    print(f"{'mean |slope| per σ':26}" + "".join(f"{x:24.2f}" for x in told["slopes"].values()))
    print(
        f"loss {told['loss']['library']:.2f} in the library, {told['loss']['all']:.2f} given all, {told['targets']} targets"
    )
    if given.confirm:
        found = confirm(said, told["all"], settings, given.cache)
        for name, day, question, before, then, *near in found["targets"]:
            shown = " -> ".join("none" if x is None else f"{x:.4f}" for x in (before, then))
            print(f"{name:16}{day}  {shown}  near {near[0]!s:5} -> {near[1]!s:5}  {question}")
        print(f"cases near: {found['near'][0]} -> {found['near'][1]}")


if __name__ == "__main__":
    main()
