"""Small all-discrete models, written as model files by Hypothesis."""

from __future__ import annotations

from hypothesis import strategies as st

VALUES = ("a", "b", "c")
EVENTS = ("plot", "purge", "talks", "war_end", "elite_discontent", "detection")
RATES = ("0.3", "0.7", "1.5", "3", "6")
HEAD = "schema: brumaire.model/1\nname: small\nstates:\n"


@st.composite
def small_models(draw, *, whole=False):
    """The text of a model with one to three states, two to five moves, and competing ways to leave.

    A `whole` one has two states at least, and everything that others may lack: attempts, a schedule, what comes with leaving.
    """
    states = [f"s{k}" for k in range(draw(st.integers(2 if whole else 1, 3)))]
    values = VALUES[: draw(st.integers(2, 3))]
    state, value = st.sampled_from(states), st.sampled_from(values)
    lines = []
    for name in states:
        start = draw(st.sampled_from(["a", "b", "{a: 0.3, b: 0.7}"]))
        lines.append(f"  {name}: {{values: [{', '.join(values)}], initial: {start}}}")
    lines.append("transitions:")

    def truth():
        return f"{draw(state)} {draw(st.sampled_from(['==', '!=']))} {draw(value)}"

    def hazard():
        parts = [f"rate: {draw(st.sampled_from(RATES))} per year"]
        if draw(st.booleans()):
            parts.append(f'hazard_ratio: {{"{truth()}": {draw(st.sampled_from(["0.3", "2", "4"]))}}}')
        parts += draw(
            st.sampled_from(
                [
                    [],
                    [],
                    [],
                    ["factor: 1 + 0.5 * years"],
                    ['factor: "where(age > 72.4, 2, 0.5)"'],
                    [f'when: "{truth()}"'],
                ]
            )
        )
        return parts

    def effect():
        target = draw(state)
        return f"effect: {{{target}: {draw(value) if draw(st.booleans()) else f'state({draw(state)})'}}}"

    def transition(name, *parts):
        lines.append(f"  {name}: {{{', '.join(parts)}, why: x, source: judged}}")

    for k in range(draw(st.integers(2, 5))):
        when = [truth(), *draw(st.sampled_from([[], [], ["leader == in_office"], ["leader == gone"]]))]
        parts = [f'when: "{" and ".join(when)}"', f"rate: {draw(st.sampled_from(RATES))} per year", effect()]
        if draw(st.booleans()):
            parts.append(f"realises: {draw(st.sampled_from(EVENTS))}")
        if draw(st.booleans()):
            parts.append('factor: "where(years < 0.4, 0.5, 1.5)"')
        transition(f"move{k}", *parts)
    transition("dies", "exit: natural_death", *hazard())
    if whole or draw(st.booleans()):
        transition(
            "topples",
            f"exit: {{manner: uprising, announced: {draw(st.sampled_from(['uprising', 'regular']))}}}",
            *hazard(),
        )
    if whole or draw(st.booleans()):
        shift = f'{{value: 0.4, shift: {{"{truth()}": 0.8}}}}' if draw(st.booleans()) else "0.3"
        ok = f"ok: {{probability: {shift}, realises: coup_success, exit: coup}}"
        no = f"no: {{probability: rest, {effect()}}}"
        transition("attempt", "realises: coup_attempt", *hazard(), f"branches: {{{ok}, {no}}}")
    if whole or draw(st.booleans()):
        spread = (
            f"branches: {{one: {{probability: 0.6, {effect()}}}, two: {{probability: rest, realises: mobilisation}}}}"
        )
        transition("draft", "schedule: {every: 90 days, first: 40 days}", f'when: "{truth()}"', spread)
    if whole or draw(st.booleans()):
        hard = f"hard: {{probability: 0.4, realises: successor_harder, {effect()}}}"
        transition("heir", "on: exit", f"branches: {{{hard}, same: {{probability: rest}}}}")
    return HEAD + "\n".join(lines) + "\n"
