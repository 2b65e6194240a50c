"""Scores of a tagger on annotated articles: exact, overlapping and token scores by role, direct contents, links.

Exact: the same span once white space, quotation marks and punctuation are trimmed from both ends. Half: one-to-one
matches with an intersection of at least half the union. Soft: the mean covered share of each span. Token: words and
punctuation marks inside and outside spans. Linked: one-to-one matches of attributions in which source, cue and content
each overlap by at least half of their union (absent on both sides counts as equal).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from polnear import ROLES, GoldArticle, GoldAttribution, Span, join_touching

from brumaire.claims.tagging.network import Found, Linked

EDGES = " \t\r\n\"“”'‘’.,;:!?—–-()[]…"
Scored = tuple[str, Sequence[Span], Sequence[Span]]  # text, gold, found


def trim(text: str, span: Span) -> Span:
    """The span without white space, quotation marks and punctuation at both ends."""
    start, end = span
    while start < end and text[start] in EDGES:
        start += 1
    while end > start and text[end - 1] in EDGES:
        end -= 1
    return start, end


def trimmed(text: str, spans: Iterable[Span]) -> list[Span]:
    """Distinct trimmed spans in order, empty ones left out."""
    return sorted({cut for span in spans if (cut := trim(text, span))[1] > cut[0]})


def overlap(a: Span, b: Span) -> int:
    """Shared code points."""
    return max(0, min(a[1], b[1]) - max(a[0], b[0]))


def percentages(precision: float, recall: float) -> dict[str, float]:
    """Precision, recall and F1 in per cent."""
    total = precision + recall
    f1 = 2 * precision * recall / total if total else 0.0
    return {"p": round(100 * precision, 2), "r": round(100 * recall, 2), "f1": round(100 * f1, 2)}


def greedy_matches(pairs: list[tuple[float, int, int]]) -> int:
    """One-to-one matches, best first, among (score, i, k)."""
    used_left: set[int] = set()
    used_right: set[int] = set()
    for _, i, k in sorted(pairs, reverse=True):
        if i not in used_left and k not in used_right:
            used_left.add(i)
            used_right.add(k)
    return len(used_left)


def span_scores(articles: Iterable[Scored]) -> dict:
    """Exact, half and soft scores."""
    exact = half = gold_count = found_count = 0
    soft_found = soft_gold = 0.0
    for text, raw_gold, raw_found in articles:
        gold, found = trimmed(text, raw_gold), trimmed(text, raw_found)
        gold_count += len(gold)
        found_count += len(found)
        exact += len(set(gold) & set(found))
        soft_found += sum(max([overlap(a, b) for b in gold], default=0) / (a[1] - a[0]) for a in found)
        soft_gold += sum(max([overlap(a, b) for b in found], default=0) / (a[1] - a[0]) for a in gold)
        pairs = [
            (shared / (max(a[1], b[1]) - min(a[0], b[0])), i, k)
            for i, a in enumerate(gold)
            for k, b in enumerate(found)
            if (shared := overlap(a, b))
        ]
        half += greedy_matches([pair for pair in pairs if pair[0] >= 0.5])
    left, right = max(found_count, 1), max(gold_count, 1)
    return {
        "gold": gold_count,
        "found": found_count,
        "exact": percentages(exact / left, exact / right),
        "half": percentages(half / left, half / right),
        "soft": percentages(soft_found / left, soft_gold / right),
    }


def token_scores(articles: Iterable[Scored]) -> dict[str, float]:
    """Precision, recall and F1 over words and punctuation marks, by the code point that begins each."""
    both = only_found = only_gold = 0
    for text, gold, found in articles:
        in_gold, in_found = bytearray(len(text)), bytearray(len(text))
        for flags, spans in ((in_gold, gold), (in_found, found)):
            for start, end in spans:
                flags[start:end] = b"\1" * (end - start)
        for token in re.finditer(r"\w+|[^\w\s]", text):
            a, b = in_gold[token.start()], in_found[token.start()]
            both += a & b
            only_found += b & ~a & 1
            only_gold += a & ~b & 1
    return percentages(both / max(both + only_found, 1), both / max(both + only_gold, 1))


def manner(text: str, content: Sequence[Span]) -> str:
    """direct, mixed or indirect: whether letters and digits of the content stand inside double quotation marks."""
    inside = outside = 0
    for start, end in content:
        piece = text[start:end]
        opened_before = start > 0 and text[start - 1] in '"“'
        opened = quoted = bool(re.match(r'\s*["“]', piece)) or opened_before
        for i, char in enumerate(piece):
            if char == "“":
                quoted = True
            elif char == "”":
                quoted = False
            elif char == '"':
                quoted = (not quoted) if i > 0 or not opened else True
            elif char.isalnum():
                inside, outside = inside + quoted, outside + (not quoted)
    if not inside:
        return "indirect"
    return "direct" if outside <= 2 else "mixed"


def gold_spans(article: GoldArticle, role: str, wanted: str | None = None) -> list[Span]:
    """Spans of one role, of attributions of one manner if `wanted` names it."""
    return [
        span
        for one in article.attributions
        if wanted is None or (one.content and manner(article.text, one.content) == wanted)
        for span in join_touching(article.text, getattr(one, role))
    ]


def role_overlap(gold: Sequence[Span], found: Sequence[Span]) -> float:
    """Intersection over union of two sets of spans; 1 if both are empty."""
    if not gold and not found:
        return 1.0
    shared = sum(overlap(a, b) for a in gold for b in found)
    return shared / (sum(b - a for a, b in (*gold, *found)) - shared)


def as_spans(one: GoldAttribution | Linked) -> list[list[Span]]:
    """Spans of an attribution by role."""
    if isinstance(one, Linked):
        return [[one.source] if one.source else [], [one.cue], list(one.content)]
    return [list(getattr(one, role)) for role in ROLES]


def link_scores(articles: Iterable[tuple[GoldArticle, Found]]) -> dict[str, dict[str, float]]:
    """F1 of whole attributions (half of each role), and with the roles asked for one by one."""
    counts = {"all": 0, "cue and content": 0, "cue and source": 0}
    gold_count = found_count = 0
    for article, reading in articles:
        gold = [as_spans(one) for one in article.attributions if one.cue or one.content]
        found = [as_spans(one) for one in reading.attributions]
        gold_count += len(gold)
        found_count += len(found)
        pairs = [
            (i, k, [role_overlap(x, y) for x, y in zip(a, b, strict=True)])
            for i, a in enumerate(gold)
            for k, b in enumerate(found)
            if max(overlap(x, y) for x in a[1] or a[2] for y in b[1]) > 0 or not a[1]
        ]
        for name, roles in (("all", (0, 1, 2)), ("cue and content", (1, 2)), ("cue and source", (0, 1))):
            fits = [(sum(v[r] for r in roles), i, k) for i, k, v in pairs if all(v[r] >= 0.5 for r in roles)]
            counts[name] += greedy_matches(fits)
    return {name: percentages(n / max(found_count, 1), n / max(gold_count, 1)) for name, n in counts.items()}


def scores(articles: Sequence[GoldArticle], readings: Sequence[Found]) -> dict:
    """All figures of one run."""
    result: dict = {}
    for role in ROLES:
        rows = [(a.text, gold_spans(a, role), r.spans[role]) for a, r in zip(articles, readings, strict=True)]
        result[role] = {**span_scores(rows), "token": token_scores(rows)}
    result["recall by manner"] = {}
    for wanted in ("direct", "mixed", "indirect"):
        rows = [
            (a.text, gold_spans(a, "content", wanted), r.spans["content"])
            for a, r in zip(articles, readings, strict=True)
        ]
        one = span_scores(rows)
        result["recall by manner"][wanted] = {"gold": one["gold"], "exact": one["exact"]["r"], "half": one["half"]["r"]}
    result["linked"] = link_scores(zip(articles, readings, strict=True))
    return result


def short(full: dict) -> dict[str, float]:
    """The figures that have a bar."""
    return {
        **{f"{role} exact": full[role]["exact"]["f1"] for role in ROLES},
        "content token": full["content"]["token"]["f1"],
        "direct exact recall": full["recall by manner"]["direct"]["exact"],
        "linked": full["linked"]["all"]["f1"],
    }
