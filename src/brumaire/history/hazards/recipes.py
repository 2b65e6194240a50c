"""Which regressions are fitted for which target: their columns and penalties.

Chosen by the log score of rolling origins from 1990 to 2009 (docs/explanation/outside-view-model-card.md), before any comparison with published
forecasts was run.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Recipe:
    """One regression.

    names
        Columns of `terms`, standardised; none named: all of them.
    penalty
        Ridge penalty on each coefficient, gaps' flags among them.
    free, free_penalty
        Columns with a smaller one.
    state_penalty
        Of the effects of states (one over their variance); 0 leaves them out.
    half_life
        Years in which a training row's weight halves.
    """

    names: tuple[str, ...]
    penalty: float
    free: tuple[str, ...] = ()
    free_penalty: float = 0.5
    state_penalty: float = 0.0
    half_life: float = 1_000.0


_REGIMES = tuple(
    f"regime {family}"
    for family in (
        "military",
        "military_personal",
        "personal",
        "party",
        "party_personal",
        "monarchy",
        "provisional",
        "other",
    )
)
PLAIN = Recipe(
    names=(
        "age",
        "log_tenure",
        "log_regime_age",
        "recent_attempt",
        "interstate",
        "civil",
        "infant_mortality",
        "decades",
        *_REGIMES,
    ),
    penalty=1.0,
)
"""The floor: what domain.md section 3 names, in straight lines."""

_DEATH = Recipe(names=("age", "decades"), penalty=0.3, half_life=40.0)
"""Gompertz: the log hazard of a natural death rises in a straight line with age."""
_DEATH_MORE = Recipe(
    names=(
        "age",
        "age>65",
        "age>75",
        "decades",
        "log_tenure",
        "infant_mortality",
        "income",
        "male",
        "regime democracy",
        "regime monarchy",
        "regime party",
        "prior_spells",
        "military_career",
    ),
    penalty=30.0,
    free=("age", "decades"),
    free_penalty=0.3,
    half_life=40.0,
)
_WIDE = Recipe(
    names=(),
    penalty=100.0,
    free=("decades", "recent_attempt", "age", "log_tenure"),
    free_penalty=1.0,
    state_penalty=2.0,
    half_life=25.0,
)
"""Everything, drawn strongly to nothing, with effects of states about their regions'."""


def recipes(target: str) -> tuple[Recipe, ...]:
    """The regressions that are stacked for a target."""
    if target == "natural_death":
        return _DEATH, _DEATH_MORE
    return PLAIN, _WIDE
