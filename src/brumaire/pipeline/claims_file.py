"""The output of `read --json`, read again: claims as records, without the articles' text."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from brumaire.errors import ArticleError, BrumaireError
from brumaire.questions import parse
from brumaire.records import (
    Article,
    Block,
    Claim,
    Condition,
    EstimativeProbability,
    Place,
    Quantity,
    Reading,
    Span,
    Speaker,
    TimeWindow,
)

SCHEMAS = ("brumaire.read/1", "brumaire.brief/1")
Json = Mapping[str, Any]


def load_reading(path: Path) -> Reading:
    """Claims and articles from a file that `read --json` or `brief --json` wrote.

    Raises
    ------
    ArticleError
        The file is not JSON, not of a known schema, or lacks a field.
    """
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ArticleError("no such file", where=str(path), mend="give the output of `brumaire read --json`") from None
    except (UnicodeDecodeError, json.JSONDecodeError) as error:
        raise ArticleError(
            f"not JSON: {error}", where=str(path), mend="give the output of `brumaire read --json`"
        ) from None
    schema = data.get("schema") if isinstance(data, dict) else None
    if schema not in SCHEMAS:
        raise ArticleError(
            f"schema {schema!r} is not known", where=str(path), mend=f"give a file of schema {SCHEMAS[0]}"
        )
    try:
        articles = tuple(_article(a) for a in data["articles"])
        return Reading(articles, (), tuple(_claim(c, articles) for c in data["claims"]))
    except (KeyError, TypeError, ValueError) as error:
        raise ArticleError(
            f"a field is missing or wrong: {error!r}",
            where=str(path),
            mend="write the file again with `brumaire read --json`",
        ) from None
    except BrumaireError as error:
        raise ArticleError(
            str(error), where=str(path), mend="write the file again with `brumaire read --json`"
        ) from None


def _article(a: Json) -> Article:
    return Article(
        id=a["id"],
        path=a["path"],
        text="",
        blocks=tuple(Block(b["start"], b["end"], b["kind"]) for b in a["blocks"]),
        title=a["title"],
        outlet=a["outlet"],
        published=_date(a["published"]),
        language=a["language"],
    )


def _claim(c: Json, articles: Sequence[Article]) -> Claim:
    blocks = [b for a in articles if a.id == c["article"] for b in a.blocks if b.kind == "headline"]
    return Claim(
        id=c["id"],
        article=c["article"],
        kind=c["kind"],
        content=_span(c["content"]),
        events=tuple(c["events"]),
        attribution=c["attribution"],
        speaker=_speaker(c["speaker"]),
        holder=c["holder"],
        question=parse(c["question"]) if c["question"] else None,
        polarity=c["polarity"],
        condition=_condition(c["condition"]),
        likelihood=_likelihood(c["likelihood"]),
        window=_window(c["window"]),
        quantities=tuple(Quantity(**q) for q in c["quantities"]),
        headline=any(b.start <= c["content"]["start"] and c["content"]["end"] <= b.end for b in blocks),
        # files of before these were kept have none
        places=tuple(Place(p["article"], _span(p), p["attribution"]) for p in c.get("places", ())),
        headline_of=c.get("headline_of"),
        overstates=tuple(c.get("overstates", ())),
        regardless=_span(c["regardless"]) if c.get("regardless") else None,
    )


def _span(s: Json) -> Span:
    return Span(s["start"], s["end"], s["quote"])


def _speaker(s: Json | None) -> Speaker | None:
    return None if s is None else Speaker(s["name"], s["role"], s["affiliation"], s.get("kind", "unknown"))


def _condition(c: Json | None) -> Condition | None:
    return None if c is None else Condition(_span(c), parse(c["question"]) if c["question"] else None)


def _likelihood(p: Json | None) -> EstimativeProbability | None:
    return None if p is None else EstimativeProbability(**p)


def _window(w: Json | None) -> TimeWindow | None:
    return None if w is None else TimeWindow(w["words"], w["start"], w["end"], _date(w["from"]), _date(w["to"]))


def _date(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
