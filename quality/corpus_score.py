"""How well claims are read, against the annotation of the corpus.

A found claim answers for an annotated one when it covers at least half of its content, and that overlap is at least a third of
the found claim's own; when the speaker is the same; and when the events intersect. One answers for one (maximum matching).
Optional rows are neither missed nor spurious, nor is a further place of a claim that was found. The sub-tasks are measured on
contents alone: pairs by overlap, whoever speaks of whatever. corpus/GUIDE.md says why each is measured so.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

import corpus_format
from corpus_agree import heads, question_events, said_by_same
from corpus_format import Annotated, Row

from brumaire.articles import read_path
from brumaire.records import Claim, Span, TimeWindow

Match = list[tuple[Row, Claim]]
# Words of plain future and cues that reading takes for (near) certainty or hope and the guide leaves without a likelihood.
_PLAIN = re.compile(
    r"(?:(?:will|would|shall|'ll|wo|'d|(?:is|are|am|was|were|'s|'re|'m)(?: not|n't)? (?:going|set|due|about) to|going to)"
    r"(?:n't| not)?|expect\w*|fear\w*|believe\w*|doubt\w*|hope\w*|(?:is|are|was|were) (?:not )?expected to)"
)


BLIND = ("fresh", "test")


@dataclass
class Tally:
    """Counts of right, found and wanted by measure, and errors by kind."""

    right: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    wanted: Counter[str] = field(default_factory=Counter)
    errors: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def add(self, name: str, right: int, found: int, wanted: int) -> None:
        """Count for a measure that has precision and recall; equal `found` and `wanted` make it an accuracy."""
        self.right[name] += right
        self.found[name] += found
        self.wanted[name] += wanted

    def figures(self) -> dict[str, dict[str, float]]:
        """Precision, recall and F1 by measure, with the counts they come from; a measure without cases is left out."""
        table: dict[str, dict[str, float]] = {}
        for name in self.wanted.keys() | self.found.keys():
            right, found, wanted = self.right[name], self.found[name], self.wanted[name]
            if found + wanted:
                table[name] = {
                    "precision": round(right / found, 4) if found else 0.0,
                    "recall": round(right / wanted, 4) if wanted else 0.0,
                    "f1": round(2 * right / (found + wanted), 4),
                    "right": right,
                    "found": found,
                    "wanted": wanted,
                }
        return {name: table[name] for name in MEASURES if name in table}


MEASURES = (
    "claims",
    "contents",
    "speaker",
    "events",
    "arguments",
    "kind",
    "polarity",
    "holder",
    "condition span",
    "condition question",
    "likelihood words",
    "likelihood strength",
    "window words",
    "window dates",
    "quantities",
    "headline",
    "places",
)


def overlap(a: Span, b: Span) -> int:
    """How many characters two spans share."""
    return max(0, min(a.end, b.end) - max(a.start, b.start))


def covers(found: Span, wanted: Span) -> bool:
    """Whether a found content covers enough of an annotated one without being mostly something else."""
    shared = overlap(found, wanted)
    return 2 * shared >= len(wanted) > 0 and 3 * shared >= len(found)


def closeness(found: Span, wanted: Span) -> float:
    """Shared characters over those of both."""
    shared = overlap(found, wanted)
    return shared / max(1, len(found) + len(wanted) - shared)


def matched(rows: Sequence[Row], claims: Sequence[Claim], fits: Callable[[Row, Claim], bool]) -> Match:
    """A one-to-one match of as many rows as possible, rows that are not optional first, the closest contents first."""
    options = {
        i: sorted(
            (j for j, c in enumerate(claims) if fits(row, c)),
            key=lambda j: (-closeness(claims[j].content, row.claim.content), j),
        )
        for i, row in enumerate(rows)
    }
    holder: dict[int, int] = {}

    def place(i: int, tried: set[int]) -> bool:
        for j in options[i]:
            if j not in tried:
                tried.add(j)
                if j not in holder or place(holder[j], tried):
                    holder[j] = i
                    return True
        return False

    nearest = {i: closeness(claims[js[0]].content, rows[i].claim.content) for i, js in options.items() if js}
    for i in sorted(nearest, key=lambda i: (rows[i].optional, -nearest[i], i)):
        place(i, set())
    return [(rows[i], claims[j]) for j, i in sorted(holder.items(), key=lambda pair: pair[1])]


def answers(row: Row, claim: Claim) -> bool:
    """Whether a found claim is the annotated one: content, speaker and an event."""
    same_event = bool(set(claim.events) & set(row.claim.events))
    return covers(claim.content, row.claim.content) and same_event and said_by_same(row.claim.speaker, claim.speaker)


def score_article(article: Annotated, claims: Sequence[Claim], tally: Tally) -> None:
    """Count one article's claims into a tally."""
    rows = article.rows
    right = matched(rows, claims, answers)
    found_rows = [row for row, _ in right]
    used = [claim for _, claim in right]
    contents = matched(rows, claims, lambda row, claim: covers(claim.content, row.claim.content))
    partner = {row.claim.id: claim for row, claim in contents}
    needed = [row for row in rows if not row.optional]
    hits = sum(not row.optional for row in found_rows)
    spurious = [c for c in claims if c not in used and not _excused(c, rows, found_rows)]
    tally.add("claims", hits, hits + len(spurious), len(needed))
    hits = sum(not row.optional for row, _ in contents)
    paired = [claim for _, claim in contents]
    strangers = [c for c in claims if c not in paired and not _excused(c, rows, [row for row, _ in contents])]
    tally.add("contents", hits, hits + len(strangers), len(needed))
    for row in needed:
        if row not in found_rows:
            kind, note = _why(row, partner.get(row.claim.id))
            tally.errors[kind].append(f"{article.slug}: {note}")
    for claim in spurious:
        kind = "spurious" if claim in strangers else "spurious beside a wrong match"
        tally.errors[kind].append(f"{article.slug}: {_told(claim)}")
    for row, claim in contents:
        _details(article, row, claim, tally)
    _places(rows, contents, claims, tally)


