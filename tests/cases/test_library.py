"""The cases of history fit the models, give sources and targets, and are found by name."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from brumaire import cases
from brumaire.assets import examples
from brumaire.pipeline.case import check_case

NINE = (
    "russia-1917",
    "germany-1944",
    "greece-1974",
    "portugal-1974",
    "argentina-1982",
    "iraq-1991",
    "ussr-1991",
    "serbia-2000",
    "russia-2022-23",
)


def test_the_nine_cases_of_history_in_their_order():
    assert cases.library() == NINE


@pytest.mark.parametrize("name", NINE)
def test_a_case_of_history_fits_its_model(name):
    assert check_case(Path(name)) == []


@pytest.mark.parametrize("name", NINE)
def test_all_that_is_known_has_a_source_that_is_a_row_a_line_or_a_confession(name):
    case = cases.load(Path(name))
    given = [*case.happened, *case.observations, *case.deviations, *case.targets, case.leader]
    given += [case.war] if case.war.kind != "none" else []
    for entry in given:
        words = ("recalled, unchecked", "domain.md section", "judged", ".csv")
        assert any(word in entry.source for word in words), entry


@pytest.mark.parametrize("name", NINE)
def test_targets_are_asked_while_the_leader_is_in_office(name):
    case = cases.load(Path(name))
    left = min((h.day for h in case.happened if h.event == "leader_exit"), default=date.max)
    assert case.targets
    for target in case.targets:
        assert case.start <= target.as_of < left
        assert 0 <= target.low < target.high
        assert target.question in case.questions or target.against is not None or "within" in target.question


def test_another_name_leads_to_the_same_file():
    assert cases.find("russia-2022-23") == cases.find("russia-2023") == examples() / "russia-2023" / "case.yaml"
    assert cases.find("russia-2099") is None


def test_hazards_by_hand_stand_in_the_cases_before_the_panel():
    for name in NINE:
        case = cases.load(Path(name))
        assert bool(case.outside_view) == (case.start.year < 1950 or name == "portugal-1974"), name


@pytest.mark.parametrize("name", ["russia-1917", "germany-1944"])
def test_the_outside_view_can_be_formed_before_its_panel(name):
    from brumaire import history

    case = cases.load(Path(name))
    view = history.by_hand(history.outside_view(history.profile(case, case.start)), case.outside_view)
    assert view.attempts.per_year == 0.044
    assert 0 < sum(hazard.per_year for hazard in view.exits.values()) < 0.5
