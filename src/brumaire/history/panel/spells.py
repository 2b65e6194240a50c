"""Who was in office when: Archigos 4.1 to the end of 2015, REIGN from 2016 to February 2021, and nobody known by name after that.

Small states that Archigos leaves out have REIGN's spells from the start. A successful coup after REIGN's end puts an unknown leader
in office; else the last known one is carried forward and marked as not known.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date, timedelta

from brumaire.history.codes import gw_code
from brumaire.history.panel.attempts import Attempt
from brumaire.history.panel.axis import last_day, month_index, month_of
from brumaire.history.panel.manners import manner
from brumaire.history.sources.archigos import Spell as ArchigosSpell
from brumaire.history.sources.archigos_fate import Life
from brumaire.history.tables import Tables

CUT = date(2016, 1, 1)
"""From this day on REIGN says who is in office."""
NEVER = date.max


@dataclass(frozen=True, slots=True)
class Spell:
    """One leader in one state's office.

    since
        From when the panel takes the leader for the one in office: `entered`, or the first day of 2016 where REIGN's leader is another
        than Archigos's of the day before.
    left
        Last day in office; `NEVER` for one whose exit no table has.
    known_until
        Last month in which a table says that this is the leader.
    entry
        "regular", "irregular", "foreign" or "unknown".
    manner
        Of the exit; None while there is none.
    male, served, combat, rebel, war_lost, military
        From LEAD and REIGN; None where they have nothing.
    """

    gwcode: int
    key: str
    name: str
    source: str
    archigos: bool
    since: date
    entered: date
    left: date
    known_until: int
    entry: str
    manner: str | None
    born: date | None
    birth_to_the_day: bool = False
    before: int = 0
    male: bool | None = None
    served: bool | None = None
    combat: bool | None = None
    rebel: bool | None = None
    war_lost: bool | None = None
    military: float | None = None


def spells(tables: Tables, attempts: tuple[Attempt, ...]) -> tuple[Spell, ...]:
    """All spells since 1840, by state and day."""
    successes = defaultdict(list)
    for attempt in attempts:
        if attempt.success:
            successes[attempt.gwcode].append(attempt)
    reign = _reign(tables, successes)
    archigos = _archigos(tables)
    end = max((month_of(spell.left) for rows in reign.values() for spell in rows if spell.left != NEVER), default=0)
    found: list[Spell] = []
    for gwcode in sorted(set(archigos) | set(reign)):
        if gwcode in archigos:
            rows = _joined(archigos[gwcode], reign.get(gwcode, []), end)
        else:
            rows = [
                replace(spell, known_until=end if spell.left == NEVER else month_of(spell.left))
                for spell in reign[gwcode]
            ]
        found += _after(rows, successes[gwcode], end)
    return tuple(_counted(found))


def _archigos(tables: Tables) -> dict[int, list[Spell]]:
    lives = {row.key: row for row in tables.of("archigos_fate")}
    biographies = {row.key: row for row in tables.of("lead")}
    codes = {row.key: row.archigos_29 for row in tables.of("leader_codes")}
    careers = _careers(tables)
    found = defaultdict(list)
    for row in tables.of("archigos"):
        if row.left < row.entered:
            continue  # `checks` lists it
        life, biography = lives.get(row.key), biographies.get(row.key)
        born = life.born if life is not None and life.born is not None else None
        if born is not None and row.birth_year is not None and abs(born.year - row.birth_year) > 1:
            born = None
        still = row.exit == "Still in Office"
        found[row.gwcode].append(
            Spell(
                gwcode=row.gwcode,
                key=row.key,
                name=row.leader,
                source=row.source,
                archigos=True,
                since=row.entered,
                entered=row.entered,
                left=NEVER if still else row.left,
                known_until=month_of(row.left),
                entry={"Regular": "regular", "Irregular": "irregular", "Foreign Imposition": "foreign"}.get(
                    row.entry, "unknown"
                ),
                manner=manner(row.exit, row.code, killed=_died_leaving(life, row.left)),
                born=born or (date(row.birth_year, 7, 1) if row.birth_year else None),
                birth_to_the_day=born is not None,
                male=row.gender == "M" if row.gender in ("M", "F") else None,
                served=biography.served if biography else None,
                combat=biography.combat if biography else None,
                rebel=biography.rebel if biography else None,
                war_lost=biography.war_lost if biography else None,
                military=_career(careers, row, codes.get(row.key)),
            )
        )
    return {gwcode: sorted(rows, key=lambda s: (s.entered, s.left, s.key)) for gwcode, rows in found.items()}


def _careers(tables: Tables) -> dict[str | tuple[int, int], float]:
    """Military careers by REIGN's key, and by state and month of entry."""
    found: dict[str | tuple[int, int], float] = {}
    for row in tables.of("reign_leaders"):
        if row.military is not None and 1 <= row.entered_month <= 12:
            month = month_index(row.entered_year, row.entered_month)
            found[row.key] = row.military
            found[gw_code(row.ccode, last_day(month)), month] = row.military
    return found


