"""Ctrl-C ends a run with one line and no traceback, from the processes that help it neither."""

import os
import signal
import subprocess
import sys
import time


def test_an_interrupt_ends_in_one_line(brumaire, cache, example):
    # With the anchor solved, what is interrupted is the simulation in its several processes.
    brumaire("forecast", example / "case.yaml", "leader_exit by 2031-12-31", "--runs", 1000)
    process = subprocess.Popen(
        [sys.executable, "-m", "brumaire", "demo", "--runs", "200000", "--threads", "2", "--engine", "reference"],
        env={**os.environ, "BRUMAIRE_CACHE": str(cache)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        # Where the tests run in the background, interrupts are ignored, and children inherit that.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),  # noqa: PLW1509 - no threads here
    )
    time.sleep(6)
    assert process.poll() is None
    os.killpg(process.pid, signal.SIGINT)
    out, err = process.communicate(timeout=120)
    assert process.returncode == 130, err
    assert err.strip().splitlines() == ["brumaire: interrupted"]
    assert not out


def test_an_interrupt_during_the_import_ends_in_one_line():
    begin = (
        "import builtins\n"
        "from brumaire.__main__ import main\n"
        "def interrupted(*_, **__): raise KeyboardInterrupt\n"
        "builtins.__import__ = interrupted\n"
        "main()\n"
    )
    done = subprocess.run([sys.executable, "-c", begin], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr.splitlines(), done.stdout) == (130, ["brumaire: interrupted"], "")


def test_an_interrupt_in_a_callback_from_c_is_not_lost():
    begin = (
        "import ctypes, os, signal, time\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "from brumaire import __main__, cli\n"
        "def called_back(): os.kill(os.getpid(), signal.SIGINT); time.sleep(0.1)\n"
        "def work(**_): ctypes.CFUNCTYPE(None)(called_back)(); time.sleep(60)\n"
        "cli.cli.main = work\n"
        "__main__.main()\n"
    )
    done = subprocess.run([sys.executable, "-c", begin], capture_output=True, text=True, check=False, timeout=50)
    assert (done.returncode, done.stderr.splitlines()) == (130, ["brumaire: interrupted"])
