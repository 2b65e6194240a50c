"""The outside view's own answer to a question, where it has one.

Questions are answered inside three families of outcomes, each split into exclusive atoms at one deadline: how the
leader has left (nine manners, or not at all), how the war has ended (victory, defeat, otherwise, or not), and whether
an attempt, an uprising or a nuclear use has come. A term is a set of atoms, "or" a union, "and" an intersection, "not"
a complement, so that `victory by D or not war_end by D` has an answer. Terms of two families, with two windows, under
a condition, or with arguments that history does not tell apart have none.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from brumaire.dates import DAYS_PER_YEAR, after
from brumaire.history import figures as f
from brumaire.history.incidence import attempt_incidence, cumulative_incidence
from brumaire.history.war import war_end_probability
from brumaire.records import (
    IRREGULAR,
    MANNERS,
    Argument,
    Between,
    By,
    Clause,
    Event,
    ExitManner,
    Or,
    OutsideView,
    Question,
    Term,
    Window,
    Within,
)

_DAYS_PER_MONTH = DAYS_PER_YEAR / 12
_SHORTHANDS = frozenset(MANNERS) - {"uprising"}
_KILLED_FOR_CERTAIN = frozenset({"assassination"})


@dataclass(frozen=True, slots=True)
class _Part:
    """A clause inside one family: the share of each atom that it holds, at the days (first, last] after as_of."""

    family: str
    first: int
    last: int
    atoms: Mapping[str, float]


def probability(view: OutsideView, question: Question, as_of: date) -> float | None:
    """What history alone says to a question on `as_of`, None where it says nothing.

    Examples
    --------
    >>> from brumaire.history import Profile, outside_view
    >>> from brumaire.records import By, Event, Question, Term
    >>> view = outside_view(Profile(
    ...     birth=date(1952, 10, 7), entered=date(2000, 5, 7), regime="personal", at=date(2023, 2, 1),
    ...     war="interstate", war_began=date(2022, 2, 24)))
    >>> question = Question(Term(Event("leader_exit"), By(date(2024, 2, 1))))
    >>> round(probability(view, question, date(2023, 2, 1)), 3)
    0.067
    """
    if question.given is not None:
        return None
    part = _clause(question.clause, None, as_of)
    if part is None:
        return None
    masses = _masses(view, part, as_of)
    if masses is None:
        return None
    return sum(share * masses[atom] for atom, share in part.atoms.items())


def _clause(clause: Clause | Event, window: Window | None, as_of: date) -> _Part | None:
    if isinstance(clause, Event):
        return _event(clause, window, as_of)
    if isinstance(clause, Term):
        part = _clause(clause.body, clause.window or window, as_of)
        return _complement(part) if part is not None and clause.negated else part
    parts = [_clause(part, window, as_of) for part in clause.parts]
    result = parts[0]
    for part in parts[1:]:
        result = _combined(result, part, max if isinstance(clause, Or) else min)
    return result


def _complement(part: _Part) -> _Part:
    return _Part(part.family, part.first, part.last, {atom: 1 - share for atom, share in part.atoms.items()})


def _combined(a: _Part | None, b: _Part | None, join: Callable[[float, float], float]) -> _Part | None:
    if a is None or b is None or (a.family, a.first, a.last) != (b.family, b.first, b.last):
        return None
    # Shares strictly between 0 and 1 do not say which futures of the atom they hold, so they cannot be joined.
    if any(share not in (0.0, 1.0) for share in (*a.atoms.values(), *b.atoms.values())):
        return None
    return _Part(a.family, a.first, a.last, {atom: join(a.atoms[atom], b.atoms[atom]) for atom in a.atoms})


def _event(event: Event, window: Window | None, as_of: date) -> _Part | None:
    span = _span(window, as_of)
    if span is None:
        return None
    family, atoms = _atoms(event)
    return None if atoms is None else _Part(family, *span, atoms)


def _span(window: Window | None, as_of: date) -> tuple[int, int] | None:
    if isinstance(window, By):
        first, last = 0, (window.day - as_of).days
    elif isinstance(window, Between):
        first, last = max(0, (window.first - as_of).days - 1), (window.last - as_of).days
    elif isinstance(window, Within) and window.anchor is None:
        first, last = 0, (after(as_of, window.duration) - as_of).days
    else:
        return None
    return (first, last) if last > first else None


def _atoms(event: Event) -> tuple[str, dict[str, float] | None]:
    name = event.name
    if name == "leader_exit" or name in _SHORTHANDS:
        return "exit", _exit_atoms(event)
    if name == "leader_killed":
        return "exit", None if event.args else _killed(MANNERS)
    if name in ("war_end", "war_ongoing", "victory", "defeat"):
        return "war", _war_atoms(event)
    if name in ("coup_attempt", "coup_success", "uprising", "nuclear_use") and not event.args:
        return name, {"yes": 1.0, "no": 0.0}
    return "", None


def _exit_atoms(event: Event) -> dict[str, float] | None:
    manners: set[str] = set(MANNERS) if event.name == "leader_exit" else {event.name}
    killed = False
    for argument in event.args:
        if not isinstance(argument, Argument):
            return None
        if argument.key == "manner":
            manners &= set(argument.values)
        elif argument.key == "fate" and argument.values == ("killed",):
            killed = True
        else:
            return None
    if killed:
        return {atom: share if atom in manners else 0.0 for atom, share in _killed(MANNERS).items()}
    return {**{manner: float(manner in manners) for manner in MANNERS}, "none": 0.0}


def _killed(manners: tuple[str, ...]) -> dict[str, float]:
    """Share of each manner's exits in which the leader is killed."""
    share = {manner: f.KILLED_AFTER_IRREGULAR if manner in IRREGULAR else 0.0 for manner in manners}
    return {**share, **dict.fromkeys(_KILLED_FOR_CERTAIN, 1.0), "none": 0.0}