def _career(careers: dict[str | tuple[int, int], float], row: ArchigosSpell, key: str | None) -> float | None:
    # By entry too, whether or not the leader lived to be in REIGN under a key of its own: who stays longer must not be known better.
    entered = month_of(row.entered)
    if key is not None and key in careers:
        return careers[key]
    return next(
        (careers[row.gwcode, m] for m in (entered, entered + 1, entered - 1) if (row.gwcode, m) in careers), None
    )


def _died_leaving(life: Life | None, left: date) -> bool:
    return life is not None and life.died is not None and abs((life.died - left).days) <= 1


def _reign(tables: Tables, successes: dict[int, list[Attempt]]) -> dict[int, list[Spell]]:
    found = defaultdict(list)
    for row in tables.of("reign_leaders"):
        try:
            entered = date(row.entered_year, row.entered_month, row.entered_day)
        except ValueError:
            continue  # `checks` lists it
        over = row.left_year is not None and row.left_month is not None and 1 <= row.left_month <= 12
        left = last_day(month_index(row.left_year, row.left_month)) if over else NEVER
        if left < entered:
            continue
        gwcode = gw_code(row.ccode, entered if left < CUT else max(entered, CUT))
        coup_in = any(timedelta(0) <= entered - a.day <= timedelta(days=31) for a in successes.get(gwcode, ()))
        coup_out = over and any(abs(month_of(a.day) - month_of(left)) <= 1 for a in successes.get(gwcode, ()))
        found[gwcode].append(
            Spell(
                gwcode=gwcode,
                key=row.key,
                name=row.leader,
                source=row.source,
                archigos=False,
                since=entered,
                entered=entered,
                left=left,
                known_until=0,
                entry="irregular" if coup_in else "unknown",
                manner=None if left == NEVER else "coup" if coup_out else "unknown",
                born=date(row.birth_year, 7, 1) if row.birth_year else None,
                male=row.male,
                military=row.military,
            )
        )
    return {gwcode: _closed(sorted(rows, key=lambda s: (s.entered, s.left, s.key))) for gwcode, rows in found.items()}


def _closed(rows: list[Spell]) -> list[Spell]:
    """REIGN has the month of an exit and no day: the successor's day is taken where it lies in that month."""
    closed = []
    for n, spell in enumerate(rows):
        following = rows[n + 1].entered if n + 1 < len(rows) else None
        if following is not None and spell.entered <= following <= spell.left and spell.left != NEVER:
            closed.append(replace(spell, left=following))
        else:
            closed.append(spell)
    return closed


def _joined(archigos: list[Spell], reign: list[Spell], end: int) -> list[Spell]:
    """Archigos to its end and REIGN from then on, with one spell for a leader whom both have on that day.

    The end is that of 2015, or the day on which Archigos loses sight of a state that goes on (Poland in August 2015). An exit on the last
    day of 2015 of a leader whom REIGN has in office after it (Saudi Arabia's) is not believed.
    """
    *before, last = archigos
    close = CUT if last.left >= date(2015, 12, 31) else last.left
    later = [
        spell for spell in reign if spell.left >= close and (spell.left - close).days > (0 if close == CUT else 62)
    ]
    if not later:
        return archigos
    first = later[0]
    rest = later
    if close < CUT:
        if _same(last, first):
            rest = later[1:]
    elif first.entered < CUT and _same(last, first):
        until = end if first.left == NEVER else month_of(first.left)
        last = replace(last, left=first.left, manner=first.manner, known_until=until)
        rest = later[1:]
    elif last.left == NEVER:
        last = replace(last, left=date(2015, 12, 31), manner=None)
    rest = [
        replace(
            spell, since=max(spell.entered, close), known_until=end if spell.left == NEVER else month_of(spell.left)
        )
        for spell in rest
    ]
    return [*before, last, *rest]


def _same(one: Spell, other: Spell) -> bool:
    near = abs(month_of(one.entered) - month_of(other.entered)) <= 2
    born = one.born is not None and other.born is not None and one.born.year == other.born.year
    return near or (born and bool(set(one.name.lower().split()) & set(other.name.lower().split())))


def _after(rows: list[Spell], successes: list[Attempt], end: int) -> list[Spell]:
    """Coups that succeeded after the last month in which leaders are known: each puts an unknown leader in office."""
    rows = list(rows)
    for attempt in successes:
        if month_of(attempt.day) > max(end, rows[-1].known_until) and rows[-1].left >= attempt.day:
            rows[-1] = replace(rows[-1], left=attempt.day, manner="coup")
            rows.append(
                Spell(
                    gwcode=rows[-1].gwcode,
                    key=f"after {attempt.source}",
                    name="unknown",
                    source=attempt.source,
                    archigos=False,
                    since=attempt.day,
                    entered=attempt.day,
                    left=NEVER,
                    known_until=0,
                    entry="irregular",
                    manner=None,
                    born=None,
                )
            )
    return rows


def _counted(rows: list[Spell]) -> list[Spell]:
    """With the number of earlier spells of a leader of the same name and year of birth in the same state."""
    seen: dict[tuple[int, str, int | None], int] = defaultdict(int)
    counted = []
    for spell in rows:
        person = (spell.gwcode, spell.name.lower(), spell.born.year if spell.born else None)
        counted.append(replace(spell, before=seen[person]))
        if spell.name != "unknown":
            seen[person] += 1
    return counted
