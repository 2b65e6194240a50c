"""`brumaire ledger` as a user meets it: what it prints, with which status, and what it refuses."""

import csv
import io
import json
from datetime import UTC, datetime

import pytest

from brumaire.ledger import Draft

AT = datetime(2026, 1, 2, tzinfo=UTC)


@pytest.fixture
def ledger(brumaire, tmp_path, monkeypatch):
    """Run a verb on a ledger of the test's own."""
    monkeypatch.setenv("BRUMAIRE_LEDGER", str(tmp_path / "ledger.db"))
    monkeypatch.setenv("BRUMAIRE_AUTHOR", "ann")
    return lambda *words: brumaire("ledger", *words)


BY_HAND = ("coup_attempt by 2031-12-31", "--case", "veldania-2031", "--made", "2031-05-09")


def test_by_hand_to_the_board(ledger):
    assert "2 new entries" in ledger("add", *BY_HAND, "--by", "Ann", "--p", "0.25").out
    assert "0 new entries" in ledger("add", *BY_HAND, "--by", "Ann", "--p", "0.25").out
    ledger("add", *BY_HAND, "--by", "history", "--sort", "base_rate", "--p", "0.5")
    ledger("add", *BY_HAND, "--by", "Ben", "--words", "likely")
    (waiting,) = json.loads(ledger("due", "--on", "2032-01-01", "--json").out)
    assert (waiting["text"], waiting["over"]) == (BY_HAND[0], True)
    shown = ledger("resolve", BY_HAND[0]).out
    assert "Overt illegal move" in shown
    done = ledger("resolve", BY_HAND[0], "no", "--known", "2031-12-31", "--evidence", "none", "--on", "2032-01-01")
    assert done.status == 0
    assert json.loads(ledger("due", "--on", "2032-01-01", "--json").out) == []
    told = json.loads(ledger("board", "--on", "2032-01-01", "--json").out)["rows"]
    assert [(row["forecaster"], row["rank"], row["difference"]) for row in told] == [
        ("Ann", 1, [0.0625 - 0.25] * 2),
        ("history", None, [0.0, 0.0]),
        ("Ben", 2, [pytest.approx(0.36 - 0.25), pytest.approx(0.7225 - 0.25)]),
    ]
    assert "−0.188" in ledger("board", "--on", "2032-01-01").out
    assert ledger("board", "--on", "2031-12-30", "--json").out.count('"resolved": 0') == 3
    compared = ledger("score", "--by", "Ann", "--against", "Ben", "--on", "2032-01-01").out
    assert "Ann less Ben, 1 questions: Brier difference −0.660 to −0.297" in compared
    pooled = json.loads(ledger("pool", BY_HAND[0], "--on", "2031-06-01", "--json").out)
    assert 0.25 < pooled["pool"] < 0.75
    assert pooled["base_rate"] == 0.5


def test_a_second_resolution_needs_its_reason_and_counts_instead(ledger):
    ledger("add", *BY_HAND, "--by", "Ann", "--p", "0.25")
    resolve = ("resolve", BY_HAND[0], "yes", "--known", "2031-08-02", "--evidence", "a dispatch", "--on", "2032-01-01")
    assert ledger(*resolve[:2], "no", *resolve[3:]).status == 12, "a no cannot be known before the last day"
    ledger(*resolve, "--happened", "2031-08-01")
    refused = ledger(*resolve)
    assert (refused.status, "resolved already" in refused.err) == (12, True)
    assert ledger(*resolve[:2], "void", *resolve[3:], "--reason", "the dispatch was withdrawn").status == 0
    shown = json.loads(ledger("show", BY_HAND[0], "--json").out)
    assert [r["outcome"] for r in shown["resolutions"]] == ["yes", "void"]
    assert json.loads(ledger("score", "--on", "2032-01-01", "--json").out)["scores"] == []


def test_what_cannot_be_checked_is_kept_when_it_is_in_words(ledger):
    done = ledger("add", "leader_exit", "--case", "v", "--by", "Ann", "--words", "likely", "--made", "2031-05-09")
    assert "kept as not checkable: no window" in done.out
    assert "not checkable: leader_exit: likely" in ledger("show", "Ann").out


