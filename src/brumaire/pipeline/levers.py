"""What would change the answer: every value of every lever, run beside the baseline on the same random numbers."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from multiprocessing import get_context

from brumaire import futures as engine
from brumaire.pipeline.forecast import LEVER_RUNS, Prepared
from brumaire.questions import deadline, roles, to_text
from brumaire.records import Futures, LeverEffect, Question


@dataclass(frozen=True, slots=True)
class LeverRuns:
    """Runs with one lever set each, under way or waiting for their turn."""

    prepared: Prepared
    question: Question
    pending: tuple[tuple[str, str, Future[Futures] | None], ...]

    def effects(self, baseline: Futures) -> tuple[LeverEffect, ...]:
        """The effect of each value on the question, paired with the baseline."""
        return tuple(self._effect(baseline, *one) for one in self.pending)

    def _effect(self, baseline: Futures, lever: str, value: str, run: Future[Futures] | None) -> LeverEffect:
        moved = _run(self.prepared, self.question, lever, value) if run is None else run.result()
        case = self.prepared.case
        before, after, difference, error = engine.difference(baseline, moved, self.question, roles=roles(case))
        return LeverEffect(lever, value, to_text(self.question), before, after, difference, error)


@contextmanager
def lever_runs(prepared: Prepared, question: Question) -> Iterator[LeverRuns]:
    """Start the runs: in processes of their own where more than one thread is allowed, else when they are asked for.

    A run is one process's work from beginning to end, so its numbers do not depend on how many work beside it.
    """
    wanted = [
        (name, value)
        for name, lever in prepared.model.levers.items()
        if name not in prepared.settings.levers
        for value in lever.values
        if value != lever.default
    ]
    if prepared.settings.threads == 1:
        yield LeverRuns(prepared, question, tuple((name, value, None) for name, value in wanted))
        return
    alone = replace(prepared, settings=replace(prepared.settings, threads=1))
    # Started afresh and not forked: a fork would copy the locks of numerical libraries' threads.
    pool: Executor = ProcessPoolExecutor(prepared.settings.threads, mp_context=get_context("spawn"))
    try:
        yield LeverRuns(
            prepared,
            question,
            tuple((name, value, pool.submit(_run, alone, question, name, value)) for name, value in wanted),
        )
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _run(prepared: Prepared, question: Question, lever: str, value: str) -> Futures:
    runs = min(LEVER_RUNS, prepared.settings.runs)
    return prepared.simulate(runs=runs, levers={lever: value}, horizon=deadline(question, prepared.as_of))
