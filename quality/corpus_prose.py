"""What is wrong with the text of an article of the corpus: its form, its length, and whether it is invented."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

WORDS = (160, 380)

# A rule of thumb: the places and institutions that an article about a real country can hardly do without.
_REAL = re.compile(
    r"""\b(?:Afghan|Argentin|Armenia|Austria|Azerbaijan|Bangladesh|Beijing|Belarus|Belgi|Bolivia|Bosnia|Brazil|Brexit|Britain
    |British|Brussels|Bulgaria|Burm|Cambodia|Cameroon|Canad|Chile|China|Chinese|Colombia|Congo|Croatia|Cuba|Czech|Denmark
    |Egypt|Eritrea|Estonia|Ethiopia|Europe|Finland|Finnish|France|German|Ghana|Greece|Guatemala|Haiti|Hungar|Iran|Iraq
    |Ireland|Israel|Ital(?:y|ian)|Japan|Kazakh|Kenya|Korea|Kremlin|Kyiv|Latvia|Lebanon|Liberia|Libya|Lithuania
    |London|Malaysia|Mexic|Moldova|Mongolia|Moscow|Mozambique|Myanmar|Nepal|Netherlands|Nicaragua|Nigeria|Norw(?:ay|egian)
    |Pakistan|Paris|Pentagon|Peru|Philippine|Pinochet|Poland|Portug|Putin|Romania|Russia|Rwanda|Saudi|Serbia|Somalia
    |Soviet|Spain|Spanish|Sri\ Lanka|Stalin|Sudan|Swed(?:en|ish)|Switzerland|Syria|Taiwan|Thailand|Tunisia|Turk(?:ey|ish)
    |Uganda|Ukrain|Uruguay|Uzbek|Venezuela|Vietnam|Washington|Westminster|White\ House|Yemen|Zambia|Zimbabwe
    |(?:BBC|CIA|CNN|EU|FSB|GRU|KGB|MI6|NATO|Reuters|U\.S\.|UK|USA)\b)""",
    re.VERBOSE,
)


def mistakes(text: str) -> Iterator[tuple[int, str, str, str]]:
    """Number, what is wrong, how to mend it, and the line after a colon where it has one."""
    words = len(text.split())
    if not WORDS[0] <= words <= WORDS[1]:
        yield 10, f"the text has {words} words", f"write {WORDS[0]} to {WORDS[1]}", ""
    if re.search("[\r\t\N{ZERO WIDTH NO-BREAK SPACE}]", text) or not text.endswith("\n"):
        yield 11, "carriage returns, tabs, a byte-order mark, or no line end at the end", "use plain line ends", ""
    lines = text.split("\n")
    if not lines[0].strip():
        yield 12, "the first line is empty", "begin with the headline", ":1"
    for number, (line, following) in enumerate(itertools.pairwise(lines), 1):
        if number > 1 and min(len(line.split()), len(following.split())) > 12:
            yield 12, "two long lines without a blank one between", "one line for each paragraph", f":{number}"
    for match in _REAL.finditer(text):
        line = f":{text.count(chr(10), 0, match.start()) + 1}"
        yield 13, f"{match[0]!r} is real", "invent countries, people and outlets", line


def loose_edges(content: str) -> bool:
    """Whether a content begins or ends with a blank, a stop, or a quotation mark that belongs to its surroundings."""
    if content != content.strip() or re.search(r"(?<!\.[A-Z])[.,;:]$", content):
        return True
    pairs = content.count("“"), content.count("”")
    if content[:1] in {"“", '"'} and content[-1:] in {"”", '"'} and pairs in {(1, 1), (0, 0)}:
        return True
    straight = content.count('"') % 2 == 1 and '"' in {content[:1], content[-1:]}
    return straight or (pairs[0] != pairs[1] and (content[:1] == "“" or content[-1:] == "”"))


def places_of(text: str, words: str) -> list[int]:
    """All offsets at which words stand in a text, not inside longer words."""
    before = r"(?<!\w)" if words[:1].isalnum() else ""
    after = r"(?!\w)" if words[-1:].isalnum() else ""
    return [m.start() for m in re.finditer(before + re.escape(words) + after, text)]


def nearest(found: list[int], length: int, near: tuple[int, int]) -> int:
    """The occurrence inside a span; else the last before it, else the first after it."""
    inside = [a for a in found if near[0] <= a and a + length <= near[1]]
    before = [a for a in found if a < near[0]]
    return inside[0] if inside else before[-1] if before else found[0]
