"""Two opposite reasons for the same discontent, from one speaker: the leader is too soft, and the war is too costly.

The one grievance is answered by more war, the other by less of it, so that nobody can meet both. The words that tell them apart are
a short list (judged), and only statements about discontent, morale or losses are looked at; the model has the two as grievances of
opposite sign (domain.md section 1, M6 and M7).
"""

from __future__ import annotations

import re

from brumaire.commentary.base import LONG, Matter, quote
from brumaire.records import Claim, Finding

_TOO_SOFT = re.compile(
    r"\b(gone soft|too soft|soft on|too weak|too timid|too lenient|holding back|half-hearted|not go(ne|ing)? far enough|"
    r"given up too|too cautious)\b",
    re.IGNORECASE,
)
_TOO_COSTLY = re.compile(
    r"\b(casualt\w+|h(a)?emorrhag\w+|bled white|bleeding|bloodshed|slaughter|level of destruction|heavy losses|"
    r"too many (men|dead|losses)|senseless|needless|body ?bags)\b",
    re.IGNORECASE,
)
_ABOUT = frozenset({"elite_discontent", "morale", "losses", "disobedience"})
_LINK = frozenset({"elite_discontent", "morale"})


def check(matter: Matter) -> tuple[Finding, ...]:
    """One finding for each speaker who gives both reasons, with the first sentence of each."""
    found = []
    voices = dict.fromkeys(matter.voice(claim) for claim in matter.reading.claims if claim.speaker is not None)
    for voice in voices:
        said = [
            c for c in matter.reading.claims if matter.voice(c) == voice and not c.headline and set(c.events) & _ABOUT
        ]
        soft = _first(said, _TOO_SOFT)
        costly = _first([c for c in said if set(c.events) & _LINK], _TOO_COSTLY) or _first(said, _TOO_COSTLY)
        if soft is None or costly is None or soft is costly:
            continue
        text = (
            f"{voice} gives two opposite reasons for the discontent: {quote(soft, LONG)}{_holder(soft)}, which asks for a harder war; "
            f"and {quote(costly, LONG)}{_holder(costly)}, which asks for less of it. No course that the leader could take answers both."
        )
        found.append(Finding("contradiction", text, (soft.id, costly.id)))
    return tuple(found)


def _first(claims: list[Claim], words: re.Pattern[str]) -> Claim | None:
    return next((claim for claim in claims if words.search(claim.content.quote)), None)


def _holder(claim: Claim) -> str:
    return f" (of {claim.holder})" if claim.holder else ""
