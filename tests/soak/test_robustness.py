"""The library's model runs for years, under every lever and many draws of its parameters, without running away."""

from pathlib import Path

import pytest

from brumaire import cases
from brumaire.dates import Duration
from brumaire.pipeline.brief import headline_of, lever_effects
from brumaire.pipeline.forecast import Settings, prepare

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("name", ["russia-2023", "veldania-2031"])
def test_nothing_explodes_in_nine_years(name, seed):
    case = cases.load(ROOT / "examples" / name / "case.yaml")
    settings = Settings(runs=4_000, seed=seed, threads=1)
    prepared = prepare(case, (), as_of=None, settings=settings, reach=Duration(9, "year"))
    futures = prepared.simulate()
    assert abs(futures.evidence.mean() - 1) < 1e-9
    effects = lever_effects(prepared, headline_of(prepared))
    assert all(0 <= effect.probability <= 1 for effect in effects)
