"""Which engine runs, and that Numba is imported only where the compiled one does."""

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from brumaire.errors import FuturesError
from brumaire.futures import engines, simulate
from brumaire.futures.compiled import cache

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def temperature(monkeypatch):
    """Make the cache warm or cold, as far as a choice can see."""

    def make(*, warm):
        monkeypatch.setattr(cache, "is_warm", lambda _: warm)

    return make


@pytest.mark.parametrize(
    ("engine", "runs", "steps", "warm", "expected"),
    [
        ("reference", 10**7, 104, True, "reference"),
        ("compiled", 1, 1, False, "compiled"),
        ("auto", 1_000, 104, True, "reference"),
        ("auto", 3_999, 520, True, "reference"),
        ("auto", 4_000, 104, True, "compiled"),
        ("auto", 20_000, 104, False, "reference"),
        ("auto", 59_999, 104, False, "reference"),
        ("auto", 60_000, 104, False, "compiled"),
        ("auto", 60_000, 20, False, "reference"),
        ("auto", 12_000, 520, False, "compiled"),
    ],
)
def test_auto_takes_what_pays(chain, temperature, engine, runs, steps, warm, expected):
    temperature(warm=warm)
    assert engines.chosen(engine, chain, runs, steps) == expected


def test_without_numba_auto_is_the_reference(chain, monkeypatch, temperature):
    temperature(warm=True)
    monkeypatch.setattr(engines, "find_spec", lambda _: None)
    assert engines.chosen("auto", chain, 10**7, 104) == "reference"
    assert engines.chosen("reference", chain, 10**7, 104) == "reference"
    with pytest.raises(FuturesError, match=r"the compiled engine needs Numba.*--engine reference"):
        engines.chosen("compiled", chain, 1, 1)


def test_a_cold_cache_is_not_warm(chain, everything, case, tmp_path, monkeypatch):
    everything.run(case, runs=100)
    assert cache.is_warm(everything.model)
    assert not cache.is_warm(chain)
    monkeypatch.setenv("BRUMAIRE_CACHE", str(tmp_path))
    assert not cache.is_warm(everything.model)


@pytest.mark.parametrize("broken", ["open", "file"])
def test_a_cache_that_cannot_be_used_does_not_stop_auto(chain, tmp_path, monkeypatch, broken):
    if broken == "open":
        (tmp_path / "kernels").mkdir(mode=0o700)
        (tmp_path / "kernels").chmod(0o777)
    else:
        (tmp_path / "kernels").write_text("", encoding="utf-8")
    monkeypatch.setenv("BRUMAIRE_CACHE", str(tmp_path))
    assert engines.chosen("auto", chain, 10**6, 104) == "reference"


def test_auto_is_one_of_the_two(everything, case):
    settings = {"as_of": date(2022, 1, 1), "horizon": date(2022, 6, 1), "runs": 4_000, "seed": 3}
    named = everything.run(case, **settings)
    chosen = everything.run(case, engine="auto", **settings)
    assert (named.exits.cumulative == chosen.exits.cumulative).all()
    small = {**settings, "runs": 1_000}
    one, two = (everything.run(case, engine=name, **small) for name in ("auto", "reference"))
    assert (one.exits.cumulative == two.exits.cumulative).all()


SIMULATES = """
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from brumaire import cases
from brumaire.futures import simulate
from brumaire.models import load_text
model = load_text({model!r})
case = replace(cases.load(Path({case!r})), deviations=(), observations=())
for engine in {engines!r}:
    simulate(model, case, as_of=case.start, horizon=date(case.start.year + 1, 1, 1), runs=1000, seed=1, engine=engine)
print(*sorted(name for name in sys.modules if name.partition(".")[0] in ("numba", "llvmlite")))
"""


def modules_of(text, tmp_path):
    ran = subprocess.run(
        [sys.executable, "-c", text],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        env={**os.environ, "BRUMAIRE_CACHE": str(tmp_path)},
    )
    assert ran.returncode == 0, ran.stderr
    return ran.stdout.splitlines()[-1]


def test_a_small_forecast_does_not_import_numba(chain_text, tmp_path):
    text = SIMULATES.format(
        model=chain_text, case=str(ROOT / "examples/veldania-2031/case.yaml"), engines=("auto", "reference")
    )
    assert modules_of(text, tmp_path) == ""


def test_help_does_not_import_numba(tmp_path):
    text = (
        "import sys\nfrom brumaire.cli import main\n"
        "sys.argv = ['brumaire', 'forecast', '--help']\n"
        "try:\n    main()\nexcept SystemExit as end:\n    assert not end.code\n"
        "print(*sorted(n for n in sys.modules if n.partition('.')[0] in ('numba', 'llvmlite', 'scipy')))\n"
    )
    assert modules_of(text, tmp_path) == ""


def test_the_check_would_see_numba(tmp_path):
    assert "numba" in modules_of("import sys, numba\nprint(*sys.modules)", tmp_path)


def test_an_engine_that_is_none_is_no_silent_reference(chain, case):
    settings = {"as_of": date(2022, 1, 1), "horizon": date(2022, 2, 1), "runs": 100, "seed": 1}
    with pytest.raises(FuturesError, match=r"no engine 'fast'.*auto, compiled, reference"):
        simulate(chain, case, engine="fast", **settings)
