"""The corpus of our own: check its articles, score what is read from them, freeze its test split.

    python quality/corpus.py check [FILE …]
    python quality/corpus.py score [train|dev|test] [--errors] [--json]
    python quality/corpus.py freeze [--anew]

`check` prints every mistake with its number, its file and how to mend it. `score` measures brumaire.claims.read_claims
against the annotation of one split (dev where none is named); `--errors` lists what went wrong by kind and is refused on the
test split, which nobody who works on reading may see. `freeze` writes the hash of the test split to corpus/frozen.json.
"""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path

import corpus_format

FROZEN = corpus_format.CORPUS / "frozen.json"


def fingerprint(folder: Path) -> dict[str, str | int]:
    """The hash of all files of a folder, their names among it, and how many articles they are."""
    digest = hashlib.sha256()
    paths = sorted(p for p in folder.rglob("*") if p.is_file())
    for path in paths:
        data = path.read_bytes()
        digest.update(f"{path.relative_to(folder).as_posix()}\0{len(data)}\0".encode())
        digest.update(data)
    return {"articles": sum(p.suffix == ".txt" for p in paths), "sha256": digest.hexdigest()}


def check(names: list[str]) -> int:
    """Print what is wrong, in all articles or in those named; the exit status."""
    wanted = {Path(name).stem for name in names}
    errors = [e for e in corpus_format.check() if not wanted or Path(e.where.split(":")[0]).stem in wanted]
    for error in errors:
        print(error)
    counts = {split: corpus_format.load(split) for split in corpus_format.SPLITS}
    for split, articles in counts.items():
        rows = [row for article in articles for row in article.rows]
        optional = sum(row.optional for row in rows)
        print(f"{split:6}{len(articles):4} articles {len(rows) - optional:4} claims {optional:4} optional")
    print(f"{len(errors)} errors")
    return 1 if errors else 0


def freeze(*, anew: bool) -> int:
    """Write the hash of the test split; a frozen split that has changed is written only `anew`."""
    found = fingerprint(corpus_format.CORPUS / "test")
    if FROZEN.exists() and json.loads(FROZEN.read_text(encoding="utf-8")) != found and not anew:
        print(
            "the test split is frozen and has changed; to mend: restore it, or freeze --anew and say why in the commit"
        )
        return 1
    FROZEN.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")
    print(f"frozen: {found['articles']} articles, {found['sha256']}")
    return 0


def main(words: list[str]) -> int:
    """Run one command; the exit status, 2 for a mistake in the command itself."""
    flags = {w for w in words if w.startswith("--")}
    command, *rest = [w for w in words if not w.startswith("--")] or [""]
    if command == "check" and not flags:
        return check(rest)
    if command == "freeze" and not rest and flags <= {"--anew"}:
        return freeze(anew="--anew" in flags)
    if command == "score" and len(rest) <= 1 and flags <= {"--errors", "--json"}:
        import corpus_score

        return corpus_score.run(rest[0] if rest else "dev", errors="--errors" in flags, as_json="--json" in flags)
    print(__doc__)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