def _excused(claim: Claim, rows: Iterable[Row], found_rows: Iterable[Row]) -> bool:
    optional = any(row.optional and covers(claim.content, row.claim.content) for row in rows)
    return optional or any(covers(claim.content, place) for row in found_rows for place in row.places)


def _why(row: Row, claim: Claim | None) -> tuple[str, str]:
    if claim is None:
        return "content not found", _told(row.claim)
    if not said_by_same(row.claim.speaker, claim.speaker):
        return "wrong speaker", f"{_told(row.claim)} — read as {claim.speaker.name if claim.speaker else 'nobody'}"
    if not set(claim.events) & set(row.claim.events):
        return "wrong events", f"{_told(row.claim)} — read as {', '.join(claim.events)}"
    return "answers for another row", _told(row.claim)


def _told(claim: Claim) -> str:
    who = claim.speaker.name if claim.speaker else "nobody"
    return f"[{who}] {', '.join(claim.events)}: “{claim.content.quote}”"


def dates(window: TimeWindow, published: date | None) -> tuple[str, str]:
    """The dates of a window, "-" where open; one that opens by the day after publication is open from now on."""
    opens, closes = window.opens, window.closes
    past = closes is not None and published is not None and closes <= published
    if opens is not None and published is not None and opens <= published + timedelta(days=1) and not past:
        opens = None
    return str(opens or "-"), str(closes or "-")


def _details(article: Annotated, row: Row, claim: Claim, tally: Tally) -> None:
    """The sub-tasks on one pair of contents."""
    gold, slug, published = row.claim, article.slug, article.published

    def note(kind: str, wanted: object, found: object) -> None:
        tally.errors[kind].append(f"{slug}: “{gold.content.quote}” — wanted {wanted}, read {found}")

    def same(name: str, ok: bool, wanted: object, found: object) -> None:
        tally.add(name, int(ok), 1, 1)
        if not ok:
            note(name, wanted, found)

    def pair(name: str, wanted: str | None, found: str | None, *, ok: bool) -> None:
        both = wanted is not None and found is not None and ok
        tally.add(name, int(both), int(found is not None), int(wanted is not None))
        if (wanted is not None or found is not None) and not both:
            note(name, wanted, found)

    wanted_name, found_name = (c.speaker.name if c.speaker else None for c in (gold, claim))
    same("speaker", said_by_same(gold.speaker, claim.speaker), wanted_name, found_name)
    events, read = set(gold.events) - {"other"}, set(claim.events) - {"other"}
    tally.add("events", len(events & read), len(read), len(events))
    if events != read:
        note("events", sorted(events), sorted(read))
    wanted_args = question_events(gold.question, arguments=True)
    found_args = question_events(claim.question, arguments=True) if events & read else set()
    if wanted_args and events & read:
        tally.add("arguments", len(wanted_args & found_args), len(wanted_args), len(wanted_args))
        if not wanted_args <= found_args:
            note("arguments", sorted(wanted_args), sorted(found_args))
    same("kind", gold.kind == claim.kind, gold.kind, claim.kind)
    same("polarity", gold.polarity == claim.polarity, gold.polarity, claim.polarity)
    pair("holder", gold.holder, claim.holder, ok=heads(gold.holder or "") == heads(claim.holder or ""))
    tally.add("headline", int(gold.headline and claim.headline), int(claim.headline), int(gold.headline))

    a, b = gold.condition, claim.condition
    fits = bool(a and b and 2 * overlap(a.span, b.span) >= max(len(a.span), len(b.span)))
    pair("condition span", a and a.span.quote, b and b.span.quote, ok=fits)
    if a and b and fits and (a.question or b.question):
        wanted, got = question_events(a.question), question_events(b.question)
        same("condition question", wanted == got, sorted(wanted), sorted(got))

    p, q = gold.likelihood, claim.likelihood
    if p is None and q is not None and _PLAIN.fullmatch(q.words.casefold().replace("’", "'")):
        q = None
    exact = bool(p and q and p.words.casefold() == q.words.casefold())
    pair("likelihood words", p and p.words, q and q.words, ok=exact)
    if p and q:
        same("likelihood strength", p.strength == q.strength, p.strength, q.strength)

    v, w = gold.window, claim.window
    if v is None and claim.kind != "forecast":
        w = None  # the guide annotates no windows of reports; reading gives them the date of the observation
    near = bool(v and w and 2 * overlap(_span(v), _span(w)) >= max(len(v.words), len(w.words)))
    pair("window words", v and v.words, w and w.words, ok=near)
    if v and w and near:
        wanted_dates, found_dates = dates(v, published), dates(w, published)
        same("window dates", wanted_dates == found_dates, wanted_dates, found_dates)

    left = list(claim.quantities)
    for quantity in gold.quantities:
        hit = next((x for x in left if overlap(_span(x), _span(quantity)) and _equal(x.value, quantity.value)), None)
        if hit is None:
            note("quantities", quantity.words, [x.words for x in claim.quantities])
        else:
            left.remove(hit)
    missing = len(claim.quantities) - len(left)
    tally.add("quantities", missing, len(claim.quantities), len(gold.quantities))


