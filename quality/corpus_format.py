"""Annotated articles as records, and what is wrong with them: `SLUG.txt` beside `SLUG.yaml`.

The format and how to decide are in corpus/GUIDE.md. Loading never raises for a mistake in an article: every mistake
becomes a numbered error that names the file and what to mend, so that one run shows all of them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, get_args

import corpus_prose
import corpus_rules

from brumaire.articles import article_id
from brumaire.errors import BrumaireError
from brumaire.questions import parse, to_text, vocabulary
from brumaire.records import (
    Claim,
    ClaimKind,
    Condition,
    EstimativeProbability,
    Quantity,
    Question,
    Span,
    Speaker,
    SpeakerKind,
    Strength,
    TimeWindow,
)

CORPUS = Path(__file__).with_name("corpus")
SPLITS = ("train", "dev", "fresh", "test")
STYLES = ("wire", "tabloid", "broadsheet", "transcript", "blog", "think_tank")
CLAIMS = (5, 14)

_TOP = {"outlet", "byline", "published", "style", "country", "leader", "crisis", "claims"}
_NEEDED = ("outlet", "style", "country", "leader", "crisis", "claims")
_CLAIM = {
    *("content", "at", "speaker", "kind", "events", "arguments", "polarity", "holder", "condition", "likelihood"),
    *("window", "quantities", "places", "headline", "optional"),
}
_PARTS = {
    "speaker": {"name", "role", "affiliation", "kind"},
    "condition": {"words", "at", "question"},
    "likelihood": {"words", "at", "strength"},
    "window": {"words", "at", "opens", "closes"},
    "quantity": {"words", "at", "value"},
}


@dataclass(frozen=True, slots=True)
class Row:
    """One annotated claim; `places` are further places of the same claim, `arguments` those of its events."""

    claim: Claim
    places: tuple[Span, ...] = ()
    optional: bool = False
    arguments: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Annotated:
    """An article of the corpus, its claims, and what is wrong with the file."""

    slug: str
    split: str
    path: Path
    text: str
    published: date | None
    about: Mapping[str, Any]
    rows: tuple[Row, ...]
    errors: tuple[BrumaireError, ...]


def load(split: str, corpus: Path = CORPUS) -> list[Annotated]:
    """The articles of a split in the order of their names; each knows its own errors."""
    folder = corpus / split
    slugs = {p.stem for p in folder.glob("*.txt")} | {p.stem for p in folder.glob("*.yaml")}
    return [load_article(folder / slug, split) for slug in sorted(slugs)]


def check(corpus: Path = CORPUS) -> list[BrumaireError]:
    """Everything that is wrong with the corpus, in the order of splits and names."""
    errors: list[BrumaireError] = []
    seen: dict[str, str] = {}
    for split in SPLITS:
        for article in load(split, corpus):
            errors += article.errors
            where = f"{split}/{article.slug}"
            if article.slug in seen:
                errors.append(
                    _error(90, f"{article.slug!r} is also in {seen[article.slug]}", where, "rename one of them")
                )
            seen.setdefault(article.slug, split)
        strange = [p for p in sorted((corpus / split).glob("*")) if p.suffix not in {".txt", ".yaml"}]
        errors += [_error(91, "neither .txt nor .yaml", f"{split}/{p.name}", "remove it") for p in strange]
    return errors


def load_article(stem: Path, split: str) -> Annotated:
    """Load `stem`.txt and `stem`.yaml."""
    reader = _Reader(f"{split}/{stem.name}")
    path = stem.parent / f"{stem.name}.txt"
    text = reader.text(path)
    about = reader.mapping(stem.parent / f"{stem.name}.yaml")
    rows = reader.article(text, about, stem.name)
    return Annotated(stem.name, split, path, text, reader.published, about, tuple(rows), tuple(reader.errors))


def _error(number: int, what: str, where: str, mend: str) -> BrumaireError:
    return BrumaireError(f"K{number} {what}", where=where, mend=mend)


class _Reader:
    """Reads one article; collects errors instead of raising them."""

    def __init__(self, where: str) -> None:
        self.where = where
        self.errors: list[BrumaireError] = []
        self.published: date | None = None

    def fail(self, number: int, what: str, mend: str, where: str = "") -> None:
        self.errors.append(_error(number, what, f"{self.where}{where}", mend))

    def text(self, path: Path) -> str:
        try:
            return path.read_bytes().decode("utf-8")
        except FileNotFoundError:
            self.fail(1, "there is an annotation but no text", f"write {path.name}")
        except UnicodeDecodeError as error:
            self.fail(2, f"the text is not UTF-8 at byte {error.start}", "save it as UTF-8")
        return ""

    def mapping(self, path: Path) -> dict[str, Any]:
        from ruamel.yaml import YAML, YAMLError

        try:
            loaded = YAML(typ="safe").load(path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            self.fail(1, "there is a text but no annotation", f"write {path.name}")
            return {}
        except (YAMLError, UnicodeDecodeError, ValueError) as error:
            self.fail(
                3, f"the annotation is not YAML: {' '.join(str(error).split())[:300]}", "quote strings that have colons"
            )
            return {}
        if not isinstance(loaded, dict):
            self.fail(3, "the annotation is not a mapping", "write outlet:, style: … claims: at its top")
            return {}
        return loaded

    def article(self, text: str, about: dict[str, Any], slug: str) -> list[Row]:
        if not text or not about:
            return []
        if not re.fullmatch(r"[a-z0-9]+(?:[-_][a-z0-9]+)*", slug):
            self.fail(4, f"{slug!r} is not a slug", "use lower-case letters, digits and hyphens")
        for number, what, mend, line in corpus_prose.mistakes(text):
            self.fail(number, what, mend, line)
        self.keys(about, _TOP, "")
        for key in _NEEDED:
            if not about.get(key):
                self.fail(6, f"{key} is missing", f"write {key}:")
        if about.get("style") not in STYLES:
            self.fail(7, f"style {about.get('style')!r}", f"use one of {', '.join(STYLES)}")
        published = about.get("published")
        if published is not None and type(published) is not date:
            self.fail(7, f"published {published!r} is not a date", "write YYYY-MM-DD without quotes, or leave it out")
        self.published = published if type(published) is date else None
        claims = about.get("claims")
        if not isinstance(claims, list):
            self.fail(7, "claims is not a list", "write one entry for each claim")
            return []
        rows = [row for n, entry in enumerate(claims, 1) if (row := self.row(text, entry, slug, n)) is not None]
        core = sum(not r.optional for r in rows)
        if not (core <= CLAIMS[1] and CLAIMS[0] <= len(rows)):
            self.fail(
                8,
                f"{core} claims and {len(rows) - core} optional ones",
                f"an article has {CLAIMS[0]} to {CLAIMS[1]} claims",
            )
        seen: set[tuple[Span, tuple[str, ...]]] = set()
        for row in rows:
            if (row.claim.content, row.claim.events) in seen:
                self.fail(9, f"the same claim twice: {row.claim.content.quote!r}", "remove one, or give at: 2")
            seen.add((row.claim.content, row.claim.events))
        return rows

    def keys(self, mapping: Mapping[str, Any], known: set[str], where: str) -> None:
        for key in mapping:
            if key not in known:
                self.fail(5, f"unknown key {key!r}", f"known are {', '.join(sorted(known))}", where)

    def one_of(self, value: Any, allowed: tuple[str, ...], name: str, where: str) -> None:
        if value not in allowed:
            self.fail(21, f"{name} {value!r}", f"use one of {', '.join(allowed)}", where)

    def row(self, text: str, entry: Any, slug: str, number: int) -> Row | None:
        where = f": claim {number}"
        if not isinstance(entry, dict) or not isinstance(entry.get("content"), str):
            self.fail(20, "a claim without content", 'write content: "words of the text"', where)
            return None
        self.keys(entry, _CLAIM, where)
        content = self.span(text, entry["content"], entry.get("at"), "content", where, None)
        if content is None:
            return None
        if corpus_prose.loose_edges(content.quote):
            what = f"content begins or ends with a quotation mark of no pair, a stop or a blank: {content.quote!r}"
            self.fail(24, what, "leave them out", where)
        headline = content.start < text.find("\n")
        if headline != bool(entry.get("headline", False)):
            self.fail(
                22, f"headline is {not headline}", "a claim in the first line has headline: true, others none", where
            )
        if "speaker" not in entry:
            self.fail(23, "speaker is missing", "write speaker: null where nobody is named", where)
        kind, polarity = entry.get("kind"), entry.get("polarity", "+")
        self.one_of(kind, get_args(ClaimKind), "kind", where)
        self.one_of(polarity, ("+", "-"), "polarity", where)
        events = self.events(entry.get("events"), where)
        arguments = entry.get("arguments") or {}
        if not isinstance(arguments, dict):
            self.fail(25, f"arguments {arguments!r}", "write {by: army}", where)
            arguments = {}
        holder = entry.get("holder")
        if holder is not None and not corpus_prose.places_of(text, str(holder)):
            self.fail(30, f"holder {holder!r} is not in the text", "copy the words from the text", where)
        quantities = entry.get("quantities") or []
        places = [self.span(text, p, None, "places", where, None) for p in entry.get("places") or []]
        claim = Claim(
            id=f"{slug}-{number}",
            article=article_id(text),
            kind=kind or "report",
            content=content,
            events=events,
            speaker=self.speaker(text, entry.get("speaker"), where),
            holder=None if holder is None else str(holder),
            question=self.question_of(events, arguments, where),
            polarity="-" if polarity == "-" else "+",
            condition=self.condition(text, entry.get("condition"), content, where),
            likelihood=self.likelihood(text, entry.get("likelihood"), content, where),
            window=self.window(text, entry.get("window"), content, where),
            quantities=tuple(q for e in quantities if (q := self.quantity(text, e, content, where)) is not None),
            headline=headline,
        )
        for rule, what, mend in corpus_rules.breaches(claim, self.published):
            self.fail(rule, what, mend, where)
        return Row(claim, tuple(p for p in places if p), bool(entry.get("optional", False)), arguments)

    def span(self, text: str, words: Any, at: Any, name: str, where: str, near: Span | None) -> Span | None:
        if not isinstance(words, str) or not words:
            self.fail(26, f"{name} has no words", "copy them from the text", where)
            return None
        found = corpus_prose.places_of(text, words)
        if not found:
            self.fail(
                27,
                f"{name} {words!r} is not in the text",
                "copy the words from the text, with its quotation marks",
                where,
            )
            return None
        if at is not None:
            if not isinstance(at, int) or not 1 <= at <= len(found):
                self.fail(
                    28, f"at: {at!r} of {name} {words!r}, which stands there {len(found)} times", "count from 1", where
                )
                return None
            start = found[at - 1]
        elif near is None:
            if len(found) > 1:
                self.fail(
                    28,
                    f"{name} {words!r} stands there {len(found)} times",
                    "say at: 1, at: 2 … or take more words",
                    where,
                )
            start = found[0]
        else:
            start = corpus_prose.nearest(found, len(words), (near.start, near.end))
        return Span.of(text, start, start + len(words))

    def events(self, events: Any, where: str) -> tuple[str, ...]:
        if not isinstance(events, list) or not events:
            self.fail(31, "events is not a list of names", "write events: [coup_attempt], or [other]", where)
            return ("other",)
        for name in events:
            if name not in vocabulary():
                offered = vocabulary().nearest(str(name))
                self.fail(32, f"unknown event {name!r}", f"did you mean {', '.join(offered) or 'other'}", where)
        if "other" in events and len(events) > 1:
            self.fail(33, f"other beside names: {events}", "other stands alone", where)
        return tuple(str(e) for e in events if e in vocabulary()) or ("other",)

    def speaker(self, text: str, entry: Any, where: str) -> Speaker | None:
        if entry is None:
            return None
        if not isinstance(entry, dict) or not entry.get("name"):
            self.fail(34, f"speaker {entry!r}", "write speaker: {name: …, kind: …}, or null", where)
            return None
        self.keys(entry, _PARTS["speaker"], where)
        self.one_of(entry.get("kind", "person"), get_args(SpeakerKind), "speaker's kind", where)
        name = str(entry["name"])
        if not re.search(rf"(?i)(?<!\w){re.escape(name.rsplit(maxsplit=1)[-1])}", text):
            self.fail(35, f"speaker {name!r} is not in the text", "take the name from the text", where)
        if re.match(r"(?:the|an?)\s", name):
            self.fail(36, f"speaker {name!r} begins with an article", "leave it out", where)
        return Speaker(name, entry.get("role"), entry.get("affiliation"), entry.get("kind", "person"))

    def question_of(self, events: tuple[str, ...], arguments: Mapping[str, Any], where: str) -> Question | None:
        if events == ("other",):
            return None
        known = {key: [e for e in events if _takes(e, key)] for key in arguments}
        for key, takers in known.items():
            if not takers:
                self.fail(25, f"no event of {list(events)} has the argument {key!r}", "see vocabulary.yaml", where)
        terms = []
        for event in events:
            args = [_argument(k, v) for k, v in arguments.items() if event in known[k]]
            terms.append(f"{event}({', '.join(args)})" if args else event)
        return self.question(" or ".join(terms), where, canonical=False)

    def question(self, words: Any, where: str, *, canonical: bool = True) -> Question | None:
        try:
            question = parse(str(words))
        except BrumaireError as error:
            self.fail(40, f"question {words!r}: {error}", "see docs/reference/questions.md", where)
            return None
        if canonical and to_text(question) != words:
            self.fail(41, f"question {words!r} is not canonical", f"write {to_text(question)!r}", where)
        if canonical and question.given is not None:
            self.fail(42, f"condition {words!r} has a condition", "give the clause alone", where)
        return question

    def part(self, entry: Any, name: str, where: str) -> dict[str, Any] | None:
        if entry is None:
            return None
        if not isinstance(entry, dict):
            self.fail(43, f"{name} {entry!r} is not a mapping", f"write {name}: {{words: …}}", where)
            return None
        self.keys(entry, _PARTS[name], where)
        return entry

    def condition(self, text: str, entry: Any, content: Span, where: str) -> Condition | None:
        if (part := self.part(entry, "condition", where)) is None:
            return None
        span = self.span(text, part.get("words"), part.get("at"), "condition", where, content)
        question = self.question(part["question"], where) if part.get("question") else None
        return Condition(span, question) if span else None

    def likelihood(self, text: str, entry: Any, content: Span, where: str) -> EstimativeProbability | None:
        if (part := self.part(entry, "likelihood", where)) is None:
            return None
        self.one_of(part.get("strength"), get_args(Strength), "strength", where)
        span = self.span(text, part.get("words"), part.get("at"), "likelihood", where, content)
        # The corpus annotates the words and their strength; what they mean in numbers is not a matter of reading.
        return span and EstimativeProbability(
            span.quote, span.start, span.end, 0.0, None, 1.0, "annotated", part.get("strength", "probability")
        )

    def window(self, text: str, entry: Any, content: Span, where: str) -> TimeWindow | None:
        if (part := self.part(entry, "window", where)) is None:
            return None
        span = self.span(text, part.get("words"), part.get("at"), "window", where, content)
        opens, closes = part.get("opens"), part.get("closes")
        for name, day in (("opens", opens), ("closes", closes)):
            if day is not None and type(day) is not date:
                self.fail(44, f"window {name} {day!r} is not a date", "write YYYY-MM-DD without quotes", where)
                return None
        if opens and closes and opens > closes:
            self.fail(45, f"window opens {opens} and closes {closes}", "mend the dates", where)
        return span and TimeWindow(span.quote, span.start, span.end, opens, closes)

    def quantity(self, text: str, entry: Any, content: Span, where: str) -> Quantity | None:
        if (part := self.part(entry, "quantity", where)) is None:
            return None
        value = part.get("value")
        if isinstance(value, bool) or not isinstance(value, int | float):
            self.fail(46, f"quantity {value!r} is not a number", "write it in digits", where)
            return None
        span = self.span(text, part.get("words"), part.get("at"), "quantity", where, content)
        return span and Quantity(span.quote, span.start, span.end, float(value), float(value), float(value))


def _takes(event: str, key: str) -> bool:
    definition = vocabulary()[event]
    return bool(definition.units) if key == "amount" else definition.argument(key) is not None


def _argument(key: str, value: Any) -> str:
    if key == "amount":
        return f"amount {value}" if str(value).lstrip()[:2] in {">=", "<="} else f"amount >= {value}"
    return f"{key}={value}"
