"""The notation of the lexicon: phrases as people would write them, compiled to regular expressions.

    topple~            the word and its regular and irregular forms: topples, toppled, toppling
    nuclear            this word; case, hyphens and quotation marks beside it do not matter
    demorali*          any word that begins so
    generals?          with or without the last s
    (march|drive~ on)  either; `?` behind a word or a group: or nothing
    {armed}            a list of words (patterns/words.txt)
    ..  ...            some words, many words: never past a full stop or semicolon
    _                  any one word; `<Name>` one with a capital
    ^  $               the statement's beginning and end

A pattern also knows its *anchors*: beginnings of words of which the text must have one. Of several hundred patterns
only the few whose anchors occur are ever tried on a statement.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

_TOKEN = re.compile(r"\(|\)[?~]*|\||\{[a-z_]+\}[?~]*|<Name>\??|\.\.\.|\.\.|[^\s()|{}]+")
_BETWEEN = r"""(?:[\s"'-]{1,3}|(?=')|(?=\W*$))"""
_GAPS = {"..": 22, "...": 60}
_COMMON = frozenset(
    [
        "the",
        "a",
        "an",
        "to",
        "of",
        "in",
        "on",
        "at",
        "be",
        "is",
        "are",
        "was",
        "it",
        "he",
        "she",
        "his",
        "her",
        "him",
        "that",
        "this",
        "by",
        "for",
        "with",
        "and",
        "or",
        "as",
        "up",
        "out",
    ]
)
_LENGTH = 4
_VOWELS = "aeiou"
_ANCHORLESS: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Phrase:
    """A compiled phrase: its regular expression, and word beginnings of which one must occur (empty: none must)."""

    regex: str
    anchors: frozenset[str]


def forms(word: str, irregular: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The forms of a word; some do not exist, which does no harm.

    >>> forms("plot", {}), forms("go", {"go": ("went", "gone")})
    (('plot', 'plots', 'ploted', 'ploting', 'plotted', 'plotting'), ('go', 'went', 'gone', 'goes', 'going'))
    """
    if word.endswith("e"):
        regular = [word + "s", word + "d", word[:-1] + "ing"]
    elif word.endswith("y") and word[-2:-1] not in _VOWELS:
        regular = [word[:-1] + "ies", word[:-1] + "ied", word + "ing"]
    elif re.search(r"(?:s|x|z|ch|sh|o)$", word):
        regular = [word + "es", word + "ed", word + "ing"]
    else:
        regular = [word + "s", word + "ed", word + "ing"]
        if re.search(r"[^aeiou][aeiou][^aeiouwxy]$", word):
            regular += [word + word[-1] + "ed", word + word[-1] + "ing"]
    if word in irregular:
        regular = [form for form in regular if not form.endswith("ed")]
        return (word, *irregular[word], *regular)
    return (word, *regular)


class Notation:
    """Compiles phrases with the lists and irregular forms that it is given."""

    def __init__(
        self, lists: Mapping[str, str], irregular: Mapping[str, tuple[str, ...]], marks: Mapping[str, str]
    ) -> None:
        self.lists, self.irregular, self.marks = lists, irregular, marks
        self._known: dict[tuple[str, bool], Phrase] = {}

    def phrase(self, text: str) -> Phrase:
        """A phrase that stands between word boundaries; raises ValueError where it cannot be read.

        >>> pattern = Notation({"him": "(him|her)"}, {}, {}).phrase("topple~ {him}")
        >>> bool(re.search(pattern.regex, "they toppled her")), sorted(pattern.anchors)
        (True, ['topp'])
        """
        pieces = _TOKEN.findall(text)
        part, rest = self._alternatives(pieces, inflect=False)
        if rest:
            raise ValueError(f"{text!r}: a bracket too many before {' '.join(rest)!r}")
        return Phrase(rf"(?<!\w){part.regex}(?!\w)", part.anchors)

    def _alternatives(self, pieces: list[str], *, inflect: bool) -> tuple[Phrase, list[str]]:
        found = []
        rest = pieces
        while True:
            part, rest = self._sequence(rest, inflect=inflect)
            found.append(part)
            if not rest or rest[0] != "|":
                break
            rest = rest[1:]
        anchors = frozenset().union(*(p.anchors for p in found)) if all(p.anchors for p in found) else _ANCHORLESS
        return Phrase(f"(?:{'|'.join(p.regex for p in found)})", anchors), rest

    def _sequence(self, pieces: list[str], *, inflect: bool) -> tuple[Phrase, list[str]]:
        regex, anchors, begun, gap = "", _ANCHORLESS, False, ""
        while pieces and pieces[0] != "|" and not pieces[0].startswith(")"):
            piece, pieces = pieces[0], pieces[1:]
            if piece in _GAPS:
                gap = rf"[^\w.;](?:[^.;]{{0,{_GAPS[piece]}}}?[^\w.;])?"
                continue
            if piece in "^$":
                regex += r"^\W*" if piece == "^" else r"\W*$"
                continue
            part, optional, pieces = self._item(piece, pieces, inflect=inflect and not begun)
            between = gap or _BETWEEN
            if not begun:
                regex += f"(?:{part.regex}{_BETWEEN})?" if optional else part.regex
            elif optional:
                regex += f"(?:{between}{part.regex})?"
            else:
                regex += between + part.regex
            if not optional:
                begun, gap = True, ""
                anchors = _better(anchors, part.anchors)
        if not regex:
            raise ValueError("an alternative without words")
        return Phrase(regex, anchors), pieces

    def _item(self, piece: str, rest: list[str], *, inflect: bool) -> tuple[Phrase, bool, list[str]]:
        if piece == "(":
            # Whether its words are inflected stands behind the closing bracket.
            ends = _closing(rest)
            flags = rest[ends]
            part, left = self._alternatives(rest[:ends], inflect=inflect or "~" in flags)
            if left:
                raise ValueError("a bracket is not closed")
            return part, "?" in flags, rest[ends + 1 :]
        if re.fullmatch(r"[\w'-]{2,}s\?", piece):
            return self._word(piece[:-2], inflect=False, plural=True), False, rest
        bare = piece.rstrip("?~")
        flags = piece[len(bare) :]
        optional, inflect = "?" in flags, inflect or "~" in flags
        if bare.startswith("{"):
            return self._listed(bare[1:-1], inflect=inflect), optional, rest
        if bare == "<Name>":
            return Phrase(r"(?-i:[A-Z][\w'-]*)", _ANCHORLESS), optional, rest
        if bare == "_":
            return Phrase(r"[\w'-]+", _ANCHORLESS), optional, rest
        return self._word(bare, inflect=inflect), optional, rest

    def _listed(self, name: str, *, inflect: bool) -> Phrase:
        if name in self.marks:
            return Phrase(self.marks[name], _ANCHORLESS)
        if name not in self.lists:
            raise ValueError(f"no list is called {name!r}")
        key = (name, inflect)
        if key not in self._known:
            self._known[key] = self._alternatives(_TOKEN.findall(self.lists[name]), inflect=inflect)[0]
        return self._known[key]

    def _word(self, word: str, *, inflect: bool, plural: bool = False) -> Phrase:
        open_ended = word.endswith("*")
        stem = word.rstrip("*").lower()
        words = forms(stem, self.irregular) if inflect else (stem, stem + "s") if plural else (stem,)
        start = [re.match(r"\w*", one)[0] for one in words]  # type: ignore[index]
        sure = all(start) and not (open_ended and len(stem) < _LENGTH)
        pieces = sorted(words, key=len, reverse=True)
        regex = "|".join(_BETWEEN.join(re.escape(p) for p in one.split("-")) for one in pieces)
        return Phrase(
            (f"(?:{regex})" if len(pieces) > 1 else regex) + (r"\w*" if open_ended else ""),
            frozenset(s[:_LENGTH] for s in start) if sure else _ANCHORLESS,
        )


def beginnings(text: str) -> set[str]:
    """What anchors are compared with: the first letters of every word."""
    return {word[:_LENGTH] for word in re.findall(r"\w+", text.lower())}


def _better(one: frozenset[str], other: frozenset[str]) -> frozenset[str]:
    """The rarer of two sets of anchors; none is the worst."""
    return min((a for a in (one, other) if a), key=lambda a: (bool(a & _COMMON), len(a)), default=_ANCHORLESS)


def _closing(pieces: list[str]) -> int:
    depth = 0
    for i, piece in enumerate(pieces):
        if piece == "(":
            depth += 1
        elif piece.startswith(")"):
            if depth == 0:
                return i
            depth -= 1
    raise ValueError("a bracket is not closed")
