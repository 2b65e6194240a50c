"""Parts of a page that are the same in every form: a heading, some sentences, a table and a list, all plain text."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a section, before it is laid out.

    heading : empty for the first piece of a section.
    text : paragraphs.
    head, rows : a table; a cell's second line is set small. `right` are the columns of numbers.
    items : a list.
    after : a note below.
    """

    heading: str = ""
    text: tuple[str, ...] = ()
    head: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    right: tuple[int, ...] = ()
    items: tuple[str, ...] = ()
    after: str = ""
