"""What the model and the outside view say of the nine cases and the twenty controls, kept on disk so that a run that was cut off goes on.

Each forecast is made of the case as it could have been written on its asking date. What is kept is named by all that it depends on: the model,
what was known, the questions, and how it was simulated. With each answer stand the weights of its batches and the multipliers that each was drawn
with, which is what `multipliers.py` fits.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path

import numpy as np

from brumaire import cases, models
from brumaire.cases.controls import controls
from brumaire.cases.controls.writing import QUESTIONS
from brumaire.errors import FuturesError
from brumaire.futures import SOLVED_FOR
from brumaire.futures.ask import sums_of
from brumaire.pipeline.case_replay import known
from brumaire.pipeline.forecast import Settings, answer, conditioned, on_record, prepare
from brumaire.questions import parse, roles, to_text
from brumaire.records import Case

SCORED = tuple(to_text(parse(text)) for text in QUESTIONS)
"""What is scored, in the form in which the case files hold it."""
MULTIPLIERS = ("grievance_scale", "defeat_scale", "indicator_scale", "lag_scale")


@dataclass(frozen=True, slots=True)
class Batches:
    """By batch of one parameter draw: the multipliers' values, and the weights in which the question and its condition hold."""

    multipliers: tuple[tuple[float, ...], ...]
    yes: tuple[float, ...]
    base: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """What was said of one question on one day.

    group
        "case" or "control".
    probability, error, low, high
        The model's, its Monte Carlo error and 90 % interval over its parameters; None where it could not be asked, which `note` says.
    outside
        The outside view's, None where it has none.
    draws
        Effective parameter draws that agree with what was known.
    """

    case: str
    group: str
    as_of: date
    question: str
    probability: float | None
    error: float | None
    low: float | None
    high: float | None
    outside: float | None
    draws: float | None
    note: str = ""
    batches: Batches | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """One case on one day, with the questions to ask."""

    case: Case
    group: str
    as_of: date
    questions: tuple[str, ...]


def plan() -> tuple[Wanted, ...]:
    """All that is to be asked: each target of a case on its day, and on the first of these days, as on a control's, the three that are scored."""
    wanted = []
    for name in cases.library():
        case = replace(cases.load(Path(name)), name=name)
        days = sorted({t.as_of for t in case.targets} | {t.against for t in case.targets if t.against})
        for day in days:
            texts = [t.question for t in case.targets if day in (t.as_of, t.against)]
            texts += SCORED if day == first_day(case) else ()
            wanted.append(Wanted(case, "case", day, tuple(dict.fromkeys(texts))))
    wanted += [Wanted(case, "control", case.as_of or case.start, SCORED) for case in controls()]
    return tuple(wanted)


def first_day(case: Case) -> date:
    """The day on which a case is scored: that of its first target, before anything had happened."""
    return min(target.as_of for target in case.targets)


def ask(wanted: Wanted, settings: Settings, *, folder: Path | None = None) -> tuple[Said, ...]:
    """The answers, from the folder where they are kept already."""
    place = (folder or _folder()) / f"{_key(wanted, settings)}.json"
    try:
        return tuple(_read(entry) for entry in json.loads(place.read_text(encoding="utf-8")))
    except (OSError, ValueError, KeyError, TypeError):
        pass
    said = _ask(wanted, settings)
    place.parent.mkdir(parents=True, exist_ok=True)
    fresh = place.with_suffix(f".{os.getpid()}")
    fresh.write_text(json.dumps([asdict(one) for one in said], default=str), encoding="utf-8")
    fresh.replace(place)
    return said


def _ask(wanted: Wanted, settings: Settings) -> tuple[Said, ...]:
    case = known(wanted.case, wanted.as_of)
    start = [wanted.case.name, wanted.group, wanted.as_of]
    prepared = prepare(case, wanted.questions, as_of=wanted.as_of, settings=settings)
    try:
        prepared, futures = conditioned(prepared)
    except FuturesError as error:
        return tuple(Said(*start, text, *[None] * 6, note=error.what) for text in wanted.questions)
    columns = [futures.parameters.names.index(name) for name in MULTIPLIERS if name in futures.parameters.names]
    weight = np.bincount(futures.batch, futures.evidence)
    draws = float(weight.sum() ** 2 / (weight**2).sum())
    found = []
    for text, question in zip(wanted.questions, prepared.questions, strict=True):
        try:
            reply = answer(prepared, futures, question)
        except FuturesError as error:
            found.append(Said(*start, text, *[None] * 6, note=error.what))
            continue
        batches = None
        if on_record(prepared, question) is None and len(columns) == len(MULTIPLIERS):
            sums = sums_of(futures, question, roles=roles(case))
            yes, base = np.bincount(futures.batch, sums.yes), np.bincount(futures.batch, sums.base)
            values = futures.parameters.values[: len(base), columns]
            batches = Batches(tuple(map(tuple, values.tolist())), tuple(yes.tolist()), tuple(base.tolist()))
        p, error, outside = reply.probability, reply.monte_carlo_error, reply.outside_view
        found.append(Said(*start, text, p, error, *reply.interval, outside, draws, batches=batches))
    return tuple(found)


def ask_all(
    settings: Settings, *, names: Sequence[str] = (), folder: Path | None = None, tell: bool = True
) -> Iterable[Said]:
    """All answers in the order of the plan, of some cases or of all."""
    for wanted in plan():
        if names and wanted.case.name not in names:
            continue
        said = ask(wanted, settings, folder=folder)
        if tell:
            shown = ", ".join("none" if one.probability is None else f"{one.probability:.3f}" for one in said)
            print(f"{wanted.case.name} {wanted.as_of}: {shown}", flush=True)
        yield from said


def _read(entry: dict) -> Said:
    batches = entry["batches"]
    if batches is not None:
        batches = Batches(tuple(map(tuple, batches["multipliers"])), tuple(batches["yes"]), tuple(batches["base"]))
    return Said(**{**entry, "as_of": date.fromisoformat(entry["as_of"]), "batches": batches})


def _key(wanted: Wanted, settings: Settings) -> str:
    # Where the file lies does not matter, nor does the engine: both give the same answers.
    case = replace(known(wanted.case, wanted.as_of), path=None)
    parts = (
        models.load(case.model).hash,
        case,
        wanted.group,
        wanted.as_of,
        wanted.questions,
        settings.runs,
        settings.seed,
        SOLVED_FOR,
    )
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:32]


def _folder() -> Path:
    from platformdirs import user_cache_dir

    return Path(os.environ.get("BRUMAIRE_CACHE") or user_cache_dir("brumaire")) / "cases"
