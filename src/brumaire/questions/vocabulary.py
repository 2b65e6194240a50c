"""The events that a question may name: what each means, when it counts, and what news says for it."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Literal, cast, get_args

from brumaire.errors import QuestionError
from brumaire.questions.vocabulary_file import Field, read_entries
from brumaire.records.outside_view import IRREGULAR, MANNERS

OpenKind = Literal["actor", "place", "person"]
Mark = Literal["given", "j"]
Kind = Literal["occurrence", "state"]

# Values of actors, places and persons that need no case: the roles that models and case files use.
STANDARD_ROLES: Mapping[OpenKind, tuple[str, ...]] = MappingProxyType(
    {
        "actor": (
            "own_forces",
            "adversary",
            "leader",
            "army",
            "generals",
            "senior_officers",
            "junior_officers",
            "security_service",
            "military_intelligence",
            "guard",
            "elite_units",
            "police",
            "irregular_force",
            "mercenaries",
            "elites",
            "party",
            "population",
            "rebels",
            "donors",
            "foreign",
        ),
        "place": ("capital", "adversary_capital", "front", "east", "west", "north", "south", "border"),
        "person": (
            "head_of_army",
            "head_of_security_service",
            "head_of_military_intelligence",
            "head_of_government",
            "deputy",
        ),
    }
)

# Short for a role, in questions and in records alike.
SYNONYMS: Mapping[str, str] = MappingProxyType({"own": "own_forces"})


@dataclass(frozen=True, slots=True)
class ArgumentDefinition:
    """An argument of an event: its closed values, or the kind of thing in the case that its values name."""

    key: str
    values: tuple[str, ...] = ()
    open: OpenKind | None = None


@dataclass(frozen=True, slots=True)
class EventDefinition:
    """An event of the vocabulary.

    name, reading
        The name in questions, and the event as a plain sentence.
    kind
        "occurrence" happens at a moment; "state" holds over a time and comes true when it begins.
    arguments, default
        What may be said of an occurrence, in canonical order; `default` is the argument of a value without a key.
    units, at_least
        Units of `amount`, the first understood where none is written; empty where the event has no amount. An
        occurrence with a smaller amount than `at_least` counts only where the question gives an amount.
    rule, mark, not_counted
        When it counts, whether that is given (domain.md section 5) or judged by us ("j"), what does not count.
    not_checkable
        Why it cannot enter the ledger; empty where it can.
    implies
        Events that are on record whenever this one is.
    words, misspelt
        What news says for it, in lower case and base forms; misprints that are words themselves.
    """

    name: str
    reading: str
    kind: Kind
    definition: str
    arguments: tuple[ArgumentDefinition, ...]
    default: str | None
    units: tuple[str, ...]
    at_least: float
    rule: str
    mark: Mark
    not_counted: str
    not_checkable: str
    implies: tuple[str, ...]
    words: tuple[str, ...]
    misspelt: tuple[str, ...]

    @property
    def checkable(self) -> bool:
        """Whether a question about it can enter the ledger."""
        return not self.not_checkable

    def argument(self, key: str) -> ArgumentDefinition | None:
        """The definition of an argument, None where the event has no such argument."""
        return next((a for a in self.arguments if a.key == key), None)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All events, and the names that are short for `leader_exit(manner)`.

    Examples
    --------
    >>> vocabulary()["leader_exit"].default
    'manner'
    >>> vocabulary().shorthands["natural_death"], vocabulary().shorthands["irregular"][:2]
    (('natural_death',), ('coup', 'handover'))
    >>> vocabulary().nearest("coup_atempt")[0]
    'coup_attempt'
    """

    events: Mapping[str, EventDefinition]
    shorthands: Mapping[str, tuple[str, ...]]

    def __getitem__(self, name: str) -> EventDefinition:
        return self.events[name]

    def __contains__(self, name: object) -> bool:
        return name in self.events

    def __iter__(self) -> Iterator[str]:
        return iter(self.events)

    def __len__(self) -> int:
        return len(self.events)

    def nearest(self, name: str, n: int = 3) -> tuple[str, ...]:
        """Up to `n` names closest to a misspelt one, closest first; perhaps none."""
        return near(name, (*self.events, *self.shorthands), n)

    def definition(self, name: str, *, column: int = 0) -> EventDefinition:
        """The definition of a name; a QuestionError that offers the nearest names where there is none."""
        if name in self.events:
            return self.events[name]
        offered = self.nearest(name)
        raise QuestionError(
            f"unknown event {name!r}",
            column=column,
            rule="events are those of the vocabulary",
            mend=f"did you mean {', '.join(offered)}?" if offered else "see docs/reference/questions.md for the names",
        )


def near(value: str, among: tuple[str, ...], n: int = 3) -> tuple[str, ...]:
    """The values closest to one that is not among them."""
    folded = value.casefold().replace("-", "_")
    whole = [a for a in among if len(folded) > 3 and (a.startswith(folded) or folded in a.split("_"))]
    close = difflib.get_close_matches(folded, among, n=n, cutoff=0.6)
    return tuple(dict.fromkeys([*close, *whole]))[:n]


@cache
def vocabulary() -> Vocabulary:
    """The vocabulary, read once from `vocabulary.yaml`."""
    text = resources.files("brumaire.questions").joinpath("vocabulary.yaml").read_text(encoding="utf-8")
    events = {name: _definition(name, fields) for name, fields in read_entries(text).items()}
    # `uprising` is an event of its own, so the manner of that name is written leader_exit(uprising).
    shorthands: dict[str, tuple[str, ...]] = {manner: (manner,) for manner in MANNERS if manner not in events}
    shorthands["irregular"] = tuple(IRREGULAR)
    return Vocabulary(MappingProxyType(events), MappingProxyType(shorthands))


def _definition(name: str, fields: Mapping[str, Field]) -> EventDefinition:
    def text(key: str) -> str:
        value = fields.get(key, "")
        assert isinstance(value, str), (name, key)
        return value

    def listed(key: str) -> tuple[str, ...]:
        value = fields.get(key, ())
        assert isinstance(value, tuple), (name, key)
        return value

    arguments = fields.get("arguments", {})
    assert isinstance(arguments, dict), name
    assert text("kind") in get_args(Kind), name
    assert text("mark") in get_args(Mark), name
    return EventDefinition(
        name=name,
        reading=text("reading"),
        kind=cast("Kind", text("kind")),
        definition=text("definition"),
        arguments=tuple(_argument(key, value) for key, value in arguments.items()),
        default=text("default") or None,
        units=listed("amount"),
        at_least=float(text("at_least") or 0),
        rule=text("rule"),
        mark=cast("Mark", text("mark")),
        not_counted=text("not_counted"),
        not_checkable=text("not_checkable"),
        implies=listed("implies"),
        words=listed("words"),
        misspelt=listed("misspelt"),
    )


def _argument(key: str, value: str | tuple[str, ...]) -> ArgumentDefinition:
    if isinstance(value, tuple):
        return ArgumentDefinition(key, values=value)
    assert value in get_args(OpenKind), (key, value)
    return ArgumentDefinition(key, open=cast("OpenKind", value))
