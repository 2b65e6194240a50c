"""From a file to a model: `load`, and `check` which lists every error."""

from __future__ import annotations

import hashlib
import re
from difflib import get_close_matches
from functools import lru_cache
from importlib import resources
from pathlib import Path

from brumaire.errors import ModelError
from brumaire.models.base import Level, Model, State, Transition
from brumaire.models.checks import check_model
from brumaire.models.correlations import read_correlations
from brumaire.models.delays import complete
from brumaire.models.expressions import Quantity, Scope
from brumaire.models.measuring import read_readings
from brumaire.models.mechanisms import read_mechanisms
from brumaire.models.parts import PartText, joined, part_texts
from brumaire.models.quantities import declare_names, read_derived, read_levels, read_parameters, read_states
from brumaire.models.reading import Reader
from brumaire.models.templates import expand
from brumaire.models.transition_reading import read_transitions
from brumaire.models.watching import read_case_variables, read_indicators, read_levers
from brumaire.yaml_nodes import Node, YamlError, load_yaml

SCHEMA = "brumaire.model/1"
SECTIONS = (
    "schema",
    "name",
    "description",
    "parts",
    "templates",
    "parameters",
    "correlations",
    "states",
    "levels",
    "derived",
    "transitions",
    "indicators",
    "levers",
    "case_variables",
    "mechanisms",
)
SHARED = SECTIONS[4:]
"""Sections that a part may hold."""


def library() -> tuple[str, ...]:
    """Names of the models that come with Brumaire.

    >>> "leader_in_peace" in library()
    True
    """
    folder = resources.files("brumaire.models") / "library"
    if not folder.is_dir():
        return ()
    return tuple(sorted(f.name.removesuffix(".yaml") for f in folder.iterdir() if f.name.endswith(".yaml")))


def check(path: str | Path) -> list[ModelError]:
    """Every error of a model file (or of a model of the library, by name), in the order of its lines.

    >>> check("leader_in_peace")
    []
    """
    try:
        text, name = _read(path)
    except ModelError as error:
        return [error]
    return list(_build(text, name, _parts(text, name, _folder(path)))[1])


def check_text(text: str, *, file: str = "model.yaml") -> list[ModelError]:
    """Every error of a model given as text; of parts it may name those of the library."""
    return list(_build(text, file, _parts(text, file, None))[1])


def load(path: str | Path) -> Model:
    """A model by its path, or by its name in the library.

    Raises
    ------
    ModelError
        The first error of the file; it tells how many more there are.

    Examples
    --------
    >>> load("leader_in_peace").name
    'leader_in_peace'
    """
    text, name = _read(path)
    return _whole(text, name, _folder(path))


def load_text(text: str, *, file: str = "model.yaml") -> Model:
    """A model given as text; of parts it may name those of the library."""
    return _whole(text, file, None)


def _whole(text: str, file: str, folder: Path | None) -> Model:
    model, errors = _build(text, file, _parts(text, file, folder))
    if errors or model is None:
        first = errors[0]
        if len(errors) > 1:
            what = f"{first.what.removeprefix(first.code).strip()} (and {len(errors) - 1} more; see model check)"
            raise ModelError(what, code=first.code, where=first.where, rule=first.rule, mend=first.mend)
        raise first
    return model


def _read(path: str | Path) -> tuple[str, str]:
    name = str(path)
    if name in library():
        return (resources.files("brumaire.models") / "library" / f"{name}.yaml").read_text("utf-8"), f"{name}.yaml"
    try:
        return Path(path).read_bytes().decode("utf-8-sig"), name
    except UnicodeDecodeError:
        raise ModelError("not UTF-8", code="E100", where=name, mend="save the file as UTF-8") from None
    except (OSError, ValueError) as error:
        near = get_close_matches(name, library(), n=2)
        reason = error.strerror if isinstance(error, OSError) and error.strerror else "not a path"
        mend = f"did you mean {' or '.join(near)}?" if near else f"give a path, or one of {', '.join(library())}"
        raise ModelError(f"cannot be read: {reason}", code="E100", where=name, mend=mend) from None


def _folder(path: str | Path) -> Path | None:
    return None if str(path) in library() else Path(path).parent


def _parts(text: str, file: str, folder: Path | None) -> tuple[PartText, ...]:
    root = _parsed(text, file)
    return part_texts(root, folder) if isinstance(root, Node) else ()


@lru_cache(maxsize=8)
def _parsed(text: str, file: str) -> Node | ModelError:
    try:
        return load_yaml(text, file=file)
    except YamlError as error:
        return ModelError(error.what, code="E100", where=error.where, rule=error.rule, mend=error.mend)


