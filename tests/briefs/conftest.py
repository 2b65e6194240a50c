"""The sample brief for the tests of this folder."""

from __future__ import annotations

from dataclasses import replace

import pytest

from brumaire.records import Reading

from . import sample as sample_module


@pytest.fixture(scope="session")
def sample():
    """The module that makes sample briefs."""
    return sample_module


@pytest.fixture
def brief(sample):
    """A rich fictional brief."""
    return sample.sample_brief()


@pytest.fixture
def bare(sample):
    """A brief with nothing in it but its case."""
    return sample.sample_brief(
        answers=(),
        incidence=(),
        reading=Reading((), (), ()),
        constraints=(),
        levers=(),
        indicators=(),
        reported=(),
        findings=(),
        comparisons=(),
        limits=(),
        outside_view_notes=(),
    )


HOSTILE = "“<script>alert(1)</script> [bold]x[/bold] **b** | \u202eturned\u2069\u2066 \x1b[31mred\x07 </style>{{7*7}}"


@pytest.fixture
def hostile(sample):
    """A brief whose every word from outside is an attack."""
    brief = sample.sample_brief()
    claims = tuple(
        replace(
            claim,
            content=replace(claim.content, quote=HOSTILE),
            speaker=claim.speaker and replace(claim.speaker, name=HOSTILE, role=HOSTILE, affiliation=HOSTILE),
            holder=HOSTILE,
            condition=claim.condition and replace(claim.condition, span=replace(claim.condition.span, quote=HOSTILE)),
            likelihood=claim.likelihood and replace(claim.likelihood, words=HOSTILE, yardstick=HOSTILE),
            window=claim.window and replace(claim.window, words=HOSTILE),
            quantities=tuple(replace(q, words=HOSTILE, unit=HOSTILE) for q in claim.quantities),
        )
        for claim in brief.reading.claims
    )
    articles = tuple(
        replace(a, title=HOSTILE, outlet=HOSTILE, path=HOSTILE, byline=HOSTILE) for a in brief.reading.articles
    )
    return replace(
        brief,
        case=HOSTILE,
        title=HOSTILE,
        leader=HOSTILE,
        model=HOSTILE,
        reading=replace(brief.reading, articles=articles, claims=claims),
        reported=tuple(c for c in claims if c.kind == "report"),
        findings=tuple(replace(f, text=HOSTILE, source=HOSTILE) for f in brief.findings),
        comparisons=tuple(replace(c, by=HOSTILE, source=HOSTILE) for c in brief.comparisons),
        limits=(HOSTILE,),
        outside_view_notes=(HOSTILE,),
        answers=tuple(replace(a, note=HOSTILE) for a in brief.answers),
        constraints=tuple(replace(r, reason=HOSTILE) for r in brief.constraints),
    )
