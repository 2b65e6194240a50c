"""Checks of a model as a whole: events against the vocabulary, roles, exits in branches, and levers that are refused."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import get_close_matches

from brumaire.models.base import NOBODY, Exit, FromState, Model, Realised, SetState, Transition
from brumaire.models.expressions import Every, Expression, Not, Read, Some, StateIn, reads, walk
from brumaire.models.reading import Reader
from brumaire.models.transition_reading import FORBIDDEN_EVENTS

FORBIDDEN_WORDS = ("assassin", "kill", "murder", "ultimatum", "poison")


def check_model(reader: Reader, model: Model) -> None:
    """Add to the reader's errors all that only the whole model shows."""
    for transition in model.transitions:
        _check_exits(reader, transition)
        for realised in _realised(transition):
            _check_event(reader, model, realised)
        for leaving in _exits(transition):
            _check_role(reader, model, leaving.by, transition.where)
    targets = model.targets
    if ("success" in targets) != ("attempts" in targets):
        lone, other = ("success", "attempts") if "success" in targets else ("attempts", "success")
        reader.error(
            "E160",
            f"{lone} is solved by the anchor and {other} is not",
            f"{model.path}:1",
            rule="the outside view gives both",
            mend=f"add solved_by: {other}",
        )
    _check_levers(reader, model)


def _realised(transition: Transition) -> Iterator[Realised]:
    yield from transition.realises
    for branch in transition.branches:
        yield from branch.realises


def _exits(transition: Transition) -> Iterator[Exit]:
    for leaving in (transition.exit, *(b.exit for b in transition.branches)):
        if leaving is not None:
            yield leaving


def _check_exits(reader: Reader, transition: Transition) -> None:
    if transition.schedule is not None and transition.exit is not None:
        reader.error(
            "E152",
            f"{transition.name}: an exit on a schedule is certain",
            transition.where,
            mend="give it branches, one of which is the exit",
        )
    if transition.leaves and transition.branches and all(b.exit is not None for b in transition.branches):
        reader.error(
            "E152",
            f"{transition.name}: all its branches are exits",
            transition.where,
            mend="write one transition with a rate for each manner",
        )
    solved = [b for b in transition.branches if b.probability.kind == "solved"]
    for branch in solved:
        if branch.exit is None:
            reader.error("E160", f"{branch.name}: success without an exit", branch.where, mend="add exit: coup")
    if len(solved) > 1:
        reader.error(
            "E160", f"{transition.name}: two branches solved", transition.where, mend="keep one solved_by: success"
        )


def _check_event(reader: Reader, model: Model, realised: Realised) -> None:
    from brumaire.questions.vocabulary import vocabulary

    words = vocabulary()
    if realised.event == "leader_exit":
        reader.error("E140", "leader_exit is realised by exit, not by name", realised.where, mend="write exit: manner")
        return
    if realised.event not in words:
        near = words.nearest(realised.event)
        mend = f"did you mean {' or '.join(near)}?" if near else "see the vocabulary"
        reader.error("E140", f"the vocabulary has no event {realised.event!r}", realised.where, mend=mend)
        return
    event = words[realised.event]
    for key, value in realised.args:
        known = event.argument(key)
        if key == "amount" and isinstance(value, float):
            if not event.units:
                reader.error("E141", f"{event.name} has no amount", realised.where, mend="leave the amount out")
        elif known is None:
            keys = ", ".join(a.key for a in event.arguments)
            mend = f"its arguments are {keys}" if keys else "it has none"
            reader.error("E141", f"{event.name} has no argument {key!r}", realised.where, mend=mend)
        elif known.values:
            possible = reader.scope.states[value.state] if isinstance(value, FromState) else (str(value),)
            unknown = [v for v in possible if v not in known.values and v not in NOBODY]
            if unknown:
                mend = f"its values are {', '.join(known.values)}"
                reader.error("E141", f"{event.name}: {key} cannot be {', '.join(unknown)}", realised.where, mend=mend)
        elif known.open == "actor":
            _check_role(reader, model, value, realised.where)


def _check_role(reader: Reader, model: Model, value: str | float | FromState | None, where: str) -> None:
    possible = reader.scope.states[value.state] if isinstance(value, FromState) else (str(value),)
    for role in possible:
        if value is not None and role not in model.roles and role not in NOBODY:
            near = get_close_matches(role, model.roles, n=2)
            mend = f"did you mean {' or '.join(near)}?" if near else "add it to case_variables, roles"
            reader.error("E142", f"{role!r} is not a role", where, mend=mend)


def _check_levers(reader: Reader, model: Model) -> None:
    """Refuse levers on assassination, killing and ultimatum: by their words, or by what such a transition reads."""
    forbidden = [t for t in model.transitions if _forbidden(t)]
    parameters = frozenset[str]().union(*(_parameters(t) for t in forbidden))
    for lever in model.levers.values():
        bad: list[str] = []
        words = [lever.name, lever.description, *lever.values]
        for value in lever.values.values():
            states = {e.state: e.value for e in value.effects if isinstance(e, SetState) and isinstance(e.value, str)}
            words += [*states, *states.values(), *(name for name, _, _ in value.parameters)]
            words += [e.level for e in value.effects if not isinstance(e, SetState)]
            bad += [name for name, _, _ in value.parameters if name in parameters]
            for transition in forbidden:
                # A value that makes such a transition impossible, as uncovering a plot does, is no lever on it.
                if transition.when is None or _holds(transition.when, states) is False:
                    continue
                bad += sorted(states.keys() & reads(transition.when))
        bad += [word for word in FORBIDDEN_WORDS if word in " ".join(words).lower()]
        if bad:
            reader.error(
                "E180",
                f"the lever {lever.name} touches {', '.join(dict.fromkeys(bad))}",
                lever.where,
                rule="no lever on assassination, killing or ultimatum",
                mend="remove it",
            )


def _forbidden(transition: Transition) -> bool:
    events = {realised.event for realised in _realised(transition)}
    kills = any(x.manner == "assassination" or x.fate == "killed" for x in _exits(transition))
    return kills or bool(events & FORBIDDEN_EVENTS)


def _holds(guard: Expression, states: Mapping[str, str]) -> bool | None:
    """Whether a guard holds when some states are known; None where that depends on the others."""
    match guard:
        case StateIn(state, values, negated):
            return None if state not in states else (states[state] in values) != negated
        case Not(part):
            inner = _holds(part, states)
            return None if inner is None else not inner
        case Every(parts):
            known = [_holds(part, states) for part in parts]
            return False if False in known else None if None in known else True
        case Some(parts):
            known = [_holds(part, states) for part in parts]
            return True if True in known else None if None in known else False
        case _:
            return None


def _parameters(transition: Transition) -> frozenset[str]:
    """The parameters that make its own rate: not what acts through levels."""
    expressions: list[Expression] = [t for term in transition.ratios for t in (term.of, term.coefficient)]
    if transition.rate is not None:
        expressions.append(transition.rate.value)
    if transition.factor is not None:
        expressions.append(transition.factor)
    for branch in transition.branches:
        expressions += [t for term in branch.probability.shift for t in (term.of, term.coefficient)]
        if branch.probability.value is not None:
            expressions.append(branch.probability.value)
    return frozenset(p.name for e in expressions for p in walk(e) if isinstance(p, Read) and p.kind == "parameter")
