"""The moment of leaving: what the exit says, and what the transitions `on: exit` make of it, one after the other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from brumaire.futures.exact.chain import Chain, changed, event_kind, never, settled
from brumaire.models.base import NOBODY, Exit, FromState
from brumaire.records.futures import EventKind

FATE_OF = {"natural_death": "died", "assassination": "killed"}


@dataclass(frozen=True, slots=True)
class Departure:
    """How he left, as far as it is settled; an empty word where nothing is said."""

    manner: str
    announced: str
    fate: str = ""
    cover: str = ""
    by: str = ""

    @property
    def said(self) -> dict[str, str]:
        """What expressions can read of it."""
        return {"leader": "gone", "exit": self.manner, "announced": self.announced}

    @property
    def kind(self) -> EventKind:
        """The row `leader_exit` of the log."""
        args = [(k, getattr(self, k)) for k in ("manner", "announced", "fate", "cover", "by")]
        return EventKind("leader_exit", tuple((k, v) for k, v in args if v))


@dataclass(frozen=True, slots=True)
class Outcome:
    """One way in which the moment of leaving can come out: values, factors of its probability, events."""

    values: tuple[str, ...]
    departure: Departure
    factors: tuple[int, ...] = ()
    events: tuple[EventKind, ...] = ()


def opened(leaving: Exit, states: Mapping[str, str]) -> Departure:
    """The departure that an exit with a manner begins."""
    assert leaving.manner is not None
    return _told(Departure(leaving.manner, leaving.manner, FATE_OF.get(leaving.manner, "")), leaving, states)


def _told(departure: Departure, leaving: Exit, states: Mapping[str, str]) -> Departure:
    def word(text: str | FromState | None, before: str) -> str:
        if text is None:
            return before
        known = states[text.state] if isinstance(text, FromState) else text
        return "" if known in NOBODY else known

    return replace(
        departure,
        announced=leaving.announced or departure.announced,
        fate=leaving.fate or departure.fate,
        cover=word(leaving.cover, departure.cover),
        by=word(leaving.by, departure.by),
    )


def departed(chain: Chain, values: tuple[str, ...], departure: Departure) -> list[Outcome]:
    """All ways in which the moment of leaving can come out."""
    outcomes = [Outcome(values, departure)]
    for number, t in enumerate(chain.model.transitions):
        if t.at_exit:
            outcomes = [made for one in outcomes for made in _fired(chain, number, one)]
    return outcomes


def _fired(chain: Chain, number: int, before: Outcome) -> Iterator[Outcome]:
    t = chain.model.transitions[number]
    states = _states(chain, before)
    if never(t, states, chain.derived):
        yield before
        return
    factors = before.factors
    if t.when is not None and not settled(t.when):
        # The guard depends on the day or the draw: both ways are kept.
        yield replace(before, factors=(*factors, chain.factor("unguarded", number, -1, states)))
        factors = (*factors, chain.factor("guard", number, -1, states))
    for k, branch in enumerate(t.branches) if t.branches else [(-1, None)]:
        realised = t.realises if branch is None else (*t.realises, *branch.realises)
        effects = t.effects if branch is None else (*t.effects, *branch.effects)
        after = Outcome(
            changed(chain, before.values, effects, states),
            before.departure,
            factors if branch is None else (*factors, chain.factor("branch", number, k, states)),
            (*before.events, *(event_kind(r, states) for r in realised)),
        )
        for leaving in (t.exit, None if branch is None else branch.exit):
            if leaving is not None:
                after = replace(after, departure=_told(after.departure, leaving, _states(chain, after)))
        yield after


def _states(chain: Chain, outcome: Outcome) -> dict[str, str]:
    names = (s.name for s in chain.model.states)
    return {**chain.fixed, **dict(zip(names, outcome.values, strict=True)), **outcome.departure.said}
