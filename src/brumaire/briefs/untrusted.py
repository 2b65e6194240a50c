"""Text that came from outside: article, case and model files may hold anything, and a page must show it as text.

HTML is escaped by the template engine. What that leaves are characters that act on the display: marks that turn the
direction of writing, escape sequences of terminals, and the punctuation of Markdown.
"""

from __future__ import annotations

import re
import unicodedata

_LAYOUT = "\n\t"
# A lone surrogate cannot be written as UTF-8 at all. Cf holds the marks of direction, of which a stray closing one
# would break out of the isolation that the page puts around a quote, and others that cannot be seen. The joiners
# are needed to write Persian and several Indian languages, the soft hyphen does no harm.
_HARMLESS = "\u200c\u200d\u00ad"
_HIDDEN = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")
_MARKDOWN = re.compile(r"([\\`*_\[\]<>|~&]|^[#+-])")


def visible(text: str) -> str:
    r"""Text with each character that acts unseen replaced by its name in brackets.

    >>> print(visible("plain, “quoted”, and \u202eturned\x1b[31m"))
    plain, “quoted”, and [U+202E]turned[U+001B][31m
    """
    return "".join(_shown(character) for character in text)


def _shown(character: str) -> str:
    if character in _LAYOUT or character in _HARMLESS or unicodedata.category(character) not in _HIDDEN:
        return character
    return f"[U+{ord(character):04X}]"


def one_line(text: str) -> str:
    r"""Visible text on one line.

    >>> one_line("two\n  lines")
    'two lines'
    """
    return " ".join(visible(text).split())


def in_markdown(text: str) -> str:
    r"""Visible text on one line that Markdown shows as it is.

    >>> print(in_markdown("a | b <script> [x](y)"))
    a \| b \<script\> \[x\](y)
    """
    return _MARKDOWN.sub(r"\\\1", one_line(text))


def in_code(text: str) -> str:
    r"""Visible text on one line as Markdown's code, also inside a table.

    >>> print(in_code("leader_exit(coup | handover) by 2032-03-01"))
    `leader_exit(coup \| handover) by 2032-03-01`
    """
    return "`" + one_line(text).replace("`", "'").replace("|", "\\|") + "`"


def quoted(text: str) -> str:
    """Words between typographic quotation marks, those that it already begins and ends with not doubled.

    The words themselves are left as they are: marks inside, or one left open, belong to the quotation.

    >>> quoted("it could fall"), quoted("“it could fall”"), quoted("he said “no")
    ('“it could fall”', '“it could fall”', '“he said “no”')
    """
    shown = one_line(text)
    inner = shown[1:-1]
    if len(shown) > 1 and shown[0] + shown[-1] in ("“”", '""') and not any(mark in inner for mark in '“”"'):
        return f"“{inner}”"
    return f"“{shown}”"
