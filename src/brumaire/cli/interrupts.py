"""Interrupts that are not lost on the way."""

from __future__ import annotations

import _thread
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

AGAIN = 0.01
"""Seconds after which an interrupt that nobody took is sent again."""


@contextmanager
def kept() -> Iterator[None]:
    """While this lasts, an interrupt that Python drops, since it came in a callback from C or in a finaliser, is sent again.

    Compiling a kernel calls back from LLVM for every function, so that one interrupt in some would be reported as ignored and the run
    would go on.
    """
    told = sys.unraisablehook

    def hook(dropped: sys.UnraisableHookArgs) -> None:
        if issubclass(dropped.exc_type, KeyboardInterrupt):
            # Not at once: it would be raised in here.
            threading.Timer(AGAIN, _interrupt).start()
        else:
            told(dropped)

    sys.unraisablehook = hook
    try:
        yield
    finally:
        sys.unraisablehook = told


def _interrupt() -> None:
    if hasattr(signal, "pthread_kill"):
        # A true signal, which also ends a wait.
        signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGINT)
    else:
        _thread.interrupt_main()
