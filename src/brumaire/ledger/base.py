"""The chain's own words: drafts, entries, canonical JSON, hashes and instants. Pure; no store is touched here.

A ledger is one sequence of *entries*, numbered from 1. Each carries the hash of the one before, so that no entry can be
changed, taken out or put in without changing the hash of all that follow: who keeps the last hash (the *head*) keeps them all.

    hash = SHA-256 of the UTF-8 bytes of the canonical JSON of [number, kind, at, author, body, previous]
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Final, Literal

from brumaire.errors import LedgerError

# What stands before the first entry.
GENESIS: Final = "0" * 64

Kind = Literal["question", "forecast", "withdrawal", "unchecked", "evidence", "comment", "resolution"]
KINDS: Final[tuple[Kind, ...]] = (
    "question", "forecast", "withdrawal", "unchecked", "evidence", "comment", "resolution",
)  # fmt: skip
Outcome = Literal["yes", "no", "void", "ambiguous"]


@dataclass(frozen=True, slots=True)
class Draft:
    """What is to be entered: its kind, and a body of JSON values as `ledger.bodies` describes it.

    >>> Draft("comment", {"about": "0f3a5c7e9b1d2f40", "text": "The date is that of the dispatch."}).kind
    'comment'
    """

    kind: str
    body: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Entry:
    """One link of the chain, as it stands in the ledger for good.

    number
        1, 2, 3 … without a gap.
    at
        The instant of entering, UTC, ISO 8601 with microseconds and Z.
    author
        Who entered it (not who forecast: that stands in the body).
    previous
        The hash of the entry before; 64 zeros for the first.
    """

    number: int
    kind: str
    at: str
    author: str
    body: Mapping[str, Any]
    previous: str
    hash: str


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that `verify` found: at which entry (0 for the ledger as a whole), of which sort, and what it is."""

    number: int
    sort: Literal["altered", "gap", "broken", "projection", "truncated"]
    what: str


@dataclass(frozen=True, slots=True)
class Verification:
    """What `verify` found: how many entries, the hash of the last, the problems in order (the first 100), and how many were found.

    >>> Verification(entries=0, head=GENESIS, problems=(), found=0).sound
    True
    """

    entries: int
    head: str
    problems: tuple[Problem, ...]
    found: int

    @property
    def sound(self) -> bool:
        """Whether nothing is wrong."""
        return self.found == 0


def canonical(value: Any) -> str:
    """Canonical JSON: keys sorted by code point, no spaces, UTF-8 unescaped, numbers as Python's repr writes them.

    Raises `LedgerError` for what JSON or a store cannot keep: NaN, infinities, keys that are not text, lone surrogates,
    the character NUL, and other types.

    >>> canonical({"p": 0.10, "by": "Zoë", "days": (30, 90)})
    '{"by":"Zoë","days":[30,90],"p":0.1}'
    """
    _check_value(value, "body")
    return _encode(value)


_encode = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode


def _check_value(value: Any, where: str) -> None:
    if value is None or isinstance(value, bool | int):
        return
    if isinstance(value, str):
        _check_text(value, where)
    elif isinstance(value, float):
        if not math.isfinite(value):
            raise LedgerError(f"{value!r} is no number that JSON has", where=where, mend="leave it out")
    elif isinstance(value, dict):
        for key, inner in value.items():
            if not isinstance(key, str):
                raise LedgerError(f"the key {key!r} is not text", where=where)
            _check_text(key, where)
            _check_value(inner, f"{where}.{key}")
    elif isinstance(value, list | tuple):
        for place, inner in enumerate(value):
            _check_value(inner, f"{where}[{place}]")
    else:
        raise LedgerError(
            f"a {type(value).__name__} cannot be kept",
            where=where,
            rule="text, numbers, true, false, null, lists and objects",
            mend="write dates as YYYY-MM-DD",
        )


def _check_text(text: str, where: str) -> None:
    if text.isascii() and "\0" not in text:
        return
    if "\0" in text or any("\ud800" <= c <= "\udfff" for c in text):
        raise LedgerError(f"{text[:40]!r} has a character that no store keeps", where=where, rule="Unicode without NUL")


def entry_hash(number: int, kind: str, at: str, author: str, body_text: str, previous: str) -> str:  # noqa: PLR0917  # in the order of what is hashed
    """The hash of an entry, given its body's canonical JSON (which stands in the hashed text as it is).

    >>> entry_hash(1, "comment", "2026-01-02T03:04:05.000000Z", "ann", '{"about":"x","text":"y"}', GENESIS)[:16]
    'a24970d1dd00302d'
    """
    text = f"[{number},{_encode(kind)},{_encode(at)},{_encode(author)},{body_text},{_encode(previous)}]"
    return hashlib.sha256(text.encode()).hexdigest()


def question_id(case: str, text: str, opens: date) -> str:
    """The id of a question: first 16 hexadecimal digits of the hash of its case, canonical text and opening date.

    >>> question_id("russia-2023", "coup_attempt by 2025-01-31", date(2023, 1, 25))
    'd2ca5291e4fabb6f'
    """
    return identifier([case, text, opens.isoformat()])


def identifier(value: Any) -> str:
    """First 16 hexadecimal digits of SHA-256 over canonical JSON: an id that is the same wherever it is made.

    >>> identifier(["a", 1])
    '135f17a475a61afd'
    """
    return hashlib.sha256(canonical(value).encode()).hexdigest()[:16]


def instant(at: datetime) -> str:
    """An instant as the chain keeps it: UTC, with microseconds, so that texts sort as instants do.

    >>> from datetime import timedelta, timezone
    >>> instant(datetime(2026, 1, 2, 3, 4, 5, tzinfo=timezone(timedelta(hours=1))))
    '2026-01-02T02:04:05.000000Z'
    """
    if at.tzinfo is None:
        raise LedgerError(f"the instant {at.isoformat()} has no time zone", mend="give it in UTC")
    return at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"
