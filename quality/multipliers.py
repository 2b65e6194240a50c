"""The model's four multipliers, fitted to the targets of the nine cases and never to what happened in them.

    python quality/multipliers.py [--runs N] [--cache DIR] [--confirm]

Nothing is simulated for it: each stored run has some hundreds of parameter draws, and so of multipliers. For each target a logistic regression of
its answer on the four, weighed by what agrees with the evidence, says how the answer moves when their centres do:

    logit P = a + Σ b_k z_k,   z_k = ln(multiplier k) / σ,   σ = ln 2 / 1.645 (the prior's 90 % are 0.5 to 2),

with each slope drawn toward 0 by the share of its square that is noise. With the centres moved by δ (in σ) the answer is the mean over the draws
of P(z + δ). The loss is half the sum over cases of the mean squared distance of its targets, in log odds beyond the interval's nearer end (in logs
for a ratio), plus half of Σ δ². It is minimised once with all cases and once without each; what a fit without a case says of that case is
out of sample.

The surrogate is linear in the log odds, and leaves out that other centres would change which draws agree with the evidence. A fit must be
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


@dataclass(frozen=True, slots=True)
class Surrogate:
    """How an answer moves with the multipliers: slopes per σ with their standard errors, the draws and their weights."""

    intercept: float
    slopes: Floats
    errors: Floats
    z: Floats
    weight: Floats

    def at(self, shift: Floats) -> float:
        """The answer with the centres moved by `shift`, in σ."""
        return float(self.weight @ _logistic(self.intercept + (self.z + shift) @ self.slopes) / self.weight.sum())


@dataclass(frozen=True, slots=True)
class Goal:
    """A target with the surrogate of its answer, and of the earlier one where it is a ratio."""

    case: str
    low: float
    high: float
    now: Surrogate
    before: Surrogate | None = None

    def distance(self, shift: Floats) -> float:
        """Log odds beyond the interval's nearer end; logs for a ratio."""
        if self.before is None:
            return beyond(self.now.at(shift), self.low, self.high)
        return beyond(self.now.at(shift) / self.before.at(shift), self.low, self.high, ratio=True)


def surrogate(batches: Batches) -> Surrogate | None:
    """The regression of one answer on the multipliers; None where it is the same in all draws."""
    yes, base = np.array(batches.yes), np.array(batches.base)
    held = base > 0
    z = np.log(np.array(batches.multipliers))[held] / SIGMA
    weight = base[held] / base[held].mean()
    y = np.clip(yes[held] / base[held], 0.0, 1.0)  # sums of masses exceed the whole by rounding
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
    made = Surrogate(beta[0], slopes, errors, z, weight)
    return _centred(made, mean)


def _centred(made: Surrogate, mean: float) -> Surrogate:
    """With the intercept at which the unmoved answer is the forecast."""
    low, high = -40.0, 40.0
    for _ in range(100):
        middle = (low + high) / 2
        now = Surrogate(middle, made.slopes, made.errors, made.z, made.weight)
        low, high = (middle, high) if now.at(np.zeros(len(made.slopes))) < mean else (low, middle)
    return now


def fit(goals: Sequence[Goal]) -> Floats:
    """The shift of the centres, in σ, that minimises the loss."""
    from scipy.optimize import minimize

    best = minimize(lambda shift: loss(goals, shift), np.zeros(len(MULTIPLIERS)), method="Nelder-Mead")
    return np.asarray(best.x, np.float64)


def loss(goals: Iterable[Goal], shift: Floats) -> float:
    """Half the sum over cases of the mean squared distance, plus half the squared shifts."""
    held: dict[str, list[float]] = {}
    for goal in goals:
        held.setdefault(goal.case, []).append(goal.distance(shift) ** 2)
    return 0.5 * sum(sum(d) / len(d) for d in held.values()) + 0.5 * float(shift @ shift)


def goals_of(said: Iterable[Said]) -> list[Goal]:
    """The targets whose answers move with the multipliers."""
    known = {(one.case, one.as_of, one.question): one for one in said if one.group == "case"}
    goals = []
    for name in cases.library():
        for target in cases.load(Path(name)).targets:
            now = _surrogate(known.get((name, target.as_of, target.question)))
            before = _surrogate(known.get((name, target.against, target.question))) if target.against else None
            if now is not None and (before is not None or target.against is None):
                goals.append(Goal(name, target.low, target.high, now, before))
    return goals


