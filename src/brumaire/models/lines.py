"""A model line by line: each part, each of its fields, as exact text. What `model diff` compares.

Lines and hashes of the file are left out, so that a comment or another order of keys makes no difference.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from brumaire.models.base import (
    Branch,
    Effect,
    Exit,
    FromState,
    Indicator,
    Level,
    Lever,
    Mechanism,
    Model,
    Parameter,
    Probability,
    Rate,
    Reading,
    Realised,
    SetState,
    State,
    Term,
    Transition,
)
from brumaire.models.expressions import Expression, Number
from brumaire.models.notation import interval, notation, plain

_PER = {1.0: "day", 7.0: "week", 365.25 / 12: "month", 365.25: "year"}
Fields = dict[str, str]
Lines = dict[tuple[str, str], Fields]
"""By section and name of a part, its fields; the model's own description stands under ("model", "")."""


def lines(model: Model) -> Lines:
    """Every part of a model with its fields as text.

    >>> from brumaire.models import load
    >>> lines(load("leader_in_peace"))["transitions", "elites_murmur"]["schedule"]
    'first after 14 days, then every 28 days'
    """
    told = _Lines({p.name: p for p in model.parameters})
    made: Lines = {("model", ""): {"name": model.name, "description": model.description}}
    made |= {("parameters", p.name): _parameter(p) for p in model.parameters if not p.inline}
    for group in dict.fromkeys(p.group for p in model.parameters if p.group):
        members = [p for p in model.parameters if p.group == group]
        names = ", ".join(p.name for p in members)
        made["correlations", group] = {"members": names, "correlation": plain(members[0].correlation)}
    made |= {("states", s.name): _state(s) for s in model.states}
    made |= {("levels", level.name): told.level(level) for level in model.levels}
    made |= {("derived", d.name): {"value": notation(d.value), "why": d.why} for d in model.derived}
    made |= {("transitions", t.name): told.transition(t) for t in model.transitions}
    made |= {("indicators", i.name): told.indicator(i) for i in model.indicators.values()}
    made |= {("indicators", r.name): told.reading(r) for r in model.readings.values()}
    made |= {("levers", lever.name): told.lever(lever) for lever in model.levers.values()}
    at_exit = [t.name for t in model.transitions if t.at_exit]
    made["case_variables", ""] = {"deviations": ", ".join(model.deviations)}
    made["case_variables", ""] |= {f"roles.{key}": text for key, text in model.roles.items()}
    made |= {("mechanisms", m.name): _mechanism(m) for m in model.mechanisms.values()}
    # The order of the file is the order in which these happen.
    made["transitions", "(on: exit)"] = {"order": ", ".join(at_exit)}
    return {part: {k: v for k, v in fields.items() if v} for part, fields in made.items() if any(fields.values())}


def _parameter(p: Parameter) -> Fields:
    return {"value": interval(p), "unit": p.unit, "distribution": p.distribution, "source": p.source}


def _mechanism(m: Mechanism) -> Fields:
    off = {f"off.{name}": plain(value) for name, value in m.parameters} | {f"off.{t}": "never" for t in m.transitions}
    return {"title": m.title, "less": ", ".join(m.less), "more": ", ".join(m.more)} | off


def _state(s: State) -> Fields:
    start = "stationary"
    if s.initial is not None:
        start = ", ".join(f"{value} {plain(share)}" for value, share in s.initial.items())
    return {"values": ", ".join(s.values), "initial": start, "latent": "true" if s.latent else "false", "why": s.why}


