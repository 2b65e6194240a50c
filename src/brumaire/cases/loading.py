"""Case files: from YAML to a checked `Case`, or to all that is wrong with it at once."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import cast, get_args

from brumaire.cases.consistency import check_consistency
from brumaire.cases.events import read_happened
from brumaire.cases.library import find
from brumaire.cases.reading import Reader
from brumaire.cases.targets import read_targets
from brumaire.dates import Calendar
from brumaire.errors import CaseError
from brumaire.records import (
    MANNERS,
    ArticleEntry,
    Case,
    Deviation,
    Leader,
    Named,
    Observation,
    OtherForecast,
    Regime,
    War,
    WarKind,
)
from brumaire.yaml_nodes import Node, YamlError, load_yaml

LARGEST_READING = 1e12
DEFAULT_MODELS = {"none": "leader_in_peace", "interstate": "leader_at_war", "civil": "leader_at_war"}


def load(path: Path) -> Case:
    """The case in a file, or the case of that name in the library or among the examples (`argentina-1982`).

    Raises
    ------
    CaseError
        The first thing that is wrong, with file and line; `check` finds all of them.
    """
    case, problems = _read(path)
    if case is None:
        first = problems[0]
        more = f" ({len(problems) - 1} more: brumaire case check {path})" if len(problems) > 1 else ""
        raise CaseError(first.what, where=first.where, rule=first.rule, mend=first.mend + more)
    return case


def check(path: Path) -> list[CaseError]:
    """All that is wrong with a case file, in the order of its lines; empty where nothing is."""
    return _read(path)[1]


def parse_case(text: str, *, file: str) -> Case:
    """The case in a text; errors are those of `load`, with `file` as the file's name."""
    case, problems = _parse(text, file)
    if case is None:
        raise problems[0]
    return case


def _read(path: Path) -> tuple[Case | None, list[CaseError]]:
    source = path
    if not path.exists():
        found = find(path.name) if len(path.parts) == 1 else None
        if found is None:
            mend = "give the path of a case.yaml, or a name that `brumaire case list` prints"
            return None, [CaseError("there is no such case file", where=str(path), mend=mend)]
        source = found
    elif path.is_dir():
        source = path / "case.yaml"
    try:
        return _parse(source, str(source))
    except OSError as error:
        reason = error.strerror or "it cannot be read"
        return None, [CaseError(f"cannot read the case file: {reason}", where=str(source), mend="check the path")]


def _parse(source: Path | str, file: str) -> tuple[Case | None, list[CaseError]]:
    try:
        tree = load_yaml(source, file=file)
    except YamlError as error:
        return None, [CaseError(error.what, where=error.where, rule=error.rule, mend=error.mend)]
    reader = Reader(file)
    case = _case(reader, tree, source)
    if case is not None:
        check_consistency(reader, tree, case)
    reader.problems.sort(key=lambda problem: int(problem.where.rpartition(":")[2]))
    return (None if reader.problems else case), reader.problems


def _case(reader: Reader, tree: Node, source: Path | str) -> Case | None:
    top = reader.section(tree, "case")
    name = reader.slug(top.get("name"), "name")
    country = reader.text(top.get("country"), "country")
    leader = _leader(reader, top.get("leader"))
    war = _war(reader, top.get("war"))
    start = reader.day(top.get("start"), "start")
    gwcode = reader.number(top.get("gwcode"), "gwcode", 1, 9999)
    title = reader.text(top.get("title"), "title")
    rest = {
        "model": _model(reader.text(top.get("model"), "model"), war, source),
        "as_of": reader.day(top.get("as_of"), "as_of"),
        "gwcode": None if gwcode is None else int(gwcode),
        "calendar": _calendar(reader, top.get("calendar")),
        "actors": _named(reader, top.get("actors"), "actors"),
        "places": _named(reader, top.get("places"), "places"),
        "candidates": _named(reader, top.get("candidates"), "candidates"),
        "deviations": _deviations(reader, top.get("deviations")),
        "happened": tuple(sorted(read_happened(reader, top.get("happened")), key=lambda entry: entry.day)),
        "observations": _observations(reader, top.get("observations")),
        "questions": _questions(reader, top.get("questions")),
        "articles": _articles(reader, top.get("articles")),
        "claims": _beside(reader.text(top.get("claims"), "claims"), source),
        "other_forecasts": _other_forecasts(reader, top.get("other_forecasts")),
        "outside_view": _outside_view(reader, top.get("outside_view")),
        "targets": read_targets(reader, top.get("targets")),
        "note": reader.text(top.get("note"), "note") or "",
    }
    if name is None or country is None or leader is None or war is None or start is None:
        return None
    path = str(source) if isinstance(source, Path) else None
    return Case(name, title or f"{leader.name}, {country}", country, leader, war, start=start, path=path, **rest)  # type: ignore[arg-type]  # one mapping of many types


