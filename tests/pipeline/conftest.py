"""Cases prepared once for the session, with few runs: what is tested here is composition, not precision."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from brumaire import cases
from brumaire.pipeline import anchoring
from brumaire.pipeline.forecast import Settings

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def anchors(tmp_path_factory):
    """A folder of this folder's own, in which each anchor is solved once."""
    return tmp_path_factory.mktemp("anchors")


# For a module at a time: a patch for the session would reach every test that runs after these.
@pytest.fixture(scope="module", autouse=True)
def quick(anchors):
    """Anchors are solved with few runs."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(anchoring, "RUNS", 1_000)
        patch.setenv("BRUMAIRE_CACHE", str(anchors))
        yield


@pytest.fixture(scope="session")
def veldania():
    return cases.load(ROOT / "examples/veldania-2031/case.yaml")


@pytest.fixture(scope="session")
def veldania_brief(anchors):
    """The brief of the example, made once: it takes most of the time of these tests."""
    from brumaire.pipeline.brief import make_brief
    from brumaire.pipeline.demo import example

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(anchoring, "RUNS", 1_000)
        patch.setenv("BRUMAIRE_CACHE", str(anchors))
        case, reading = example()
        return make_brief(case, reading, as_of=None, settings=Settings(runs=4_000, seed=5, threads=2))


@pytest.fixture(scope="session")
def russia():
    return cases.load(ROOT / "examples/russia-2023/case.yaml")


@pytest.fixture
def settings():
    return Settings(runs=1_000, seed=5, threads=1)


def without_what_came_later(case, day):
    """The case as it was known on a day."""
    return replace(
        case,
        happened=tuple(h for h in case.happened if h.day <= day),
        observations=tuple(o for o in case.observations if o.day <= day),
    )
