"""Plots of how the engine agrees with itself, with exact solutions and with what made the data: docs/explanation/img/*.svg.

    python quality/engine_agreement.py [engines] [exact] [ranks] [evidence]

Draws all four without a name, in some six minutes of CPU, and prints the figures that docs/explanation/verification.md gives. Models and oracles are those of the tests.
"""

from __future__ import annotations

import importlib.util
import sys
from datetime import date, timedelta
from pathlib import Path

import numpy as np
from charts import COLOURS, LIGHT, Panel, write
from hypothesis import HealthCheck, given, settings

from brumaire import cases
from brumaire.dates import Duration
from brumaire.errors import BrumaireError
from brumaire.futures import ask, conditioning, exact, incidence, rejuvenate, simulate
from brumaire.models import load_text
from brumaire.pipeline.forecast import Settings, prepare
from brumaire.questions import parse

ROOT = Path(__file__).resolve().parents[1]
TESTS, IMAGES = ROOT / "tests" / "futures", ROOT / "docs" / "explanation" / "img"
START = date(2022, 1, 1)
BLUE, RED = COLOURS[:2]
SAID = {
    "forms.rate": "rate at which plots form",
    "rises.rate": "rate of mutinies",
    "topples.rate": "hazard of leaving",
    "units.emission": "how often the indicator is seen",
}


def part(name: str):
    """A module of the tests, with its model and its oracle."""
    known = f"brumaire_tests_{name.replace('/', '_')}"
    if known not in sys.modules:
        spec = importlib.util.spec_from_file_location(known, TESTS / f"{name}.py")
        assert spec is not None
        assert spec.loader is not None
        sys.modules[known] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(sys.modules[known])
    return sys.modules[known]


