"""Processes that work for a run: an interrupt is not theirs to answer."""

import os
import signal

import pytest

from brumaire.futures.processes import workers

pytestmark = pytest.mark.skipif(
    not hasattr(signal, "pthread_sigmask"), reason="signals cannot be masked on this system"
)


def test_an_interrupt_means_nothing_to_them():
    with workers(1) as pool:
        # Sent by the worker to itself, so it is there before the answer is.
        assert pool.submit(os.kill, pool.submit(os.getpid).result(), signal.SIGINT).result() is None
        assert pool.submit(abs, -1).result() == 1


def test_the_run_itself_can_be_interrupted_again():
    with workers(1) as pool:
        pool.submit(abs, -1).result()
    assert signal.SIGINT not in signal.pthread_sigmask(signal.SIG_BLOCK, ())


def test_what_fails_there_is_raised_here():
    with pytest.raises(ZeroDivisionError), workers(1) as pool:
        pool.submit(divmod, 1, 0).result()
