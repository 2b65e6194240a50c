"""Any leader, asked about without a case file."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from brumaire import cases
from brumaire.dates import Duration, after
from brumaire.pipeline.forecast import Settings
from brumaire.pipeline.outlook import Outlook, outlook
from brumaire.records import MANNERS


def ask(
    texts: Sequence[str],
    *,
    birth: date,
    entered: date,
    regime: str,
    war: str,
    war_began: date | None,
    initiator: bool | None,
    last_attempt: date | None,
    as_of: date,
    settings: Settings,
) -> Outlook:
    """Ask about a leader given by a profile; without questions, how and whether he leaves within a year."""
    case = cases.case_from_profile(
        birth=birth,
        entered=entered,
        regime=regime,
        at=as_of,
        war=war,
        war_began=war_began,
        initiator=initiator,
        last_attempt=last_attempt,
    )
    return outlook(case, list(texts) or default_questions(as_of), as_of=as_of, settings=settings)


def default_questions(as_of: date) -> list[str]:
    """Whether the leader is gone within a year, and by which manner."""
    day = after(as_of, Duration(1, "year"))
    return [
        f"leader_exit by {day}",
        *(f"leader_exit({manner}) by {day}" for manner in MANNERS),
        f"coup_attempt by {day}",
    ]
