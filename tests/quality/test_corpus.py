"""The corpus is well formed, its checks catch what they should, its scores are what they say, its test split is frozen."""

from __future__ import annotations

import json
import re
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from brumaire.questions import parse
from brumaire.records import Claim, Span, Speaker, TimeWindow

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "quality"))

import corpus
import corpus_agree
import corpus_format
import corpus_score

TEXT = """Coup fears grow in Morvania

By Mara Quill

PORT ARLE, March 4 - The army will not move before the summer, General Ada Ames said on Tuesday. “If the front collapses, a coup is very unlikely to be avoided,” she told The Lantern.

Senior officials in the ministry warned of a mutiny. Some 30,000 men have been lost since the war began, and the bread is dear this spring, as it was last spring, and as it will be for a long time yet, say those who bake it and those who have to buy it.
"""
FILLER = "\n" + "\n\n".join(["The river ran high and nobody spoke of anything else in the town that week."] * 7) + "\n"
ANNOTATION = """outlet: The Lantern
byline: Mara Quill
published: 2031-03-04
style: wire
country: Morvania
leader: Oren Vask
crisis: mutiny
claims:
- content: "Coup fears grow in Morvania"
  speaker: null
  kind: assessment
  events: [coup_attempt]
  headline: true
- content: "The army will not move before the summer"
  speaker: {name: Ada Ames, role: general, kind: person}
  kind: forecast
  events: [coup_attempt]
  arguments: {by: army}
  polarity: "-"
  window: {words: "before the summer", opens: 2031-03-05, closes: 2031-05-31}
- content: "If the front collapses, a coup is very unlikely to be avoided"
  speaker: {name: Ada Ames, role: general, kind: person}
  kind: forecast
  events: [coup_attempt]
  condition: {words: "If the front collapses", question: defeat}
  likelihood: {words: "very unlikely", strength: probability}
- content: "a mutiny"
  speaker: {name: senior officials, affiliation: ministry, kind: group}
  kind: forecast
  events: [armed_mutiny, disobedience]
- content: "Some 30,000 men have been lost since the war began"
  speaker: null
  kind: report
  events: [losses]
  quantities: [{words: "Some 30,000", value: 30000}]
  optional: true
"""


def write(folder: Path, annotation: str = ANNOTATION, text: str = TEXT + FILLER) -> corpus_format.Annotated:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "a-town.txt").write_text(text, encoding="utf-8")
    (folder / "a-town.yaml").write_text(annotation, encoding="utf-8")
    return corpus_format.load_article(folder / "a-town", folder.name)


def numbers(article: corpus_format.Annotated) -> list[str]:
    return [str(e).split(": ")[1 if "claim" not in str(e).split(": ")[1] else 2].split()[0] for e in article.errors]


def found(article: corpus_format.Annotated) -> list[Claim]:
    return [row.claim for row in article.rows]


def scored(article: corpus_format.Annotated, claims: list[Claim]) -> corpus_score.Tally:
    tally = corpus_score.Tally()
    corpus_score.score_article(article, claims, tally)
    return tally


def test_all_articles_of_the_corpus_are_well_formed() -> None:
    assert [str(e) for e in corpus_format.check()] == []


def test_a_good_article_becomes_records(tmp_path: Path) -> None:
    article = write(tmp_path / "train")
    assert [str(e) for e in article.errors] == []
    claim = article.rows[1].claim
    assert claim.content == Span.of(article.text, 65, 105)
    assert claim.content.quote == "The army will not move before the summer"
    assert claim.speaker == Speaker("Ada Ames", "general", None, "person")
    assert (claim.polarity, claim.window and claim.window.closes) == ("-", date(2031, 5, 31))
    assert corpus_agree.question_events(claim.question, arguments=True) == {"coup_attempt: by=army"}
    assert [row.optional for row in article.rows] == [False, False, False, False, True]
    assert article.rows[4].claim.quantities[0].value == 30000


