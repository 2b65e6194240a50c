"""Evidence up to the asking date: what did not happen, what did, and which indicators were seen.

*Not happened.* He is in office, and events that nobody can miss happened only if the case says so; the same holds of
every event that the case lists. Their transitions do not fire; the weight takes exp(−∫λ dt).
*Happened.* A dated event that the model can produce is imposed on every trajectory: the weight is multiplied by its
intensity there, Σ λ·P(branch) over the compatible transitions, and one of these fires. A trajectory in which nothing
could have produced it keeps a background intensity, so that the record is never impossible, and changes nothing.
*Indicators.* See `brumaire.futures.sightings`, and `brumaire.futures.readings` for those that measure.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

import numpy as np
from numpy.typing import NDArray

from brumaire.dates import day_number
from brumaire.errors import FuturesError
from brumaire.futures.block import Block
from brumaire.futures.draws import EVIDENCE, four
from brumaire.futures.firing import choose, fire, shares_of
from brumaire.futures.hazards import Draws
from brumaire.futures.program import EventWriter, Program, Rule
from brumaire.futures.readings import EARLIEST, Measured
from brumaire.futures.sightings import Sighting, observations, sight
from brumaire.futures.survival import Account
from brumaire.models.base import FromState
from brumaire.records.case import Case, Happened, Observation

__all__ = [
    "EARLIEST",
    "Evidence",
    "Imposed",
    "Measured",
    "Sighting",
    "gather",
    "impose",
    "observations",
    "sight",
]

UNMISSABLE = frozenset(
    {
        "coup_attempt",
        "coup_success",
        "armed_mutiny",
        "uprising",
        "victory",
        "defeat",
        "war_end",
        "settlement",
        "ceasefire",
        "nuclear_use",
    }
)
BACKGROUND = 1e-4 / 365.25
"""Intensity per day of a recorded event that a trajectory could not have produced."""
SAME_AFFAIR = 7
"""Days within which a recorded event counts as part of an imposed one that realises it too."""


@dataclass(frozen=True, slots=True)
class Imposed:
    """A recorded event and the transitions (with branch, −1 for the transition itself) that realise it."""

    happened: Happened
    day: float
    pairs: tuple[tuple[Rule, int, EventWriter], ...]


@dataclass(slots=True)
class Evidence:
    """All the evidence of a case up to the asking date."""

    silent: frozenset[int]
    closed: dict[int, NDArray[np.bool_]]
    imposed: list[Imposed]
    sightings: list[Sighting | Measured]
    notes: list[str] = field(default_factory=list)


def gather(program: Program, case: Case, as_of: date, seen: Sequence[Observation], draws: Draws) -> Evidence:
    """The evidence that a case and further sightings give up to the asking date; nothing later is used."""
    model = program.model
    record = sorted((h for h in case.happened if case.start < h.day <= as_of), key=lambda h: h.day)
    gone = next((h for h in record if h.event == "leader_exit"), None)
    if gone is not None:
        raise FuturesError(
            f"the leader left on {gone.day}, before the asking date {as_of}",
            where=case.path or case.name,
            mend="ask as of an earlier date; what was asked before is settled from the record",
        )
    notes: list[str] = []
    imposed = []
    for happened in record:
        pairs = tuple(pair for pair in _pairs(program, case, happened) if not _unheard_of(pair, happened, record))
        if pairs:
            imposed.append(Imposed(happened, day_number(happened.day, case.start) - 0.5, pairs))
        else:
            notes.append(f"{happened.event} of {happened.day} is not something this model produces; it moves nothing")
    closed = UNMISSABLE | {i.happened.event for i in imposed}
    silent, branches = set(), {}
    for rule in (*program.sampled, *program.scheduled):
        shut = np.array([any(w.realised.event in closed for w in b.events) for b in rule.branches], bool)
        leaves = np.array([b.exit is not None for b in rule.branches], bool)
        if any(w.realised.event in closed for w in rule.events) or (len(shut) and (shut | leaves).all()):
            silent.add(rule.number)
        elif shut.any():
            branches[rule.number] = shut
    return Evidence(
        frozenset(silent), branches, imposed, observations(program, model, case, as_of, seen=seen, draws=draws), notes
    )


def _pairs(program: Program, case: Case, happened: Happened) -> tuple[tuple[Rule, int, EventWriter], ...]:
    found: list[tuple[Rule, int, EventWriter]] = []
    args = {key: _role(case, value) for key, value in happened.args.items()}
    for rule in program.sampled:
        found += [(rule, -1, w) for w in rule.events if w.realised.event == happened.event and _agree(w, args)]
        for k, branch in enumerate(rule.branches):
            if branch.exit is None:
                found += [(rule, k, w) for w in branch.events if w.realised.event == happened.event and _agree(w, args)]
    return tuple(found)


def _unheard_of(pair: tuple[Rule, int, EventWriter], happened: Happened, record: Sequence[Happened]) -> bool:
    """Whether this cause would have been something that nobody can miss and that is not on record near that day.

    Units that refused an order were not those of a coup attempt of which nobody heard.
    """
    if happened.event in UNMISSABLE:
        return False
    rule, branch, _ = pair
    writers = (*rule.events, *(rule.branches[branch].events if branch >= 0 else ()))
    near = {h.event for h in record if abs((h.day - happened.day).days) <= SAME_AFFAIR}
    return any(w.realised.event in UNMISSABLE - near for w in writers)


def _role(case: Case, value: str | float) -> str | float:
    for named in (*case.actors, *case.places, *case.candidates):
        if named.key == value and named.role:
            return named.role
    return value


def _agree(writer: EventWriter, args: dict[str, str | float]) -> bool:
    """Whether the constant arguments of an event agree with those on record; amounts within a factor of 1.5."""
    for key, value in writer.realised.args:
        given = args.get(key)
        if given is None or isinstance(value, FromState):
            continue
        if isinstance(value, float) and isinstance(given, int | float):
            if not (value > 0 and given > 0 and abs(math.log(value / given)) < math.log(1.5)):
                return False
        elif str(given) != str(value):
            return False
    return True


def _possible(program: Program, block: Block, writer: EventWriter, args: dict[str, str | float]) -> NDArray[np.bool_]:
    """Where the states that an event takes its arguments from agree with the record."""
    holds = np.ones(block.size, bool)
    for key, value in writer.realised.args:
        if isinstance(value, FromState) and key in args:
            row, values = program.states[value.state]
            holds &= block.states[row] == (values.index(str(args[key])) if str(args[key]) in values else -1)
    return holds


def impose(
    evidence: Evidence, number: int, block: Block, account: Account, *, case: Case, explained: NDArray[np.bool_]
) -> bool:
    """Impose recorded event `number` on all trajectories; `explained` is (events, n).

    Returns whether any trajectory could have produced it.
    """
    event = evidence.imposed[number]
    program, n = block.program, block.size
    args = {key: _role(case, value) for key, value in event.happened.args.items()}
    view = block.view()
    intensity = np.zeros((len(event.pairs), n))
    for k, (rule, branch, writer) in enumerate(event.pairs):
        assert rule.hazard is not None
        value = np.broadcast_to(rule.hazard(view), (n,))
        if rule.guard is not None:
            value = np.where(rule.guard(view), value, 0.0)
        if branch >= 0 and rule.shares is not None:
            could = np.flatnonzero(value > 0.0)
            share = np.zeros(n)
            share[could] = shares_of(block, rule, could, block.view(could))[branch]
            value = value * share
        intensity[k] = np.where(_possible(program, block, writer, args), value, 0.0)
    total = intensity.sum(axis=0)
    free = ~explained[number]
    account.log_weight[free] += np.log(total[free] + BACKGROUND)
    u = four(block.seed, block.stream, block.trajectory, math.ceil(event.day), EVIDENCE + 2 * number)
    chosen = choose(intensity / np.where(total > 0, total, 1.0), u[0])
    for k, (rule, branch, _) in enumerate(event.pairs):
        index = np.flatnonzero((chosen == k) & (total > 0) & free)
        if not len(index):
            continue
        settled = np.full(len(index), branch, np.intp)
        if branch < 0 and rule.branches and rule.shares is not None:
            stays = np.array([b.exit is None for b in rule.branches])
            shares = shares_of(block, rule, index, block.view(index)) * stays[:, None]
            left = shares.sum(axis=0)
            account.weigh(index, left)
            settled = choose(shares / np.where(left > 0, left, 1.0), u[1][index])
        fire(block, account, rule, index, np.full(len(index), event.day), u=u[2][index], branch=settled)
        _mark(evidence, number, rule, index, settled, explained=explained)
    return bool(((total > 0) | explained[number]).any())


def _mark(
    evidence: Evidence,
    number: int,
    rule: Rule,
    index: NDArray[np.intp],
    settled: NDArray[np.intp],
    *,
    explained: NDArray[np.bool_],
) -> None:
    """Other recorded events that this firing was, too, need no cause of their own."""
    for other in range(number + 1, len(evidence.imposed)):
        later = evidence.imposed[other]
        if later.day - evidence.imposed[number].day > SAME_AFFAIR:
            break
        own = any(w.realised.event == later.happened.event for w in rule.events)
        in_branch = np.array([any(w.realised.event == later.happened.event for w in b.events) for b in rule.branches])
        if own or in_branch.any():
            which = index if own else index[in_branch[settled]]
            explained[other, which] = True
