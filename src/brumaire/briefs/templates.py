"""The templates of pages: an environment that escapes everything and refuses names that nobody gave."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jinja2 import Environment


@cache
def part(name: str) -> str:
    """The text of a style or script that stands beside the templates."""
    return (files("brumaire.briefs") / name).read_text(encoding="utf-8")


def environment(package: str) -> Environment:
    """An environment over the templates of a package; its filters are the caller's."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    return Environment(
        loader=PackageLoader(package, ""),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