# A model is frozen, and reading one takes a noticeable part of a second: the same texts are read once.
@lru_cache(maxsize=8)
def _build(text: str, file: str, parts: tuple[PartText, ...]) -> tuple[Model | None, tuple[ModelError, ...]]:
    root = _parsed(text, file)
    if isinstance(root, ModelError):
        return None, (root,)
    reader = Reader()
    model = _model(reader, root, text, file, parts)
    if not reader.errors:
        check_model(reader, model)
    errors = _once(reader.errors)
    return (model if not errors else None), errors


_PLACE = re.compile(r"(.*:(\d+))(?: \(for (.*)\))?")


def _once(errors: list[ModelError]) -> tuple[ModelError, ...]:
    """Errors in the order of lines; one that a template makes for several actors stands once and names them all."""
    found: dict[tuple[str, ...], tuple[int, dict[str, None], ModelError]] = {}
    for error in errors:
        place = _PLACE.fullmatch(error.where)
        at, line, actor = (place[1], int(place[2]), place[3]) if place else (error.where, 0, None)
        actors = found.setdefault((error.what, at, error.rule, error.mend), (line, {}, error))[1]
        if actor:
            actors[actor] = None
    made = []
    for (what, at, rule, mend), (line, actors, error) in found.items():
        where = f"{at} (for {', '.join(actors)})" if actors else at
        plain = what.removeprefix(error.code).strip()
        made.append((line, ModelError(plain, code=error.code, where=where, rule=rule, mend=mend)))
    return tuple(error for _, error in sorted(made, key=lambda pair: pair[0]))


def _model(reader: Reader, root: Node, text: str, file: str, parts: tuple[PartText, ...]) -> Model:
    fields = reader.mapping(root, "the model", SECTIONS, ("schema", "name"))
    if not {"transitions", "templates", "parts"} & fields.keys():
        reader.error("E103", "the model has no transitions", root, mend="add transitions: …")
    if "schema" in fields and fields["schema"].value != SCHEMA:
        reader.error(
            "E101", f"the schema is {fields['schema'].value!r}", fields["schema"], mend=f"write schema: {SCHEMA}"
        )
    name = reader.text(fields.get("name"), "name")
    if name and "name" in fields:
        reader.name(name, fields["name"], "model")
    fields = expand(reader, joined(reader, fields, parts, SHARED))
    declare_names(reader, fields)
    read_parameters(reader, fields.get("parameters"))
    states = read_states(reader, fields.get("states"))
    levels = read_levels(reader, fields.get("levels"))
    derived = read_derived(reader, fields.get("derived"))
    transitions = read_transitions(reader, fields.get("transitions"))
    indicators = read_indicators(reader, fields.get("indicators"))
    readings = read_readings(reader, fields.get("indicators"))
    levers = read_levers(reader, fields.get("levers"))
    read_correlations(reader, fields.get("correlations"))
    levels, states, transitions = _with_delays(reader, levels, states, transitions)
    deviations, roles = read_case_variables(reader, fields.get("case_variables"))
    mechanisms = read_mechanisms(reader, fields.get("mechanisms"), transitions)
    whole = "\n".join([text, *(part.text or "" for part in parts)])
    return Model(
        name=name,
        description=reader.text(fields.get("description"), "description"),
        path=file,
        hash=hashlib.sha256(whole.encode()).hexdigest()[:16],
        parameters=tuple(reader.parameters.values()),
        states=states,
        levels=levels,
        derived=derived,
        transitions=transitions,
        indicators=indicators,
        readings=readings,
        levers=levers,
        deviations=deviations,
        roles=roles,
        mechanisms=mechanisms,
        scope=reader.scope,
    )


def _with_delays(
    reader: Reader, levels: tuple[Level, ...], states: tuple[State, ...], transitions: tuple[Transition, ...]
) -> tuple[tuple[Level, ...], tuple[State, ...], tuple[Transition, ...]]:
    """The hidden levels, states and transitions of delays after those of the file, whose numbers stay."""
    quantities: dict[str, Quantity] = {level.name: "level" for level in reader.hidden_levels}
    values = {state.name: state.values for state in reader.hidden_states}
    reader.scope = Scope({**reader.scope.states, **values}, {**reader.scope.quantities, **quantities})
    return (
        # A number that could not be read stands as 0, by which no coefficient can be divided.
        levels if reader.errors else complete(reader, levels),
        (*states, *reader.hidden_states),
        (*transitions, *reader.hidden_transitions),
    )


def model_hash(model: Model) -> str:
    """The hash under which a model's anchor is kept: sixteen hexadecimal digits of its file's SHA-256."""
    return model.hash
