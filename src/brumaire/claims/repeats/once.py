"""The same claim made again: in headline and body, in summary and quotation, in a wire story and its copies.

A claim repeats another where the same speaker says the same about the same events under the same condition, and the
words are nearly the same or a shortened form of the other's. Two speakers who say the same make two claims. The one
that says most stays; the others become its places. Nothing is dropped that says anything of its own: a stronger headline,
an earlier window or another number is another claim.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from datetime import date

from brumaire.articles import near_duplicates
from brumaire.claims.repeats.wording import contained, jaccard, words
from brumaire.records import Article, Claim, EstimativeProbability, Place, Reading, Speaker, TimeWindow

# Judged: so much in common makes two wordings one.
_NEAR, _SHORTENED, _COPIED, _SUMMED = 0.6, 0.8, 0.7, 0.4
_PLAIN_FUTURE = frozenset(
    ("will", "'ll", "’ll", "would", "shall", "'d", "’d", "going to", "will not", "won't", "won’t", "would not")
)
# A word that so many claims of one kind share finds no pair worth comparing; others of their words do.
_COMMON = 200


@dataclass
class _Kept:
    claim: Claim
    words: frozenset[str]
    places: list[Place] = field(default_factory=list)


def once(reading: Reading) -> Reading:
    """A reading in which a claim that is made in several places stands once, with its other places.

    Claims that are repeated stay where they stood; the order, the attributions and the articles are unchanged. The result
    does not depend on the order in which the articles were read.

    Examples
    --------
    >>> from brumaire.articles import read_bytes
    >>> from brumaire.claims import read_claims
    >>> text = b"General Ada Ames said there would be a mutiny in the army.\\n\\n"
    >>> text += b'"There will be a mutiny in the army," Ames said.'
    >>> claim, = read_claims(read_bytes(text, path=None)).claims
    >>> [place.span.quote for place in claim.places]
    ['There will be a mutiny in the army']
    """
    days = {article.id: article.published for article in reading.articles}
    kept: dict[tuple[object, ...], dict[str, list[_Kept]]] = defaultdict(lambda: defaultdict(list))
    merged: dict[int, _Kept] = {}
    by_id: dict[str, _Kept] = {}
    copies = _Copies(reading.articles)
    gone: set[int] = set()
    order = sorted(range(len(reading.claims)), key=lambda i: _rank(reading.claims[i], days))
    for i in order:
        claim = reading.claims[i]
        row = _Kept(claim, words(claim.content.quote))
        bucket = kept[(tuple(sorted(claim.events)), claim.polarity, claim.holder)]
        near = _candidates(row, bucket)
        same = next((k for k in near if repeats(claim, k.claim) or copies.copied(claim, k.claim)), None)
        if same is None and claim.headline_of is not None and claim.headline_of in by_id:
            same = by_id[claim.headline_of] if sums_up(claim, by_id[claim.headline_of].claim) else None
        if same is not None:
            same.places += [Place(claim.article, claim.content, claim.attribution), *claim.places]
            gone.add(i)
            continue
        merged[i] = row
        by_id[claim.id] = row
        for word in row.words:
            bucket[word].append(row)
    new = []
    renamed = {reading.claims[i].id for i in gone}
    for i, claim in enumerate(reading.claims):
        if i in gone:
            continue
        places = (*claim.places, *sorted(merged[i].places, key=lambda p: _order(p, days)))
        body = claim.headline_of
        home = _home(body, reading, merged) if body in renamed else body
        new.append(replace(claim, places=tuple(dict.fromkeys(places)), headline_of=home))
    return replace(reading, claims=tuple(new))


class _Copies:
    """The passages that near-duplicate articles share: the same words in both, whoever they were laid to."""

    def __init__(self, articles: tuple[Article, ...]) -> None:
        self.shared: dict[tuple[str, str], list[tuple[int, int, int, int]]] = {}
        texts = [article for article in articles if article.text]
        for pair in near_duplicates(texts) if len(texts) > 1 else ():
            here = [(p.start_a, p.end_a, p.start_b, p.end_b) for p in pair.passages]
            self.shared[pair.a, pair.b] = here
            self.shared[pair.b, pair.a] = [(c, d, a, b) for a, b, c, d in here]

    def copied(self, claim: Claim, other: Claim) -> bool:
        """Whether two claims are the same words of a copied passage; a copy that was cut may have lost who spoke."""
        if (claim.events, claim.polarity) != (other.events, other.polarity):
            return False
        one, two = claim.content, other.content
        return (
            any(
                a <= one.start and one.end <= b and c <= two.start and two.end <= d
                for a, b, c, d in self.shared.get((claim.article, other.article), ())
            )
            and jaccard(words(one.quote), words(two.quote)) >= _COPIED
        )


def repeats(claim: Claim, other: Claim) -> bool:
    """Whether `claim` says nothing that `other` does not say."""
    if (set(claim.events), claim.polarity) != (set(other.events), other.polarity) or claim.overstates:
        return False
    if sums_up(claim, other):
        return True
    return _same_voice(claim, other) and _no_more(claim, other) and _alike(claim, other)


def sums_up(headline: Claim, body: Claim) -> bool:
    """Whether a headline only says in its own words what the claim of the body that it is linked to says."""
    if headline.headline_of != body.id or not body.id or headline.overstates:
        return False
    alike = contained(words(headline.content.quote), words(body.content.quote)) >= _SUMMED
    named = headline.speaker is not None and (body.speaker is None or not _same_speaker(headline.speaker, body.speaker))
    return alike and not named and bool(set(headline.events) & set(body.events) - {"other"})


def _candidates(row: _Kept, bucket: dict[str, list[_Kept]]) -> list[_Kept]:
    """Those kept with at least half of the row's words, the likeliest first."""
    counted: Counter[int] = Counter()
    found: dict[int, _Kept] = {}
    for word in row.words:
        rows = bucket.get(word, [])
        for other in rows[:_COMMON]:
            counted[id(other)] += 1
            found[id(other)] = other
    near = [found[key] for key, n in counted.items() if 2 * n >= min(len(row.words), len(found[key].words))]
    return sorted(near, key=lambda k: (-jaccard(row.words, k.words), k.claim.article, k.claim.content))


