"""Templates: one definition for several actors, written out before the file is read.

`<actor>` and the fields that `for` gives each actor stand in names, keys and texts of a template. Outside and inside,
`any_of(TEMPLATE, …)` and its like join what is said of each actor. What is made keeps the template's line and names its actor, so that
an error tells both.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from brumaire.models.reading import Reader
from brumaire.yaml_nodes import Node, read_scalar

SECTIONS = (
    "parameters",
    "correlations",
    "states",
    "levels",
    "derived",
    "transitions",
    "indicators",
    "levers",
    "case_variables",
)
MOST_ACTORS, LONGEST = 40, 20_000
ACTOR = "actor"
_PLACE = re.compile(r"<([a-z][a-z0-9_]*)>")
_CALL = re.compile(r"\b(any|all|sum|max|min)_of\(\s*([a-z][a-z0-9_]*)\s*,")
_JOINED: Mapping[str, tuple[str, str]] = {
    "any": ("(", " or "),
    "all": ("(", " and "),
    "sum": ("(", " + "),
    "max": ("max(", ", "),
    "min": ("min(", ", "),
}

Actors = Mapping[str, Mapping[str, Node]]
"""By actor, what his placeholders stand for."""


@dataclass(frozen=True, slots=True)
class Made(Node):
    """A node that a template made for an actor."""

    actor: str = ""

    @property
    def where(self) -> str:
        """File and line of the template, and the actor."""
        return f"{self.file}:{self.line} (for {self.actor})"


def expand(reader: Reader, fields: Mapping[str, Node]) -> Mapping[str, Node]:
    """The sections of a model with its templates written out after what the file itself declares."""
    if "templates" not in fields:
        return fields
    templates: dict[str, tuple[Actors, Mapping[str, Node]]] = {}
    for name, child in reader.mapping(fields["templates"], "templates").items():
        reader.name(name, child, "template")
        inner = reader.mapping(child, f"template {name}", ("for", *SECTIONS), ("for",))
        if "for" in inner:
            templates[name] = (_actors(reader, name, inner["for"]), inner)
    actors = {name: by_actor for name, (by_actor, _) in templates.items()}
    made = {key: _joined(reader, node, actors) for key, node in fields.items() if key != "templates"}
    for name, (by_actor, inner) in templates.items():
        for section in (s for s in SECTIONS if s in inner):
            reader.mapping(inner[section], f"{section} of template {name}")
            body = _joined(reader, inner[section], actors)
            for actor, places in by_actor.items():
                filled = _filled(reader, body, places, actor, name)
                made[section] = _merged(reader, made.get(section), filled, name, len(by_actor))
    return made


def _actors(reader: Reader, template: str, node: Node) -> Actors:
    """The actors of a template: a list of names, or a mapping from names to the fields of each."""
    made: dict[str, dict[str, Node]] = {}
    if isinstance(node.value, tuple):
        for item in node.value:
            actor = reader.name(reader.text(item, "actor"), item, "actor")
            made[actor] = {ACTOR: item}
    else:
        for actor, child in reader.mapping(node, f"for of {template}").items():
            assert node.keys is not None
            given = {} if child.value is None else reader.mapping(child, f"{template}, for {actor}")
            made[reader.name(actor, node.keys[actor], "actor")] = {**given, ACTOR: node.keys[actor]}
    keys = {key for places in made.values() for key in places}
    for actor, places in made.items():
        lacking = sorted(keys - places.keys())
        if lacking:
            reader.error(
                "E106", f"template {template}: {actor} has no {', '.join(lacking)}", places[ACTOR], mend="add it"
            )
            # Reported once, here: what stands in for it does no harm.
            places.update({key: next(p[key] for p in made.values() if key in p) for key in lacking})
    if not made or len(made) > MOST_ACTORS:
        reader.error("E106", f"template {template} has {len(made)} actors", node, rule=f"1 to {MOST_ACTORS}")
        return {}
    return made


def _filled(reader: Reader, node: Node, places: Mapping[str, Node], actor: str, template: str) -> Node:
    """A copy of a node for one actor."""
    keys: dict[str, Node] | None = None
    value = node.value
    if isinstance(value, tuple):
        value = tuple(_filled(reader, item, places, actor, template) for item in value)
    elif isinstance(value, Mapping):
        assert node.keys is not None
        keys, filled = {}, {}
        for key, child in value.items():
            name = _text(reader, key, node.keys[key], places, template)
            at = node.keys[key]
            keys[name] = Made(name, at.line, at.column, at.file, at.quoted, actor=actor)
            filled[name] = _filled(reader, child, places, actor, template)
        value = filled
    elif isinstance(value, str):
        whole = _PLACE.fullmatch(value.strip())
        if whole is not None and whole[1] in places and whole[1] != ACTOR:
            return _copied(places[whole[1]], node, actor)
        text = _text(reader, value, node, places, template)
        value = text if node.quoted or text == value else read_scalar(text)
    return Made(value, node.line, node.column, node.file, node.quoted, keys, actor)


def _copied(given: Node, at: Node, actor: str) -> Node:
    """What an actor's field holds, at the place where the template asks for it."""
    value = given.value
    if isinstance(value, tuple):
        value = tuple(_copied(item, at, actor) for item in value)
    elif isinstance(value, Mapping):
        value = {key: _copied(child, at, actor) for key, child in value.items()}
    keys = {key: _copied(k, at, actor) for key, k in given.keys.items()} if given.keys is not None else None
    return Made(value, at.line, at.column, at.file, given.quoted, keys, actor)