@pytest.mark.parametrize(
    ("old", "new", "number"),
    [
        ('content: "a mutiny"', 'content: "the mutiny"', "K27"),
        ("[coup_attempt]\n  arguments", "[coup_atempt]\n  arguments", "K32"),
        ("arguments: {by: army}", "arguments: {by: the army}", "K40"),
        ("arguments: {by: army}", "arguments: {to: capital}", "K25"),
        ("question: defeat", "question: defeat by", "K40"),
        ("question: defeat", 'question: "(defeat)"', "K41"),
        ("closes: 2031-05-31", "closes: 2031-02-28", "K45"),
        ("headline: true", "headline: false", "K22"),
        ("kind: report", "kind: reported", "K21"),
        ("value: 30000", 'value: "30,000"', "K46"),
        ("style: wire", "style: rumour", "K7"),
        ("crisis: mutiny\n", "", "K6"),
        ("  optional: true", "  opptional: true", "K5"),
        ("name: Ada Ames, role: general, kind: person}\n  kind: forecast\n  events: [coup_attempt]\n  arg", "name: Ida Orme}\n  kind: forecast\n  events: [coup_attempt]\n  arg", "K35"),
        ("[armed_mutiny, disobedience]", "[armed_mutiny, other]", "K33"),
        ('avoided"', 'avoided,”"', "K24"),
        ('content: "a mutiny"', 'content: "spring"', "K28"),
        ("claims:\n", "claims: [\n", "K3"),
        ('"very unlikely", strength', '"would", strength', "K27"),
        ('"very unlikely", strength', '"will", strength', "K50"),
        ("closes: 2031-05-31", "closes: 2031-03-01", "K45"),
        ("opens: 2031-03-05, closes: 2031-05-31", "closes: 2031-03-01", "K52"),
        ("published: 2031-03-04\n", "", "K53"),
        ("  speaker: null\n  kind: report", "  speaker: null\n  holder: Ada Ames\n  kind: report", "K54"),
    ],
)  # fmt: skip
def test_a_mistake_is_a_numbered_error_that_names_the_file(tmp_path: Path, old: str, new: str, number: str) -> None:
    assert old in ANNOTATION
    article = write(tmp_path / "train", ANNOTATION.replace(old, new, 1))
    assert number in numbers(article)
    assert all(str(e).startswith("train/a-town") and "to mend: " in str(e) for e in article.errors)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        (TEXT, "K10"),
        ((TEXT + FILLER).replace("PORT ARLE", "MOSCOW, in Russia"), "K13"),
        ((TEXT + FILLER).replace("\n", "\r\n"), "K11"),
    ],
)
def test_a_text_too_short_or_about_a_real_place_is_an_error(tmp_path: Path, text: str, number: str) -> None:
    assert number in [w for e in write(tmp_path / "train", text=text).errors for w in str(e).split()]


def test_a_slug_in_two_splits_is_an_error(tmp_path: Path) -> None:
    write(tmp_path / "train")
    write(tmp_path / "dev")
    assert [str(e).split()[1] for e in corpus_format.check(tmp_path)] == ["K90"]


def test_reading_as_annotated_scores_one_everywhere(tmp_path: Path) -> None:
    article = write(tmp_path / "train")
    figures = scored(article, found(article)).figures()
    assert {name: row["f1"] for name, row in figures.items()} == dict.fromkeys(figures, 1.0)
    assert figures["claims"]["wanted"] == 4
    assert {"likelihood words", "window dates", "condition question", "quantities", "arguments"} <= figures.keys()


def test_reading_nothing_scores_nought(tmp_path: Path) -> None:
    tally = scored(write(tmp_path / "train"), [])
    assert tally.figures()["claims"] == {"precision": 0, "recall": 0, "f1": 0, "right": 0, "found": 0, "wanted": 4}
    assert len(tally.errors["content not found"]) == 4


def test_a_wrong_speaker_loses_the_claim_and_keeps_the_content(tmp_path: Path) -> None:
    article = write(tmp_path / "train")
    claims = found(article)
    claims[1] = replace(claims[1], speaker=Speaker("Ida Orme"))
    figures = scored(article, claims).figures()
    assert (figures["claims"]["right"], figures["claims"]["found"]) == (3, 4)
    assert figures["contents"]["f1"] == 1.0
    assert (figures["speaker"]["right"], figures["speaker"]["wanted"]) == (4, 5)


def test_events_need_only_meet_for_a_claim_and_are_counted_apart(tmp_path: Path) -> None:
    article = write(tmp_path / "train")
    claims = found(article)
    claims[3] = replace(claims[3], events=("armed_mutiny",))
    claims[4] = replace(claims[4], events=("shortage",))
    figures = scored(article, claims).figures()
    assert figures["claims"]["f1"] == 1.0
    assert (figures["events"]["right"], figures["events"]["found"], figures["events"]["wanted"]) == (4, 5, 6)


def test_optional_rows_are_neither_missed_nor_spurious(tmp_path: Path) -> None:
    article = write(tmp_path / "train")
    assert scored(article, found(article)[:4]).figures()["claims"]["f1"] == 1.0
    strange = replace(found(article)[4], events=("victory",), speaker=Speaker("Ida Orme"))
    assert scored(article, [*found(article)[:4], strange]).figures()["claims"]["f1"] == 1.0


def test_one_found_claim_answers_for_one_row(tmp_path: Path) -> None:
    article = write(tmp_path / "train")
    twice = [*found(article), replace(found(article)[2], id="again")]
    figures = scored(article, twice).figures()
    assert (figures["claims"]["right"], figures["claims"]["found"]) == (4, 5)


@pytest.mark.parametrize(
    ("start", "end", "right"), [(10, 20, True), (10, 15, True), (10, 14, False), (0, 30, True), (0, 31, False)]
)
def test_half_of_the_annotated_content_and_a_third_of_the_found_one(start: int, end: int, right: bool) -> None:
    text = "x" * 40
    assert corpus_score.covers(Span.of(text, start, end), Span.of(text, 10, 20)) is right


