"""Leaders at war, as a draw of controls needs them."""

from __future__ import annotations

from datetime import date

import pytest

from brumaire.history.at_war import leaders_at_war


@pytest.fixture(scope="module")
def at_war(shared_tables, shared_panel):
    return leaders_at_war(shared_tables, shared_panel)


def test_galtieri_is_one_with_what_a_case_needs(at_war):
    (galtieri,) = (one for one in at_war if one.name == "Galtieri")
    assert (galtieri.born, galtieri.birth_to_the_day) == (date(1926, 7, 15), True)
    assert (galtieri.entered, galtieri.regime, galtieri.regime_since) == (
        date(1981, 12, 12),
        "military",
        date(1976, 3, 24),
    )
    assert (galtieri.kind, galtieri.against, galtieri.initiator, galtieri.outcome) == (
        "interstate",
        (200,),
        True,
        "lost",
    )
    assert (galtieri.began, galtieri.ended) == (date(1982, 5, 2), date(1982, 6, 14))
    assert galtieri.first_clash is not None
    assert galtieri.first_clash < galtieri.began
    assert (galtieri.manner, galtieri.irregular, galtieri.uneventful) == ("handover", True, False)


def test_thatcher_is_a_candidate_for_a_control(at_war):
    (thatcher,) = (one for one in at_war if one.name == "Thatcher" and one.against == (160,))
    assert thatcher.uneventful
    assert thatcher.mutiny is None


def test_every_leader_was_in_office_while_at_war(at_war):
    assert len(at_war) > 1_000
    for one in at_war:
        assert one.began <= one.since <= one.until
        assert one.left is None or one.until <= one.left
        assert one.entered <= one.since
    assert sum(one.uneventful and one.kind == "interstate" and one.intensity == 2 for one in at_war) >= 60
