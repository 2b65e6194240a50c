"""The registry of tables: what each is, where a user obtains it, and the checksum of the copy that Brumaire was tested on."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path

from brumaire.errors import HistoryError
from brumaire.yaml_nodes import YamlError, load_yaml

_FIELDS = {"title", "file", "version", "obtain", "cite", "direct", "rows", "sha256"}


@dataclass(frozen=True, slots=True)
class Entry:
    """One table of the registry.

    obtain
        The page on which its publisher offers it.
    direct
        Address of the file itself in the layout that Brumaire reads; None where no such address is known.
    rows, sha256
        Of the copy that Brumaire was tested on.
    """

    name: str
    title: str
    file: str
    version: str
    obtain: str
    cite: str
    direct: str | None
    rows: int
    sha256: str


@cache
def registry() -> dict[str, Entry]:
    """The registry that comes with Brumaire, by the table's name.

    >>> registry()["powell_thyne"].version
    '2025-12'
    """
    return _entries(
        resources.files("brumaire.history").joinpath("registry.yaml").read_text(encoding="utf-8"), "registry.yaml"
    )


def read_registry(path: Path) -> dict[str, Entry]:
    """A registry of the user's own, in the same form.

    Raises
    ------
    HistoryError
        The file cannot be read or lacks a field, with its line.
    """
    try:
        return _entries(path.read_text(encoding="utf-8"), path.name)
    except (OSError, UnicodeDecodeError) as error:
        raise HistoryError("cannot be read as UTF-8 text", where=str(path), mend="check the path") from error


def _entries(text: str, file: str) -> dict[str, Entry]:
    try:
        plain = load_yaml(text, file=file).plain
    except YamlError as error:
        raise HistoryError(error.what, where=error.where, mend=error.mend) from None
    if not isinstance(plain, dict):
        raise HistoryError("is no mapping from tables to what is known of them", where=file, mend="see registry.yaml")
    entries = {}
    for name, value in plain.items():
        if not isinstance(value, dict) or set(value) != _FIELDS:
            raise HistoryError(
                f"{name} does not have exactly the fields {', '.join(sorted(_FIELDS))}",
                where=file,
                mend="see registry.yaml",
            )
        entries[name] = Entry(name=name, **value)
    return entries
