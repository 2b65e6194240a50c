"""Bad input ends in one clear line on stderr and a documented exit status; what could be done is done."""

import json

import pytest

GOOD = (
    "Drahl warned over coup\n\n"
    "The president faces pressure. Colonel Alastair Brook, a retired officer, said a coup against President Drahl is likely "
    "this year if the offensive fails.\n\n"
    "“He could be removed within weeks,” he said of the man who has ruled the country for many years.\n"
)


def one_line(ran, status, *words):
    assert ran.status == status, ran.err
    lines = ran.err.strip().splitlines()
    assert len(lines) == 1, ran.err
    assert "Traceback" not in ran.err
    for word in words:
        assert word in lines[0], f"{word!r} is missing from {lines[0]!r}"


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("empty.txt", b"", ["empty.txt", "empty"]),
        ("blank.txt", b" \n\n\t", ["blank.txt"]),
        ("binary.txt", b"The colonel\x00said", ["binary.txt", "NUL"]),
        ("latin.txt", "Señor Núñez dijo".encode("latin-1"), ["latin.txt", "UTF-8"]),
        ("large.txt", b"word " * 1_100_000, ["large.txt", "5"]),
    ],
)
def test_an_article_that_cannot_be_read(brumaire, tmp_path, name, data, words):
    (tmp_path / name).write_bytes(data)
    one_line(brumaire("read", tmp_path / name), 3, *words, "to mend")


def test_an_article_that_is_not_there(brumaire, tmp_path):
    one_line(brumaire("read", tmp_path / "none.txt"), 3, "none.txt")


def test_the_other_articles_of_the_call_go_on(brumaire, tmp_path):
    (tmp_path / "bad.txt").write_bytes(b"a\x00b")
    (tmp_path / "good.txt").write_text(GOOD, encoding="utf-8")
    ran = brumaire("read", tmp_path / "bad.txt", tmp_path / "good.txt", "--json")
    one_line(ran, 1, "bad.txt")
    assert [a["path"] for a in json.loads(ran.out)["articles"]] == [str(tmp_path / "good.txt")]


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("coup_atempt by 2031-12-31", ["coup_atempt", "coup_attempt"]),
        ("leader_exit by 2031-13-31", ["column"]),
        ("leader_exit by 2050-01-01", ["ten", "10"]),
        ("leader_exit(coupe) by 2031-12-31", ["coupe", "coup"]),
        ("coup_attempt by 2031-12-31 given do(tank=withhold)", ["tank", "tanks"]),
        ("coup_attempt by 2031-12-31 given do(tanks=sell)", ["sell", "withhold"]),
        ("popularity by 2031-12-31", ["popularity"]),
        ("coup_attempt(by=navy) by 2031-12-31", ["navy"]),
    ],
)
def test_a_question_that_cannot_be_asked(brumaire, example, question, words):
    ran = brumaire("forecast", example / "case.yaml", question, "--runs", 1000)
    assert ran.status == 4, ran.err
    line = ran.err.strip().splitlines()[-1]
    assert any(word in line for word in words), line
    assert "Traceback" not in ran.err
    assert not ran.out


@pytest.mark.parametrize(
    ("old", "new", "word"),
    [
        ("birth: 1960", "birth: 2060", "birth"),
        ("regime: personal", "regime: person", "personal"),
        ("model: leader_at_war", "model: leader_at_wor", "leader_at_wor"),
        ("start: 2031-03-01", "start: yesterday", "yesterday"),
    ],
)
def test_a_case_that_is_wrong(brumaire, example, tmp_path, old, new, word):
    text = (example / "case.yaml").read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "case.yaml").write_text(text.replace(old, new), encoding="utf-8")
    ran = brumaire("forecast", tmp_path / "case.yaml", "--runs", 1000)
    assert ran.status in (5, 6)
    assert word in ran.err
    assert "case.yaml" in ran.err or "leader_at_wor" in ran.err
    assert "Traceback" not in ran.err


@pytest.mark.parametrize(
    ("old", "new", "code", "word"),
    [
        ('  gap:   {value: "hardship", why: x}', '  gap:   {value: "gap + 1", why: x}', "E130", "gap"),
        ("    source: judged", "", "E110", "source"),
    ],
)
def test_a_model_that_is_wrong(brumaire, tmp_path, old, new, code, word):
    text = """schema: brumaire.model/1
name: tiny
description: A level and an exit.
levels:
  hardship:
    half_life: 3 to 9 months
    noise: 0.5
    source: judged
derived:
  gap:   {value: "hardship", why: x}
transitions:
  dies:
    exit: {manner: natural_death, fate: died}
    rate: {per: year, solved_by: natural_death}
    why: M23
"""
    assert old in text
    path = tmp_path / "tiny.yaml"
    path.write_text(text, encoding="utf-8")
    assert brumaire("model", "check", path).status == 0
    path.write_text(text.replace(old, new), encoding="utf-8")
    ran = brumaire("model", "check", path)
    assert ran.status == 6
    assert code in ran.err
    assert "tiny.yaml:" in ran.err
    assert word in ran.err


def test_a_page_that_cannot_be_written(brumaire, tmp_path):
    one_line(brumaire("demo", "--out", tmp_path / "brief.docx", "--runs", 1000), 9, "brief.docx", ".html")


def test_mistakes_in_the_command_have_status_two(brumaire, example):
    assert brumaire("forecast", example / "case.yaml", "--do", "tanks").status == 2
    assert brumaire("forecast", example / "case.yaml", "--seen", "rallies").status == 2
    assert brumaire("ask", "--birth", "1950-01-01", "--entered", "2000-01-01", "--regime", "party").status == 2
    assert brumaire("nonsense").status == 2


def test_an_indicator_that_the_model_does_not_have(brumaire, example):
    ran = brumaire("forecast", example / "case.yaml", "--seen", "elite_redeploiment@2031-05-12", "--runs", 1000)
    assert ran.status == 4
    assert "elite_redeployment" in ran.err