class _Lines:
    def __init__(self, parameters: Mapping[str, Parameter]) -> None:
        self.parameters = parameters

    def text(self, expression: Expression | None) -> str:
        if expression is None:
            return ""
        written = notation(expression, self.parameters)
        # An interval by itself needs no brackets.
        bare = written[1:-1] if written.startswith("(") and written.endswith(")") else written
        return bare if " to " in bare and not set("()") & set(bare) else written

    def terms(self, name: str, terms: tuple[Term, ...]) -> Iterator[tuple[str, str]]:
        for term in terms:
            yield f"{name}.{notation(term.of, self.parameters)}", self.text(term.coefficient)

    def level(self, level: Level) -> Fields:
        unit = _PER.get(level.half_life_days, f"× {plain(level.half_life_days)} day")
        fields = {"target": self.text(level.target), **dict(self.terms("target", level.terms))}
        fields["half_life"] = f"{self.text(level.half_life)} {unit}s"
        if level.noise != Number(0.0):
            fields["noise"] = self.text(level.noise)
        fields["initial"] = "" if level.mean == Number(0.0) else self.text(level.mean)
        fields["initial.sd"] = self.text(level.spread)
        return fields | {"persists": "true" if level.persists else "", "why": level.why, "source": level.source}

    def transition(self, t: Transition) -> Fields:
        fields = {"realises": _events(t.realises), "when": self.text(t.when), "rate": self.rate(t.rate)}
        if t.schedule is not None:
            first = f"on {t.schedule.on}" if t.schedule.on else f"first after {t.schedule.first:g} days"
            fields["schedule"] = first + (f", then every {t.schedule.every:g} days" if t.schedule.every else "")
        fields["on"] = "exit" if t.at_exit else ""
        fields |= dict(self.terms("hazard_ratio", t.ratios))
        fields |= {"factor": self.text(t.factor), "exit": _exit(t.exit)} | self.effects(t.effects)
        for branch in t.branches:
            fields |= {f"branches.{branch.name}.{key}": text for key, text in self.branch(branch).items()}
        return fields | {"why": t.why, "source": t.source}

    def rate(self, rate: Rate | None) -> str:
        if rate is None:
            return ""
        per = _PER.get(rate.days, f"{plain(rate.days)} days")
        value = f"{self.text(rate.value)} per {per}"
        if rate.target is None:
            return value
        return f"{value}, solved by {rate.target}" + ("" if rate.growth else ", without growth")

    def branch(self, branch: Branch) -> Fields:
        fields = {"realises": _events(branch.realises), "exit": _exit(branch.exit)} | self.effects(branch.effects)
        return self.probability(branch.probability) | fields

    def probability(self, p: Probability) -> Fields:
        kind = {"rest": "rest", "solved": "solved by success"}.get(p.kind, "")
        value = kind or ("log-odds " if p.kind == "logit" else "") + self.text(p.value)
        return {"probability": value, **dict(self.terms("shift", p.shift))}

    def effects(self, effects: tuple[Effect, ...]) -> Fields:
        fields: Fields = {}
        for effect in effects:
            if isinstance(effect, SetState):
                fields[f"effect.{effect.state}"] = _value(effect.value)
            else:
                fields[f"effect.{effect.level}"] = f"{effect.operator} {self.text(effect.amount)}"
        return fields

    def indicator(self, i: Indicator) -> Fields:
        low, high = i.ratio
        return {
            "number": "" if i.number is None else str(i.number),
            "when": self.text(i.when),
            "ratio": plain(low) if low == high else f"{plain(low)} to {plain(high)}",
            "false_alarms": f"{i.false_alarms / i.coverage:.12g}",
            "exponent": i.exponent,
            "usual": plain(i.usual) if i.usual else "",
            "group": i.group or "",
            "coverage": "case" if not i.always_watched else "always" if i.coverage == 1.0 else plain(i.coverage),
            "delay": f"{plain(i.delay)} days" if i.delay else "",
            "event": i.event or "",
            "lead": i.lead,
            "source": i.source,
        }

    def reading(self, r: Reading) -> Fields:
        return {
            "reads": self.text(r.reads),
            "error": self.text(r.error),
            "unit": r.unit,
            "group": r.group or "",
            "delay": f"{plain(r.delay)} days" if r.delay else "",
            "why": r.why,
            "source": r.source,
        }

    def lever(self, lever: Lever) -> Fields:
        fields = {"description": lever.description, "default": lever.default, "at": "start" if lever.at_start else ""}
        for name, value in lever.values.items():
            done = self.effects(value.effects) | {f"parameters.{n}": f"{o} {plain(x)}" for n, o, x in value.parameters}
            fields |= {f"values.{name}.{key}": text for key, text in done.items()} if done else {f"values.{name}": "{}"}
        return fields


def _events(events: tuple[Realised, ...]) -> str:
    made = []
    for event in events:
        args = [f"{key}={_value(value)}" for key, value in event.args]
        made.append(f"{event.event}({', '.join(args)})" if args else event.event)
    return ", ".join(made)


def _exit(leaving: Exit | None) -> str:
    if leaving is None:
        return ""
    by = _value(leaving.by) if leaving.by is not None else None
    named = (("announced", leaving.announced), ("fate", leaving.fate), ("cover", leaving.cover), ("by", by))
    return ", ".join([*([leaving.manner] if leaving.manner else []), *(f"{k} {v}" for k, v in named if v)])


def _value(value: str | float | FromState) -> str:
    if isinstance(value, FromState):
        return f"state({value.state})"
    return plain(value) if isinstance(value, float) else value
