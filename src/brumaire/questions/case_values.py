"""Values that a case gives: its actors, places and candidates, and the roles that they have in models."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from brumaire.errors import QuestionError
from brumaire.questions.normal_form import normal
from brumaire.questions.vocabulary import STANDARD_ROLES, OpenKind, near, vocabulary
from brumaire.questions.windows import clauses, terms
from brumaire.records.case import Case, Named
from brumaire.records.question import Argument, Event, Question

_SINGULAR: Mapping[OpenKind, str] = MappingProxyType({"actor": "an actor", "place": "a place", "person": "a candidate"})


def check_values(question: Question, case: Case) -> None:
    """Refuse actors, places and persons that neither the case nor the standard roles know.

    A value is a key of the case, a role that something in the case has, or a standard role (`adversary`, `capital`).

    Raises
    ------
    QuestionError
        Naming the value and the nearest known ones; also where the question names another case.
    """
    question = normal(question)
    if question.case is not None and question.case != case.name:
        raise QuestionError(
            f"the question is of the case {question.case!r}, not of {case.name!r}",
            rule='question = [CASE ":"] clause',
            mend="leave the case's name out, or ask that case",
        )
    known = vocabulary()
    for clause in clauses(question):
        for term in terms(clause):
            if isinstance(term.body, Event):
                for arg in term.body.args:
                    if isinstance(arg, Argument):
                        definition = known[term.body.name].argument(arg.key)
                        assert definition is not None
                        if definition.open is not None:
                            _check(term.body.name, arg, definition.open, case)


def roles(case: Case) -> Mapping[str, str]:
    """The role of each actor, place and candidate that has one, by its key in the case.

    Models speak in roles (`military_intelligence`) and cases in keys; `evaluate` and `settle` take this mapping to
    match one against the other.
    """
    named = (*case.actors, *case.places, *case.candidates)
    return MappingProxyType({n.key: n.role for n in named if n.role is not None})


def _check(event: str, arg: Argument, kind: OpenKind, case: Case) -> None:
    named: Mapping[OpenKind, tuple[Named, ...]] = {
        "actor": case.actors,
        "place": case.places,
        "person": case.candidates,
    }
    own = [n.key for n in named[kind]]
    allowed = dict.fromkeys([*own, *(n.role for n in named[kind] if n.role is not None), *STANDARD_ROLES[kind]])
    for value in arg.values:
        if value in allowed:
            continue
        # A name of the news ("Kiev") may look like no key at all.
        called = [n.key for n in named[kind] if _folded(value) in {_folded(name) for name in (n.name, *n.aliases)}]
        offered = (*called, *(o for o in near(value, tuple(allowed)) if o not in called))
        raise QuestionError(
            f"{value!r} is not {_SINGULAR[kind]} of the case {case.name}",
            where=f"{event}({arg.key}={value})",
            rule="actors, places and persons come from the case",
            mend=f"did you mean {', '.join(offered)}?"
            if offered
            else f"add it to the case, or write one of {', '.join(allowed)}",
        )


def _folded(name: str) -> str:
    return name.casefold().replace(" ", "_").replace("-", "_")