def refits(said: Iterable[Said]) -> dict:
    """All cases, then without each: centres, and how far the case left out lies by the fit without it."""
    goals = goals_of(said)
    whole = fit(goals)
    names = list(dict.fromkeys(goal.case for goal in goals))
    told = {"names": MULTIPLIERS, "targets": len(goals), "all": _centres(whole), "without": {}}
    still = np.zeros(len(MULTIPLIERS))
    for name in names:
        own = [goal for goal in goals if goal.case == name]
        shift = fit([goal for goal in goals if goal.case != name])
        told["without"][name] = {
            "centres": _centres(shift),
            "near_unfitted": _near(own, still),
            "near_without_it": _near(own, shift),
            "near_with_it": _near(own, whole),
        }
    told["loss"] = {"unfitted": loss(goals, still), "fitted": loss(goals, whole)}
    slopes = np.array([goal.now.slopes for goal in goals])
    told["slopes"] = {k: float(np.abs(slopes[:, n]).mean()) for n, k in enumerate(MULTIPLIERS)}
    return told


def moved_model(folder: Path, centres: Sequence[float]) -> Path:
    """`leader_at_war` with the centres of its multipliers moved and their spread kept, written into a folder."""
    library = Path(models.__file__).parent / "library"
    scales = (library / "parts" / "scales.yaml").read_text(encoding="utf-8")
    for name, centre in zip(MULTIPLIERS, centres, strict=True):
        found = re.search(rf"{name}: {{value: ([\d.]+) to ([\d.]+),", scales)
        assert found, f"{name} is not as it was when this was written"
        low, high = (centre * float(bound) for bound in found.groups())
        scales = scales.replace(found[0], f"{name}: {{value: {low:.6g} to {high:.6g},")
    (folder / "scales.yaml").write_text(scales, encoding="utf-8")
    whole = (library / "leader_at_war.yaml").read_text(encoding="utf-8")
    (folder / "leader_at_war.yaml").write_text(
        whole.replace("parts: [scales,", "parts: [scales.yaml,"), encoding="utf-8"
    )
    return folder / "leader_at_war.yaml"


def confirm(said: Sequence[Said], centres: Sequence[float], settings: Settings, folder: Path | None) -> dict:
    """The targets by the library's model and by the fitted one, run anew: forecasts, and how many cases are near."""
    with tempfile.TemporaryDirectory() as place:
        model = str(moved_model(Path(place), centres))
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


def _surrogate(one: Said | None) -> Surrogate | None:
    return None if one is None or one.batches is None else surrogate(one.batches)


def _near(goals: Iterable[Goal], shift: Floats) -> bool:
    return all(abs(goal.distance(shift)) <= NEAR for goal in goals)


def _centres(shift: Floats) -> tuple[float, ...]:
    return tuple(float(x) for x in np.exp(SIGMA * shift))


def _logistic(x: Floats) -> Floats:
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(x, -500, 500))))


def main() -> None:
    """Fit, and print the centres and their spread."""
    parser = argparse.ArgumentParser(description="Fit the four multipliers to the targets of the cases.")
    parser.add_argument("--runs", type=int, default=10_000)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--cache", type=Path)
    parser.add_argument("--confirm", action="store_true")
    given = parser.parse_args()
    settings = Settings(runs=given.runs, threads=given.threads)
    said = tuple(ask_all(settings, names=cases.library(), folder=given.cache, tell=False))
    told = refits(said)
    print(f"{'':24}" + "".join(f"{name:>18}" for name in told["names"]))
    print(f"{'all cases':24}" + "".join(f"{x:18.2f}" for x in told["all"]))
    for name, one in told["without"].items():
        print(f"{'without ' + name:24}" + "".join(f"{x:18.2f}" for x in one["centres"]), end="")
        print(
            f"   near: unfitted {one['near_unfitted']}, without it {one['near_without_it']}, with it {one['near_with_it']}"
        )
    centres = np.log([one["centres"] for one in told["without"].values()])
    print(f"{'spread (factor)':24}" + "".join(f"{x:18.2f}" for x in np.exp(np.ptp(centres, axis=0))))
    print(f"{'mean |slope| per σ':24}" + "".join(f"{x:18.2f}" for x in told["slopes"].values()))
    print(
        f"loss {told['loss']['unfitted']:.2f} unfitted, {told['loss']['fitted']:.2f} fitted, {told['targets']} targets"
    )
    if given.confirm:
        found = confirm(said, told["all"], settings, given.cache)
        for name, day, question, before, then, *near in found["targets"]:
            shown = " -> ".join("none" if x is None else f"{x:.4f}" for x in (before, then))
            print(f"{name:16}{day}  {shown}  near {near[0]!s:5} -> {near[1]!s:5}  {question}")
        print(f"cases near: {found['near'][0]} -> {found['near'][1]}")


if __name__ == "__main__":
    main()
