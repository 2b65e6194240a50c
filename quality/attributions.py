"""How well attributions are found in PolNeAR, which lies outside the repository.

    python quality/attributions.py POLNEAR_FOLDER [SPLIT] [--full] [--network MODEL_FOLDER] [--rules]

POLNEAR_FOLDER/SPLIT (dev unless given) holds text/*.txt and attributions/*.ann (brat stand-off); where an article has several
annotators the first is taken. Two tables: the network alone (spans of each role, linked attributions), and what
`read_claims` gives as the attributions of a reading (network and rules together; `--rules`: the rules alone).
The metrics are explained in spans.py. `--network` measures another export than the shipped one.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import spans
from polnear import ROLES, GoldArticle, read_polnear

from brumaire.articles.plain import paragraphs
from brumaire.claims import RawAttribution, RuleTagger, Tagger, TrainedTagger
from brumaire.claims.tagging.network import Found, Linked, load, shipped
from brumaire.records import Article, Block


def as_article(text: str) -> Article:
    """A text of PolNeAR as an article of body paragraphs."""
    return Article("0" * 16, None, text, tuple(Block(a, b, "body") for a, b in paragraphs(text)))


def as_found(raws: Sequence[RawAttribution]) -> Found:
    """The attributions of a tagger in the form of the network's."""
    by_role = {role: [span for raw in raws for span in getattr(raw, role)] for role in ROLES}
    linked = [Linked(raw.source[0] if raw.source else None, raw.cue[0], raw.content) for raw in raws if raw.cue]
    return Found({role: sorted(set(found)) for role, found in by_role.items()}, linked)


def tagged(tagger: Tagger) -> Callable[[str], Found]:
    """What a tagger finds in a text."""
    return lambda text: as_found(tagger.tag(as_article(text)))


def evaluate(read: Callable[[str], Found], articles: Sequence[GoldArticle]) -> dict:
    """Scores of `read` on `articles`."""
    return spans.scores(articles, [read(article.text) for article in articles])


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("polnear", type=Path)
    parser.add_argument("split", nargs="?", default="dev")
    parser.add_argument(
        "--network", type=Path, help="folder with tagger.onnx, tagger.json, pieces.npz and tokenizer.json"
    )
    parser.add_argument("--rules", action="store_true", help="measure the rules alone in the second table")
    parser.add_argument("--full", action="store_true", help="print every figure as JSON")
    given = parser.parse_args()
    articles = read_polnear(given.polnear / given.split)
    if not articles:
        parser.error(f"{given.polnear / given.split}: no annotated article is there")
    reader = load(given.network) if given.network else shipped()
    second = ("rules", tagged(RuleTagger())) if given.rules else ("read_claims", tagged(TrainedTagger(reader)))
    words = sum(len(article.text.split()) for article in articles)
    print(f"{len(articles)} articles, {words} words")
    for name, read in (("network", reader.read), second):
        begun = time.perf_counter()
        full = evaluate(read, articles)
        seconds = time.perf_counter() - begun
        if given.full:
            print(name, json.dumps(full, indent=1))
        else:
            figures = "  ".join(f"{key} {value:.2f}" for key, value in spans.short(full).items())
            print(f"{name}: {figures}  ({words / seconds:.0f} words a second with scoring)")


if __name__ == "__main__":
    main()
