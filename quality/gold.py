"""How many of the gold claims are read, and how many claims are spurious.

    python quality/gold.py SEEDS_FOLDER GOLD_FOLDER [--all]

The rule is that of the gold's README, read strictly: a claim answers for one row only; it is found when a claim covers at least half of
its content, the speaker's surname agrees (null is accepted where the row says so) and the events intersect; a claim is
spurious when no row covers 30 % of it.
"""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from brumaire.articles import read_path
from brumaire.claims import read_claims
from brumaire.records import Claim

# Inferred from the texts: the first speaks of the anniversary a few weeks ahead, the second of some 100 days.
PUBLISHED = {"000": date(2023, 1, 28), "003": date(2022, 6, 3)}
# Names that rows of the gold use for an event and its arguments alike.
_SAME = {"natural_death": "leader_exit", "coup": "leader_exit"}


@dataclass(frozen=True, slots=True)
class Score:
    """Core rows found and missed, claims that answer for no row, and claims from teasers and credits."""

    found: tuple[str, ...]
    missed: tuple[str, ...]
    right: int
    spurious: tuple[Claim, ...]
    not_body: tuple[Claim, ...]


def score(seeds: Path, gold: Path) -> Score:
    """Score the claims of the articles in one folder against the gold in another."""
    rows = [json.loads(line) for line in (gold / "seeds.jsonl").read_text(encoding="utf-8").splitlines()]
    outside = [json.loads(line) for line in (gold / "seeds_not_body.jsonl").read_text(encoding="utf-8").splitlines()]
    found: list[str] = []
    missed: list[str] = []
    spurious: list[Claim] = []
    not_body: list[Claim] = []
    right = 0
    for name in sorted({row["article"] for row in rows}):
        claims = everywhere(read_claims(read_path(seeds / name, published=PUBLISHED.get(name[:3]))).claims)
        mine = [row for row in rows if row["article"] == name]
        used: set[str] = set()
        core = [row for row in mine if row["core"]]
        for row in core:
            match = next((c for c in _by_overlap(claims, row) if c.id not in used and _answers(c, row)), None)
            if match is None:
                missed.append(row["id"])
            else:
                used.add(match.id)
                found.append(row["id"])
        for claim in claims:
            if any(_overlap(claim, row) for row in outside if row["article"] == name):
                not_body.append(claim)
            length = claim.content.end - claim.content.start
            if all(_overlap(claim, row) < 0.3 * length for row in mine):
                spurious.append(claim)
            else:
                right += 1
    return Score(tuple(found), tuple(missed), right, tuple(spurious), tuple(not_body))


def everywhere(claims: tuple[Claim, ...]) -> tuple[Claim, ...]:
    """Claims with one row for each of their places, since the gold has a row for each."""
    found = []
    for claim in claims:
        found.append(claim)
        for i, place in enumerate(claim.places):
            if place.article == claim.article:
                found.append(replace(claim, id=f"{claim.id}-{i}", content=place.span, attribution=place.attribution))
    return tuple(found)


def _overlap(claim: Claim, row: dict[str, int]) -> int:
    return max(0, min(claim.content.end, row["end"]) - max(claim.content.start, row["start"]))


def _by_overlap(claims: tuple[Claim, ...], row: dict[str, int]) -> list[Claim]:
    enough = [c for c in claims if 2 * _overlap(c, row) >= row["end"] - row["start"]]
    return sorted(enough, key=lambda c: -_overlap(c, row) / (c.content.end - c.content.start))


def _answers(claim: Claim, row: dict[str, str | None]) -> bool:
    speaker = claim.speaker.name if claim.speaker else None
    wanted = row["speaker"]
    agrees = (wanted is None and speaker is None) or (
        wanted is not None and speaker is not None and wanted.split()[-1].lower() == speaker.split()[-1].lower()
    )
    # A place without an attribution is the headline's or the reporter's summary of what the speaker says elsewhere.
    if wanted is None and claim.attribution is None:
        agrees = True
    if not agrees and not (row["speaker_optional"] and speaker is None):
        return False
    events = {_SAME.get(e, e) for e in str(row["event"]).split("|")}
    return bool(events & set(claim.events))


def main(seeds: Path, gold: Path, *, everything: bool) -> None:
    """Print the score, and with `everything` each claim."""
    result = score(seeds, gold)
    print(f"core claims found   {len(result.found)} of {len(result.found) + len(result.missed)}")
    print(f"missed              {' '.join(result.missed) or '-'}")
    print(f"claims on a row     {result.right}")
    print(f"spurious            {len(result.spurious)}")
    for claim in result.spurious:
        print(f"    {','.join(claim.events)}: {claim.content.quote}")
    print(f"from teasers        {len(result.not_body)}")
    if everything:
        for path in sorted(seeds.iterdir()):
            for claim in read_claims(read_path(path, published=PUBLISHED.get(path.name[:3]))).claims:
                print(describe(claim))


def describe(claim: Claim) -> str:
    """One claim on a few lines."""
    from brumaire.questions import to_text

    who = claim.speaker.name if claim.speaker else "-"
    lines = [
        f"[{who}{' / ' + claim.holder if claim.holder else ''}] {claim.kind} {claim.polarity} {','.join(claim.events)}{' HEADLINE' if claim.headline else ''}"
    ]
    lines.append(f"    “{claim.content.quote}”")
    if claim.question:
        lines.append(f"    ? {to_text(claim.question)}")
    if claim.condition:
        lines.append(
            f"    if “{claim.condition.span.quote}” = {to_text(claim.condition.question) if claim.condition.question else '-'}"
        )
    if claim.likelihood:
        p = claim.likelihood
        lines.append(f"    p “{p.words}” {p.low} {p.mid} {p.high} {p.strength} [{p.yardstick}]")
    if claim.window:
        lines.append(f"    t “{claim.window.words}” {claim.window.opens} {claim.window.closes}")
    lines += [f"    n “{q.words}” {q.low:g} {q.value:g} {q.high:g} {q.unit}" for q in claim.quantities]
    return "\n".join(lines)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), everything="--all" in sys.argv[3:])
