"""`brumaire model compile`: kernels made ready, found by every later run, and nothing compiled twice."""

import os
import re
from datetime import date
from pathlib import Path

import pytest

from brumaire import cases
from brumaire.futures import Anchor, engines, simulate
from brumaire.models import load
from brumaire.pipeline.kernels import models_of

ROOT = Path(__file__).resolve().parents[2]
# The one model that the tests compile, in the cache of the session: whoever comes first makes it for all.
EVERYTHING = ROOT / "tests/futures/everything.yaml"
CACHE = Path(os.environ["BRUMAIRE_CACHE"])


@pytest.fixture
def compiling(brumaire, monkeypatch):
    """Run the command on the cache of the session."""
    monkeypatch.setenv("BRUMAIRE_CACHE", str(CACHE))
    return lambda *words: brumaire("model", "compile", *words)


def machine_code(kernel):
    found = kernel.parent.glob(f"{kernel.stem}.*.code")
    return {path.name: path.stat().st_mtime_ns for path in found}


def test_a_kernel_is_made_once_and_used_by_auto(compiling):
    ran = compiling(EVERYTHING)
    assert ran.status == 0, ran.err
    assert re.match(r"everything: (compiled in \d+ s|was ready), ", ran.out)
    kernel = Path(ran.out.strip().rpartition(" ")[2])
    assert kernel.parent == CACHE / "kernels"
    assert kernel.is_file()
    made = machine_code(kernel)
    assert len(made) == 1
    assert compiling(EVERYTHING).out == f"everything: was ready, {kernel}\n"
    # 20,000 futures would not be worth compiling for; with a kernel there, auto takes it, and compiles nothing more.
    model, steps = load(EVERYTHING), 104
    assert 20_000 * steps < engines.WORTH_COMPILING
    assert engines.chosen("auto", model, 20_000, steps) == "compiled"
    case = cases.case_from_profile(
        birth=date(1950, 1, 1), entered=date(2000, 1, 1), regime="personal", at=date(2022, 1, 1), war="none"
    )
    anchor = Anchor(
        model.hash,
        constants=dict.fromkeys(model.targets, -2.0),
        stationary_states=("murmur", "rank"),
        stationary=((("quiet", "none"), 1.0),),
    )
    settings = {"as_of": date(2022, 3, 1), "horizon": date(2022, 9, 1), "runs": 4_000, "seed": 1, "anchor": anchor}
    auto, compiled = (simulate(model, case, engine=engine, **settings) for engine in ("auto", "compiled"))
    assert (auto.exits.cumulative == compiled.exits.cumulative).all()
    assert auto.leaves.any()
    assert machine_code(kernel) == made


def test_a_case_stands_for_its_model_and_no_name_for_the_library():
    veldania = ROOT / "examples/veldania-2031/case.yaml"
    assert [m.name for m in models_of([str(veldania), "leader_at_war", str(EVERYTHING)])] == [
        "leader_at_war",
        "everything",
    ]
    assert {m.name for m in models_of([])} == {"leader_at_war", "leader_in_peace"}


def test_without_numba_it_says_what_to_install(compiling, monkeypatch):
    monkeypatch.setattr(engines, "find_spec", lambda _: None)
    ran = compiling(EVERYTHING)
    assert ran.status == 7
    assert ran.out == ""
    assert "the compiled engine needs Numba" in ran.err
    assert "brumaire[fast]" in ran.err
    assert len(ran.err.splitlines()) == 1


def test_a_model_that_is_wrong_is_refused_before_anything_is_compiled(compiling):
    ran = compiling(EVERYTHING, "leader_in_pease")
    assert ran.status == 6
    assert "leader_in_peace" in ran.err
    assert ran.out == ""
