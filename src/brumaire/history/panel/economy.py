"""Income, growth, people, infants' deaths and institutions: yearly values as last published."""

from __future__ import annotations

import numpy as np

from brumaire.history.panel.axis import Axis, Floats
from brumaire.history.panel.publication import DELAY_MONTHS, yearly
from brumaire.history.tables import Tables


def economy(tables: Tables, axis: Axis) -> dict[str, Floats]:
    """Columns `income` (log of dollars a head), `growth` (per cent a head), `population` (log of thousands), `infant_mortality` (log of
    deaths per thousand births), `polity`, `durable`, `executive_constraints`, `polyarchy`, `liberal`; `income_age`, years since the
    year that the income speaks of.
    """
    first: dict[int, int] = {}
    for row in tables.of("gdp"):
        first[row.gwcode] = min(first.get(row.gwcode, row.year), row.year)
    income = {(r.gwcode, r.year): float(np.log(r.per_head)) for r in tables.of("gdp") if r.per_head and r.per_head > 0}
    # The copy writes a growth of 0 into the first year of each state, where there is nothing to grow from.
    growth = {
        (r.gwcode, r.year): r.growth_per_head
        for r in tables.of("gdp")
        if r.growth_per_head is not None and r.year > first[r.gwcode]
    }
    people = {
        (r.gwcode, r.year): float(np.log(r.thousands))
        for r in tables.of("population")
        if r.thousands and r.thousands > 0
    }
    # Imputed values may have been filled in from later years.
    infants = {
        (r.gwcode, r.year): float(np.log(r.deaths))
        for r in tables.of("infant_mortality")
        if r.deaths and r.deaths > 0 and not r.imputed
    }
    found = {}
    found["income"], found["income_age"] = yearly(axis, income, DELAY_MONTHS["income"])
    found["growth"], _ = yearly(axis, growth, DELAY_MONTHS["income"])
    found["population"], _ = yearly(axis, people, DELAY_MONTHS["population"])
    found["infant_mortality"], _ = yearly(axis, infants, DELAY_MONTHS["infant mortality"])
    for name, column in (("polity", "polity2"), ("durable", "durable"), ("executive_constraints", "xconst")):
        values = {
            (r.gwcode, r.year): float(getattr(r, column))
            for r in tables.of("polity")
            if r.gwcode is not None and getattr(r, column) is not None
        }
        found[name], _ = yearly(axis, values, DELAY_MONTHS["polity"])
    for name in ("polyarchy", "liberal"):
        values = {
            (r.gwcode, r.year): getattr(r, name)
            for r in tables.of("vdem")
            if r.gwcode is not None and getattr(r, name) is not None
        }
        found[name], _ = yearly(axis, values, DELAY_MONTHS["vdem"])
    return found