def _model(name: str | None, war: War | None, source: Path | str) -> str:
    """The library's name for a model, or the path of its file as seen from the case file."""
    if name is None:
        return DEFAULT_MODELS[war.kind if war else "none"]
    is_path = "/" in name or name.endswith((".yaml", ".yml"))
    return str(_beside(name, source)) if is_path else name


def _beside(name: str | None, source: Path | str) -> str | None:
    """A path that a case gives, which counts from the folder of the case file."""
    return name if name is None or not isinstance(source, Path) else str(source.parent / name)


def _leader(reader: Reader, node: Node | None) -> Leader | None:
    if node is None:
        return None
    entries = reader.section(node, "leader")
    name = reader.text(entries.get("name"), "name")
    birth = reader.day(entries.get("birth"), "birth")
    entered = reader.day(entries.get("entered"), "entered")
    regime = reader.choice(entries.get("regime"), "regime", get_args(Regime))
    since = reader.day(entries.get("regime_since"), "regime_since")
    attempt = reader.day(entries.get("last_attempt"), "last_attempt")
    source = reader.text(entries.get("source"), "source") or ""
    if name is None or birth is None or entered is None or regime is None:
        return None
    return Leader(name, birth, entered, cast("Regime", regime), since, attempt, source)


def _war(reader: Reader, node: Node | None) -> War | None:
    if node is None:
        return War("none")
    entries = reader.section(node, "war")
    kind = reader.choice(entries.get("kind"), "kind", get_args(WarKind))
    began = reader.day(entries.get("began"), "began")
    initiator = reader.flag(entries.get("initiator"), "initiator")
    source = reader.text(entries.get("source"), "source") or ""
    if kind in ("interstate", "civil") and "began" not in entries:
        reader.wrong(
            node, "war has no began", rule=f"a war of kind {kind} has a beginning", mend="add began: YYYY-MM-DD"
        )
    return None if kind is None else War(cast("WarKind", kind), began, initiator, source)


def _calendar(reader: Reader, node: Node | None) -> Calendar:
    entries = reader.section(node, "calendar") if node is not None else {}

    def span(found: Mapping[str, Node], item: Node) -> tuple[date, date] | None:
        first, last = reader.day(found.get("from"), "from"), reader.day(found.get("to"), "to")
        if first is None or last is None:
            return None
        if last < first:
            reader.wrong(item, f"daily range ends {last} before it begins {first}", mend="put the earlier date first")
        return first, last

    return Calendar(daily=reader.each(entries.get("daily"), "daily", span))


def _named(reader: Reader, node: Node | None, section: str) -> tuple[Named, ...]:
    found = []
    for key, place, value in reader.entries(node, section):
        if not re.fullmatch(r"[a-z][a-z0-9_]*", key):
            reader.wrong(place, f"{key!r} cannot stand in a question", mend="use lower-case letters, digits and _")
        entries = reader.section(value if value.value is not None else place, section)
        name = reader.text(entries.get("name"), "name")
        aliases = tuple(
            text
            for item in reader.listed(entries.get("aliases"), "aliases")
            if (text := reader.text(item, "alias")) is not None
        )
        role = reader.text(entries.get("role"), "role")
        note = reader.text(entries.get("note"), "note") or ""
        if name is not None:
            found.append(Named(key, name, aliases, role, note))
    return tuple(found)


