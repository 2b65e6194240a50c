"""From the brief of the fictional example to a board: add, resolve from the case's record, score, rank; on both stores."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from brumaire import briefs
from brumaire.ledger import open_ledger
from brumaire.ledger.resolving import propose
from brumaire.pipeline import ledger as work
from brumaire.pipeline.ledger_board import board_of, compare, distributions_of, earned_by, pool_of, scores_of
from brumaire.records import Happened

AT = datetime(2031, 5, 10, tzinfo=UTC)
UP_TO = date(2033, 6, 1)


@pytest.fixture(scope="module")
def made(veldania, veldania_brief, tmp_path_factory):
    """The brief as a file, and the case as it came out: a fiction of a fiction."""
    case, brief = veldania, veldania_brief
    path = tmp_path_factory.mktemp("brief") / "brief.json"
    path.write_text(json.dumps(briefs.to_json(brief), ensure_ascii=False), encoding="utf-8")
    events = (
        Happened(date(2031, 6, 12), "mobilisation", {"amount": 250_000.0}, "fictional"),
        Happened(date(2031, 7, 20), "ultimatum", {"by": "senior_officers"}, "fictional"),
        Happened(date(2031, 9, 2), "coup_attempt", {"by": "army"}, "fictional"),
        Happened(date(2031, 11, 1), "leader_exit", {"manner": "handover"}, "fictional"),
    )
    return path, replace(case, happened=(*case.happened, *events)), case


@pytest.fixture
def ledger(made, ledger_url):
    path, later, case = made
    with open_ledger(ledger_url) as opened:
        drafts = work.from_file(path, case).drafts
        first = opened.append(drafts, at=AT, author="ann")
        entered = len(opened)
        assert opened.append(work.from_file(path, case).drafts, at=AT, author="ann") == first
        assert len(opened) == entered
        found = propose(opened.questions(), later, up_to=UP_TO)
        opened.append([p.draft() for p in found if p.outcome], at=datetime(2033, 6, 1, tzinfo=UTC), author="ann")
        yield opened


def test_from_brief_to_board(ledger):
    came = {ledger.questions(ids=[r.question])[0].text: r for r in ledger.resolutions()}
    assert came["mobilisation(amount >= 200000) by 2031-06-30"].outcome == "yes"
    assert came["coup_attempt by 2031-12-31"].happened == date(2031, 9, 2)
    assert came["leader_exit(natural_death | ill_health) by 2032-05-10"].outcome == "no"
    assert came["coup_attempt by 2032-05-10 given defeat by 2031-12-31"].outcome == "void"
    rows = {row.forecaster: row for row in board_of(ledger, UP_TO)}
    halloran, reyl, model = (
        rows[who] for who in (("Ingrid Halloran", "expert"), ("Tomas Reyl", "expert"), ("model", "model"))
    )
    # She held that he would not be around at the end of May 2032, and he was not.
    assert halloran.resolved == 1
    assert halloran.brier[1] == pytest.approx((1 - 0.913) ** 2)
    assert halloran.difference[1] < 0
    assert halloran.unchecked > 10
    assert reyl.resolved == 2
    # A coup attempt, but neither a defeat nor an exit by coup: two of three conditions stayed false.
    assert (model.conditional, model.void) == (3, 2)
    assert rows["outside view", "base_rate"].rank is None
    assert sorted(r.rank for r in rows.values() if r.rank) == list(
        range(1, 1 + sum(bool(r.rank) for r in rows.values()))
    )


def test_nothing_is_scored_before_its_last_day_also_after_an_early_yes(ledger):
    before, after = (
        {found.rows.questions[k].text for k in found.standing.question}
        for found in (scores_of(ledger, day) for day in (date(2031, 12, 30), date(2031, 12, 31)))
    )
    assert "coup_attempt by 2031-12-31" in after - before


def test_dates_are_scored_at_the_checkpoints_that_are_over(ledger):
    (dated,) = distributions_of(ledger, date(2031, 12, 1))
    assert (dated.passed, dated.days) == (6, 24)
    assert 0 < dated.brier < 1


def test_two_are_compared_on_what_both_answered(ledger):
    found = compare(scores_of(ledger, UP_TO), "Tomas Reyl", "model")
    assert found.questions >= 1
    assert found.range is not None


def test_the_pool_stands_beside_the_model(ledger):
    (question,) = [
        q for q in ledger.questions() if q.text == "coup_attempt by 2031-12-31" and q.opens == date(2031, 5, 9)
    ]
    told = pool_of(ledger, question.id, date(2031, 5, 10))
    assert sorted(v.p for v in told.voices) == [0.05, 0.05]
    assert told.pool == pytest.approx(0.05)
    assert 0 < told.model < 0.1
    assert 0 < told.base_rate < 0.1


def test_a_record_earns_weight_only_after_it_was_known(ledger):
    early, late = (
        earned_by(ledger, ["Ingrid Halloran"], as_of=day, shown=()) for day in (date(2031, 5, 9), date(2033, 1, 1))
    )
    assert early[0].alpha == 0.0
    assert late[0].resolved == 1
    assert 0 < late[0].alpha <= 1 / 21


def test_the_first_ledger_is_entered_and_resolved(ledger_url):
    with open_ledger(ledger_url) as opened:
        opened.append(work.first_ledger(), at=AT, author="ann")
        outcomes = [r.outcome for r in opened.resolutions()]
        assert len(list(opened.entries(kind="unchecked"))) == 4
        assert {o: outcomes.count(o) for o in set(outcomes)} == {"yes": 3, "no": 18, "void": 5}
        speakers = {
            f.body["basis"]["source"]: f for f in opened.forecasts() if "F" in f.body["basis"].get("source", "")
        }
        assert speakers["domain.md section 2, F3"].body["form"]["words"] == "possible"
        assert opened.verify().sound


def test_a_file_that_is_wrong_names_its_line(tmp_path):
    path = tmp_path / "mine.yaml"
    path.write_text("case: v\nforecasts:\n  - {by: A, made: 2031-01-01, question: coup_attempt, p: 0.1}\n")
    with pytest.raises(work.LedgerError, match=r"mine\.yaml:3: .*no window"):
        work.from_file(path)


def test_a_file_that_is_no_brief_is_refused(tmp_path):
    path = Path(tmp_path / "read.json")
    path.write_text(json.dumps({"schema": "brumaire.read/1", "articles": [], "attributions": [], "claims": []}))
    with pytest.raises(work.LedgerError, match="schema"):
        work.from_file(path)
