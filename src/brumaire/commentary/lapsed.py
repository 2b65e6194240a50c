"""Forecasts whose window was over when the question was asked."""

from __future__ import annotations

from datetime import date

from brumaire.commentary.base import Matter, quote
from brumaire.commentary.constraints import asked, windowed
from brumaire.commentary.numbers import day_in_words
from brumaire.questions import deadline
from brumaire.records import Claim, Finding


def check(matter: Matter) -> tuple[Finding, ...]:
    """One finding for each forecast that can no longer come true in its window."""
    if matter.as_of is None:
        return ()
    found = []
    for claim in matter.forecasts():
        last = _last(claim, matter.as_of)
        article = matter.article(claim)
        if article and article.published and last and last <= article.published:
            # words such as "before the war" bound what the claim is about, not when it is to come true
            continue
        if last is not None and last <= matter.as_of:
            text = (
                f"{matter.voice(claim)}: {quote(claim)} was to show by {day_in_words(last)}, which was past when this "
                "brief was made; how it came out is for the record to say."
            )
            found.append(Finding("lapsed", text, (claim.id,)))
    return tuple(found)


def _last(claim: Claim, as_of: date) -> date | None:
    question = asked(claim)
    if question is not None and windowed(question):
        return deadline(question, as_of)
    return claim.window.closes if claim.window else None