def _war_atoms(event: Event) -> dict[str, float] | None:
    if event.name == "war_ongoing":
        return {"victory": 0.0, "defeat": 0.0, "other": 0.0, "none": 1.0}
    held: set[str] = {"victory", "defeat", "other"} if event.name == "war_end" else {event.name}
    for argument in event.args:
        if not isinstance(argument, Argument) or argument.key != "terms":
            return None
        terms = {"own": "victory", "adversary": "defeat"}
        if not set(argument.values) <= set(terms):
            return None
        held &= {terms[value] for value in argument.values}
    return {atom: float(atom in held) for atom in ("victory", "defeat", "other", "none")}


def _masses(view: OutsideView, part: _Part, as_of: date) -> dict[str, float] | None:
    """Probability of each atom of a family over the days (first, last] after as_of."""
    if part.family == "exit":
        incidence = cumulative_incidence(view, [part.first, part.last], as_of=as_of)
        masses = {str(manner): float(values[1] - values[0]) for manner, values in incidence.items()}
        return {**masses, "none": 1 - sum(masses.values())}
    if part.family == "war":
        return _war_masses(view, part, as_of)
    yes = _yes(view, part, as_of)
    return None if yes is None else {"yes": yes, "no": 1 - yes}


def _yes(view: OutsideView, part: _Part, as_of: date) -> float | None:
    if part.family == "nuclear_use":
        if view.profile.get("war") != "interstate" or view.profile.get("nuclear") != "yes":
            return None
        months = (part.last - part.first) / _DAYS_PER_MONTH
        return float(1 - (1 - f.NUCLEAR_PER_MONTH.value) ** months)
    if part.family == "coup_attempt":
        first, last = attempt_incidence(view, [part.first / _DAYS_PER_MONTH, part.last / _DAYS_PER_MONTH], as_of=as_of)
        return float(last - first)
    manner: ExitManner = "coup" if part.family == "coup_success" else "uprising"
    incidence = cumulative_incidence(view, [part.first, part.last], as_of=as_of)
    leaves = float(incidence[manner][1] - incidence[manner][0])
    # An uprising need not unseat him: the share of campaigns that succeed turns exits into uprisings.
    return leaves / f.UPRISING_SUCCEEDS.value if part.family == "uprising" else leaves


def _war_masses(view: OutsideView, part: _Part, as_of: date) -> dict[str, float] | None:
    began = view.profile.get("war_began")
    if view.profile.get("war") != "interstate" or began is None:
        return None
    fought = (as_of - date.fromisoformat(began)).days / _DAYS_PER_MONTH
    if fought < 0:
        return None
    up_to = [war_end_probability(fought, day / _DAYS_PER_MONTH) for day in (part.first, part.last)]
    ends = up_to[1] - up_to[0]
    initiator = view.profile.get("initiator")
    if initiator is None:
        decided = any(part.atoms[atom] != part.atoms["other"] for atom in ("victory", "defeat"))
        return None if decided else {"victory": 0.0, "defeat": 0.0, "other": ends, "none": 1 - ends}
    wins, loses = f.INITIATOR_WINS, f.INITIATOR_LOSES
    if initiator == "no":
        wins, loses = loses, wins
    return {"victory": ends * wins, "defeat": ends * loses, "other": ends * (1 - wins - loses), "none": 1 - ends}
