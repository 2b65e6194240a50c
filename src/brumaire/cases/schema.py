"""The keys of a case file: which there are, which must be there, and what each means.

`docs/reference/case-file.md` tells the same to people; a test keeps the two together.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import Final


@dataclass(frozen=True, slots=True)
class Key:
    """A key of a section: its name, whether it must be there, and what stands under it."""

    name: str
    required: bool
    holds: str


def _keys(**holds: str) -> tuple[Key, ...]:
    """Keys from what they hold; what begins with `!` must be there."""
    return tuple(Key(name, text.startswith("!"), text.removeprefix("!").strip()) for name, text in holds.items())


NAMED: Final = _keys(
    name="! text",
    aliases="list of texts",
    role="role of the model or the vocabulary",
    note="text",
)
SECTIONS: Final = MappingProxyType(
    {
        "case": _keys(
            name="! short name",
            title="text",
            country="! text",
            gwcode="whole number",
            leader="! section",
            war="section",
            model="name of a model, or path of a model file",
            start="! date",
            as_of="date",
            calendar="section",
            actors="named entries",
            places="named entries",
            candidates="named entries",
            deviations="entries by level or state of the model",
            outside_view="rates by manner",
            happened="list",
            observations="list",
            questions="list of questions",
            articles="list",
            claims="path",
            other_forecasts="list",
            targets="list",
            note="text",
        ),
        "leader": _keys(
            name="! text",
            birth="! date",
            entered="! date",
            regime="! kind of regime",
            regime_since="date",
            last_attempt="date",
            source="text",
        ),
        "war": _keys(kind="! kind of war", began="date", initiator="true or false", source="text"),
        "calendar": _keys(daily="list of ranges"),
        "daily": _keys(**{"from": "! date", "to": "! date"}),
        "actors": NAMED,
        "places": NAMED,
        "candidates": NAMED,
        "deviations": _keys(value="! number, or value of the state", source="! text"),
        "happened": _keys(day="! date", event="! event", args="values by argument", source="! text"),
        "observations": _keys(
            indicator="! name", day="! date", until="date", seen="true or false", value="number", source="! text"
        ),
        "articles": _keys(
            hash="! sixteen hexadecimal digits",
            outlet="text",
            published="date",
            byline="text",
            note="text",
        ),
        "other_forecasts": _keys(
            by="! text",
            day="! date",
            question="! question",
            probability="! number from 0 to 1",
            source="! text",
        ),
        "targets": _keys(
            as_of="! date", question="! question", interval="! list of two numbers", against="date", source="! text"
        ),
    }
)
