"""The cases that come with the program: history's in `cases/library`, and the examples, which carry articles.

Each stands in one file. What the examples hold already is not written down again: another name leads to it.
"""

from __future__ import annotations

from pathlib import Path
from types import MappingProxyType
from typing import Final

from brumaire.assets import examples

ALSO: Final = MappingProxyType({"russia-2022-23": "russia-2023"})
"""Further names of examples: the ninth case of history is the example of the two real articles."""


def library() -> tuple[str, ...]:
    """Names of the cases of history, by the day on which they start.

    >>> library()[0], library()[-1]
    ('russia-1917', 'russia-2022-23')
    """
    names = (*(file.stem for file in _folder().glob("*.yaml")), *ALSO)
    # A name ends with its first year, and no two cases begin in the same one.
    return tuple(sorted(names, key=lambda name: (name.split("-")[1], name)))


def find(name: str) -> Path | None:
    """The file of a case that comes with the program, None where none has that name."""
    for file in (_folder() / f"{name}.yaml", examples() / ALSO.get(name, name) / "case.yaml"):
        if file.is_file():
            return file
    return None


def _folder() -> Path:
    return Path(__file__).resolve().parent / "library"
