"""A bar on the terminal for what takes more than two seconds; nothing at all in a pipe or a file."""

from __future__ import annotations

import sys
from collections.abc import Callable
from threading import Lock, Timer
from types import TracebackType
from typing import TYPE_CHECKING, Protocol, Self, TextIO

if TYPE_CHECKING:
    from rich.progress import Progress

PATIENCE = 2.0
"""Seconds after which somebody who waits wants to know for what."""


class Alarm(Protocol):
    """Calls back after a while, unless it is cancelled."""

    def start(self) -> None:
        """Begin to wait."""
        ...

    def cancel(self) -> None:
        """Wait no longer."""
        ...


class Bar:
    """What is being done and how far it has come, on one line that is gone at the end.

    It is a context; inside it, it is called with words and a share between 0 and 1, or None where that is not known.

    Parameters
    ----------
    stream
        Where to draw; nothing is drawn where it is no terminal. Standard error if not given.
    alarm
        Made with seconds and what to call then.
    """

    def __init__(
        self, stream: TextIO | None = None, *, alarm: Callable[[float, Callable[[], None]], Alarm] = Timer
    ) -> None:
        self._stream = stream if stream is not None else sys.stderr
        self._alarm = alarm(PATIENCE, self._show)
        self._lock = Lock()
        self._doing = "working"
        self._share: float | None = None
        self._drawn: Progress | None = None
        self._over = False

    def __enter__(self) -> Self:
        if self._stream.isatty():
            if isinstance(self._alarm, Timer):
                self._alarm.daemon = True
            self._alarm.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._alarm.cancel()
        with self._lock:
            self._over = True
            if self._drawn is not None:
                self._drawn.stop()

    def __call__(self, doing: str, share: float | None = None, /) -> None:
        """Tell what is being done."""
        with self._lock:
            another = doing != self._doing or (share is None) != (self._share is None)
            self._doing, self._share = doing, share
            if self._drawn is None:
                return
            if another:
                self._drawn.remove_task(self._drawn.task_ids[0])
                self._begin(self._drawn)
            elif share is not None:
                self._drawn.update(self._drawn.task_ids[0], completed=share)

    def __reduce__(self) -> tuple[Callable[[], Callable[..., None]], tuple[()]]:
        # In another process there is no terminal to draw on.
        return _nobody, ()

    def _show(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn

        with self._lock:
            if self._over:
                return
            self._drawn = Progress(
                TextColumn("{task.description}"),
                BarColumn(),
                TaskProgressColumn(),
                console=Console(file=self._stream),
                transient=True,
            )
            self._begin(self._drawn)
            self._drawn.start()

    def _begin(self, drawn: Progress) -> None:
        task = drawn.add_task(self._doing, total=None if self._share is None else 1.0)
        drawn.update(task, completed=self._share or 0.0)


def _nobody() -> Callable[..., None]:
    from brumaire.futures import silent

    return silent