def test_a_repeat_elsewhere_is_not_spurious_once_the_claim_is_found(tmp_path: Path) -> None:
    annotation = ANNOTATION.replace(
        "  headline: true\n", '  headline: true\n  places: ["a coup is very unlikely"]\n', 1
    )
    article = write(tmp_path / "train", annotation)
    assert not article.errors
    start = article.text.index("a coup is very unlikely")
    repeat = replace(found(article)[0], id="r", content=Span.of(article.text, start, start + 23))
    claims = [*found(article)[:2], *found(article)[3:], repeat]
    assert scored(article, claims).figures()["claims"]["found"] == 3
    assert scored(article, claims[1:]).figures()["claims"]["found"] == 3


@pytest.mark.parametrize(
    ("opens", "closes", "same"),
    [
        (None, date(2031, 5, 31), True),
        (date(2031, 1, 1), date(2031, 5, 31), True),
        (date(2031, 4, 1), date(2031, 5, 31), False),
        (None, date(2031, 5, 30), False),
        (None, None, False),
    ],
)
def test_a_window_that_opens_in_the_past_is_open_from_now_on(
    opens: date | None, closes: date | None, same: bool
) -> None:
    published = date(2031, 3, 4)
    wanted = TimeWindow("before the summer", 0, 17, date(2031, 3, 5), date(2031, 5, 31))
    read = TimeWindow("before the summer", 0, 17, opens, closes)
    assert (corpus_score.dates(wanted, published) == corpus_score.dates(read, published)) is same


def test_the_past_keeps_its_opening() -> None:
    window = TimeWindow("in September", 0, 12, date(2030, 9, 1), date(2030, 9, 30))
    assert corpus_score.dates(window, date(2031, 3, 4)) == ("2030-09-01", "2030-09-30")


def test_a_tally_keeps_precision_and_recall_apart() -> None:
    tally = corpus_score.Tally()
    tally.add("claims", 3, 4, 6)
    assert tally.figures()["claims"] == {
        "precision": 0.75,
        "recall": 0.5,
        "f1": 0.6,
        "right": 3,
        "found": 4,
        "wanted": 6,
    }


@pytest.mark.parametrize(
    ("wanted", "read", "same"),
    [
        ("Ada Ames", "General Ames", True),
        ("Ada Ames", "Ida Orme", False),
        ("senior officials", "Senior officials in the ministry", True),
        ("Institute for Rivers", "institute", True),
        ("Ada Ames", "Ames’s", True),
    ],
)
def test_speakers_are_the_same_by_surname_or_head(wanted: str, read: str, same: bool) -> None:
    assert corpus_agree.said_by_same(Speaker(wanted), Speaker(read)) is same


def test_values_that_only_a_case_file_knows_are_not_scored() -> None:
    question = parse("armed_mutiny(by=army, to=port_arle) or losses(of=killed, amount >= 300)")
    assert corpus_agree.question_events(question, arguments=True) == {
        "armed_mutiny: by=army",
        "losses: of=killed",
        "losses: amount >= 300",
    }


def test_negation_belongs_to_the_event() -> None:
    assert corpus_agree.question_events(parse("not (victory or ceasefire)")) == {"not victory", "not ceasefire"}
    assert corpus_agree.question_events(parse("not victory or defeat")) == {"not victory", "defeat"}


def test_nobody_is_only_nobody() -> None:
    assert corpus_agree.said_by_same(None, None)
    assert not corpus_agree.said_by_same(Speaker("Ada Ames"), None)
    assert not corpus_agree.said_by_same(None, Speaker("Ada Ames"))


def test_the_blind_split_shows_no_errors(capsys: pytest.CaptureFixture[str]) -> None:
    assert corpus.main(["score", "test", "--errors"]) == 2
    assert "blind" in capsys.readouterr().out


def test_a_changed_file_changes_the_fingerprint(tmp_path: Path) -> None:
    write(tmp_path / "test")
    before = corpus.fingerprint(tmp_path)
    assert before["articles"] == 1
    (tmp_path / "test" / "a-town.yaml").write_text(ANNOTATION + "\n", encoding="utf-8")
    assert corpus.fingerprint(tmp_path)["sha256"] != before["sha256"]


def test_the_test_split_is_as_it_was_frozen() -> None:
    if not corpus.FROZEN.exists():
        pytest.skip("the test split is not frozen yet: python quality/corpus.py freeze")
    frozen = json.loads(corpus.FROZEN.read_text(encoding="utf-8"))
    assert corpus.fingerprint(corpus_format.CORPUS / "test") == frozen, "restore the split: it is frozen"


def test_no_article_takes_nine_words_in_a_row_from_the_real_ones(shared: Path) -> None:
    def runs(text: str) -> set[tuple[str, ...]]:
        words = re.findall(r"\w+", text.casefold())
        return {tuple(words[i : i + 9]) for i in range(len(words) - 8)}

    real = set().union(*(runs(p.read_text(encoding="utf-8", errors="replace")) for p in (shared / "seeds").iterdir()))
    assert len(real) > 500
    for path in sorted(corpus_format.CORPUS.rglob("*.*")):
        if path.suffix in {".txt", ".yaml", ".md"}:
            assert not runs(path.read_text(encoding="utf-8")) & real, path.name
