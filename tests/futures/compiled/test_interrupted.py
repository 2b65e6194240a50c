"""Whoever interrupts a compilation, or works on another processor, finds a cache that works."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

TESTS = Path(__file__).resolve().parents[1]
ROOT = TESTS.parents[1]
CASE = ROOT / "examples" / "veldania-2031" / "case.yaml"
posix = pytest.mark.skipif(os.name != "posix", reason="processes have no signals here")

# A shell that works in the background lets its processes ignore interrupts.
HEARS = "import signal\nsignal.signal(signal.SIGINT, signal.default_int_handler)\n"

# A model of states alone, small enough to be compiled again and again.
SMALL = (
    HEARS
    + f"""
import hashlib, importlib.util, sys
spec = importlib.util.spec_from_file_location("conftest", {str(TESTS / "conftest.py")!r})
here = sys.modules["conftest"] = importlib.util.module_from_spec(spec)
spec.loader.exec_module(here)


def run(engine):
    return here.simulate(here.load_text(here.CHAIN), here.make_case(), as_of=here.START, horizon=here.date(2022, 9, 1),
                         runs=1000, seed=1, engine=engine)


made, reference = run("compiled"), run("reference")
assert abs(made.exits.cumulative.mean(axis=0) - reference.exits.cumulative.mean(axis=0)).max() < 2e-4
arrays = (made.exits.cumulative, made.weight, made.trajectory, made.log.future, made.log.day, made.log.kind)
print(hashlib.sha256(b"".join(array.tobytes() for array in arrays)).hexdigest())
"""
)


def files(folder):
    """All files of the cache by name, with their contents."""
    return {path.name: path.read_bytes() for path in (folder / "kernels").rglob("*") if path.is_file()}


def answer(ran):
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


@posix
@pytest.mark.soak
def test_an_interrupt_before_the_machine_code_is_written_leaves_a_cache_that_works(python, ready, tiny, without_a_run):
    for path in (ready / "kernels").glob("*.code"):
        path.unlink()
    hook = HEARS + "import os\ntrue = os.fdopen\n"
    hook += "cache.os.fdopen = lambda *a, **k: os.kill(os.getpid(), signal.SIGINT) or true(*a, **k)\n"
    stopped = python(tiny.replace(without_a_run, without_a_run + hook))
    assert stopped.returncode == -signal.SIGINT
    assert "KeyboardInterrupt" in stopped.stderr
    assert not any(name.endswith(".code") for name in files(ready))
    first = answer(python(tiny))
    made = files(ready)
    assert any(name.endswith(".code") for name in made)
    assert answer(python(tiny)) == first
    assert files(ready) == made


@pytest.mark.soak
def test_machine_code_of_another_processor_is_not_run(python, ready, tiny, monkeypatch):
    here = files(ready)
    first = answer(python(tiny))
    monkeypatch.setenv("NUMBA_CPU_NAME", "generic")
    assert answer(python(tiny)) == first
    both = files(ready)
    codes = [{name for name in found if name.endswith(".code")} for found in (here, both)]
    # Compiled for the other one too, and what was there before is still there, byte for byte.
    assert len(codes[1]) == len(codes[0]) + 1
    assert all(both[name] == here[name] for name in codes[0])
    monkeypatch.delenv("NUMBA_CPU_NAME")
    assert answer(python(tiny)) == first
    assert files(ready) == both


@posix
@pytest.mark.soak
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL])
def test_a_compilation_stopped_at_any_time_is_taken_up_by_two_at_once(python, how):
    """Stopped at moments from the start to the end of it; the two that follow, and one more, give the same futures, bit for bit."""
    for seconds in (3, 5, 7, 9, 11, 13):
        process = python(SMALL, wait=False)
        time.sleep(seconds)
        process.send_signal(how)
        process.communicate(timeout=300)
        assert process.returncode in {-how, 0}
    pair = [python(SMALL, wait=False) for _ in range(2)]
    told = [process.communicate(timeout=300) for process in pair]
    assert [process.returncode for process in pair] == [0, 0], told
    assert told[0][0] == told[1][0] == answer(python(SMALL)) != ""


@posix
@pytest.mark.soak
def test_the_command_says_that_it_was_interrupted(folder):
    begin = HEARS + "from brumaire.cli import main\nmain()\n"
    words = [sys.executable, "-c", begin, "forecast", str(CASE), "--engine", "compiled", "--runs", "1000"]
    process = subprocess.Popen(
        words,
        env={**os.environ, "BRUMAIRE_CACHE": str(folder)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    # Numba is at work once the source lies there; LLVM hears of nothing until it has finished with a function.
    while process.poll() is None and not list(folder.glob("kernels/*.py")):
        time.sleep(0.1)
    time.sleep(3)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=600)
    assert process.returncode == 130, err
    assert err.rstrip().endswith("brumaire: interrupted")
    assert "Traceback" not in err
