"""Near-duplicates: the same agency report printed by several outlets, cut and under new headlines.

Two articles are compared as sequences of words, without case, punctuation or line ends, and only where claims are
read: headline and body. A *shingle* is five words in a row. The *resemblance* of two articles is the share of all
their shingles that both have, and the *containment* is the share that both have of the shingles of whichever has
fewer (Broder 1997; recalled, unchecked). Sets of shingles are compared exactly, without sketches: a batch holds
thousands of articles, not billions, and the answer is the same on every machine.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from brumaire.records import Article

SHINGLE = 5
"""Words in a shingle."""

PASSAGE = 12
"""Words that a shared passage has at least; fewer are a title of office or a turn of phrase that many use."""

_SEED = 6
_GAP = 5
# Where a stretch occurs many times over (refrains, tables), more places to look at only cost time.
_PLACES = 8
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")

Shingle = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """The same words in two articles: `[start_a, end_a)` of one text and `[start_b, end_b)` of the other."""

    start_a: int
    end_a: int
    start_b: int
    end_b: int


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two articles are. `a` and `b` are their identifiers.

    `resemblance` and `containment` are in [0, 1]; an article cut to its first half keeps a containment of 1.
    """

    a: str
    b: str
    resemblance: float
    containment: float
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of an article's headline and body, and where each stands in the text."""

    words: tuple[str, ...]
    offsets: tuple[tuple[int, int], ...]

    def shingles(self) -> frozenset[Shingle]:
        size = min(SHINGLE, len(self.words))
        return frozenset(self.words[i : i + size] for i in range(len(self.words) - size + 1)) if size else frozenset()


def shared_passages(a: Article, b: Article) -> tuple[Passage, ...]:
    """The passages of twelve words or more that both articles have, in the order of `a`; none overlap in `a`.

    Up to five words in a row may differ inside a passage ("Colonel Reyl told the Courant" for "she said"); at least
    twelve agree.

    Examples
    --------
    >>> from brumaire.articles import read_bytes
    >>> one = read_bytes(b"The general said that the army would never again obey the palace or its men.", path=None)
    >>> two = read_bytes(b"Asked twice, the general said on Monday that the army would never again obey the palace "
    ...     b"or its men.", path=None)
    >>> [(one.text[p.start_a : p.end_a], two.text[p.start_b : p.end_b]) for p in shared_passages(one, two)]
    [('that the army would never again obey the palace or its men', 'that the army would never again obey the palace or its men')]
    """
    return _passages(_words(a), _words(b))


def likeness(a: Article, b: Article) -> Likeness:
    """Compare two articles.

    Examples
    --------
    >>> from brumaire.articles import read_bytes
    >>> text = b"The general said that the army would never again obey the palace or its men."
    >>> one, two = read_bytes(text, path=None), read_bytes(b"Army split\\n\\n" + text, path=None)
    >>> found = likeness(one, two)
    >>> round(found.resemblance, 2), found.containment, len(found.passages)
    (0.85, 1.0, 1)
    """
    words_a, words_b = _words(a), _words(b)
    shingles_a, shingles_b = words_a.shingles(), words_b.shingles()
    common = len(shingles_a & shingles_b)
    passages = _passages(words_a, words_b) if common else ()
    return _likeness(a.id, b.id, (common, len(shingles_a), len(shingles_b)), passages)


def near_duplicates(articles: Iterable[Article], *, at_least: float = 0.5) -> tuple[Likeness, ...]:
    """Every pair of articles of which one holds half of the other; `a` is the one that was given first.

    The order is that of the later article of each pair, then that of the earlier.

    Parameters
    ----------
    articles
        Articles; one that is given twice (the same `id`) is compared once.
    at_least
        The least containment, in [0, 1]. Half is judged: two reports on the same speech that quote the same
        sentences stay below it, an agency report that an outlet has cut and added to stays above.
    """
    unique = list({article.id: article for article in reversed(list(articles))}.values())[::-1]
    words = [_words(article) for article in unique]
    shingles = [w.shingles() for w in words]
    holders: defaultdict[Shingle, list[int]] = defaultdict(list)
    found: list[Likeness] = []
    for j, own in enumerate(shingles):
        common: Counter[int] = Counter()
        for shingle in own:
            common.update(holders[shingle])
            holders[shingle].append(j)
        for i, count in sorted(common.items()):
            if count >= at_least * min(len(shingles[i]), len(own)):
                passages = _passages(words[i], words[j])
                sizes = (count, len(shingles[i]), len(own))
                found.append(_likeness(unique[i].id, unique[j].id, sizes, passages))
    return tuple(found)


def _likeness(a: str, b: str, sizes: tuple[int, int, int], passages: tuple[Passage, ...]) -> Likeness:
    common, of_a, of_b = sizes
    union, fewer = of_a + of_b - common, min(of_a, of_b)
    return Likeness(a, b, common / union if union else 0.0, common / fewer if fewer else 0.0, passages)


def _words(article: Article) -> _Words:
    words: list[str] = []
    offsets: list[tuple[int, int]] = []
    for block in article.blocks:
        if block.kind not in ("headline", "body"):
            continue
        for match in _WORD.finditer(article.text, block.start, block.end):
            words.append(match[0].casefold().replace("’", "'"))
            offsets.append(match.span())
    return _Words(tuple(words), tuple(offsets))


def _passages(a: _Words, b: _Words) -> tuple[Passage, ...]:
    found = []
    for chain in _chains(_runs(a.words, b.words)):
        if sum(size for _, _, size in chain) < PASSAGE:
            continue
        (first_a, first_b, _), (last_a, last_b, size) = chain[0], chain[-1]
        found.append(
            Passage(
                a.offsets[first_a][0],
                a.offsets[last_a + size - 1][1],
                b.offsets[first_b][0],
                b.offsets[last_b + size - 1][1],
            )
        )
    return tuple(found)


def _runs(a: Sequence[str], b: Sequence[str]) -> list[tuple[int, int, int]]:
    """Equal stretches (place in a, place in b, words), longest first at each place of a, none overlapping in a."""
    places: defaultdict[Shingle, list[int]] = defaultdict(list)
    for j in range(len(b) - _SEED + 1):
        kept = places[tuple(b[j : j + _SEED])]
        if len(kept) < _PLACES:
            kept.append(j)
    runs = []
    i = expected = 0
    while i + _SEED <= len(a):
        candidates = places.get(tuple(a[i : i + _SEED]), ())
        if not candidates:
            i += 1
            continue
        # Of stretches equally long the one that goes on where the last one ended, else the first.
        size, _, j = max((_agree(a, i, b, j), -abs(j - expected), j) for j in candidates)
        runs.append((i, j, size))
        i, expected = i + size, j + size
    return runs


def _agree(a: Sequence[str], i: int, b: Sequence[str], j: int) -> int:
    size = 0
    while i + size < len(a) and j + size < len(b) and a[i + size] == b[j + size]:
        size += 1
    return size


def _chains(runs: Iterable[tuple[int, int, int]]) -> list[list[tuple[int, int, int]]]:
    chains: list[list[tuple[int, int, int]]] = []
    for i, j, size in runs:
        if chains:
            last_i, last_j, last = chains[-1][-1]
            if i - last_i - last <= _GAP and 0 <= j - last_j - last <= _GAP:
                chains[-1].append((i, j, size))
                continue
        chains.append([(i, j, size)])
    return chains
