"""How long wars last, and who wins: figures of domain.md section 3."""

from __future__ import annotations

import math

from brumaire.history import figures as f

_MONTHS = 365.25 / 12


def war_end_probability(fought: float, ahead: float) -> float:
    """Chance that a war fought for some months ends in the months ahead.

    The hazard is constant over each year of war: in the first from the median of 222 days, then from the chances
    .46, .36 and .28 of an end within twelve months given 12, 24 and 36 months fought; later it stays at the last.

    Parameters
    ----------
    fought, ahead
        Months, not negative.

    Examples
    --------
    >>> [round(war_end_probability(fought, 12), 2) for fought in (12, 24, 36, 120)]
    [0.46, 0.36, 0.28, 0.28]
    """
    return -math.expm1(_cumulative(fought) - _cumulative(fought + ahead))


def _cumulative(months: float) -> float:
    """Integrated hazard of the war's end from its beginning."""
    total = math.log(2) / f.WAR_MEDIAN_DAYS * _MONTHS * min(months, 12.0)
    for (start, ends), following in zip(f.WAR_ENDS, [*(b for b, _ in f.WAR_ENDS[1:]), math.inf], strict=True):
        if months > start:
            total += -math.log1p(-ends) / 12 * (min(months, following) - start)
    return total
