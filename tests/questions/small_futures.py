"""Futures small enough to check by hand."""

from __future__ import annotations

from datetime import date

import numpy as np

from brumaire.records import EventKind, EventLog, ExitMasses, Futures, ParameterDraws

START, AS_OF, HORIZON = date(2023, 1, 1), date(2023, 1, 11), date(2024, 1, 1)
REALISED = frozenset(
    [
        "leader_exit",
        "coup_attempt",
        "victory",
        "war_end",
        "mobilisation",
        "exposure",
        "elite_redeployment",
        "territory_lost",
    ]
)


def kind(name, **args):
    return EventKind(name, tuple(args.items()))


def futures(*histories, realised=REALISED):
    """One future for each history, a list of (day number, kind)."""
    rows = [(i, day, k) for i, history in enumerate(histories) for day, k in sorted(history, key=lambda row: row[0])]
    kinds = tuple(dict.fromkeys(k for _, _, k in rows))
    n = len(histories)
    return Futures(
        case="small",
        model="by_hand",
        seed=0,
        start=START,
        as_of=AS_OF,
        horizon=HORIZON,
        trajectory=np.arange(n, dtype=np.int32),
        weight=np.ones(n),
        leaves=np.zeros(n, np.bool_),
        batch=np.zeros(n, np.int32),
        evidence=np.ones(n),
        log=EventLog(
            future=np.array([i for i, _, _ in rows], np.int32),
            day=np.array([day for _, day, _ in rows], np.float64),
            kind=np.array([kinds.index(k) for _, _, k in rows], np.int32),
            kinds=kinds,
        ),
        exits=ExitMasses(np.array([1.0]), ("coup",), np.zeros((n, 1, 1))),
        parameters=ParameterDraws((), np.zeros((1, 0))),
        log_evidence=0.0,
        levers={},
        realised=realised,
    )
