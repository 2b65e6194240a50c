"""Attributions and speed beside textacy and a regex for quotation marks, on the same articles in one run.

    python bench/attribution.py POLNEAR/dev [--peers PYTHON] [--workers 2]

POLNEAR/dev holds text and attributions. `--peers` is the interpreter of an environment with requirements/peers.txt (`make bench` makes it);
without it only Brumaire is measured. Words a second are those of `text.split()`, everything counted from text to claims, the model's loading apart.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "quality"))
import spans
from attributions import as_article
from polnear import read_polnear

COLUMNS = ("content exact", "content half", "content token", "direct exact", "source exact")


def figures(articles: list, found: list[tuple[list, list]]) -> dict[str, float]:
    """F1 in per cent, and the recall of direct contents."""
    contents = [(a.text, spans.gold_spans(a, "content"), c) for a, (c, _) in zip(articles, found, strict=True)]
    direct = [(a.text, spans.gold_spans(a, "content", "direct"), c) for a, (c, _) in zip(articles, found, strict=True)]
    sources = [(a.text, spans.gold_spans(a, "source"), s) for a, (_, s) in zip(articles, found, strict=True)]
    scored = spans.span_scores(contents)
    return {
        "content exact": scored["exact"]["f1"],
        "content half": scored["half"]["f1"],
        "content recalled": scored["half"]["r"],
        "content token": spans.token_scores(contents)["f1"],
        "direct exact": spans.span_scores(direct)["exact"]["r"],
        "source exact": spans.span_scores(sources)["exact"]["f1"],
    }


def ours(split: Path, workers: int) -> dict:
    """Brumaire in this process: load, read, memory."""
    begun = time.perf_counter()
    from brumaire.claims.tagging.network import shipped
    from brumaire.pipeline.read import read_articles

    shipped()
    loaded = time.perf_counter() - begun
    articles = [as_article(p.read_bytes().decode("utf-8")) for p in sorted((split / "text").glob("*.txt"))]
    words = sum(len(article.text.split()) for article in articles)
    begun = time.perf_counter()
    readings = list(read_articles(articles, workers=workers))
    seconds = time.perf_counter() - begun
    found = [
        (
            [(s.start, s.end) for a in reading.attributions for s in a.content],
            [(s.start, s.end) for a in reading.attributions for s in a.source],
        )
        for reading in readings
    ]
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"words": words, "seconds": seconds, "load": loaded, "memory": memory, "found": found}


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("split", type=Path)
    parser.add_argument("--peers", type=Path)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--ours", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.ours:
        print(json.dumps(ours(given.split, given.workers)))
        return
    if not (given.split / "text").is_dir():
        print(f"{given.split}: PolNeAR is not here; nothing measured")
        return
    articles = read_polnear(given.split)
    child = [sys.executable, __file__, str(given.split), "--workers", str(given.workers), "--ours"]
    mine = json.loads(subprocess.run(child, check=True, capture_output=True, text=True).stdout)
    rows = {"brumaire": mine}
    if given.peers and given.peers.exists():
        script = Path(__file__).with_name("attribution_peers.py")
        done = subprocess.run(
            [str(given.peers), str(script), str(given.split / "text")], check=True, capture_output=True, text=True
        )
        rows |= json.loads(done.stdout)["peers"]
    else:
        print("no environment of the peers: only Brumaire is measured (make bench makes it)")
    print(f"{len(articles)} articles, {mine['words']} words; F1 in per cent (direct: recall)")
    print(
        f"{'':26}" + "".join(f"{name:>15}" for name in COLUMNS) + f"{'words/s':>10}{'load s':>8}{'MB':>7}{'ratio':>8}"
    )
    for name, row in rows.items():
        scored = figures(articles, row["found"])
        speed = mine["words"] / row["seconds"]
        ratio = row["seconds"] / mine["seconds"]
        cells = "".join(f"{scored[column]:15.1f}" for column in COLUMNS)
        load, memory = (f"{row[key]:.2f}" if key in row else "" for key in ("load", "memory"))
        print(f"{name:26}{cells}{speed:10.0f}{load:>8}{memory.split('.')[0]:>7}{ratio:8.2f}  {row.get('note', '')}")
    print("ratio: seconds of each over Brumaire's, in this run")


if __name__ == "__main__":
    main()
