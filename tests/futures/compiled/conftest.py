"""Processes of their own, in which a kernel is found, made or broken."""

import os
import shutil
import subprocess
import sys

import pytest

# A kernel that takes a moment to compile stands in for a model's, so that many can be made.
TINY = '''\
import json, sys
from brumaire.errors import FuturesError
from brumaire.futures.compiled import cache
from brumaire.models import load_text

TEXT = """
from numba import njit


@njit(no_cpython_wrapper=True, no_cfunc_wrapper=True)
def enter(n, address):
    total = 0
    for k in range(n):
        total += k * k
    return total
"""
cache.source = lambda model: (TEXT, None)
'''
RUN = TINY + "kernel = cache.load(None)\nprint(kernel.enter(1000, 0), kernel.path)\n"


@pytest.fixture
def folder(tmp_path):
    """An empty cache."""
    return tmp_path / "cache"


def start(text, folder):
    return subprocess.Popen(
        [sys.executable, "-c", text],
        env={**os.environ, "BRUMAIRE_CACHE": str(folder)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.fixture
def python(folder):
    """Run a text as a Python process with that cache; returns its result, or the process."""

    def run(text, *, wait=True):
        process = start(text, folder)
        if not wait:
            return process
        out, err = process.communicate(timeout=300)
        return subprocess.CompletedProcess(process.args, process.returncode, out, err)

    return run


@pytest.fixture(scope="session")
def warm(tmp_path_factory):
    """A cache in which the tiny kernel lies ready."""
    folder = tmp_path_factory.mktemp("warm")
    _, err = (process := start(RUN, folder)).communicate(timeout=300)
    assert process.returncode == 0, err
    return folder


@pytest.fixture
def ready(folder, warm):
    """A copy of that cache, to be broken."""
    shutil.copytree(warm, folder)
    return folder


@pytest.fixture
def tiny():
    """The text of a process that loads a tiny kernel and runs it."""
    return RUN


@pytest.fixture
def without_a_run():
    """The beginning of that text."""
    return TINY
