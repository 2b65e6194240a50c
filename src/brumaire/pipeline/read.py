"""Articles to a reading: each is read alone, and one that cannot be read does not stop the others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
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
    paths: Iterable[Path], *, published: Mapping[Path, date] | None = None, case: Case | None = None
) -> ReadResult:
    """Read articles and the claims in them.

    A date given in `published` wins over the case's entry for the article, and that over the date in the article itself.
    The same article given twice is read once.
    """
    from brumaire.claims import read_claims

    articles: dict[str, Article] = {}
    refused: list[BrumaireError] = []
    readings: list[Reading] = []
    dates = dict(published or {})
    for path in paths:
        try:
            article = _article(path, dates.pop(path, None) or dates.pop(Path(path.name), None), case)
            if article.id in articles:
                continue
            readings.append(read_claims(article, case=case))
            articles[article.id] = article
        except BrumaireError as error:
            refused.append(error)
    for path in dates:
        refused.append(
            BrumaireError(
                f"--published names {path}, which is not among the articles",
                mend="give the path as the article's argument has it",
            )
        )
    return ReadResult(together(readings), tuple(refused))


def together(readings: Iterable[Reading]) -> Reading:
    """One reading of several, in which what several articles have of one speaker is one claim with several places.

    Identifiers stay unique because they begin with their article's.
    """
    from brumaire.claims.repeats import once

    readings = list(readings)
    return once(
        Reading(
            articles=tuple(a for r in readings for a in r.articles),
            attributions=tuple(a for r in readings for a in r.attributions),
            claims=tuple(c for r in readings for c in r.claims),
        )
    )


def _article(path: Path, published: date | None, case: Case | None) -> Article:
    from brumaire.articles import read_path

    article = read_path(path, published=published)
    entry = next((e for e in (case.articles if case else ()) if e.hash == article.id), None)
    if entry is None:
        return article
    return replace(
        article,
        published=published or entry.published or article.published,
        outlet=entry.outlet or article.outlet,
        byline=entry.byline or article.byline,
    )
