"""How well the tagger finds attributions in PolNeAR, which lies outside the repository.

    python quality/attributions.py POLNEAR_FOLDER [SPLIT]

POLNEAR_FOLDER/SPLIT holds text/*.txt and attributions/*.ann (brat stand-off); where an article has several
annotators the first is taken. Token precision, recall and F1 of sources, cues and contents; and for contents the
share of pieces matched with at least half of their union (one to one), apart for direct and indirect ones.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from brumaire.articles.plain import paragraphs
from brumaire.claims import RuleTagger, read_claims
from brumaire.records import Article, Block

Offsets = tuple[int, int]
_TOKEN = re.compile(r"\w+|[^\w\s]")
ROLES = ("Source", "Cue", "Content")


@dataclass
class Tally:
    """Counts of tokens by role, and of content pieces."""

    tokens: dict[str, Counter[str]] = field(default_factory=lambda: {role: Counter() for role in ROLES})
    pieces: Counter[str] = field(default_factory=Counter)
    claims: Counter[str] = field(default_factory=Counter)


def gold(ann: Path) -> dict[str, list[Offsets]]:
    """The offsets of each role in one annotation file; broken lines are passed over."""
    spans: dict[str, list[Offsets]] = {}
    found: dict[str, list[Offsets]] = {role: [] for role in ROLES}
    for line in ann.read_text(encoding="utf-8").split("\n"):
        if match := re.match(r"(T\d+)\t\w+ ([\d ;]+)\t", line):
            spans[match[1]] = [(int(a), int(b)) for a, b in re.findall(r"(\d+) (\d+)", match[2])]
        elif line.startswith("E"):
            for role, name in re.findall(r"(Source|Cue|Content)\d*:(T\d+)", line):
                found[role] += spans.get(name, [])
    return found


def measure(folder: Path) -> Tally:
    """Tally a split of PolNeAR."""
    tally = Tally()
    for path in sorted((folder / "text").glob("*.txt")):
        annotations = sorted((folder / "attributions").glob(f"{path.stem}_????.ann"))
        if not annotations:
            continue
        text = path.read_bytes().decode("utf-8")
        article = Article("0" * 16, None, text, tuple(Block(a, b, "body") for a, b in paragraphs(text)))
        raws = RuleTagger().tag(article)
        mine = {
            "Source": [p for raw in raws for p in raw.source],
            "Cue": [p for raw in raws for p in raw.cue],
            "Content": [p for raw in raws for p in raw.content],
        }
        wanted = gold(annotations[0])
        for role in ROLES:
            tally.tokens[role].update(_tokens(text, wanted[role], mine[role]))
        _pieces(text, wanted["Content"], mine["Content"], tally.pieces)
        for claim in read_claims(article).claims:
            tally.claims["other" if claim.events == ("other",) else "event"] += 1
    return tally


def _tokens(text: str, wanted: list[Offsets], mine: list[Offsets]) -> Counter[str]:
    marks = [bytearray(len(text)), bytearray(len(text))]
    for mark, spans in zip(marks, (wanted, mine), strict=True):
        for a, b in spans:
            mark[a:b] = b"\1" * (b - a)
    kinds = {(1, 1): "both", (1, 0): "gold", (0, 1): "mine", (0, 0): "none"}
    return Counter(kinds[marks[0][m.start()], marks[1][m.start()]] for m in _TOKEN.finditer(text))


def _pieces(text: str, wanted: list[Offsets], mine: list[Offsets], counts: Counter[str]) -> None:
    pairs = sorted(
        ((min(b, d) - max(a, c)) / (max(b, d) - min(a, c)), i, j)
        for i, (a, b) in enumerate(wanted)
        for j, (c, d) in enumerate(mine)
        if a < d and c < b
    )
    used: set[tuple[str, int]] = set()
    for share, i, j in reversed(pairs):
        if share >= 0.5 and ("g", i) not in used and ("m", j) not in used:
            used |= {("g", i), ("m", j)}
            counts[f"found {_manner(text, wanted[i])}"] += 1
    counts["mine"] += len(mine)
    counts["matched"] += sum(1 for side, _ in used if side == "m")
    for span in wanted:
        counts[f"gold {_manner(text, span)}"] += 1


def _manner(text: str, span: Offsets) -> str:
    a, b = span
    inside = text[a:b].strip()
    quoted = inside[:1] in '"“' or text[max(0, a - 1) : a] in ("“", '"')
    return "direct" if quoted else "mixed" if re.search(r"[\"“”]", inside) else "indirect"


def main(folder: Path) -> None:
    """Print the figures."""
    tally = measure(folder)
    for role in ROLES:
        counts = tally.tokens[role]
        precision = counts["both"] / max(1, counts["both"] + counts["mine"])
        recall = counts["both"] / max(1, counts["both"] + counts["gold"])
        f1 = 2 * precision * recall / max(1e-9, precision + recall)
        print(f"{role:8} tokens  precision {precision:.3f}  recall {recall:.3f}  F1 {f1:.3f}")
    pieces = tally.pieces
    print(f"Content  pieces  precision {pieces['matched'] / max(1, pieces['mine']):.3f}")
    for manner in ("direct", "mixed", "indirect"):
        print(
            f"    {manner:8} recall {pieces[f'found {manner}'] / max(1, pieces[f'gold {manner}']):.3f} of {pieces[f'gold {manner}']}"
        )
    print(f"claims   {tally.claims['event']} with an event, {tally.claims['other']} other")


if __name__ == "__main__":
    main(Path(sys.argv[1]) / (sys.argv[2] if len(sys.argv) > 2 else "dev"))
