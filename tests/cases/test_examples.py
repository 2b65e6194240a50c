"""The example cases are valid, agree with their articles, and hold what the issue asks of them."""

from __future__ import annotations

import hashlib
import time
from datetime import date
from pathlib import Path

import pytest

from brumaire import cases, models
from brumaire.assets import examples
from brumaire.questions import parse, to_text, vocabulary
from brumaire.questions.case_values import check_values

NAMES = ("russia-2023", "veldania-2031")


@pytest.mark.parametrize("name", NAMES)
def test_an_example_is_found_by_name_by_folder_and_by_file(name):
    folder = examples() / name
    assert cases.check(folder / "case.yaml") == []
    by_name, by_folder, by_file = (cases.load(p) for p in (Path(name), folder, folder / "case.yaml"))
    assert by_name == by_folder == by_file
    assert by_name.name == name


@pytest.mark.parametrize("name", NAMES)
def test_questions_are_canonical_and_enough(name):
    case = cases.load(Path(name))
    assert 10 <= len(case.questions) <= 16
    assert all(to_text(parse(text)) == text for text in case.questions)


@pytest.mark.parametrize("name", NAMES)
def test_everything_has_a_source(name):
    case = cases.load(Path(name))
    for entry in (*case.happened, *case.observations, *case.deviations, *case.other_forecasts, case.leader, case.war):
        assert entry.source.strip()
    assert all(entry.event in vocabulary() for entry in case.happened)
    assert [entry.day for entry in case.happened] == sorted(entry.day for entry in case.happened)


def test_the_fictional_articles_are_known_by_hash():
    case = cases.load(Path("veldania-2031"))
    texts = [file.read_bytes().decode("utf-8-sig") for file in sorted((examples() / case.name).glob("*.txt"))]
    assert {hashlib.sha256(text.encode()).hexdigest()[:16] for text in texts} == {entry.hash for entry in case.articles}
    assert all(entry.published and entry.outlet for entry in case.articles)


def test_the_real_articles_are_known_by_hash(shared: Path):
    case = cases.load(Path("russia-2023"))
    published = {entry.hash: entry.published for entry in case.articles}
    for file, day in (("000_cfb3e672ad7f195b.txt", date(2023, 1, 28)), ("003_11826e03e3d85036.txt", date(2022, 6, 3))):
        text = (shared / "seeds" / file).read_bytes().decode("utf-8-sig")
        assert published.pop(hashlib.sha256(text.encode()).hexdigest()[:16]) == day
    assert published == {}


def test_no_nine_words_of_the_real_articles(shared: Path):
    def runs(text: str) -> set[tuple[str, ...]]:
        words = "".join(c.casefold() if c.isalnum() else " " for c in text).split()
        return {tuple(words[i : i + 9]) for i in range(len(words) - 8)}

    real = set[tuple[str, ...]]().union(
        *(runs(f.read_text(encoding="utf-8")) for f in (shared / "seeds").glob("*.txt"))
    )
    for file in examples().rglob("*"):
        if file.is_file():
            assert not real & runs(file.read_text(encoding="utf-8")), file


def test_russia_2023_as_the_issue_has_it():
    case = cases.load(Path("russia-2023"))
    assert (case.start, case.leader.birth, case.leader.entered) == (
        date(2022, 6, 1),
        date(1952, 10, 7),
        date(2000, 5, 7),
    )
    assert case.calendar.daily == ((date(2023, 6, 20), date(2023, 7, 10)),)
    assert {actor.role for actor in case.actors} >= {"security_service", "military_intelligence", "irregular_force"}
    mutiny = next(entry for entry in case.happened if entry.event == "armed_mutiny")
    assert (mutiny.day, mutiny.args["by"]) == (date(2023, 6, 24), "irregular_force")
    assert len(case.other_forecasts) == 7


def test_loading_is_quick():
    cases.load(Path("russia-2023"))  # imports and the vocabulary are paid once
    begin = time.process_time()
    cases.load(Path("russia-2023"))
    assert time.process_time() - begin < 0.1


@pytest.mark.parametrize("name", NAMES)
def test_an_example_fits_its_model(name):
    case = cases.load(Path(name))
    model = models.load(case.model)
    assert {deviation.name for deviation in case.deviations} <= set(model.deviations)
    assert {observation.indicator for observation in case.observations} <= set(model.indicators)
    assert {actor.role for actor in case.actors} - {"donors"} <= set(model.roles)
    for text in case.questions:
        check_values(parse(text), case)


def test_paths_count_from_the_case_file(tmp_path: Path):
    file = tmp_path / "case.yaml"
    text = (examples() / "russia-2023" / "case.yaml").read_text(encoding="utf-8")
    file.write_text(text.replace("model: leader_at_war", "model: mine.yaml\nclaims: read.json"), encoding="utf-8")
    case = cases.load(file)
    assert (case.model, case.claims) == (str(tmp_path / "mine.yaml"), str(tmp_path / "read.json"))
