"""Why a transition fired: its hazard at the moment, taken apart into what multiplies it, and the odds of its branch."""

from __future__ import annotations

import math

import numpy as np

from brumaire.dates import DAYS_PER_YEAR
from brumaire.futures.evaluation import View
from brumaire.futures.hazards import Draws
from brumaire.futures.intervene import changed
from brumaire.futures.program import Program
from brumaire.futures.running import Plan
from brumaire.futures.telling.witness import Note
from brumaire.models.base import Branch, SetState, Term, Transition
from brumaire.models.explain import words
from brumaire.models.expressions import Expression, Number, Read
from brumaire.records.story import Multiplier, Reason


class Teller:
    """Tells the reason of a note, with the parameters of its draw."""

    def __init__(self, plan: Plan, note: Note) -> None:
        self.plan, self.note = plan, note
        self.program: Program = plan.gone if note.gone and not note.departs else plan.stays
        # Levers act from the asking date on, at which everything else of that moment has happened.
        draws = changed(plan.draws, plan.variants[0]) if note.day > plan.as_of else plan.draws
        self.draws = Draws(1, {name: values[[note.batch]] for name, values in draws.values.items()})
        constants = self.program.setting.constants.values(self.draws)
        self.view = View(
            note.levels[:, None].astype(np.float64),
            note.start[:, None].astype(np.float64),
            note.start_derived[:, None].astype(np.float64),
            note.states[:, None],
            constants,
            note.moment,
        )

    @property
    def transition(self) -> Transition:
        """What fired."""
        return self.note.rule.transition

    def reason(self) -> Reason:
        """Why it fired, and what it turned into."""
        t, rule = self.transition, self.note.rule
        branch, probability = "", None
        odds: tuple[Multiplier, ...] = ()
        if self.note.branch >= 0 and rule.shares is not None:
            taken = t.branches[self.note.branch]
            branch, odds = taken.name, self._odds(taken)
            probability = float(rule.shares(self.view, 1)[self.note.branch, 0])
        if rule.hazard is None or t.rate is None:
            by = "leaving" if t.at_exit else "schedule"
            return Reason(t.name, t.why, by, branch=branch, probability=probability, odds=odds)  # type: ignore[arg-type]  # two of the four
        return Reason(
            t.name,
            t.why,
            "record" if self._on_record() else "hazard",
            per_year=float(np.broadcast_to(rule.hazard(self.view), (1,))[0]) * DAYS_PER_YEAR,
            base=self._base(),
            multipliers=self._multipliers(),
            branch=branch,
            probability=probability,
            odds=odds,
        )

    def changes(self) -> tuple[tuple[str, str, str], ...]:
        """What the firing changes: state or level, before, after."""
        t, found = self.transition, []
        effects = [*t.effects, *(t.branches[self.note.branch].effects if self.note.branch >= 0 else ())]
        for effect in effects:
            if isinstance(effect, SetState):
                before = self._state(effect.state)
                after = effect.value if isinstance(effect.value, str) else self._state(effect.value.state)
            else:
                now = float(self.view.levels[self.program.levels[effect.level], 0])
                amount = self._number(effect.amount)
                then = amount if effect.operator == "=" else now + (amount if effect.operator == "+" else -amount)
                before, after = f"{now:.2f}", f"{then:.2f}"
            name = effect.state if isinstance(effect, SetState) else effect.level
            if before != after:
                found.append((name, before, after))
        return tuple(found)

    def _state(self, name: str) -> str:
        row, values = self.program.states[name]
        return values[int(self.note.states[row])]

    def _on_record(self) -> bool:
        return not self.note.gone and any(
            imposed.day == self.note.day and any(rule.number == self.note.rule.number for rule, _, _ in imposed.pairs)
            for imposed in self.plan.evidence.imposed
        )

    def _base(self) -> float:
        rate = self.transition.rate
        assert rate is not None
        base = self._number(rate.value) / rate.days * DAYS_PER_YEAR
        if rate.target is not None:
            own = self.draws.values.get(f"anchor.{rate.target}", np.zeros(1))
            base *= math.exp(self.plan.anchor.constants[rate.target] + float(own[0]))
        return base

    def _multipliers(self) -> tuple[Multiplier, ...]:
        t, found = self.transition, []
        assert t.rate is not None
        growth = self.plan.anchor.growth.get(t.rate.target, 0.0) if t.rate.target and t.rate.growth else 0.0
        if growth:
            years = self.note.moment.clocks["years"]
            found.append(Multiplier("years since the start", years, math.exp(growth), math.exp(growth * years)))
        found += [self._multiplied(term, exponential=False) for term in t.ratios]
        if t.factor is not None:
            value = self._number(t.factor)
            found.append(Multiplier(self._words(t.factor), value, None, value))
        return tuple(found)

    def _odds(self, branch: Branch) -> tuple[Multiplier, ...]:
        return tuple(self._multiplied(term, exponential=True) for term in branch.probability.shift)

    def _multiplied(self, term: Term, *, exponential: bool) -> Multiplier:
        value, coefficient = self._number(term.of), self._number(term.coefficient)
        ratio = math.exp(coefficient) if exponential else coefficient
        return Multiplier(self._words(term.of), value, ratio, ratio**value)

    def _number(self, expression: Expression) -> float:
        if isinstance(expression, Number):
            return expression.value
        if isinstance(expression, Read) and expression.kind == "parameter":
            return float(self.draws[expression.name][0])
        return float(np.broadcast_to(self.program.setting.evaluator.function(expression)(self.view), (1,))[0])

    def _words(self, expression: Expression) -> str:
        return words(expression, {p.name: p for p in self.program.model.parameters})