def _span(part: object) -> Span:
    return Span(part.start, part.end, part.words)  # type: ignore[attr-defined]


def _equal(a: float, b: float) -> bool:
    return abs(a - b) <= 0.01 * max(abs(a), abs(b))


def _places(rows: Sequence[Row], contents: Match, claims: Sequence[Claim], tally: Tally) -> None:
    """Repeated claims: a further place counts as found where the claim that answers for its row has it."""
    partner = {row.claim.id: claim for row, claim in contents}
    for row in rows:
        claim = partner.get(row.claim.id)
        read = _elsewhere(claim, claims) if claim else []
        right = sum(any(covers(p, place) for p in read) for place in row.places)
        tally.add("places", right, right, len(row.places))
    paired = {claim.id for _, claim in contents}
    known = [place for row in rows for place in (*row.places, row.claim.content)]
    extra = [p for c in claims if c.id in paired for p in _elsewhere(c, claims)]
    tally.add("places", 0, sum(not any(covers(p, k) for k in known) for p in extra), 0)


def _elsewhere(claim: Claim, claims: Sequence[Claim]) -> list[Span]:
    """Where a claim is made again in its article: its places, and the headline that sums it up."""
    places = [place.span for place in claim.places if place.article == claim.article]
    return places + [c.content for c in claims if c.headline_of == claim.id]


def score(split: str) -> Tally:
    """Read and score all articles of a split."""
    # Checking the corpus and counting must not wait for the extractor: it takes its time to load.
    from brumaire.claims import read_claims

    tally = Tally()
    for article in corpus_format.load(split):
        if article.errors:
            raise SystemExit(f"{article.errors[0]}\nto mend: python quality/corpus.py check")
        reading = read_claims(read_path(article.path, published=article.published))
        score_article(article, reading.claims, tally)
    return tally


def run(split: str, *, errors: bool, as_json: bool) -> int:
    """Print the figures of a split; the exit status."""
    if split not in corpus_format.SPLITS:
        print(f"there is no split {split!r}; to mend: {', '.join(corpus_format.SPLITS)}")
        return 2
    if split in BLIND and errors:
        print(f"the {split} split is blind: its errors are not shown; to mend: look at --errors of train or dev")
        return 2
    tally = score(split)
    figures = tally.figures()
    if as_json:
        print(json.dumps({"split": split, "figures": figures}, indent=2))
        return 0
    print(f"{split:22}precision  recall     F1   right  found wanted")
    for name, row in figures.items():
        rates = f"{row['precision']:9.3f}{row['recall']:8.3f}{row['f1']:7.3f}"
        print(f"{name:22}{rates}{row['right']:8.0f}{row['found']:7.0f}{row['wanted']:7.0f}")
    if errors:
        for kind, notes in sorted(tally.errors.items(), key=lambda item: -len(item[1])):
            print(f"\n{kind} ({len(notes)})")
            for line in notes:
                print(f"    {line}")
    return 0
