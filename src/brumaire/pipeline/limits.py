"""What the model cannot know, in plain words, read off the model and the case themselves."""

from __future__ import annotations

from collections import Counter
from datetime import date

from brumaire.models import Model
from brumaire.pipeline.forecast import ForecastResult
from brumaire.pipeline.outlook import warnings
from brumaire.records import Case, ConstraintReport

_HOW = {
    "judged": "judged",
    "computed": "computed from data",
    "read": "read in the literature",
    "recalled": "recalled and unchecked",
}
_MOST_NAMES = 4
_SHAPE = (
    "The interval beside a figure is that of the model’s numbers. That the model itself may be wrong in its shape, and in what it "
    "leaves out, is in no figure on this page."
)
_NOBODY = "The outside view rests on leaders who resemble this one in age, tenure, regime and war; nobody is only that."


def limits(result: ForecastResult, reports: tuple[ConstraintReport, ...] = ()) -> tuple[str, ...]:
    """Sentences for the page; `reports` tell which claims the model has nothing to say about."""
    prepared = result.prepared
    said = [
        *hidden(prepared.model),
        persons(prepared.case),
        numbers(prepared.model),
        record(prepared.case, prepared.as_of),
        unmodelled(reports),
        _SHAPE,
        _NOBODY,
    ]
    return (*(sentence for sentence in said if sentence), *warnings(result))


def hidden(model: Model) -> list[str]:
    """What happens in secret, and in which form the model has it at all."""
    latent = [state.name for state in model.states if state.latent]
    said = []
    if latent:
        said.append(
            f"What is secret is unknown here too. Of {_listed(latent)} the model knows nothing but how often such things are so: they are drawn "
            "by chance in every future, and moved only by what was seen of them."
        )
    realised = {r.event for t in model.transitions for r in (*t.realises, *(r for b in t.branches for r in b.realises))}
    if "plot" in realised:
        said.append(
            "It follows one plot at a time. Two that run side by side, that join, or that betray each other are not in it, nor is "
            "a conspiracy that holds its hand for years."
        )
    if "natural_death" in {t.exit.manner for t in model.transitions if t.exit is not None}:
        said.append(
            "It knows the leader’s age and that there is talk of his health, and no medical fact: illness comes at the rate of his age."
        )
    return said


def persons(case: Case) -> str:
    """Who is named in the case, and what of them the model has."""
    people = [named.name for named in case.candidates]
    actors = [named.name for named in case.actors]
    if not people and not actors:
        return ""
    whom = f" {_listed(people)} differ in it by the office that they hold, and by nothing else." if people else ""
    groups = f" {_listed(actors)} each act as one." if actors else ""
    return f"It knows no person’s loyalty, fear or debt.{whom}{groups}"


def numbers(model: Model) -> str:
    """Where the model's uncertain numbers come from."""
    uncertain = [p for p in model.parameters if p.low < p.high]
    if not uncertain:
        return ""
    how = Counter(_HOW.get(p.source.split(":")[0].split(",")[0].strip(), "from other sources") for p in uncertain)
    parts = [f"{count} {'is' if count == 1 else 'are'} {words}" for words, count in how.most_common()]
    return f"Of the model’s {len(uncertain)} uncertain numbers {_listed(parts, every=True)}. None of them changes over the span that is simulated."


def record(case: Case, as_of: date) -> str:
    """How much of what the case has up to the asking date was checked."""
    known = [h.source for h in case.happened if h.day <= as_of] + [
        o.source for o in case.observations if o.day <= as_of
    ]
    if not known:
        return "The case has no dated fact before the asking date: the model knows the position of the leader, and nothing of what went before."
    unchecked = sum("unchecked" in source for source in known)
    if not unchecked:
        return f"It has seen {len(known)} dated facts, all that the case file has up to the asking date, and nothing besides."
    return (
        f"It has seen {len(known)} dated facts, all that the case file has up to the asking date, and nothing besides; {'all' if unchecked == len(known) else unchecked} of them "
        f"{'was' if unchecked == 1 < len(known) else 'were'} written down from memory and not checked."
    )


def unmodelled(reports: tuple[ConstraintReport, ...]) -> str:
    """Which events are claimed that nothing in the model brings about."""
    from brumaire.commentary.question_words import noun

    marker = "has nothing that realises "
    missing = dict.fromkeys(r.reason.partition(marker)[2].split()[0] for r in reports if marker in r.reason)
    return (
        f"Nothing in it brings about what is also claimed: {_listed([noun(name) for name in missing])}."
        if missing
        else ""
    )


def _listed(names: list[str], *, every: bool = False) -> str:
    plain = [name.replace("_", " ") for name in names]
    if not every and len(plain) > _MOST_NAMES + 1:
        plain = [*plain[:_MOST_NAMES], f"{len(plain) - _MOST_NAMES} more"]
    return plain[0] if len(plain) == 1 else ", ".join(plain[:-1]) + " and " + plain[-1]
