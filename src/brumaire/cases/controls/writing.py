"""Case files of controls: nothing but facts of the tables, each with the table and the key of its row."""

from __future__ import annotations

import json
import re
import unicodedata
from datetime import date

from brumaire.cases.controls.drawing import asked
from brumaire.history.at_war import LeaderAtWar
from brumaire.history.codes import PREDECESSOR, gw_code
from brumaire.history.panel.build import Panel
from brumaire.history.tables import Tables
from brumaire.records import MANNERS

QUESTIONS = (
    "leader_exit within 12 months",
    "leader_exit(irregular) within 12 months",
    "coup_attempt within 12 months",
)
"""Asked of every control, and of the nine cases beside them."""

_ENDS = {
    "won": (("victory", None), ("war_end", "own")),
    "lost": (("defeat", None), ("war_end", "adversary")),
    "compromise": (("war_end", "compromise"),),
    "stalemate": (("war_end", "stalemate"),),
}
"""What an outcome of Correlates of War says of a war's end; others say only that it ended."""


def name_of(one: LeaderAtWar) -> str:
    """Short name of a control: the leader's, and the year in which the war began.

    >>> from types import SimpleNamespace
    >>> name_of(SimpleNamespace(name="Khrushchev", since=date(1956, 10, 23)))
    'khrushchev-1956'
    """
    plain = unicodedata.normalize("NFKD", one.name).encode("ascii", "ignore").decode()
    return f"{re.sub(r'[^a-z0-9]+', '-', plain.lower()).strip('-')}-{one.since.year}"


def case_text(one: LeaderAtWar, tables: Tables, panel: Panel) -> str:
    """The case file of a control, written the same for the same tables."""
    regime = _regime(one, tables)
    attempt = _last_attempt(one, tables, panel)
    sources = [f"{_birth(one)}; entry: {_spell(one)}", f"regime: {regime[1]}"]
    leader = [
        f"  name: {_quoted(one.name)}",
        f"  birth: {one.born}",
        f"  entered: {one.entered}",
        f"  regime: {one.regime}",
    ]
    if regime[0] is not None:
        leader.append(f"  regime_since: {regime[0]}")
    if attempt is not None:
        leader.append(f"  last_attempt: {attempt[0]}")
        sources.append(f"last attempt: {attempt[1]}")
    war = [f"  kind: {one.kind}", f"  began: {one.began}"]
    if one.initiator is not None:
        war.append(f"  initiator: {str(one.initiator).lower()}")
    lines = [
        "# A control, written by quality/controls.py from history's tables: no fact in it has another source, and nothing is judged.",
        f"name: {name_of(one)}",
        f"title: {_quoted(f'{one.name}, {one.state}, at war from {one.since}')}",
        f"country: {_quoted(one.state)}",
        f"gwcode: {one.gwcode}",
        "",
        "leader:",
        *leader,
        f"  source: {_quoted('; '.join(sources))}",
        "",
        "war:",
        *war,
        f"  source: {_quoted(_war_source(one, tables))}",
        "",
        "model: leader_at_war",
        f"start: {one.since}",
        f"as_of: {asked(one)}",
        "",
        *_happened(one, tables),
        "",
        "questions:",
        *(f"  - {text}" for text in QUESTIONS),
    ]
    return "\n".join(lines) + "\n"


def _happened(one: LeaderAtWar, tables: Tables) -> list[str]:
    entries: list[tuple[date, list[str]]] = []
    if one.ended is not None and (one.left is None or one.ended <= one.left):
        ends = _ENDS.get(one.outcome or "", (("war_end", None),))
        for event, terms in ends:
            lines = [f"  - day: {one.ended}", f"    event: {event}"]
            if terms is not None:
                lines.append(f"    args: {{terms: {terms}}}")
            entries.append((one.ended, [*lines, f"    source: {_quoted(_end_source(one, tables))}"]))
    if one.left is not None:
        # A manner that no table knows, or that is none of the nine, is left open.
        manner = [f"    args: {{manner: {one.manner}}}"] if one.manner in MANNERS else []
        lines = [f"  - day: {one.left}", "    event: leader_exit", *manner]
        entries.append((one.left, [*lines, f"    source: {_quoted(f'exit: {_spell(one)}')}"]))
    if not entries:
        return ["happened: []"]
    return ["happened:", *(line for _, lines in sorted(entries, key=lambda e: e[0]) for line in lines)]


def _spell(one: LeaderAtWar) -> str:
    return f"{one.source.split(':')[0]} {one.key}"


def _birth(one: LeaderAtWar) -> str:
    if one.birth_to_the_day:
        return f"birth: archigos_2.9_fate.csv {one.key}"
    return f"birth: {_spell(one)} (year; 1 July stands for it)"


def _regime(one: LeaderAtWar, tables: Tables) -> tuple[date | None, str]:
    for row in tables.of("reign_regimes"):
        state = gw_code(row.ccode, max(row.began, date(1950, 1, 1)))
        if state == one.gwcode and row.began <= one.since <= row.ended:
            return row.began, f"{row.file} {row.name} {row.began}"
    return one.regime_since, "reign_regime_list.csv"


def _last_attempt(one: LeaderAtWar, tables: Tables, panel: Panel) -> tuple[date, str] | None:
    line = {one.gwcode, PREDECESSOR.get(one.gwcode, one.gwcode)}
    before = [a for a in panel.attempts if a.gwcode in line and a.day < one.since]
    if not before:
        return None
    last = max(before, key=lambda a: (a.day, a.source))
    row = next(row for row in tables.of("powell_thyne") if row.source == last.source)
    return last.day, f"{row.file} {row.country} {row.day}"


def _war_source(one: LeaderAtWar, tables: Tables) -> str:
    told = f"beginning: ucdp_acd.csv conflict {one.conflict}, the day on which 25 deaths were met"
    numbers = _cow(one, tables)
    if one.initiator is None or not numbers:
        return told
    return f"{told}; initiator: cow_war_inter.csv {numbers}"


def _end_source(one: LeaderAtWar, tables: Tables) -> str:
    told = f"ucdp_acd.csv conflict {one.conflict}, last fighting before a quiet year"
    numbers = _cow(one, tables)
    if one.outcome is None or not numbers:
        return told
    return f"{told}; outcome: cow_war_inter.csv {numbers}, {one.outcome}"


def _cow(one: LeaderAtWar, tables: Tables) -> str:
    years = range(one.began.year, (one.ended or one.until).year + 1)
    wars = {
        row.war
        for row in tables.of("cow_interstate")
        if gw_code(row.ccode, date(row.year, 1, 1)) == one.gwcode
        and gw_code(row.against, date(row.year, 1, 1)) in one.against
        and row.year in years
    }
    return " and ".join(f"war {war}" for war in sorted(wars))


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
