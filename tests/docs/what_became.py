"""Writes the manual page on the first ledger from the ledger itself.

python tests/docs/what_became.py > docs/explanation/what-became-of-what-they-said.md
"""

from __future__ import annotations

import math
import tempfile
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

from brumaire.cli.ledger_verbs.board import as_markdown, cells
from brumaire.cli.ledger_verbs.opened import ends
from brumaire.ledger import open_ledger
from brumaire.pipeline.ledger import first_ledger
from brumaire.pipeline.ledger_board import board_of, compare, scores_of

ON = date(2025, 12, 31)
AT = datetime(2026, 1, 1, tzinfo=UTC)

HEAD = """# What became of what they said

Two articles, of June 2022 and January 2023, say what will become of a leader at war: a coup is possible, he will not be around for much longer, an
uprising is improbable. Nobody wrote it down in a form that could turn out wrong, and nobody went back. The first ledger of Brumaire does both. It holds
22 forecasts of the two articles in our own words (one of them in three readings), those of seven other forecasters of the time, what history alone says,
and the model.

    $ brumaire ledger demo --out first.db
    $ brumaire ledger board --ledger first.db --on 2025-12-31

This page is written by `python tests/docs/what_became.py`, and a test holds it to that.

## Said, and how it came out

Numbers are the probability that the question comes out yes; for words, what they are taken to mean by the survey that Brumaire reads with. The score is
Brier's, (p − outcome)²: 0 is best, 0.25 is what one half earns, 1 is worst.
"""

BOARD = """
## The board

Forecasters are ranked by the mean Brier difference from the base rate on the same question: below 0 is better than history alone. Words give a range, over
all that they may mean, and the rank goes by its middle. Where history has no rate for a question nothing is compared, and the board says on how many
of the questions it is. Void questions, whose condition stayed false, are counted apart. The log column may be minus infinity: that is a certainty, at the
far end of what the words may mean, that was wrong, and how often.
"""

TAIL = """
## What to make of it

- **Few questions.** Where one question is all, a rank says nothing; the interval is over questions and is missing there. No skill here is
  more than a hint, and shrinking it toward 0 says so: n/(n + 20) of it counts.
- **Words protect.** “Possible” means 1 to 60 % (the low end is judged), so whoever uses it for everything is scored by a wide range; “not going to be around”
  means more than nine in ten, and being wrong with it is dear.
- **Most of what was conditional never came to a test.** Five questions are void: what they hang on, a coup in four of them, did not come. They were not
  wrong, and they have earned nothing.
- **Not all that was said can be checked.** Four statements are kept with the reason why not.
- **The base rate is hard to beat,** and most of its questions came out no. It stands on half of the questions only: history has no rate for a
  mutiny or an ultimatum, or for the call-up of half a million.
- **The model is there in hindsight.** It was asked as of the articles' days, with nothing from after them, but it was written when the outcome was known, by
  people who knew. Its figures, of 20,000 runs each, are shown to be compared with and prove nothing; forecasts registered before their outcome will.
- **Days are judged** for the other forecasters where domain.md, our source, gives none. Some asked about a larger area than the question says.
"""


def page() -> str:
    """The whole page."""
    with tempfile.TemporaryDirectory() as folder, open_ledger(str(Path(folder) / "first.db")) as ledger:
        ledger.append(first_ledger(), at=AT, author="the manual")
        scores = scores_of(ledger, ON)
        board = as_markdown([cells(row) for row in board_of(ledger, ON)])
        lines = "\n".join(_lines(ledger, scores))
        kept = "\n".join(
            f"- {e.body['by']}: {e.body['words']}. Not checkable: {e.body['reason']}."
            for e in ledger.entries(kind="unchecked")
        )
        paired = "\n".join(_paired(scores))
    return (
        f"{HEAD}\n{lines}\n\nNot checkable, and kept with the reason:\n\n{kept}\n{BOARD}\n{board}\n\n{paired}\n{TAIL}"
    )


def _lines(ledger, scores) -> Iterator[str]:
    yield "| | who | the question, from the day of the article on | said | p | came | score |"
    yield "|---|---|---|---|---|---|---|"
    place = {
        (scores.rows.forecasters[int(f)][0], scores.rows.questions[int(q)].id): k
        for k, (f, q) in enumerate(zip(scores.standing.forecaster, scores.standing.question, strict=True))
    }
    asked = {q.id: q for q in ledger.questions()}
    came = {r.question: r for r in ledger.resolutions()}
    for f in ledger.forecasts():
        if f.sort not in ("expert", "crowd"):
            continue
        key = str(f.body["basis"]["source"]).rpartition(", ")[2] if f.sort == "expert" else ""
        k = place.get((f.by, f.question))
        score = "" if k is None else ends((float(scores.brier_low[k]), float(scores.brier_high[k])))
        said = f.body["form"].get("words", "")
        p = ends((f.low, f.high), "{:.2f}") if f.low is not None else f"{f.p:.3g}"
        text = asked[f.question].text.replace("|", "\\|")
        yield f"| {key} | {f.by} | `{text}` | {said} | {p} | {came[f.question].outcome} | {score} |"


def _paired(scores) -> Iterator[str]:
    for first in ("Richard Kemp", "Dr Thornton"):
        found = compare(scores, first, "the model, in hindsight")
        apart = ends((float(found.range.low), float(found.range.high)), "{:+.3f}")
        test = found.test
        tested = ""
        if test is not None and not math.isnan(test.p_value):
            tested = f"; on the {test.questions} where the words have a middle, {ends((test.mean, test.mean), '{:+.3f}')} with p = {test.p_value:.2f} (paired t)"
        yield f"- {first} less the model on the {found.questions} questions of both: Brier difference {apart}{tested}."


if __name__ == "__main__":
    print(page(), end="")
