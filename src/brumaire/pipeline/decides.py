"""What decides the headline: the parameters that its uncertainty comes from, and the facts that would move it most."""

from __future__ import annotations

from brumaire import futures as engine
from brumaire.errors import BrumaireError
from brumaire.futures.facts import facts
from brumaire.pipeline.forecast import Prepared
from brumaire.pipeline.sensitivity import meanings
from brumaire.questions import roles
from brumaire.records import Decides, Futures, Question, Sensitivity

MOST_FACTS = 5


def decides(prepared: Prepared, futures: Futures, headline: Question) -> Decides:
    """All from the stored run; where the scatter of the simulation hides the parameters, the reason stands in their place."""
    known = roles(prepared.case)
    report: Sensitivity | None = None
    why_not = ""
    try:
        report = engine.sensitivity(futures, headline, roles=known)
    except BrumaireError as error:
        why_not = error.what
    return Decides(
        sensitivity=report,
        meanings=tuple(meanings(prepared.model).items()),
        facts=facts(futures, headline, roles=known)[:MOST_FACTS],
        why_not=why_not,
    )
