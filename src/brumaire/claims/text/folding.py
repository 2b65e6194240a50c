"""One form for the marks that typography varies, without moving an offset.

Every replacement is one character for one, so that a match in the folded text has the offsets of the original.
Lower-casing is left to the patterns: it can change a text's length.
"""

from __future__ import annotations

_SINGLE = "‘’‛ʼ′´`‚"
_DOUBLE = "“”„‟«»″"
_DASH = "–—−‐‑‒―"
_SPACE = "\u00a0\u2009\u202f\u2007\u2002\u2003\u200a\t\r\n\u2028\u2029"
_TABLE = {
    **dict.fromkeys(map(ord, _SINGLE), "'"),
    **dict.fromkeys(map(ord, _DOUBLE), '"'),
    **dict.fromkeys(map(ord, _DASH), "-"),
    **dict.fromkeys(map(ord, _SPACE), " "),
}


def fold(text: str) -> str:
    """The text with one kind of quotation marks, dashes and spaces, of the same length.

    >>> fold("“He can’t,”\u00a0she said")
    '"He can\\'t," she said'
    """
    return text.translate(_TABLE)
