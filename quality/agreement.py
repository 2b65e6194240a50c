"""How far two annotators agree: corpus/second against the same articles of the test split.

    python quality/agreement.py [--json]

The second annotation was made from the texts alone, without sight of the first or of the extractor. Each is scored against
the other as the extractor is scored against the first (corpus_score), and the counts of both directions are added, so that
neither is the truth. The figures say how high an extractor could score that reads as well as a second annotator.

Excused, as neither found nor missed: rows that are optional in either, and rows that the other counts as a further place of
a claim. Window dates are compared where both know the day of publication, which not every text says. Only figures are
printed: the split is blind.
"""

from __future__ import annotations

import json
import sys
from dataclasses import replace

from corpus_format import CORPUS, Annotated, load, load_article
from corpus_score import Tally, covers, score_article

from brumaire.records import Span

SECOND = CORPUS / "second"
# What only a reading of the extractor has: places that are linked to their claim.
NOT_COMPARED = ("places",)


def pairs() -> list[tuple[Annotated, Annotated]]:
    """The articles that were annotated twice, the first annotation before the second."""
    both = [(load_article(CORPUS / "test" / a.path.stem, "test"), a) for a in load("second")]
    for article in (a for pair in both for a in pair):
        if article.errors:
            raise SystemExit(f"{article.errors[0]}\nto mend: correct the file")
    for first, second in both:
        if first.text != second.text:
            raise SystemExit(f"the texts of {second.slug} differ\nto mend: copy it from test to second")
    return both


def excused(article: Annotated, other: Annotated) -> Annotated:
    """The article with those rows optional that the other has only as optional ones or as further places."""
    core = [row.claim.content for row in other.rows if not row.optional]
    loose = [row.claim.content for row in other.rows if row.optional]
    loose += [place for row in other.rows for place in row.places]

    def slack(content: Span) -> bool:
        known = [any(covers(span, content) for span in spans) for spans in (core, loose)]
        return known == [False, True]

    return replace(article, rows=tuple(replace(r, optional=r.optional or slack(r.claim.content)) for r in article.rows))


def agreement(both: list[tuple[Annotated, Annotated]]) -> Tally:
    """Both directions of every article in one tally."""
    total = Tally()
    for first, second in both:
        for wanted, read in ((first, second), (second, first)):
            tally = Tally()
            score_article(excused(wanted, read), [r.claim for r in read.rows if not r.optional], tally)
            for name in tally.wanted.keys() | tally.found.keys():
                dated = name != "window dates" or first.published == second.published
                if dated and name not in NOT_COMPARED:
                    total.add(name, tally.right[name], tally.found[name], tally.wanted[name])
            for kind, notes in tally.errors.items():
                total.errors[kind] += notes
    return total


def main(words: list[str]) -> int:
    """Print the figures; the exit status, 2 for a mistake in the command itself."""
    if words not in ([], ["--json"]):
        print(__doc__)
        return 2
    both = pairs()
    figures = agreement(both).figures()
    if words:
        print(json.dumps({"articles": len(both), "figures": figures}, indent=2))
        return 0
    first, second = (sum(not row.optional for pair in both for row in pair[side].rows) for side in (0, 1))
    print(
        f"{len(both)} articles, {first} claims in the first annotation, {second} in the second; both directions added"
    )
    print(f"{'':22}     F1   right  found wanted")
    for name, row in figures.items():
        print(f"{name:22}{row['f1']:7.3f}{row['right']:8.0f}{row['found']:7.0f}{row['wanted']:7.0f}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
