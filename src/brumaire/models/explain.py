"""A model as prose, in Markdown: what it says, in sentences, with the source of every number."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Protocol

from brumaire.models.base import (
    Branch,
    Effect,
    Exit,
    FromState,
    Indicator,
    Level,
    Model,
    Parameter,
    Probability,
    Reading,
    Realised,
    SetState,
    State,
    Term,
    Transition,
)
from brumaire.models.expressions import (
    Arithmetic,
    Call,
    Change,
    Compare,
    Every,
    Expression,
    Negative,
    Not,
    Number,
    Read,
    Relative,
    Some,
    StateIn,
)

_PER = {1.0: "day", 7.0: "week", 365.25 / 12: "month", 365.25: "year"}


class Solved(Protocol):
    """What an explanation needs of an anchor."""

    @property
    def constants(self) -> Mapping[str, float]:
        """Logs of rates per year, and for success the log-odds."""
        ...

    @property
    def wanted(self) -> Mapping[str, float]:
        """What the outside view gives for twelve months."""
        ...

    @property
    def achieved(self) -> Mapping[str, float]:
        """What the anchor run gives."""
        ...

    @property
    def error(self) -> Mapping[str, float]:
        """Its Monte Carlo error."""
        ...


def explain(model: Model, anchor: Solved | None = None) -> str:
    """A model told in prose; with an anchor, its solved constants too.

    >>> from brumaire.models import load
    >>> explain(load("leader_in_peace")).splitlines()[0]
    '# leader_in_peace'
    """
    told = _Teller(model, anchor)
    parts = [f"# {model.name}", "", model.description, ""]
    parts += ["## States", "", *(told.state(s) for s in model.states), ""]
    parts += ["## Levels", "", "Mean 0, unit one standard deviation among leaders like this one.", ""]
    parts += [*(told.level(level) for level in model.levels), ""]
    if model.derived:
        parts += ["## Derived quantities", ""]
        parts += [f"- **{d.name}** is {told.expression(d.value)}.{_why(d.why)}" for d in model.derived]
        parts += [""]
    parts += ["## Transitions", "", *(line for t in model.transitions for line in told.transition(t))]
    parts += [
        "## Indicators",
        "",
        "| indicator | points to | ratio | false alarms a week | known | group | lead | source |",
    ]
    parts += ["|---|---|---|---|---|---|---|---|"]
    for i in model.indicators.values():
        ratio = f"{i.ratio[0]:g} to {i.ratio[1]:g}"
        alarms = f"{i.false_alarms / i.coverage:g}"
        cells = (i.name, told.expression(i.when), ratio, alarms, _known(i), i.group or "", i.lead, i.source)
        parts.append("| " + " | ".join(cells) + " |")
    if model.readings:
        parts += ["", "## Readings", "", *(told.reading(r) for r in model.readings.values())]
    parts += ["", "## Levers", ""]
    for lever in model.levers.values():
        when = "from the start" if lever.at_start else "from the asking date"
        parts.append(f"- **{lever.name}**, {when}: {lever.description or 'no description'}.")
        for value in lever.values.values():
            done = [told.effect(e) for e in value.effects]
            done += [
                f"the parameter {n} is {'set to' if o == '=' else 'multiplied by'} {x:g}"
                for n, o, x in value.parameters
            ]
            parts.append(f"    - {value.name}: {_join(done) if done else 'nothing changes'}")
    parts += ["", "## Numbers and their sources", "", "| number | 90 % interval | unit | distribution | source |"]
    parts += ["|---|---|---|---|---|"]
    for p in model.parameters:
        law = p.distribution.replace("_", "-")
        parts.append(f"| {_cell(p.name)} | {_interval(p)} | {p.unit} | {law} | {_cell(p.source)} |")
    groups = dict.fromkeys(p.group for p in model.parameters if p.group)
    if groups:
        parts += ["", "## Numbers that go together", ""]
    for group in groups:
        members = [p for p in model.parameters if p.group == group]
        names = ", ".join(p.name for p in members)
        parts.append(f"- **{group}**: {names}; correlation {members[0].correlation:g} between any two.")
    if anchor is not None:
        parts += ["", "## Solved by the anchor", ""]
        parts += [
            "| target | constant | twelve months, outside view | anchor run | its error |",
            "|---|---|---|---|---|",
        ]
        for target, constant in sorted(anchor.constants.items()):
            chance = f"probability {1 / (1 + math.exp(-constant)):.3g}"
            word = chance if target == "success" else f"{math.exp(constant):.3g} a year"
            known = (x.get(target) for x in (anchor.wanted, anchor.achieved, anchor.error))
            figures = " | ".join("" if x is None else f"{x:.3g}" for x in known)
            parts.append(f"| {target} | {word} | {figures} |")
    return "\n".join(parts) + "\n"


class _Teller:
    def __init__(self, model: Model, anchor: Solved | None) -> None:
        self.parameters: Mapping[str, Parameter] = {p.name: p for p in model.parameters}
        self.anchor = anchor

    def state(self, state: State) -> str:
        if state.initial is None:
            start = "it starts from its stationary law"
        elif len(state.initial) == 1:
            start = f"it starts as {next(iter(state.initial))}"
        else:
            start = "it starts as " + " or ".join(f"{v} ({p:g})" for v, p in state.initial.items())
        hidden = " Nobody outside sees it." if state.latent else ""
        return f"- **{state.name}** is {' or '.join(state.values)}; {start}.{hidden}{_why(state.why)}"

    def level(self, level: Level) -> str:
        goal = self.linear(level.terms, "×") if level.terms else ""
        if level.target is not None:
            goal = self.expression(level.target)
        half_life = self.number(level.half_life)
        unit = (
            f"{_PER[level.half_life_days]}s" if level.half_life_days in _PER else f"× {level.half_life_days:.3g} days"
        )
        noise = "" if level.noise == Number(0.0) else f", with noise of {self.number(level.noise)}"
        return (
            f"- **{level.name}** tends to {goal or '0'}, half of the way in {half_life} {unit}{noise}.{_why(level.why)}"
        )

    def transition(self, t: Transition) -> list[str]:
        lines = [f"### {t.name}", "", t.why + ("" if t.why.endswith(".") else "."), ""]
        lines.append(f"- Fires {self.timing(t)}.")
        if t.when is not None:
            lines.append(f"- Only while {self.expression(t.when)}.")
        if t.ratios:
            lines.append(f"- Its hazard is multiplied by {self.linear(t.ratios, 'for each unit of')}.")
        if t.factor is not None:
            lines.append(f"- Its hazard is multiplied by {self.expression(t.factor)}.")
        lines += [f"- {line}" for line in self.consequences(t.realises, t.effects, t.exit)]
        for branch in t.branches:
            lines.append(f"- **{branch.name}**, {self.probability(branch.probability)}: {self.branch(branch)}.")
        if t.source:
            lines.append(f"- Source: {t.source}.")
        return [*lines, ""]

    def timing(self, t: Transition) -> str:
        if t.at_exit:
            return "at the moment at which the leader leaves"
        if t.schedule is not None:
            if t.schedule.on is not None:
                return f"on {t.schedule.on}"
            every = f", then every {t.schedule.every:g} days" if t.schedule.every else ""
            return f"{t.schedule.first:g} days after the start{every}"
        assert t.rate is not None
        per = _PER.get(t.rate.days, f"{t.rate.days:g} days")
        if t.rate.target is None:
            return f"at a rate of {self.number(t.rate.value)} a {per}"
        weight = "" if t.rate.value == Number(1.0) else f", with relative weight {self.number(t.rate.value)}"
        return f"at the rate that makes {t.rate.target} agree with the outside view{weight}"

    def branch(self, branch: Branch) -> str:
        return _join(self.consequences(branch.realises, branch.effects, branch.exit)) or "nothing else happens"

    def consequences(self, realises: Sequence[Realised], effects: Sequence[Effect], leaving: Exit | None) -> list[str]:
        found = [f"it is {_event(r)}" for r in realises]
        if leaving is not None:
            said = [f"the leader leaves by {leaving.manner}"] if leaving.manner else []
            said += [f"it is announced as {leaving.announced}"] if leaving.announced else []
            said += [f"his fate is {leaving.fate}"] if leaving.fate else []
            said += [f"under the cover of {leaving.cover}"] if leaving.cover else []
            found.append(_join(said))
        return found + [self.effect(e) for e in effects]

    def effect(self, effect: Effect) -> str:
        if isinstance(effect, SetState):
            value = f"what {effect.value.state} is" if isinstance(effect.value, FromState) else effect.value
            return f"{effect.state} becomes {value}"
        word = {"+": "rises by", "-": "falls by", "=": "becomes"}[effect.operator]
        return f"{effect.level} {word} {self.expression(effect.amount)}"

    def probability(self, probability: Probability) -> str:
        shift = f", its log-odds moved by {self.linear(probability.shift, '×')}" if probability.shift else ""
        match probability.kind:
            case "rest":
                return "otherwise"
            case "solved":
                return f"with the probability that agrees with the outside view{shift}"
            case "logit":
                return f"with log-odds {self.number(probability.value)}{shift}"
            case _:
                return f"with probability {self.number(probability.value)}{shift}"

    def linear(self, terms: Sequence[Term], between: str) -> str:
        return _join([t.note or f"{self.number(t.coefficient)} {between} {self.expression(t.of)}" for t in terms])

    def reading(self, r: Reading) -> str:
        late = f", {r.delay:g} days late" if r.delay else ""
        unit = f" ({r.unit})" if r.unit else ""
        group = f" Readings of the group {r.group} in one week count for less." if r.group else ""
        error = self.number(r.error)
        return f"- **{r.name}**{unit} reads {self.expression(r.reads)} with a normal error of {error}{late}.{group}{_why(r.why)} Source: {r.source}"

    def number(self, number: Expression | None) -> str:
        if isinstance(number, Read) and number.name in self.parameters:
            return _interval(self.parameters[number.name])
        return self.expression(number) if number is not None else ""

    def expression(self, e: Expression) -> str:
        return words(e, self.parameters)


def words(e: Expression, parameters: Mapping[str, Parameter] | None = None) -> str:
    """An expression as it would be written, intervals in the place of parameters that have no name of their own."""
    known = parameters or {}
    match e:
        case Number(value):
            return f"{value:g}"
        case Read(name, _):
            return f"({_interval(known[name])})" if name in known and known[name].inline else name
        case Change(of):
            return f"the change of {of.name} since the start"
        case Relative(of):
            return f"{of.name} relative to the anchor run"
        case StateIn(state, values, negated):
            return f"{state} is {'not ' if negated else ''}{' or '.join(values)}"
        case Not(part):
            return f"not ({words(part, known)})"
        case Every(parts):
            return " and ".join(f"({words(p, known)})" if isinstance(p, Some) else words(p, known) for p in parts)
        case Some(parts):
            return " or ".join(f"({words(p, known)})" if isinstance(p, Every) else words(p, known) for p in parts)
        case Negative(part):
            return f"−{words(part, known)}"
        case Compare(operator, left, right):
            return f"{words(left, known)} {operator} {words(right, known)}"
        case Arithmetic(operator, left, right):
            pair = (f"({words(x, known)})" if isinstance(x, Arithmetic) else words(x, known) for x in (left, right))
            return f" {operator} ".join(pair)
        case Call(function, arguments):
            return f"{function}({', '.join(words(a, known) for a in arguments)})"


def _known(indicator: Indicator) -> str:
    weeks = "in weeks that a case notes"
    if indicator.always_watched:
        weeks = "in every week" if indicator.coverage == 1.0 else f"in {indicator.coverage:.0%} of weeks"
    return weeks + (f", {indicator.delay:g} days late" if indicator.delay else "")


def _event(realised: Realised) -> str:
    args = [f"{k}={f'state {v.state}' if isinstance(v, FromState) else v}" for k, v in realised.args]
    return f"`{realised.event}({', '.join(args)})`" if args else f"`{realised.event}`"


def _interval(parameter: Parameter) -> str:
    if parameter.low == parameter.high:
        return f"{parameter.low:g}"
    if parameter.distribution == "uniform":
        return f"uniform from {parameter.low:.3g} to {parameter.high:.3g}"
    return f"{parameter.low:.3g} to {parameter.high:.3g}"


def _why(text: str) -> str:
    return f" {text}" + ("" if text.endswith(".") else ".") if text else ""


def _join(parts: Sequence[str]) -> str:
    return "; ".join(part for part in parts if part)


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
