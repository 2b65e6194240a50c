"""How well a run agrees with what is known up to the asking date, and parameters moved there where it agrees badly."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from brumaire.dates import Calendar
from brumaire.futures.agreement import until_asked
from brumaire.futures.base import Anchor, Floats
from brumaire.futures.reference import make_plan, run_blocks, uncertain
from brumaire.futures.rejuvenation import Proposal, by_batch, search
from brumaire.futures.running import Plan
from brumaire.models.base import Model
from brumaire.models.parameters import scores
from brumaire.records.case import Case, Observation
from brumaire.records.futures import Futures

PILOT_RUNS = 10_000


@dataclass(frozen=True, slots=True)
class Conditioning:
    """What the evidence up to the asking date has left of a run.

    log_evidence, error
        Log of the probability (density, where events have dates) of the evidence, and its standard error: each batch is an
        independent particle filter, so it is that of the mean of their estimates.
    trajectories, draws
        Effective number of trajectories, and of parameter draws: (Σw)²/Σw² over trajectories, and over batches.
    distinct
        Parameter draws that have any weight left.
    """

    log_evidence: float
    error: float
    trajectories: float
    draws: float
    distinct: int


def conditioning(futures: Futures) -> Conditioning:
    """How a run agrees with what is known up to its asking date."""
    w = np.bincount(futures.batch, futures.evidence)
    mean = w.mean()
    return Conditioning(
        log_evidence=futures.log_evidence,
        error=float(w.std(ddof=1) / np.sqrt(len(w)) / mean) if len(w) > 1 else float("nan"),
        trajectories=futures.effective,
        draws=float(w.sum() ** 2 / (w**2).sum()),
        distinct=int((w > 0).sum()),
    )


def rejuvenate(
    model: Model,
    case: Case,
    *,
    as_of: date,
    seed: int,
    anchor: Anchor | None = None,
    levers: Mapping[str, str] | None = None,
    seen: Sequence[Observation] = (),
    calendar: Calendar | None = None,
    threads: int = 1,
    runs: int = PILOT_RUNS,
) -> Proposal | None:
    """Where to draw the parameters from, so that a run agrees with what is known; None where the priors serve.

    The pilots stop at the asking date. Neither their number of runs nor the levers pulled later depend on the run that is to
    follow, so that a what-if gets the same parameters as its baseline.

    Parameters
    ----------
    model, case, as_of, seed, anchor, levers, seen, calendar, threads
        As for `simulate`, to which the result is given.
    runs
        Trajectories of each pilot.

    Raises
    ------
    FuturesError
        As for `simulate`.
    """
    known = anchor or Anchor(model.hash)
    parameters = uncertain(model, known)

    def plan_of(pilot_seed: int, proposal: Proposal | None) -> Plan:
        plan, _ = make_plan(
            model,
            case,
            as_of=as_of,
            horizon=as_of + timedelta(days=1),
            runs=runs,
            seed=pilot_seed,
            anchor=known,
            proposal=proposal,
            levers=levers,
            seen=seen,
            calendar=calendar,
        )
        return until_asked(plan)

    def pilot(pilot_seed: int, proposal: Proposal | None) -> tuple[Floats, Floats]:
        plan = plan_of(pilot_seed, proposal)
        results = run_blocks(plan, threads=threads)
        log_weight = np.concatenate([result.account.log_weight for result in results])
        z = scores(len(parameters), pilot_seed, plan.draws.batches)
        return z if proposal is None else proposal.move(z), by_batch(log_weight, plan.size)

    evidence = plan_of(seed, None).evidence
    if not parameters or not (evidence.sightings or evidence.imposed):
        return None
    return search(tuple(p.name for p in parameters), seed, pilot)
