"""From a typed model to the source of its kernel: targets of levels, hazards, branches, events and effects.

What is generated are the functions that differ from model to model; `kernel/`, which calls them, is read as it stands. Everything that
differs from case to case (fixed states, growth of hazards, shifts of levels, numbers of event kinds) comes in as arrays, so that one
kernel serves all cases of a model.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import chain

from brumaire.futures.base import hazard_expressions
from brumaire.futures.compiled.translate import Names, Writer, reads_of
from brumaire.models.base import Effect, FromState, Model, MoveLevel, Probability, SetState, Term, Transition
from brumaire.models.expressions import Expression, is_truth

Lines = list[str]
TOGETHER = 10


@dataclass
class Layout:
    """How a kernel counts what it is given.

    sampled, direct
        Numbers (in the model) of the transitions with a hazard that are sampled, and of those that are exits.
    writers
        Events by transition, branch (−1 for the transition itself) and place, each with where its kinds begin in the table of kinds.
    kinds : length of that table. most : the most events that one firing writes.
    derived, branches : the derived quantities, and the most branches of a transition; at least one.
    """

    names: Names
    sampled: tuple[int, ...]
    direct: tuple[int, ...]
    writers: list[tuple[tuple[int, int, int], int]] = field(default_factory=list)
    kinds: int = 0
    most: int = 1
    derived: int = 1
    branches: int = 1


def generate(model: Model) -> tuple[str, Layout]:
    """The source of the functions of one model, and their layout."""
    names = Names(model)
    rated = [(k, t) for k, t in enumerate(model.transitions) if t.rate is not None]
    layout = Layout(
        names,
        tuple(k for k, t in rated if t.exit is None),
        tuple(k for k, t in rated if t.exit is not None),
        derived=max(1, len(model.derived)),
        branches=max([1, *(len(t.branches) for t in model.transitions)]),
    )
    parts = [
        _targets(model, names),
        _rates(model, layout),
        _rates_at(model, layout),
        _shares(model, names),
        _events(model, layout),
        _effects(model, names),
        _guards(model, names),
    ]
    head = [
        f"SAMPLED = {len(layout.sampled)}",
        f"DIRECT = {len(layout.direct)}",
        f"LEVELS = {len(model.levels)}",
        f"MOST_EVENTS = {layout.most}",
    ]
    return "\n".join(chain(head, ["", ""], *([*part, "", ""] for part in parts))), layout


def _function(name: str, arguments: str, body: Iterable[str], about: str) -> Lines:
    return ["@kernel", f"def {name}({arguments}):", f'    """{about}"""', *(f"    {line}" for line in body)]


def _loop(line: str) -> Lines:
    return ["for i in range(m):", f"    {line}"]


def _derived_rows(model: Model, writer: Writer, wanted: set[str]) -> Lines:
    lines: Lines = []
    for k, derived in enumerate(model.derived):
        if derived.name in wanted:
            lines += [f"v = DV[{k}]  # {derived.name}", *_loop(f"v[i] = {_number(writer, derived.value)}")]
    return lines


def _number(writer: Writer, expression: Expression) -> str:
    source = writer.of(expression)
    return f"(f4(1.0) if {source} else f4(0.0))" if is_truth(expression) else source


def _linear(writer: Writer, terms: Sequence[Term], start: str, label: str) -> str:
    parts = [start]
    for term in terms:
        transform = math.log if label == "log" else float
        coefficient = writer.number(term.coefficient, label, transform)
        if is_truth(term.of):
            parts.append(f"({coefficient} if {writer.of(term.of)} else f4(0.0))")
        else:
            parts.append(f"{coefficient} * {writer.of(term.of)}")
    return " + ".join(parts)


def _wanted(model: Model, expressions: Iterable[Expression]) -> set[str]:
    derived = {d.name: d.value for d in model.derived}
    return set().union(*(reads_of(e, derived) for e in expressions))


def _targets(model: Model, names: Names) -> Lines:
    """Targets of the levels, before any moves."""
    writer = Writer(names, "rows")
    expressions = [e for level in model.levels for e in (level.target, *(t.of for t in level.terms)) if e is not None]
    body = _derived_rows(model, writer, _wanted(model, expressions))
    for k, level in enumerate(model.levels):
        start = f"shift{k}"
        if level.target is not None:
            start = f"{_number(writer, level.target)} + {start}"
        body += [
            f"if wanted[{k}]:  # {level.name}",
            f"    g = GOAL[{k}]",
            f"    shift{k} = shift[{k}]",
            *(f"    {line}" for line in _loop(f"g[i] = {_linear(writer, level.terms, start, 'value')}")),
        ]
    arguments = "b, lo, hi, L, S, Z, Y, C, T, M, F, shift, wanted, DV, GOAL"
    return _function(
        "targets",
        arguments,
        ["m = hi - lo", *sorted(writer.used), *body],
        "What each level is drawn to, in rows of GOAL.",
    )


def _hazard(writer: Writer, transition: Transition, log_growth: str, growth: str) -> str:
    rate = transition.rate
    assert rate is not None
    key = (transition.name, rate.target)
    if not transition.ratios:
        made = f"{writer.constant(('rate', key))} * {growth}"
    else:
        # The rate stands outside: beside its logarithm, which is about −10, small terms would lose a digit.
        made = f"{writer.constant(('rate', key))} * expf({_linear(writer, transition.ratios, log_growth, 'log')})"
    if transition.factor is not None:
        made = f"{made} * {_number(writer, transition.factor)}"
    return made


def _hazard_expressions(model: Model, numbers: Iterable[int]) -> list[Expression]:
    return [e for k in numbers for e in hazard_expressions(model.transitions[k])]


def _rates(model: Model, layout: Layout) -> Lines:
    """Hazards of one batch, in rows of H: sampled ones, then direct exits. A few together, since Numba takes long over long functions."""
    order = [*enumerate((*layout.sampled, *layout.direct))]
    derived = Writer(layout.names, "rows")
    made = _derived_rows(model, derived, _wanted(model, _hazard_expressions(model, [n for _, n in order])))
    arguments = "b, lo, hi, L, S, Z, Y, C, T, M, F, G, P, DV, H, mask, on"
    lines = _function(
        "quantities", arguments, [*_opening(derived), *made], "Derived quantities of all lanes of a batch."
    )
    calls = [f"quantities({arguments})"]
    for k in range(0, len(order), TOGETHER):
        writer = Writer(layout.names, "rows")
        body = [
            line for row, number in order[k : k + TOGETHER] for line in _rate(writer, row, model.transitions[number])
        ]
        name = f"rates{k // TOGETHER}"
        lines += [
            "",
            "",
            *_function(name, arguments, [*_opening(writer), *body], "Some hazards of all lanes of a batch."),
        ]
        calls.append(f"{name}({arguments})")
    return [*lines, "", "", *_function("rates", arguments, calls, "Hazards per day of all lanes of a batch.")]


def _opening(writer: Writer) -> Lines:
    return ["m = hi - lo", *sorted(writer.used)]


def _rate(writer: Writer, row: int, transition: Transition) -> Lines:
    """One hazard, where its guard holds; nothing is worked out where it holds nowhere."""
    made = _hazard(writer, transition, f"log{row}", f"ratio{row}")
    inner: Lines = []
    if transition.when is None:
        inner += [*_loop(f"h[i] = {made}"), f"on[{row}] = True"]
    else:
        inner += [
            "held = 0",
            "for i in range(m):",
            f"    holds = 1 if {writer.of(transition.when)} else 0",
            "    mask[i] = holds",
            "    held += holds",
            "if held > 0:",
            *(f"    {line}" for line in _loop(f"h[i] = ({made}) if mask[i] != 0 else f4(0.0)")),
            f"    on[{row}] = True",
        ]
    return [
        f"on[{row}] = False",
        f"if P[{row}] >= 0:  # {transition.name}",
        f"    h = H[{row}]",
        f"    log{row} = f4(G[{row}] * T[0])" if transition.ratios else f"    ratio{row} = expf(G[{row}] * T[0])",
        *(f"    {line}" for line in inner),
    ]


def _derived_lane(model: Model, writer: Writer, wanted: set[str]) -> Lines:
    return [f"d{k} = {_number(writer, d.value)}  # {d.name}" for k, d in enumerate(model.derived) if d.name in wanted]


def _rates_at(model: Model, layout: Layout) -> Lines:
    """Hazards of one lane after a firing."""
    writer = Writer(layout.names, "lane")
    order = (*layout.sampled, *layout.direct)
    body = _derived_lane(model, writer, _wanted(model, _hazard_expressions(model, order)))
    for row, number in enumerate(order):
        transition = model.transitions[number]
        made = _hazard(writer, transition, f"f4(G[{row}] * T[0])", f"expf(G[{row}] * T[0])")
        guard = "" if transition.when is None else f" and {writer.of(transition.when)}"
        body += [
            f"hazard[{row}] = f4(0.0)",
            f"if P[{row}] >= 0{guard}:  # {transition.name}",
            f"    hazard[{row}] = {made}",
        ]
    return _function("rates_at", "b, i, L, S, Z, Y, C, T, M, F, G, P, hazard", body, "Hazards per day of one lane.")


def _share(writer: Writer, probability: Probability) -> str:
    if probability.kind == "solved":
        return f"logisticf({_linear(writer, probability.shift, writer.constant(('success', 0)), 'value')})"
    assert probability.value is not None
    if probability.kind == "value" and not probability.shift:
        return writer.number(probability.value, "value", float)
    if probability.kind == "value":
        start = writer.number(probability.value, "logit", lambda x: math.log(x) - math.log1p(-x))
    else:
        start = writer.number(probability.value, "value", float)
    return f"logisticf({_linear(writer, probability.shift, start, 'value')})"


def _shares(model: Model, names: Names) -> Lines:
    """Probabilities of the branches of a transition."""
    body: Lines = []
    for number, transition in enumerate(model.transitions):
        if not transition.branches:
            continue
        writer = Writer(names, "lane")
        probabilities = [b.probability for b in transition.branches]
        inner = _derived_lane(model, writer, _wanted(model, [t.of for p in probabilities for t in p.shift]))
        rest = [k for k, p in enumerate(probabilities) if p.kind == "rest"]
        for k, probability in enumerate(probabilities):
            if k not in rest:
                inner.append(f"share[{k}] = {_share(writer, probability)}")
        if len(probabilities) == 2 and rest:
            inner.append(f"share[{rest[0]}] = 1.0 - share[{1 - rest[0]}]")
        else:
            weight = 1.0 - math.fsum(p.middle for p in probabilities if p.kind != "rest")
            inner += [f"share[{k}] = {weight!r}" for k in rest]
            inner += [
                "total = " + " + ".join(f"share[{k}]" for k in range(len(probabilities))),
                *(f"share[{k}] /= total" for k in range(len(probabilities))),
            ]
        inner.append(f"return {len(probabilities)}")
        body += [f"if rule == {number}:  # {transition.name}", *(f"    {line}" for line in inner)]
    return _function(
        "shares",
        "rule, b, i, L, S, Z, Y, C, T, M, F, share",
        [*body, "return 0"],
        "Probabilities of a transition's branches; returns how many it has.",
    )


def _events(model: Model, layout: Layout) -> Lines:
    """Kinds of the events that a firing realises."""
    body: Lines = []
    for number, transition in enumerate(model.transitions):
        for branch, realised in [(-1, transition.realises), *enumerate(b.realises for b in transition.branches)]:
            if not realised:
                continue
            layout.most = max(layout.most, len(realised))
            name = transition.name if branch < 0 else f"{transition.name}, {transition.branches[branch].name}"
            body.append(f"if rule == {number} and branch == {branch}:  # {name}")
            for k, event in enumerate(realised):
                code, count = "0", 1
                for _, value in event.args:
                    if isinstance(value, FromState):
                        row, values = layout.names.states[value.state]
                        code = f"({code}) * {len(values)} + S[{row}, i]"
                        count *= len(values)
                layout.writers.append(((number, branch, k), layout.kinds))
                body.append(f"    found[{k}] = kinds[{layout.kinds} + {code}]")
                layout.kinds += count
            body.append(f"    return {len(realised)}")
    return _function(
        "events",
        "rule, branch, i, S, kinds, found",
        [*body, "return 0"],
        "Kinds of the events of a transition (branch −1) or branch.",
    )


def _effects(model: Model, names: Names) -> Lines:
    """What a firing changes; all values are worked out before anything is written."""
    body: Lines = []
    for number, transition in enumerate(model.transitions):
        own = list(transition.effects)
        for branch, effects in [(-1, own), *((k, [*own, *b.effects]) for k, b in enumerate(transition.branches))]:
            if not effects or (branch < 0 and transition.branches):
                continue
            body.append(f"if rule == {number} and branch == {branch}:  # {transition.name}")
            body += [f"    {line}" for line in _apply(model, names, effects)]
            body.append("    return")
    return _function(
        "effects",
        "rule, branch, b, i, L, S, Z, Y, C, T, M, F",
        [*body, "return"],
        "Apply a firing's effects to a lane.",
    )


def _apply(model: Model, names: Names, effects: Sequence[Effect]) -> Lines:
    writer = Writer(names, "lane")
    moves = [e for e in effects if isinstance(e, MoveLevel)]
    lines = _derived_lane(model, writer, _wanted(model, [e.amount for e in moves]))
    for k, move in enumerate(moves):
        lines.append(f"x{k} = {_number(writer, move.amount)}")
    sets = [e for e in effects if isinstance(e, SetState)]
    for k, effect in enumerate(sets):
        values = names.states[effect.state][1]
        if isinstance(effect.value, str):
            lines.append(f"v{k} = {values.index(effect.value)}")
        else:
            source, from_values = names.states[effect.value.state]
            lines.append(f"v{k} = {values.index(from_values[-1])}")
            for code, value in enumerate(from_values[:-1]):
                lines += [f"if S[{source}, i] == {code}:", f"    v{k} = {values.index(value)}"]
    for k, effect in enumerate(sets):
        lines.append(f"S[{names.states[effect.state][0]}, i] = v{k}")
    for k, move in enumerate(moves):
        operator = "=" if move.operator == "=" else f"{move.operator}="
        lines.append(f"L[{names.levels[move.level]}, i] {operator} x{k}")
    return lines


def _guards(model: Model, names: Names) -> Lines:
    """Whether a transition at the moment of leaving holds."""
    body: Lines = []
    for number, transition in enumerate(model.transitions):
        if not transition.at_exit or transition.when is None:
            continue
        writer = Writer(names, "lane")
        lines = _derived_lane(model, writer, _wanted(model, [transition.when]))
        body += [
            f"if rule == {number}:  # {transition.name}",
            *(f"    {line}" for line in lines),
            f"    return bool({writer.of(transition.when)})",
        ]
    return _function(
        "holds",
        "rule, b, i, L, S, Z, Y, C, T, M, F",
        [*body, "return True"],
        "Whether the guard of a transition at the moment of leaving holds.",
    )
