"""Controls: the draw is the same every time, none of the twenty has an event, and the program writes them again from the tables."""

from __future__ import annotations

import random
import sys
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest

from brumaire import cases
from brumaire.cases.controls import FOLDER, controls
from brumaire.cases.controls.drawing import QUOTAS, STRUCK, asked, draw, frame, quiet_until, struck
from brumaire.cases.controls.writing import QUESTIONS
from brumaire.dates import Duration, after
from brumaire.errors import HistoryError
from brumaire.history.at_war import LeaderAtWar
from brumaire.history.panel import build
from brumaire.history.tables import load
from brumaire.questions import absolute, parse, settle, to_text

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "quality"))

from controls import texts

EACH = [pytest.param(case, id=case.name) for case in controls()]


def leader(key: str, began: date, *, conflict: int, gwcode: int = 1, against: tuple[int, ...] = ()) -> LeaderAtWar:
    return LeaderAtWar(
        key=key,
        source="archigos.csv:2",
        name=key,
        gwcode=gwcode,
        state="Nowhere",
        born=date(1900, 1, 1),
        birth_to_the_day=True,
        entered=began - timedelta(days=1000 + gwcode),
        regime="personal",
        regime_since=None,
        conflict=conflict,
        kind="interstate",
        against=against,
        began=began,
        first_clash=None,
        ended=began + timedelta(days=100),
        since=began,
        until=began + timedelta(days=100),
        initiator=None,
        outcome="won",
        intensity=2,
        attempts=(),
        left=None,
        manner=None,
        irregular=False,
    )


def test_they_are_twenty_by_decade_and_kind_of_war():
    assert Counter((c.war.kind, c.start.year // 10 * 10) for c in controls()) == Counter(QUOTAS)


def test_a_control_is_asked_thirty_days_in():
    for case in controls():
        assert case.as_of == case.start + timedelta(days=30)
        assert case.questions == tuple(to_text(parse(text)) for text in QUESTIONS)
        assert case.war.began == case.start


@pytest.mark.parametrize("case", EACH)
def test_nothing_happened_and_nothing_is_judged(case):
    assert {h.event for h in case.happened} <= {"war_end", "victory", "defeat", "leader_exit"}
    assert not case.deviations
    assert not case.observations
    assert "judged" not in str((case.leader.source, case.war.source, [h.source for h in case.happened]))
    far = after(case.as_of, Duration(2, "year"))
    for text in QUESTIONS[1:]:
        assert settle(absolute(parse(text), case.as_of), case.happened, far, since=case.as_of) is False
    foreign = absolute(parse("leader_exit(foreign) within 12 months"), case.as_of)
    assert settle(foreign, case.happened, far, since=case.as_of) is False


def test_no_two_are_of_one_leader_and_none_is_of_a_case():
    chosen = [(case.gwcode, case.leader.entered) for case in controls()]
    assert len(set(chosen)) == 20
    assert not set(chosen) & {(c.gwcode, c.leader.entered) for c in map(cases.load, map(Path, cases.library()))}


def test_the_draw_rests_on_the_seed_and_not_on_the_order():
    many = [leader(f"L{n}", date(1950 + n % 10, 1 + n % 12, 1), conflict=n, gwcode=n) for n in range(40)]
    quota = {("interstate", 1950): 5}
    drawn = draw(many, seed=1, quotas=quota)
    shuffled = random.Random(3).sample(many, len(many))
    assert draw(shuffled, seed=1, quotas=quota) == drawn
    assert draw(many, seed=2, quotas=quota) != drawn
    # A leader more takes at most one place.
    more = draw([*many, leader("new", date(1955, 5, 5), conflict=99, gwcode=99)], seed=1, quotas=quota)
    assert len(set(more) & set(drawn)) >= 4


def test_no_leader_twice_and_both_sides_of_a_war_only_where_there_is_no_other():
    began = date(1950, 1, 1)
    one, other = leader("A", began, conflict=1, gwcode=1), leader("B", began, conflict=1, gwcode=2)
    again = LeaderAtWar(**{**{f: getattr(one, f) for f in one.__slots__}, "conflict": 2})
    third = leader("C", date(1957, 1, 1), conflict=3, gwcode=3)
    everybody = [one, other, again, third]
    for seed in range(20):
        two = draw([one, other, third], seed=seed, quotas={("interstate", 1950): 2})
        assert "C" in {d.key for d in two}
        assert sorted(d.key for d in draw(everybody, seed=seed, quotas={("interstate", 1950): 3})) == ["A", "B", "C"]
    with pytest.raises(HistoryError, match="fewer than 4 leaders of the 1950s"):
        draw(everybody, quotas={("interstate", 1950): 4})


def test_quiet_lasts_to_twelve_months_after_the_war_or_after_the_asking_date():
    one = leader("A", date(1950, 1, 1), conflict=1)
    assert (asked(one), quiet_until(one)) == (date(1950, 1, 31), date(1951, 4, 11))


@pytest.fixture(scope="module")
def tables(shared):
    return load(shared / "data" / "history")


@pytest.fixture(scope="module")
def panel(tables):
    return build(tables)


def test_the_program_writes_the_same_files_again(tables, panel):
    made = texts(tables, panel)
    assert {file.stem for file in FOLDER.glob("*.yaml")} == set(made)
    for name, text in made.items():
        assert (FOLDER / f"{name}.yaml").read_text(encoding="utf-8") == text


def test_nobody_in_the_frame_was_struck(tables, panel):
    for one in frame(tables, panel, [cases.load(Path(name)) for name in cases.library()]):
        quiet = (one.since, quiet_until(one))
        assert not [a for a in panel.attempts if a.gwcode == one.gwcode and quiet[0] <= a.day <= quiet[1]]
        assert one.left is None or one.left > quiet[1] or one.manner in ("regular", "natural_death", "ill_health")
        assert one.regime != "democracy"


def test_how_many_of_those_at_war_were_struck(tables, panel):
    assert struck(tables, panel) == STRUCK
