"""New cases: a commented file for a user to complete, and a case made of nothing but a profile."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from datetime import date
from textwrap import dedent
from typing import cast, get_args

from brumaire.cases.loading import DEFAULT_MODELS, parse_case
from brumaire.cases.reading import SLUG
from brumaire.dates import Duration, after
from brumaire.errors import CaseError
from brumaire.records import Article, Case, Leader, Regime, War, WarKind


def case_from_profile(
    *,
    birth: date,
    entered: date,
    regime: str,
    at: date,
    war: str = "none",
    war_began: date | None = None,
    initiator: bool | None = None,
    last_attempt: date | None = None,
    regime_since: date | None = None,
    name: str = "asked",
) -> Case:
    """A case of an unnamed leader: a profile, the asking date, and the model for peace or war.

    Raises
    ------
    CaseError
        A regime or war that is not known, or dates that contradict each other.

    Examples
    --------
    >>> case = case_from_profile(birth=date(1954, 2, 26), entered=date(2014, 8, 28), regime="personal",
    ...                          at=date(2024, 1, 1))
    >>> case.model, case.start.isoformat()
    ('leader_in_peace', '2024-01-01')
    """
    _known("regime", regime, get_args(Regime))
    _known("war", war, get_args(WarKind))
    for what, day in (("birth", birth), ("entered", entered), ("war_began", war_began), ("last_attempt", last_attempt)):
        if day is not None and day > at:
            raise CaseError(f"{what} {day} lies after the asking date {at}", mend="check both dates")
    if entered <= birth:
        raise CaseError(f"entered {entered} is not after birth {birth}", mend="check both dates")
    if war != "none" and war_began is None:
        raise CaseError(f"a war of kind {war} has no beginning", mend="say when it began")
    return Case(
        name=name,
        title="A leader given by a profile",
        country="not given",
        leader=Leader("The leader", birth, entered, cast("Regime", regime), regime_since, last_attempt),
        war=War(cast("WarKind", war), war_began if war != "none" else None, initiator if war != "none" else None),
        model=DEFAULT_MODELS[war],
        start=at,
        as_of=at,
    )


def new_case(
    *,
    name: str,
    country: str,
    leader: str,
    birth: date,
    entered: date,
    regime: str,
    start: date,
    war: str = "none",
    war_began: date | None = None,
    articles: Sequence[Article] = (),
) -> str:
    """The text of a new case file: valid as it is, commented, with a first set of questions.

    Raises
    ------
    CaseError
        What the finished file would be refused for, such as a birth after the start.

    Examples
    --------
    >>> text = new_case(name="nowhere-2030", country="Nowhere", leader="A. Nobody", birth=date(1960, 1, 1),
    ...                 entered=date(2010, 1, 1), regime="party", start=date(2030, 1, 1))
    >>> text.splitlines()[3]
    'name: nowhere-2030'
    """
    _known("regime", regime, get_args(Regime))
    _known("war", war, get_args(WarKind))
    if not SLUG.fullmatch(name):
        raise CaseError(f"name {name!r} is not a short name", mend="use lower-case letters, digits, - and _")
    if war != "none" and war_began is None:
        raise CaseError(f"a war of kind {war} has no beginning", mend="say when it began")
    as_of = max([start, *(article.published for article in articles if article.published is not None)])
    text = _HEAD.format(
        name=name,
        title=_quoted(f"{leader}, {country}"),
        country=_quoted(country),
        leader=_quoted(leader),
        birth=birth,
        entered=entered,
        regime=regime,
        war=_war(war, war_began),
        model=DEFAULT_MODELS[war],
        start=start,
        as_of=as_of,
    )
    text += _lists(war) + _questions(as_of, war) + _articles(articles)
    parse_case(text, file="the new case")
    return text


def _known(what: str, value: str, values: tuple[str, ...]) -> None:
    if value not in values:
        raise CaseError(f"{what} {value!r} is unknown", mend=f"use one of {', '.join(values)}")


def _quoted(text: str) -> str:
    """Text as a double-quoted YAML scalar; JSON's escapes are YAML's."""
    return json.dumps(re.sub(r"\s+", " ", text).strip(), ensure_ascii=False)


_HEAD = dedent(
    """\
    # A case file of Brumaire. docs/reference/case-file.md explains every key; `brumaire case check` checks the file.
    # Everything that is known about the leader's situation stands here with its source. A source is a row of a data
    # set, a published figure, or "recalled, unchecked".
    name: {name}
    title: {title}
    country: {country}

    leader:
      name: {leader}
      birth: {birth}
      entered: {entered}
      # military, military_personal, personal, party, party_personal, monarchy, democracy, unknown
      regime: {regime}
      # regime_since: YYYY-MM-DD    # where the regime is older than the leader
      # last_attempt: YYYY-MM-DD    # the latest coup attempt in the country, success or failure
    {war}
    model: {model}
    # The simulation begins at `start`; all that is known up to `as_of` conditions it and nothing later is used.
    start: {start}
    as_of: {as_of}

    """
)


def _war(kind: str, began: date | None) -> str:
    if kind == "none":
        return "\n# war: {kind: interstate, began: YYYY-MM-DD, initiator: true}\n"
    initiator = "  # initiator: true    # whether the leader's side began the war\n"
    return f"\nwar:\n  kind: {kind}\n  began: {began or 'YYYY-MM-DD'}\n{initiator}"


def _lists(war: str) -> str:
    adversary = "  adversary: {name: The other side's forces, role: adversary}\n" if war == "interstate" else ""
    place = (
        "  adversary_capital: {name: The other side's capital, role: adversary_capital}\n"
        if war == "interstate"
        else ""
    )
    return (
        "# Keys are used in questions; names and aliases are looked for in articles.\n"
        "actors:\n"
        "  security_service: {name: Security service, aliases: [], role: security_service}\n"
        "  military_intelligence: {name: Military intelligence, aliases: [], role: military_intelligence}\n"
        "  senior_officers: {name: Generals, aliases: [], role: senior_officers}\n"
        "  junior_officers: {name: Junior officers, aliases: [], role: junior_officers}\n"
        f"{adversary}"
        "places:\n"
        "  capital: {name: The capital, role: capital}\n"
        f"{place}"
        "candidates: {}\n"
        "#   chief: {name: Name, role: head_of_army}\n"
        "\n"
        "# How the start differs from a typical such leader, in standard deviations.\n"
        "deviations: {}\n"
        "#   popularity: {value: 0.5, source: why}\n"
        "# What is on record: events of the vocabulary.\n"
        "happened: []\n"
        "#   - {day: YYYY-MM-DD, event: mobilisation, args: {amount: 300000}, source: where from}\n"
        "# Indicators that were seen, or watched for and not seen (seen: false).\n"
        "observations: []\n"
        "#   - {indicator: leader_unseen, day: YYYY-MM-DD, source: where from}\n"
        "\n"
    )


def _questions(as_of: date, war: str) -> str:
    year = after(as_of, Duration(1, "year"))
    texts = [
        f"leader_exit by {year}",
        f"leader_exit(irregular) by {year}",
        f"leader_exit(natural_death | ill_health) by {year}",
        f"coup_attempt by {year}",
        f"uprising by {year}",
    ]
    if war != "none":
        texts += [f"war_end by {year}", f"victory by {year}"]
    return "questions:\n" + "".join(f"  - {text}\n" for text in texts) + "\n"


def _articles(articles: Sequence[Article]) -> str:
    if not articles:
        return 'articles: []\n#   - {hash: "0123456789abcdef", outlet: Name, published: YYYY-MM-DD}\n'
    lines = ["articles:"]
    for article in articles:
        lines.append(f'  - hash: "{article.id}"')
        for key, text in (("outlet", article.outlet), ("byline", article.byline)):
            if text and text.strip():
                lines.append(f"    {key}: {_quoted(text)}")
        if article.published is not None:
            lines.append(f"    published: {article.published}")
        else:
            lines.append(
                "    # published: YYYY-MM-DD    # the article does not say; its claims have no window without it"
            )
    return "\n".join(lines) + "\n"
