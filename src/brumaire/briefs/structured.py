"""The brief, a reading and a forecast as plain objects for JSON. Later versions only add keys.

Numbers are as computed, never rounded. Dates are ISO 8601. Offsets count Unicode code points of the article's text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import date
from typing import Any

from brumaire.records import (
    Answer,
    Article,
    AtTheirWord,
    Attribution,
    Brief,
    Claim,
    Condition,
    ConstraintReport,
    Decides,
    EstimativeProbability,
    Quantity,
    Question,
    Reading,
    Span,
    Speaker,
    TimeWindow,
)

Json = dict[str, Any]

BRIEF = "brumaire.brief/1"
READ = "brumaire.read/1"
FORECAST = "brumaire.forecast/1"


def to_json(brief: Brief) -> Json:
    """The brief as one object, `schema` "brumaire.brief/1"; docs/reference/brief.md explains each key."""
    read = reading_json(brief.reading)
    return {
        "schema": BRIEF,
        "case": brief.case,
        "title": brief.title,
        "leader": brief.leader,
        "as_of": brief.as_of.isoformat(),
        "start": brief.start.isoformat(),
        "horizon": brief.horizon.isoformat(),
        "seed": brief.seed,
        "runs": brief.runs,
        "model": brief.model,
        "effective": brief.effective,
        "headline": brief.headline,
        "weight_of_commentary": brief.weight_of_commentary,
        "earned": list(brief.earned),
        "answers": [_answer(answer) for answer in brief.answers],
        "incidence": [_dated(asdict(point)) for point in brief.incidence],
        "median_exit": _iso(brief.median_exit),
        "articles": read["articles"],
        "attributions": read["attributions"],
        "claims": read["claims"],
        "constraints": [_constraint(report) for report in brief.constraints],
        "levers": [asdict(lever) for lever in brief.levers],
        "indicators": [asdict(indicator) for indicator in brief.indicators],
        "reported": [_claim(claim) for claim in brief.reported],
        "open": [
            {"kind": finding.kind, "text": finding.text, "claims": list(finding.claims), "source": finding.source}
            for finding in brief.findings
        ],
        "comparisons": [_dated(asdict(comparison)) for comparison in brief.comparisons],
        "open_windows": [asdict(row) for row in brief.open_windows],
        "if_within": [asdict(row) for row in brief.if_within],
        "at_their_word": [_word(row) for row in brief.at_their_word],
        "decides": _decides(brief.decides),
        "limits": list(brief.limits),
        "outside_view_notes": list(brief.outside_view_notes),
    }


def reading_json(reading: Reading) -> Json:
    """What was read out of articles, `schema` "brumaire.read/1"."""
    return {
        "schema": READ,
        "articles": [_article(article) for article in reading.articles],
        "attributions": [_attribution(attribution) for attribution in reading.attributions],
        "claims": [_claim(claim) for claim in reading.claims],
    }


def forecast_json(answers: Sequence[Answer], *, case: str, as_of: date, seed: int, runs: int) -> Json:
    """Answers to questions, `schema` "brumaire.forecast/1"."""
    return {
        "schema": FORECAST,
        "case": case,
        "as_of": as_of.isoformat(),
        "seed": seed,
        "runs": runs,
        "answers": [_answer(answer) for answer in answers],
    }


def _answer(answer: Answer) -> Json:
    return {
        "question": answer.text,
        "probability": answer.probability,
        "monte_carlo_error": answer.monte_carlo_error,
        "interval": list(answer.interval),
        "outside_view": answer.outside_view,
        "if_commentators_right": answer.if_commentators_right,
        "with_earned_weight": answer.with_earned_weight,
        "at_most": None if answer.at_most is None else list(answer.at_most),
        "effective": answer.effective,
        "settled": answer.settled,
        "note": "; ".join(part for part in (answer.note, _unresolved(answer)) if part),
    }


def _unresolved(answer: Answer) -> str:
    low, high = answer.interval
    if answer.settled or answer.exact or low < high:
        return ""
    most = "" if answer.at_most is None else " (at_most bounds it)"
    return f"interval not resolved{most}: the scatter of the simulation hides what the parameters do; ask for more runs"


def _article(article: Article) -> Json:
    return {
        "id": article.id,
        "path": article.path,
        "title": article.title,
        "outlet": article.outlet,
        "published": _iso(article.published),
        "language": article.language,
        "blocks": [{"start": block.start, "end": block.end, "kind": block.kind} for block in article.blocks],
    }


def _attribution(attribution: Attribution) -> Json:
    return {
        "id": attribution.id,
        "article": attribution.article,
        "manner": attribution.manner,
        "source": _offsets(attribution.source),
        "cue": _offsets(attribution.cue),
        "content": _offsets(attribution.content),
        "speaker": _speaker(attribution.speaker),
        "inside": attribution.inside,
    }


def _claim(claim: Claim) -> Json:
    return {
        "id": claim.id,
        "article": claim.article,
        "attribution": claim.attribution,
        "kind": claim.kind,
        "speaker": _speaker(claim.speaker),
        "holder": claim.holder,
        "content": _span(claim.content),
        "events": list(claim.events),
        "question": _question(claim.question),
        "polarity": claim.polarity,
        "condition": _condition(claim.condition),
        "likelihood": _likelihood(claim.likelihood),
        "window": _window(claim.window),
        "quantities": [_quantity(quantity) for quantity in claim.quantities],
        "places": [
            {"article": place.article, **_span(place.span), "attribution": place.attribution} for place in claim.places
        ],
        "headline_of": claim.headline_of,
        "overstates": list(claim.overstates),
        "regardless": _span(claim.regardless) if claim.regardless else None,
    }


def _constraint(report: ConstraintReport) -> Json:
    constraint = report.constraint
    bits = report.bits
    return {
        "claim": constraint.claim,
        "speaker": constraint.speaker,
        "question": _question(constraint.event),
        "low": constraint.low,
        "high": constraint.high,
        "imposed": report.imposed,
        "model": report.model,
        "tilted": report.tilted,
        # JSON has no infinity; "no future agrees" is then said by model and reason
        "bits": bits if bits is not None and bits < float("inf") else None,
        "condition": report.condition,
        "reason": report.reason,
    }


def _word(row: AtTheirWord) -> Json:
    return {
        **asdict(replace(row, reports=(), answers=())),
        "answers": [{"question": text, "probability": probability} for text, probability in row.answers],
        "reports": [_constraint(report) for report in row.reports],
    }


def _decides(decides: Decides | None) -> Json | None:
    if decides is None:
        return None
    report, meanings = decides.sensitivity, dict(decides.meanings)
    parameters = report.parameters if report is not None else ()
    return {
        "spread": report.spread if report is not None else None,
        "unexplained": report.unexplained if report is not None else None,
        "why_not": decides.why_not,
        "parameters": [{**asdict(effect), "meaning": meanings.get(effect.parameter, "")} for effect in parameters],
        "facts": [{**asdict(f), "first": f.first.isoformat(), "last": f.last.isoformat()} for f in decides.facts],
    }


def _speaker(speaker: Speaker | None) -> Json | None:
    if speaker is None:
        return None
    return {"name": speaker.name, "role": speaker.role, "affiliation": speaker.affiliation, "kind": speaker.kind}


def _span(span: Span) -> Json:
    return {"start": span.start, "end": span.end, "quote": span.quote}


def _offsets(spans: Sequence[Span]) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]


def _condition(condition: Condition | None) -> Json | None:
    return None if condition is None else {**_span(condition.span), "question": _question(condition.question)}


def _likelihood(likelihood: EstimativeProbability | None) -> Json | None:
    return None if likelihood is None else asdict(likelihood)


def _window(window: TimeWindow | None) -> Json | None:
    if window is None:
        return None
    return {
        "words": window.words,
        "start": window.start,
        "end": window.end,
        "from": _iso(window.opens),
        "to": _iso(window.closes),
    }


def _quantity(quantity: Quantity) -> Json:
    return asdict(quantity)


def _question(question: Question | None) -> str | None:
    from brumaire.questions import to_text

    return None if question is None else to_text(question)


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _dated(row: Json) -> Json:
    return {key: value.isoformat() if isinstance(value, date) else value for key, value in row.items()}
