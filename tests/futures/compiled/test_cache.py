"""Kernels on disk: the folder is one's own, nothing found there is trusted, and what is broken is made again."""

import os
import signal
import stat
import time
from pathlib import Path

import pytest

from brumaire.errors import FuturesError
from brumaire.futures.compiled import cache

TESTS = Path(__file__).resolve().parents[1]
ANSWER = str(sum(k * k for k in range(1000)))
posix = pytest.mark.skipif(os.name != "posix", reason="folders have no modes here")


def path_of(ran):
    assert ran.returncode == 0, ran.stderr
    answer, path = ran.stdout.split(maxsplit=1)
    assert answer == ANSWER
    return Path(path.strip())


def machine_code(folder):
    (code,) = (folder / "kernels").glob("*.code")
    return code


@posix
def test_the_folder_belongs_to_its_user_alone(folder, monkeypatch):
    monkeypatch.setenv("BRUMAIRE_CACHE", str(folder))
    assert cache.folder() == folder / "kernels"
    assert stat.S_IMODE((folder / "kernels").stat().st_mode) == 0o700


@posix
@pytest.mark.parametrize("mode", [0o770, 0o707, 0o722])
def test_a_folder_to_which_others_may_write_is_refused(folder, monkeypatch, everything, mode):
    monkeypatch.setenv("BRUMAIRE_CACHE", str(folder))
    cache.folder().chmod(mode)
    with pytest.raises(FuturesError, match="others may write to the folder of kernels") as caught:
        cache.load(everything.model)
    assert caught.value.where == str(folder / "kernels")
    assert "chmod 700" in caught.value.mend


def test_a_cache_that_is_a_file_is_an_error(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv("BRUMAIRE_CACHE", str(tmp_path / "file"))
    with pytest.raises(FuturesError, match="kernels cannot be kept"):
        cache.folder()


def test_the_name_of_a_kernel_hangs_on_its_text_alone(everything):
    text, _ = cache.source(everything.model)
    assert cache.name_of(text) == cache.name_of(text)
    assert cache.name_of(text) != cache.name_of(text + "\n")
    assert cache.MARK.strip() not in text


def test_machine_code_is_kept_and_used_again(python, ready, tiny):
    made = {p: p.stat().st_mtime_ns for p in (ready / "kernels").rglob("*") if p.is_file()}
    assert sorted(path.suffix for path in made) == [".code", ".py"]
    assert path_of(python(tiny)) in made
    assert {p: p.stat().st_mtime_ns for p in (ready / "kernels").rglob("*") if p.is_file()} == made


@pytest.mark.parametrize("other", [b"\xff\xfe not text", b"def enter(n, address):\n    return 7\n"])
def test_a_source_that_was_tampered_with_is_written_anew(python, ready, tiny, other):
    (path,) = (ready / "kernels").glob("*.py")
    before = path.read_bytes()
    path.write_bytes(other)
    assert path_of(python(tiny)) == path
    assert path.read_bytes() == before


def test_a_source_that_was_tampered_with_is_not_compiled(python, ready, tiny):
    (path,) = (ready / "kernels").glob("*.py")
    path.write_bytes(b"def enter(n, address):\n    return 7\n")
    machine_code(ready).unlink()
    path_of(python(tiny))


@pytest.mark.parametrize("garbage", [b"", b"garbage\n", bytes(5_000)])
def test_machine_code_that_is_garbage_is_made_again(python, ready, tiny, garbage):
    code = machine_code(ready)
    before = code.read_bytes()
    code.write_bytes(garbage)
    path_of(python(tiny))
    assert len(code.read_bytes()) == len(before)


@pytest.mark.parametrize("share", [0.01, 0.9])
def test_machine_code_that_was_cut_short_is_made_again(python, ready, tiny, share):
    code = machine_code(ready)
    before = code.read_bytes()
    code.write_bytes(before[: int(share * len(before))])
    path_of(python(tiny))
    assert len(code.read_bytes()) == len(before)


def test_a_single_wrong_bit_is_seen(python, ready, tiny):
    code = machine_code(ready)
    before = code.read_bytes()
    code.write_bytes(before[:-1] + bytes([before[-1] ^ 1]))
    path_of(python(tiny))
    assert code.read_bytes()[-1] == before[-1]


def test_machine_code_of_another_version_is_not_run(python, ready, tiny, without_a_run):
    here = machine_code(ready)
    before = here.read_bytes()
    other = "from brumaire.futures.compiled import machine\nmachine.version = lambda package: '9.9.9'\n"
    path_of(python(tiny.replace(without_a_run, without_a_run + other)))
    codes = sorted((ready / "kernels").glob("*.code"))
    assert len(codes) == 2
    assert here in codes
    assert here.read_bytes() == before


def test_machine_code_that_is_gone_is_made_again(python, ready, tiny):
    machine_code(ready).unlink()
    path_of(python(tiny))
    assert machine_code(ready)


@pytest.mark.usefixtures("ready")
def test_machine_code_runs_without_numba(python, tiny):
    ran = python(tiny + "assert 'llvmlite' in sys.modules\nassert 'numba' not in sys.modules\n")
    path_of(ran)


def test_two_processes_may_fill_a_cold_cache_at_once(python, folder, tiny):
    started = [python(tiny, wait=False) for _ in range(2)]
    for process in started:
        out, err = process.communicate(timeout=300)
        assert process.returncode == 0, err
        assert out.split()[0] == ANSWER
    path_of(python(tiny))
    assert not list((folder / "kernels").glob("*.part"))


@posix
@pytest.mark.parametrize("writes", [1, 2])
def test_a_process_killed_at_work_leaves_a_cache_that_works(python, tiny, without_a_run, writes):
    """Killed while it writes the source, and while it writes the machine code."""
    hook = f"""
import os, signal
true, times = os.fdopen, []
def killed(*a, **k):
    times.append(1)
    return os.kill(os.getpid(), signal.SIGKILL) if len(times) == {writes} else true(*a, **k)
cache.os.fdopen = killed
"""
    stopped = python(tiny.replace(without_a_run, without_a_run + hook))
    assert stopped.returncode == -signal.SIGKILL
    path_of(python(tiny))


@posix
@pytest.mark.soak
def test_a_model_s_compilation_killed_at_any_time_is_taken_up_again(python):
    """The kernel of a whole model, killed after some seconds, and then made by two processes at once."""
    text = f"""
import importlib.util, sys
from pathlib import Path
spec = importlib.util.spec_from_file_location("conftest", {str(TESTS / "conftest.py")!r})
here = sys.modules["conftest"] = importlib.util.module_from_spec(spec)
spec.loader.exec_module(here)
futures = here.simulate(here.load_text(here.RICH), here.make_case(), as_of=here.START, horizon=here.date(2022, 6, 1),
                        runs=1000, seed=1, engine="compiled")
print(float(futures.exits.cumulative.sum()).hex())
"""
    for seconds in (6, 12, 18):
        process = python(text, wait=False)
        time.sleep(seconds)
        process.send_signal(signal.SIGKILL)
        process.communicate()
    started = [python(text, wait=False) for _ in range(2)]
    answers = [process.communicate(timeout=600) for process in started]
    assert [process.returncode for process in started] == [0, 0], answers
    assert answers[0][0] == answers[1][0] == python(text).stdout != ""
