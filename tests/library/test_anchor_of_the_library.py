"""The library's models start from history: the anchor run gives the outside view's incidence by manner."""

from datetime import date

import pytest

from brumaire import cases, history
from brumaire.futures import solve_anchor
from brumaire.models import load

LEADERS = {
    "leader_at_war": {
        "regime": "personal",
        "war": "interstate",
        "war_began": date(2022, 2, 24),
        "initiator": True,
        "last_attempt": date(1991, 8, 21),
    },
    "leader_in_peace": {"regime": "military", "war": "none"},
}


@pytest.mark.parametrize("name", LEADERS)
def test_twelve_month_incidence_equals_the_outside_view(name):
    case = cases.case_from_profile(
        birth=date(1952, 10, 7), entered=date(2000, 5, 7), at=date(2022, 6, 1), **LEADERS[name]
    )
    assert case.model == name
    view = history.outside_view(history.profile(case, case.start))
    # Three times as many as the program itself takes: being forced out after a defeat is rare, and most of what there is of it.
    anchor = solve_anchor(load(name), case, view, seed=20, runs=60_000)
    assert set(anchor.wanted) == {*view.exits, "attempts", "success"}
    for target, wanted in anchor.wanted.items():
        allowed = max(0.05 * wanted, 3 * anchor.error[target])
        assert anchor.achieved[target] == pytest.approx(wanted, abs=allowed), target
        assert allowed < 0.45 * wanted, f"the run is too small to tell {target}"


def test_every_mechanism_of_the_articles_is_named():
    model = load("leader_at_war")
    why = " ".join(x.why for group in (model.levels, model.derived, model.transitions) for x in group)
    named = {word.strip(",:;.") for word in why.split()}
    assert {f"M{k}" for k in range(1, 25)} <= named


def test_every_parameter_says_where_it_comes_from():
    for name in LEADERS:
        for parameter in load(name).parameters:
            assert parameter.source.split(":")[0].split(",")[0] in {"computed", "read", "recalled", "judged"}, parameter