def _same_voice(claim: Claim, other: Claim) -> bool:
    """The same speaker, or nobody in both, or a headline that leaves out who says it."""
    if claim.holder != other.holder:
        return False
    if claim.speaker is None and other.speaker is None:
        return (claim.attribution is None) == (other.attribution is None) or claim.headline
    if claim.speaker is None or other.speaker is None:
        return claim.article == other.article and (claim if claim.speaker is None else other).headline
    return _same_speaker(claim.speaker, other.speaker)


def _same_speaker(one: Speaker, other: Speaker) -> bool:
    a, b = one.name.casefold().split(), other.name.casefold().split()
    if a == b:
        return True
    person = "person" in (one.kind, other.kind) and "group" not in (one.kind, other.kind)
    # A surname alone is the person of that surname; two full names that differ are two people.
    return person and bool(a and b) and a[-1] == b[-1] and min(len(a), len(b)) == 1


def _no_more(claim: Claim, other: Claim) -> bool:
    kinds = {claim.kind, other.kind}
    if len(kinds) > 1 and kinds != {"report", "assessment"}:
        return False
    if claim.condition is None or other.condition is None:
        if claim.condition is not other.condition:
            return False
    elif claim.condition.question is None or claim.condition.question != other.condition.question:
        a, b = words(claim.condition.span.quote), words(other.condition.span.quote)
        if contained(a, b) < _NEAR:
            return False
    return (
        _same_chance(claim.likelihood, other.likelihood)
        and _same_time(claim.window, other.window)
        and _same_numbers(claim, other)
    )


def _same_chance(one: EstimativeProbability | None, other: EstimativeProbability | None) -> bool:
    if one is None or other is None:
        words_of = one or other
        # "He would go", she said: what she said is "he will go".
        return words_of is None or words_of.words.lower() in _PLAIN_FUTURE
    return one.strength == other.strength and one.low <= other.high and other.low <= one.high


def _same_time(one: TimeWindow | None, other: TimeWindow | None) -> bool:
    """The repetition may leave the window out, but not set another."""
    if one is None:
        return True
    return other is not None and (
        (one.opens, one.closes) == (other.opens, other.closes) or words(one.words) == words(other.words)
    )


def _same_numbers(claim: Claim, other: Claim) -> bool:
    """A number that the repetition gives is one of the other's."""
    return all(
        any(n.low <= m.high and m.low <= n.high and (n.value == m.value or n.low != n.high) for m in other.quantities)
        for n in claim.quantities
    )


def _alike(claim: Claim, other: Claim) -> bool:
    a, b = words(claim.content.quote), words(other.content.quote)
    if claim.article != other.article and (claim.speaker is None or claim.events == ("other",)):
        return len(a & b) >= 3 and jaccard(a, b) >= _COPIED
    if claim.events == ("other",):
        return len(a & b) >= 3 and (jaccard(a, b) >= _NEAR or contained(a, b) == 1)
    return (len(a & b) >= 2 and (jaccard(a, b) >= _NEAR or contained(a, b) >= _SHORTENED)) or (a == b and bool(a))


def _rank(claim: Claim, days: dict[str, date | None]) -> tuple[object, ...]:
    """Who stays: what is attributed, in the body, with the most said; then the earliest published."""
    said = sum(part is not None for part in (claim.window, claim.condition, claim.question)) + len(claim.quantities)
    day = days.get(claim.article) or date.max
    return (
        claim.headline,
        claim.speaker is None,
        -said,
        -len(words(claim.content.quote)),
        day,
        claim.article,
        claim.content,
    )


def _order(place: Place, days: dict[str, date | None]) -> tuple[object, ...]:
    return (days.get(place.article) or date.max, place.article, place.span)


def _home(identifier: str | None, reading: Reading, merged: dict[int, _Kept]) -> str | None:
    """The claim that now holds the place of one that was merged."""
    old = next(c for c in reading.claims if c.id == identifier)
    for row in merged.values():
        if any(p.article == old.article and p.span == old.content for p in row.places):
            return row.claim.id
    return None
