"""All checks, in the order in which their findings are told."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from brumaire.commentary import (
    analogy,
    base_rate,
    contradiction,
    disagreement,
    either_way,
    headline,
    lapsed,
    opposite_reasons,
    vague,
)
from brumaire.commentary.base import Check, Matter
from brumaire.commentary.weigh import Commentary
from brumaire.records import Finding, Reading

CHECKS: tuple[Check, ...] = (
    disagreement.check,
    contradiction.check,
    opposite_reasons.check,
    either_way.check,
    base_rate.check,
    headline.check,
    analogy.check,
    lapsed.check,
    vague.check,
)


def findings(
    reading: Reading,
    commentary: Commentary | None = None,
    base_rates: Mapping[str, float] | None = None,
    *,
    as_of: date | None = None,
) -> tuple[Finding, ...]:
    """What the articles got wrong or left open, and where speakers differ.

    Parameters
    ----------
    reading
        Articles and claims.
    commentary
        The claims as constraints, where futures were weighed.
    base_rates
        The outside view's probability of each claim's question, by the claim's identifier.
    as_of
        Asking date; windows that closed on it or before are reported.

    Examples
    --------
    >>> findings(Reading((), (), ()))
    ()
    """
    reports = commentary.reports if commentary is not None else ()
    matter = Matter(reading, reports, base_rates or {}, as_of)
    return tuple(finding for check in CHECKS for finding in check(matter))