def _text(reader: Reader, text: str, at: Node, places: Mapping[str, Node], template: str) -> str:
    def fill(match: re.Match[str]) -> str:
        if match[1] not in places:
            near = get_close_matches(match[1], places, n=2) or sorted(places)
            mend = f"did you mean {' or '.join(f'<{n}>' for n in near)}?"
            reader.error("E106", f"template {template} has no <{match[1]}>", at, mend=mend)
            return match[1]
        value = places[match[1]].value
        if isinstance(value, tuple | Mapping):
            reader.error(
                "E106", f"template {template}: <{match[1]}> within a text is no text", at, mend="let it stand alone"
            )
            return match[1]
        return "none" if value is None else str(value)

    return _PLACE.sub(fill, text)


def _merged(reader: Reader, section: Node | None, filled: Node, template: str, actors: int) -> Node:
    """A section with what a template made for one actor added."""
    if section is None or not isinstance(section.value, Mapping) or not isinstance(filled.value, Mapping):
        return filled if section is None else section
    assert section.keys is not None
    assert filled.keys is not None
    values, keys = dict(section.value), dict(section.keys)
    for name, child in filled.value.items():
        old = values.get(name)
        if old is None:
            values[name], keys[name] = child, filled.keys[name]
        elif name == "deviations" and isinstance(old.value, tuple) and isinstance(child.value, tuple):
            known = [item.value for item in old.value]
            both = (*old.value, *(item for item in child.value if item.value not in known))
            values[name] = Node(both, old.line, old.column, old.file, old.quoted)
        elif name == "roles":
            values[name] = _merged(reader, old, child, template, actors)
        elif isinstance(keys[name], Made) and actors > 1:
            reader.error(
                "E106",
                f"template {template} makes {name} again",
                filled.keys[name],
                rule="each actor's names are his own",
                mend=f"put <{ACTOR}> into the name, or another word",
            )
        else:
            reader.error("E105", f"template {template} makes {name}, which is declared already", filled.keys[name])
    return Node(values, section.line, section.column, section.file, section.quoted, keys)


def _joined(reader: Reader, node: Node, templates: Mapping[str, Actors]) -> Node:
    """A copy of a node in which any_of(…) and its like are written out."""
    value, keys = node.value, node.keys
    if isinstance(value, tuple):
        value = tuple(_joined(reader, item, templates) for item in value)
    elif isinstance(value, Mapping):
        assert keys is not None
        texts = {key: _written_out(reader, key, keys[key], templates) for key in value}
        keys = {texts[key]: k for key, k in keys.items()}
        value = {texts[key]: _joined(reader, child, templates) for key, child in value.items()}
    elif isinstance(value, str):
        value = _written_out(reader, value, node, templates)
    return Node(value, node.line, node.column, node.file, node.quoted, keys)


def _written_out(reader: Reader, text: str, at: Node, templates: Mapping[str, Actors]) -> str:
    parts: list[str] = []
    for before, call, body in _calls(text):
        parts.append(before)
        if call is None:
            continue
        actors = templates.get(call[2])
        if actors is None:
            near = get_close_matches(call[2], templates, n=2)
            mend = f"did you mean {' or '.join(near)}?" if near else "name one of the templates"
            reader.error("E106", f"{call[1]}_of: there is no template {call[2]}", at, mend=mend)
            parts.append("0")
        elif body is None or _CALL.search(body):
            what = "is not closed" if body is None else "holds another"
            reader.error("E106", f"{call[1]}_of(…) {what}", at, mend="name the inner part among derived")
            parts.append("0")
        else:
            opening, between = _JOINED[call[1]]
            each = [_text(reader, body.strip(), at, places, call[2]) for places in actors.values()]
            if len(each) == 1:
                opening = "("
            parts.append(opening + between.join(f"({e})" for e in each) + ")")
    made = "".join(parts)
    if len(made) > LONGEST:
        reader.error("E121", f"an expression of {len(made)} characters", at, mend="name its parts among derived")
        return "0"
    return made


def _calls(text: str) -> Iterator[tuple[str, re.Match[str] | None, str | None]]:
    """The text cut at its calls: (what stands before, the call, what it holds), and at last what is left."""
    position = 0
    while (call := _CALL.search(text, position)) is not None:
        depth, end = 1, call.end()
        while end < len(text) and depth:
            depth += {"(": 1, ")": -1}.get(text[end], 0)
            end += 1
        yield text[position : call.start()], call, text[call.end() : end - 1] if depth == 0 else None
        position = end
    yield text[position:], None, None