def _deviations(reader: Reader, node: Node | None) -> tuple[Deviation, ...]:
    found = []
    for name, place, value in reader.entries(node, "deviations"):
        entries = reader.section(value if value.value is not None else place, "deviations")
        source = reader.text(entries.get("source"), "source")
        given = entries.get("value")
        if given is None or source is None:
            continue
        if isinstance(given.value, str):
            found.append(Deviation(name, given.value, source))
        elif (number := reader.number(given, f"value of {name}", -5, 5)) is not None:
            # Five standard deviations among such leaders: more is a slip of the pen.
            found.append(Deviation(name, number, source))
    return tuple(found)


def _observations(reader: Reader, node: Node | None) -> tuple[Observation, ...]:
    def build(entries: Mapping[str, Node], _: Node) -> Observation | None:
        indicator = reader.slug(entries.get("indicator"), "indicator")
        day = reader.day(entries.get("day"), "day")
        seen = reader.flag(entries.get("seen"), "seen")
        source = reader.text(entries.get("source"), "source") or ""
        until = reader.day(entries.get("until"), "until")
        value = reader.number(entries.get("value"), "value", -LARGEST_READING, LARGEST_READING)
        if value is not None and seen is False:
            reader.wrong(entries["seen"], "a value that was not seen", mend="leave out one of value and seen")
        if until is not None and seen is False:
            reader.wrong(entries["until"], "what was not seen has no uncertain day", mend="note each week by itself")
        if until is not None and day is not None and until < day:
            reader.wrong(entries["until"], f"until {until} lies before day {day}", mend="put the earlier date first")
        if indicator is None or day is None:
            return None
        return Observation(indicator, day, seen is not False, source, until, value)

    return tuple(sorted(reader.each(node, "observations", build), key=lambda entry: (entry.day, entry.indicator)))


def _questions(reader: Reader, node: Node | None) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for item in reader.listed(node, "questions"):
        text = reader.question(item, "question")
        if text is None:
            continue
        if text in found:
            reader.wrong(item, f"question {text!r} stands twice", mend="keep one")
        found[text] = None
    return tuple(found)


def _articles(reader: Reader, node: Node | None) -> tuple[ArticleEntry, ...]:
    def build(entries: Mapping[str, Node], _: Node) -> ArticleEntry | None:
        given = entries.get("hash")
        digits = reader.text(given, "hash")
        if digits is not None and not re.fullmatch(r"[0-9a-f]{16}", digits):
            mend = "write the id that `brumaire read` prints, in quotes"
            reader.wrong(given, f"hash {digits!r} is not an article's", rule="sixteen hexadecimal digits", mend=mend)
        outlet, byline, note = (reader.text(entries.get(key), key) for key in ("outlet", "byline", "note"))
        published = reader.day(entries.get("published"), "published")
        return None if digits is None else ArticleEntry(digits, outlet, published, byline, note or "")

    return reader.each(node, "articles", build)


def _other_forecasts(reader: Reader, node: Node | None) -> tuple[OtherForecast, ...]:
    def build(entries: Mapping[str, Node], _: Node) -> OtherForecast | None:
        by = reader.text(entries.get("by"), "by")
        day = reader.day(entries.get("day"), "day")
        question = reader.question(entries.get("question"), "question")
        probability = reader.number(entries.get("probability"), "probability", 0, 1)
        source = reader.text(entries.get("source"), "source")
        if by is None or day is None or question is None or probability is None or source is None:
            return None
        return OtherForecast(by, day, question, probability, source)

    return reader.each(node, "other_forecasts", build)


def _outside_view(reader: Reader, node: Node | None) -> dict[str, float]:
    found = {}
    for name, place, value in reader.entries(node, "outside_view"):
        known = (*MANNERS, "attempts", "success")
        if name not in known:
            reader.wrong(place, f"the outside view has no {name!r}", mend=f"use one of {', '.join(known)}")
            continue
        high = 1.0 if name == "success" else math.log(1e6)
        if (rate := reader.number(value, name, 0, high)) is not None:
            found[name] = rate
    return found