def test_a_forecast_withdrawn_is_scored_for_the_days_on_which_it_stood(ledger):
    ledger("add", *BY_HAND, "--by", "Ann", "--p", "0.25")
    ledger("resolve", BY_HAND[0], "no", "--known", "2031-12-31", "--evidence", "none", "--on", "2032-01-01")
    (before,) = json.loads(ledger("score", "--on", "2032-01-01", "--json").out)["scores"]
    assert (before["p"], before["coverage"]) == (0.25, 1.0)
    (said,) = json.loads(ledger("show", BY_HAND[0], "--json").out)["forecasts"]
    withdraw = ("withdraw", said["id"], "--made", "2031-06-09", "--reason", "a slip of the pen")
    assert "entry 4: withdrawn 2031-06-09\n" in ledger(*withdraw).out
    assert "entry 4: withdrawn 2031-06-09, as entered before" in ledger(*withdraw).out
    (after,) = json.loads(ledger("score", "--on", "2032-01-01", "--json").out)["scores"]
    assert after["p"] is None
    assert after["coverage"] == pytest.approx(31 / 236)
    assert "withdrawn 2031-06-09" in ledger("show", "Ann").out
    again = ledger("withdraw", "2", "--made", "2031-07-01", "--reason", "he changed his mind")
    assert (again.status, "withdrawn already, since 2031-06-09: a slip of the pen" in again.err) == (12, True)


def test_what_cannot_be_withdrawn(ledger):
    ledger("add", *BY_HAND, "--by", "Ann", "--p", "0.25")
    reason = ("--reason", "a slip of the pen")
    early = ledger("withdraw", "2", "--made", "2031-05-08", *reason)
    assert (early.status, "but made on 2031-05-09" in early.err) == (12, True)
    for name in ("1", "77", "0f3a5c7e9b1d2f40"):
        ran = ledger("withdraw", name, "--made", "2031-06-09", *reason)
        assert (ran.status, f"there is no forecast '{name}'" in ran.err) == (12, True)
    assert ledger("withdraw", "2", "--made", "2031-06-09").status == 2, "a withdrawal has a reason"
    assert "2 entries" in ledger("verify").out


def test_the_table_of_scores_is_cut_and_json_is_whole(ledger):
    for by in ("Ann", "Ben", "Cem"):
        ledger("add", *BY_HAND, "--by", by, "--p", "0")
    ledger("resolve", BY_HAND[0], "yes", "--known", "2031-12-31", "--evidence", "seen", "--on", "2032-01-01")
    cut = ledger("score", "--on", "2032-01-01", "--rows", "2")
    assert ("Ben" in cut.out, "Cem" in cut.out) == (True, False)
    assert "2 rows of 3: name one with --by" in cut.err
    for words in (("--rows", "0"), ("--rows", "3"), ()):
        whole = ledger("score", "--on", "2032-01-01", *words)
        assert ("Cem" in whole.out, whole.err) == (True, "")
    told = json.loads(ledger("score", "--on", "2032-01-01", "--rows", "1", "--json").out)
    assert (told["on"], told["distributions"]) == ("2032-01-01", [])
    assert [(row["forecaster"], row["log"]) for row in told["scores"]] == [
        (n, ["-inf"] * 2) for n in ("Ann", "Ben", "Cem")
    ]
    assert (told["scores"][0]["base_rate"], told["scores"][0]["difference"]) == (None, None)


def test_new_entries_are_those_of_this_hand(ledger, monkeypatch):
    from brumaire.ledger.store import Ledger

    real = Ledger.append

    def beside_another(self, drafts, *, at, author):
        real(self, [Draft("comment", {"about": "x", "text": str(at)})], at=AT, author="ben")
        return real(self, drafts, at=at, author=author)

    monkeypatch.setattr(Ledger, "append", beside_another)
    assert "2 new entries" in ledger("add", *BY_HAND, "--by", "Ann", "--p", "0.25").out
    assert "0 new entries" in ledger("add", *BY_HAND, "--by", "Ann", "--p", "0.25").out
    assert "1 new entry" in ledger("add", *BY_HAND, "--by", "Ben", "--p", "0.25").out