def engines() -> list[Panel]:
    """The compiled engine against the reference, on leader_at_war: answers, masses of leaving, days of events."""
    case, made = cases.load(ROOT / "examples" / "russia-2023" / "case.yaml"), []
    for engine in ("reference", "compiled"):
        chosen = Settings(runs=20_000, seed=5, engine=engine)
        ready = prepare(case, (), as_of=None, settings=chosen, reach=Duration(24, "month"))
        made.append(ready.simulate())
    reference, compiled = made
    days = [reference.as_of + (reference.horizon - reference.as_of) * k // 12 for k in range(1, 13)]
    pairs = [
        (a.probability, b.probability)
        for a, b in zip(incidence(reference, days), incidence(compiled, days), strict=True)
    ]
    for event in sorted(reference.realised - {"leader_exit"}):
        for day in days[1::2]:
            try:
                pairs.append(tuple(ask(f, parse(f"{event} by {day}")).probability for f in made))
            except BrumaireError:
                continue
    answer, other = np.array(pairs).T
    apart = np.abs(other - answer)
    parity = part("compiled/test_parity")
    stories = list(zip(parity.stories(reference), parity.stories(compiled), strict=True))
    alike = [pair for pair in stories if parity.same(*pair, within=np.inf)]
    days_apart = np.concatenate([np.abs(a[2] - b[2]) for one, two in alike for a, b in zip(one, two, strict=True)])
    masses = np.abs(compiled.exits.cumulative[:, -1] - reference.exits.cumulative[:, -1]).sum(axis=1)
    print(
        f"engines: {len(answer)} answers, greatest difference {apart.max():.1e}; mass of leaving by trajectory: greatest {masses.max():.1e}; "
        f"other events in {len(stories) - len(alike)} of {len(stories)} trajectories; {len(days_apart)} events alike, days apart: median "
        f"{np.median(days_apart):.1e}, greatest {days_apart.max():.2g}"
    )
    powers = {k: "≤1e-12" if k == -12 else f"1e{k}" for k in range(-12, 1, 2)}
    left = Panel(
        "Answers, and each trajectory's mass of leaving", (-12, 0), (0, 100), "difference", "% of them", names=powers
    )
    right = Panel("The day of each event", (-12, 0), (0, 100), "difference in days", "% of them", names=powers)
    edges = np.arange(-12, 0.01, 0.5)
    for panel, found, colour, key in (
        (left, masses, BLUE, f"{len(masses):,} trajectories"),
        (left, apart, RED, f"{len(apart)} answers: manners and events by twelve dates"),
        (right, days_apart, BLUE, f"{len(days_apart):,} events in {len(alike):,} trajectories that have the same ones"),
    ):
        counts = np.histogram(np.clip(np.log10(np.maximum(found, 1e-12)), -11.9, -0.1), edges)[0]
        panel.bars(list(edges), 100 * counts / len(found), colour, key=key)
    for panel, promise, key in (
        (left, 2e-4, "promised for answers: 0.0002"),
        (right, 0.01, "what counts as the same day: 0.01"),
    ):
        panel.line([np.log10(promise)] * 2, [0, 100], "#000000", dash="5 3", key=key)
    return [left, right]


def errors_from(model, case, days, runs, seed):
    """Standard errors of the engine's masses off the exact ones: (days, manners)."""
    solved = exact.solve(model, case, as_of=START, horizon=days[-1])
    futures = simulate(model, case, as_of=START, horizon=days[-1], runs=runs, seed=seed, cuts=days, engine="reference")
    masses, true = futures.exits.cumulative, exact.incidence(solved, days)[0]
    return (masses.mean(axis=0) - true) / (masses.std(axis=0) / np.sqrt(runs) + 1e-12), masses, true, solved.manners


def exact_solution() -> list[Panel]:
    """The engine against the matrix exponential: one model's incidence over time, and many models' errors."""
    here = part("conftest")
    days, case = [START + timedelta(days=7 * k) for k in range(1, 105)], here.make_case()
    _, masses, true, manners = errors_from(load_text(here.CHAIN), case, days, 1_000, 4)
    weeks = np.arange(105)
    mean, error = (
        np.vstack([np.zeros(len(manners)), a]) for a in (masses.mean(axis=0), masses.std(axis=0) / np.sqrt(1_000))
    )
    left = Panel("1,000 trajectories and the exact solution", (0, 104), (0, 0.3), "week", "probability of having left")
    for k, manner in enumerate(manners):
        left.band(
            weeks,
            mean[:, k] - 2 * error[:, k],
            mean[:, k] + 2 * error[:, k],
            COLOURS[k],
            key=manner.replace("_", " ") + ": engine, ± 2 standard errors",
        )
        left.line(weeks, np.append(0, true[:, k]), "#000000", width=1, key="" if k < len(manners) - 1 else "exact")
    found: list[float] = []

    @settings(max_examples=100, database=None, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
    @given(text=part("exact/small_models").small_models())
    def collect(text):
        cuts = [START + timedelta(days=365)]
        z, masses, _, _ = errors_from(load_text(text), case, cuts, 2_000, 1 + len(found))
        # Where few trajectories differ in their mass, its scatter tells little of its error.
        differ = (np.abs(masses - np.median(masses, axis=0)) > 1e-9).sum(axis=0)
        found.extend(z[differ >= 50])

    collect()
    z = np.array(found)
    print(
        f"exact: {len(z)} masses of 100 models; error in standard errors: mean {z.mean():+.2f}, spread {z.std():.2f}, greatest {np.abs(z).max():.1f}"
    )
    edges = np.arange(-4.5, 4.6, 0.5)
    counts = np.histogram(z, edges)[0]
    at = np.linspace(-4.5, 4.5, 181)
    normal = len(z) * 0.5 * np.exp(-(at**2) / 2) / np.sqrt(2 * np.pi)
    right = Panel(
        *(
            "Errors of 100 models that Hypothesis writes",
            (-4.5, 4.5),
            (0, float(1.2 * max(counts.max(), normal.max()))),
        ),
        *("engine less exact, in standard errors", "masses"),
    )
    right.bars(list(edges), counts, BLUE, key=f"{len(z)} masses by manner, after a year")
    right.line(at, normal, "#000000", key="what chance alone would give")
    return [left, right]


def ranks() -> list[Panel]:
    """Simulation-based calibration: the sampler as it is, and one that forgets that he stayed."""
    made, spoil = part("calibration"), part("calibration").without_survival
    model, panels, many = load_text(made.MODEL), [], {"replicates": 200, "weeks": 26, "runs": 5_000, "seed": 3}
    at, low, high = made.band(200, 0.95)
    for title, broken in (("The sampler", False), ("The same without survival in the weight", True)):
        if broken:
            with spoil():
                found = made.calibrate(model, part("conftest").make_case, **many)
        else:
            found = made.calibrate(model, part("conftest").make_case, **many, pilots=5_000)
            print(f"ranks: χ² in ten bins (9 degrees of freedom) {made.chi_square(found, 10).round(1).tolist()}")
        print(
            f"ranks, {title}: distance {made.distance(found).round(2).tolist()}, lean {made.lean(found).round(1).tolist()}"
        )
        panel = Panel(
            title,
            (0, 1),
            (-0.3, 0.45) if broken else (-0.15, 0.15),
            "rank of the truth",
            "share of worlds below it, less rank",
        )
        panel.band(at, low - at, high - at, key="" if broken else "95 % of right samplers stay within, over all ranks")
        for k, name in enumerate(made.QUANTITIES):
            line = found[:, k]
            panel.line(at, made.ecdf(line, at) - at, COLOURS[k], key="" if broken else SAID.get(name, name), width=1.8)
        panels.append(panel)
    return panels


def evidence() -> list[Panel]:
    """Log evidence from filters that share nothing but the data, against the exact filter."""
    tests, here = part("test_filtering"), part("conftest")
    model = load_text(tests.MODEL)
    case = tests.observed(here.make_case, tests.BUSY)
    moved = rejuvenate(model, case, as_of=tests.AS_OF, seed=3)
    log, _ = tests.exact(tests.values(model, np.random.default_rng(1).normal(size=(5, 200_000))), tests.BUSY)
    true = float(np.log(np.exp(log - log.max()).mean()) + log.max())
    seeds = range(40)

    def filters(proposal, runs):
        horizon = tests.AS_OF + timedelta(days=7)
        chosen = {"as_of": tests.AS_OF, "horizon": horizon, "runs": runs, "engine": "reference", "proposal": proposal}
        found = [conditioning(simulate(model, case, seed=seed, **chosen)) for seed in seeds]
        return np.array([f.log_evidence - true for f in found]), np.array([f.error for f in found])

    left = Panel(
        "4,000 trajectories, 40 independent filters", (0, 40), (-1.2, 1.2), "filter", "log evidence less the exact one"
    )
    left.line([0, 40], [0, 0], "#000000", width=1)
    for proposal, colour, shift, key in (
        (None, RED, 0.3, "parameters from the prior"),
        (moved, BLUE, 0.7, "parameters moved"),
    ):
        found, error = filters(proposal, 4_000)
        print(
            f"evidence, 4,000, {key}: mean {found.mean():+.3f}, scatter {found.std(ddof=1):.3f}, stated error {error.mean():.3f}"
        )
        first = found, error
        x = np.arange(40) + shift
        for a, b, e in zip(x, found, error, strict=True):
            left.line([a, a], [b - e, b + e], colour, width=0.8)
        left.dots(x, found, colour, key=f"{key}, ± stated error")
    right = Panel(
        *(
            "Stated error and scatter, parameters moved",
            (-0.15, 2.15),
            (0, 0.3),
            "trajectories",
            "standard deviation of the log evidence",
        ),
        names={0: "4,000", 1: "8,000", 2: "16,000"},
    )
    scatter, stated = [], []
    for runs in (4_000, 8_000, 16_000):
        found, error = filters(moved, runs) if runs > 4_000 else first
        scatter.append(float(found.std(ddof=1)))
        stated.append(float(error.mean()))
        print(f"evidence, {runs}, moved: mean {found.mean():+.3f}, scatter {scatter[-1]:.3f}, stated {stated[-1]:.3f}")
    # The spread of 40 numbers is itself known to one part in nine.
    low, high = (np.array(scatter) * (1 + sign * 2 / np.sqrt(2 * 39)) for sign in (-1, 1))
    right.band(range(3), low, high, LIGHT, key="± 2 standard errors of the scatter")
    right.line(range(3), scatter, BLUE, key="scatter of 40 filters")
    right.line(range(3), stated, RED, dash="5 3", key="mean of the errors that they state")
    return [left, right]


FIGURES = {
    "engines": (engines, "Differences between the compiled engine and the reference"),
    "exact": (exact_solution, "The engine and exact solutions"),
    "ranks": (ranks, "Ranks of the truth among posterior draws, with and without survival in the weight"),
    "evidence": (evidence, "Log evidence of independent particle filters against the exact filter"),
}


def main(names: list[str]) -> int:
    """Draw; the exit status, 2 for a mistake in the command itself."""
    if unknown := [name for name in names if name not in FIGURES]:
        print(f"no figure {', '.join(unknown)}\nto mend: {', '.join(FIGURES)}", file=sys.stderr)
        return 2
    for name in names or FIGURES:
        draw, words = FIGURES[name]
        write(IMAGES / f"engine-{name}.svg", draw(), words)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
