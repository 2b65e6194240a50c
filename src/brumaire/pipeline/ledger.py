"""The ledger's work as the command line and the web page do it: from files and cases to drafts, and from a store to boards."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from brumaire import history
from brumaire.assets import examples
from brumaire.errors import BrumaireError, LedgerError
from brumaire.ledger.base import Draft
from brumaire.ledger.from_answers import answer_drafts, base_rate, claim_answers, incidence_drafts, other_drafts
from brumaire.ledger.from_claims import from_claims
from brumaire.ledger.importing import Imported, Mapped, import_rows, mapped
from brumaire.ledger.records import RecordedQuestion
from brumaire.pipeline.claims_file import load_reading
from brumaire.pipeline.ledger_file import read_file
from brumaire.pipeline.read import load_case
from brumaire.questions import parse, to_text
from brumaire.records import Case, Question
from brumaire.yaml_nodes import load_yaml

if TYPE_CHECKING:
    from brumaire.ledger.store import Ledger

BRIEFS = ("brumaire.brief/1",)


@dataclass(frozen=True, slots=True)
class Gathered:
    """Drafts that a file gives, and what of it is not entered, with the reason."""

    drafts: tuple[Draft, ...]
    left_out: tuple[tuple[str, str], ...]


def from_file(path: Path, case: Case | None = None) -> Gathered:
    """The drafts of a brief (JSON) or of a file of forecasts (YAML).

    Parameters
    ----------
    path
        What `brumaire brief --json` wrote, or a file as examples/ledger/first.yaml.
    case
        The case's file: with it questions get base rates from history, and the model's answers to claims that were made
        before the brief's date are entered where the record shows that nothing happened meanwhile.
    """
    if path.suffix.lower() in (".yaml", ".yml"):
        drafts = read_file(path)
        return Gathered((*drafts, *(base_rates(drafts, case) if case else ())), ())
    return _from_brief(path, case)


def first_ledger() -> tuple[Draft, ...]:
    """The drafts of the worked example, with base rates from history."""
    found = from_file(examples() / "ledger" / "first.yaml", load_case(examples() / "russia-2023" / "case.yaml"))
    return found.drafts


def base_rates(drafts: Sequence[Draft], case: Case) -> tuple[Draft, ...]:
    """What history alone gives for the questions among drafts, where it has something to say, as of their opening."""
    found = []
    asked = {d.body["id"]: d.body for d in drafts if d.kind == "question"}
    have = {d.body["question"] for d in drafts if d.kind == "forecast" and d.body["sort"] == "base_rate"}
    for name, body in asked.items():
        opens = date.fromisoformat(body["opens"])
        if name in have or body["case"] != case.name or opens < case.start:
            continue
        view = history.by_hand(history.outside_view(history.profile(case, opens)), case.outside_view)
        rate = history.probability(view, parse(body["text"]), opens)
        if rate is not None:
            found.append(base_rate(name, rate, opens, f"the outside view of {case.name} as of {opens}"))
    return tuple(found)


def import_file(path: Path, mapping: Path | None) -> Imported:
    """Forecasts of another platform; see `ledger.importing`.

    Raises
    ------
    LedgerError
        The file cannot be read at all, or the mapping is wrong. A bad row is an error in the result instead.
    """
    how = (
        Mapped() if mapping is None else mapped(load_yaml(_text(mapping), file=str(mapping)).plain, where=str(mapping))
    )
    if path.suffix.lower() == ".json":
        return import_rows(_json_rows(path, how), how)
    reader = csv.DictReader(io.StringIO(_text(path)))
    if not reader.fieldnames:
        raise LedgerError(
            f"{path} has no first line with the names of columns", mend="give CSV with a header, or .json"
        )
    return import_rows([(f"{path}:{reader.line_num}", row) for row in reader], how)


def find_question(ledger: Ledger, wanted: str) -> RecordedQuestion:
    """A question by its identifier, the beginning of it, or its text.

    Raises
    ------
    LedgerError
        There is none, or there are several.
    """
    every = ledger.questions()
    found = [q for q in every if q.id == wanted] or [q for q in every if len(wanted) >= 4 and q.id.startswith(wanted)]
    if not found:
        try:
            asked = parse(wanted)
        except BrumaireError:
            asked = None
        if asked is not None:
            text = to_text(Question(asked.clause, asked.given))
            found = [q for q in every if q.text == text and asked.case in (None, q.case)]
    if len(found) == 1:
        return found[0]
    if found:
        told = "; ".join(f"{q.id} ({q.case}, opens {q.opens})" for q in found[:5])
        raise LedgerError(f"{wanted!r} is {len(found)} questions: {told}", mend="give the identifier")
    raise LedgerError(f"no question {wanted!r} is in {ledger.where}", mend="`brumaire ledger due --all` lists them")


def distinct(drafts: Iterable[Draft]) -> tuple[Draft, ...]:
    """The drafts, each once."""
    found: dict[str, Draft] = {}
    for draft in drafts:
        found.setdefault(json.dumps([draft.kind, draft.body], sort_keys=True), draft)
    return tuple(found.values())


def _from_brief(path: Path, case: Case | None) -> Gathered:
    reading = load_reading(path)
    brief: Mapping[str, Any] = json.loads(_text(path))
    if brief.get("schema") not in BRIEFS:
        raise LedgerError(
            f"{path} is of schema {brief.get('schema')!r}",
            mend="give what `brumaire brief --json` prints, or a file of forecasts (.yaml)",
        )
    if case is not None and case.name != brief["case"]:
        raise LedgerError(f"{path} is about {brief['case']}, not about {case.name}", mend="give that case's file")
    as_of = date.fromisoformat(brief["as_of"])
    claims = from_claims(reading, case=brief["case"], as_of=as_of)
    bodies = {d.body["id"]: d.body for d in claims.drafts if d.kind == "question"}
    answers, refused = answer_drafts(brief)
    others, not_asked = other_drafts(brief)
    record = None if case is None else case.happened
    drafts = distinct(
        (
            *claims.drafts,
            *answers,
            *claim_answers(brief, claims.questions, bodies, record),
            *others,
            *incidence_drafts(brief),
        )
    )
    more = base_rates(drafts, case) if case is not None else ()
    return Gathered((*drafts, *more), (*claims.left_out, *refused, *not_asked))


def _json_rows(path: Path, how: Mapped) -> list[tuple[str, Mapping[str, Any]]]:
    try:
        found: Any = json.loads(_text(path))
    except json.JSONDecodeError as error:
        raise LedgerError(f"not JSON: {error}", where=str(path)) from None
    for part in how.records.split(".") if how.records else (["forecasts"] if isinstance(found, dict) else []):
        found = found.get(part) if isinstance(found, dict) else None
    if not isinstance(found, list):
        raise LedgerError(
            "no list of forecasts", where=str(path), mend="say where it is with `records:` in the mapping"
        )
    return [(f"{path}#{k}", row if isinstance(row, dict) else {}) for k, row in enumerate(found, start=1)]


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise LedgerError(f"{path}: no such file") from None
    except UnicodeDecodeError:
        raise LedgerError(f"{path} is not UTF-8 text", mend="save it as UTF-8") from None