def test_the_board_asked_for_again_is_the_same(ledger):
    ledger("add", *BY_HAND, "--by", "Ann", "--p", "0")
    ledger("resolve", BY_HAND[0], "yes", "--known", "2031-12-31", "--evidence", "seen", "--on", "2032-01-01")
    first, again = (ledger("board", "--on", "2032-01-01", "--json").out for _ in range(2))
    assert first == again
    assert '"-inf"' in first
    ledger("add", *BY_HAND, "--by", "Ben", "--p", "0.5")
    assert '"Ben"' in ledger("board", "--on", "2032-01-01", "--json").out
    assert ledger("verify").status == 0


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (("add", *BY_HAND, "--by", "Ann"), 12, "no probability"),
        (("add", *BY_HAND, "--by", "Ann", "--p", "7"), 12, "give a share"),
        (("add", *BY_HAND, "--p", "0.1"), 2, "--by"),
        (("add", "coup_atempt by 2031-12-31", "--by", "Ann", "--p", "0.1", "--case", "v"), 4, "coup_attempt"),
        (("add", "leader_exit", "--by", "Ann", "--p", "0.1", "--case", "v"), 12, "no window"),
        (("add", *BY_HAND, "--by", "Ann", "--low", "0.1"), 12, "two ends"),
        (("add", *BY_HAND, "--by", "Ann", "--words", "purple"), 12, "--low and --high"),
        (("add",), 2, "--from"),
        (("board",), 12, "no such ledger"),
        (("resolve", "--from", "veldania-2031"), 2, "--on"),
    ],
)
def test_mistakes_are_told_in_a_line(ledger, words, status, said):
    ran = ledger(*words)
    assert (ran.status, said in ran.err) == (status, True), ran.err
    assert "Traceback" not in ran.err


def test_nothing_of_the_name_is_found(ledger):
    ledger("add", *BY_HAND, "--by", "Ann", "--p", "0.25")
    for words in (("show", "Nobody"), ("show", "99"), ("pool", "uprising by 2031-12-31"), ("score", "--by", "An")):
        ran = ledger(*words)
        assert ran.status == 12, words
        assert ran.out == ""


def test_import_of_another_platform_and_export(ledger, tmp_path):
    rows = tmp_path / "platform.csv"
    rows.write_text(
        "title,user,chance,created,resolved\n"
        "Will he go?,ann,12.6,2023-01-05T08:00:00Z,\n"
        "Will he go?,ben,126,2023-01-05,\n"
        '"Will he go, really?",cem,3,2023-01-07,False\n'
        "Will he go?,=cmd(),7,2023-02-05,False\n"
    )
    mapping = tmp_path / "mapping.yaml"
    mapping.write_text(
        "columns: {question: title, by: user, p: chance, made: created, outcome: resolved}\n"
        "constants: {case: russia-2023, sort: crowd, opens: '2023-01-01'}\n"
        "questions: {'Will he go?': leader_exit by 2023-12-31}\n"
        "outcomes: {'False': 'no'}\n"
        "percent: true\n"
    )
    ran = ledger("import", rows, "--mapping", mapping)
    assert ran.status == 1
    assert "2 rows read, 2 refused" in ran.out
    assert [line.partition(": ")[2].split(":")[0].endswith("platform.csv") for line in ran.err.splitlines()] == [
        True
    ] * 2
    assert "platform.csv:3: " in ran.err
    assert "platform.csv:4: " in ran.err
    text = ledger("export").out
    found = list(csv.DictReader(io.StringIO(text)))
    assert [(row["by"], row["p"], row["outcome"]) for row in found] == [
        ("ann", "0.126", "no"),
        ("'=cmd()", "0.07", "no"),
    ]
    whole = json.loads(ledger("export", "--json").out)
    assert (whole["schema"], len(whole["forecasts"]), len(whole["resolutions"])) == ("brumaire.ledger/1", 2, 1)
    # and what was exported goes in again, into another ledger, as the same forecasts
    again = tmp_path / "again.csv"
    assert ledger("export", "--out", again).status == 0
    other = ("--ledger", tmp_path / "other.db")
    assert "2 rows read, 0 refused" in ledger("import", again, *other).out
    assert ledger("export", *other).out == text


def test_the_worked_example(ledger, tmp_path):
    assert "new entries" in ledger("demo", "--out", tmp_path / "first.db").out
    told = ledger("board", "--ledger", tmp_path / "first.db", "--on", "2025-12-31", "--markdown").out
    assert "| Dr Thornton | expert | 7 |" in told
    assert "−∞ (3×)" in told
