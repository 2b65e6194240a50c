"""Articles to a reading: each is read alone, and one that cannot be read does not stop the others."""

from __future__ import annotations

import os
import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from brumaire.errors import BrumaireError
from brumaire.records import Article, Case, Reading


@dataclass(frozen=True, slots=True)
class ReadResult:
    """What was read, and which articles were refused and why."""

    reading: Reading
    refused: tuple[BrumaireError, ...]


def load_case(path: Path) -> Case:
    """The case file at `path`, or a case of that name among the examples."""
    from brumaire import cases

    return cases.load(path)


def read(
    sources: Iterable[Path | str],
    *,
    published: Mapping[Path, date] | None = None,
    case: Case | None = None,
    fetch: bool = False,
    progress: Callable[[int, int], None] | None = None,
) -> ReadResult:
    """Read the articles of all sources (see `articles.read_many`) and the claims in them.

    Parameters
    ----------
    sources
        Files, directories, addresses or "-".
    published
        Dates by source, file, file name or single article (`feed.xml#3`); such a date wins over the case's entry for the
        article, and that over the date in the article itself.
    case
        Whose actors and leader the articles speak of.
    fetch
        Whether addresses may be fetched; otherwise nothing is sent over the network.
    progress
        Called after each article with how many were read and how many refused.

    The same article given twice is read once.
    """
    refused: list[BrumaireError] = []
    readings: list[Reading] = []
    dates = _Dates(published or {})
    for found in read_articles(_articles(sources, dates, case, fetch=fetch), case=case):
        if isinstance(found, Reading):
            readings.append(found)
        else:
            refused.append(found)
        if progress is not None:
            progress(len(readings), len(refused))
    refused += (
        BrumaireError(
            f"--published names {path}, which is not among the articles",
            mend="give the path as the article's argument has it",
        )
        for path in dates.unused()
    )
    return ReadResult(together(readings), tuple(refused))


def read_articles(
    articles: Iterable[Article | BrumaireError], *, case: Case | None = None, workers: int | None = None
) -> Iterator[Reading | BrumaireError]:
    """The reading of each article, in their order; what could not be read comes through as its error.

    Several are read at once, by as many threads as there are processors (four at most) unless `workers` says otherwise: the
    network computes in one while another resolves speakers and events. That changes the time and nothing else.
    """
    from concurrent.futures import Future, ThreadPoolExecutor

    from brumaire.claims import read_claims
    from brumaire.claims.tagging import network

    def one(article: Article) -> Reading | BrumaireError:
        try:
            return read_claims(article, case=case)
        except BrumaireError as error:
            return error

    count = workers or min(4, os.cpu_count() or 1)
    waiting: deque[Future[Reading | BrumaireError] | BrumaireError] = deque()
    network.shipped()  # once, before threads would each load it

    def done(at_most: int) -> Iterator[Reading | BrumaireError]:
        while len(waiting) > at_most:
            first = waiting.popleft()
            yield first.result() if isinstance(first, Future) else first

    with ThreadPoolExecutor(count) as pool:
        for article in articles:
            waiting.append(pool.submit(one, article) if isinstance(article, Article) else article)
            yield from done(2 * count)
        yield from done(0)


def _articles(
    sources: Iterable[Path | str], dates: _Dates, case: Case | None, *, fetch: bool
) -> Iterator[Article | BrumaireError]:
    """Each article of the sources once, with what is known about it, and what could not be read."""
    from brumaire.articles import fetch as fetch_page
    from brumaire.articles import read_many

    seen: set[str] = set()
    for source in sources:
        for found in read_many(source, fetch=fetch_page if fetch else None):
            if not isinstance(found, Article):
                dates.use(source)
                yield found
                continue
            article = _known(found, dates.of(source, found), case)
            if article.id not in seen:
                seen.add(article.id)
                yield article


def together(readings: Iterable[Reading]) -> Reading:
    """One reading of several, in which what several articles have of one speaker is one claim with several places.

    Identifiers stay unique because they begin with their article's.
    """
    from brumaire.claims.repeats.once import once

    readings = list(readings)
    return once(
        Reading(
            articles=tuple(a for r in readings for a in r.articles),
            attributions=tuple(a for r in readings for a in r.attributions),
            claims=tuple(c for r in readings for c in r.claims),
        )
    )


class _Dates:
    """The dates given on the command, and which of them found their article."""

    def __init__(self, given: Mapping[Path, date]) -> None:
        self._given, self._used = given, set[Path]()

    def use(self, source: Path | str) -> None:
        """Count a date as used whose file was there but could not be read: one complaint is enough."""
        self._used |= {Path(source), Path(Path(source).name)} & self._given.keys()

    def of(self, source: Path | str, article: Article) -> date | None:
        """The date for an article: by its own name first, then its file's, then its source's."""
        own = Path(article.path or "")
        file = Path(re.sub(r"[#:]\d+$", "", article.path or ""))
        for key in (own, Path(own.name), file, Path(file.name), Path(source), Path(Path(source).name)):
            if key in self._given:
                self._used.add(key)
                return self._given[key]
        return None

    def unused(self) -> list[Path]:
        return [path for path in self._given if path not in self._used]


def _known(article: Article, published: date | None, case: Case | None) -> Article:
    """The article with the date that was given and what the case knows about it."""
    entry = next((e for e in (case.articles if case else ()) if e.hash == article.id), None)
    if entry is None:
        return replace(article, published=published or article.published)
    return replace(
        article,
        published=published or entry.published or article.published,
        outlet=entry.outlet or article.outlet,
        byline=entry.byline or article.byline,
    )
