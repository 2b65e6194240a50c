"""The outside view's own answers: literal values, set algebra, and silence where history has nothing to say."""

from __future__ import annotations

from datetime import date

import pytest

from brumaire.dates import Duration
from brumaire.history import Profile, outside_view, probability, war_end_probability
from brumaire.records import (
    MANNERS,
    And,
    Argument,
    Between,
    By,
    Do,
    Event,
    Or,
    Question,
    Term,
    Within,
)

AT = date(2023, 2, 1)
YEAR = By(date(2024, 2, 1))
VIEW = outside_view(
    Profile(
        birth=date(1952, 10, 7),
        entered=date(2000, 5, 7),
        regime="personal",
        at=AT,
        war="interstate",
        war_began=date(2022, 2, 24),
        initiator=True,
        nuclear=True,
        last_attempt=date(1991, 8, 21),
    )
)


def event(name: str, **args: str) -> Event:
    return Event(name, tuple(Argument(key, tuple(value.split("|"))) for key, value in args.items()))


def ask(clause, *, given=None, view=VIEW, as_of=AT) -> float | None:
    return probability(view, Question(clause, given), as_of)


def test_manners_add_up_to_any_exit():
    parts = [ask(Term(event("leader_exit", manner=manner), YEAR)) for manner in MANNERS]
    assert sum(parts) == pytest.approx(ask(Term(event("leader_exit"), YEAR)), rel=1e-12)
    assert ask(Term(event("leader_exit", manner="|".join(MANNERS)), YEAR)) == pytest.approx(sum(parts))


def test_shorthands_are_manners():
    assert ask(Term(event("natural_death"), YEAR)) == ask(Term(event("leader_exit", manner="natural_death"), YEAR))


def test_stays_is_the_complement():
    leaves = ask(Term(event("leader_exit"), YEAR))
    assert ask(Term(event("leader_exit"), YEAR, negated=True)) == pytest.approx(1 - leaves)


def test_a_clause_under_one_window():
    either = Or((Term(event("coup")), Term(event("natural_death"))))
    assert ask(Term(either, YEAR)) == pytest.approx(ask(Term(event("leader_exit", manner="coup|natural_death"), YEAR)))
    assert ask(And((Term(event("coup"), YEAR), Term(event("natural_death"), YEAR)))) == 0.0


def test_windows():
    first = ask(Term(event("leader_exit"), By(date(2023, 8, 1))))
    second = ask(Term(event("leader_exit"), Between(date(2023, 8, 2), date(2024, 2, 1))))
    assert first + second == pytest.approx(ask(Term(event("leader_exit"), YEAR)))
    assert ask(Term(event("leader_exit"), Within(Duration(12, "month")))) == ask(Term(event("leader_exit"), YEAR))


def test_attempts_and_successes():
    attempt, success = (ask(Term(event(name), YEAR)) for name in ("coup_attempt", "coup_success"))
    assert attempt == pytest.approx(0.013, rel=0.25)  # domain.md section 3: .012 to .014
    assert success == pytest.approx(attempt * VIEW.success.per_year, rel=0.02)


def test_an_uprising_is_commoner_than_an_exit_by_one():
    assert ask(Term(event("uprising"), YEAR)) == pytest.approx(
        ask(Term(event("leader_exit", manner="uprising"), YEAR)) / 0.64
    )


def test_killed_is_a_share_of_irregular_exits():
    irregular = ask(Term(event("leader_exit", manner="coup|handover|uprising|rebels"), YEAR))
    certain = ask(Term(event("leader_exit", manner="assassination"), YEAR))
    assert ask(Term(event("leader_killed"), YEAR)) == pytest.approx(0.18 * irregular + certain)
    coup = ask(Term(event("leader_exit", manner="coup"), YEAR))
    assert ask(Term(event("leader_exit", manner="coup", fate="killed"), YEAR)) == pytest.approx(0.18 * coup)


@pytest.mark.parametrize(("fought", "ends"), [(12, 0.46), (24, 0.36), (36, 0.28), (240, 0.28)])
def test_wars_end_by_months_fought(fought, ends):
    assert war_end_probability(fought, 12) == pytest.approx(ends)


def test_half_of_all_wars_are_over_after_222_days():
    assert war_end_probability(0, 222 / 30.4375) == pytest.approx(0.5)


def test_war_by_outcome():
    ends = ask(Term(event("war_end"), YEAR))
    assert 0.46 <= ends <= 0.48  # 11 months fought
    assert ask(Term(event("victory"), YEAR)) == pytest.approx(0.55 * ends)
    assert ask(Term(event("war_end", terms="adversary"), YEAR)) == pytest.approx(0.26 * ends)
    goes_on = Or((Term(event("victory"), YEAR), Term(event("war_end"), YEAR, negated=True)))
    assert ask(goes_on) == pytest.approx(1 - 0.45 * ends)
    assert ask(Term(event("war_ongoing"), YEAR)) == pytest.approx(1 - ends)


def test_without_an_initiator_only_the_end_is_known():
    view = outside_view(
        Profile(
            birth=date(1952, 10, 7),
            entered=date(2000, 5, 7),
            regime="personal",
            at=AT,
            war="interstate",
            war_began=date(2022, 2, 24),
        )
    )
    assert ask(Term(event("victory"), YEAR), view=view) is None
    assert ask(Term(event("war_end"), YEAR), view=view) == ask(Term(event("war_end"), YEAR))
    assert ask(Term(event("nuclear_use"), YEAR), view=view) is None  # no weapons, no answer


def test_nuclear_use_by_month():
    assert ask(Term(event("nuclear_use"), Within(Duration(12, "month")))) == pytest.approx(1 - 0.998**12, rel=2e-3)


@pytest.mark.parametrize(
    "clause",
    [
        Term(event("leader_exit")),
        Term(event("mobilisation"), YEAR),
        Term(event("coup_attempt", by="army"), YEAR),
        Term(event("leader_exit", manner="coup", cover="illness"), YEAR),
        Term(event("leader_exit"), Within(Duration(1, "year"), "of", Term(event("coup_attempt")))),
        Or((Term(event("coup_attempt"), YEAR), Term(event("armed_mutiny"), YEAR))),
        Or((Term(event("coup"), YEAR), Term(event("natural_death"), By(date(2025, 2, 1))))),
        Term(event("leader_exit"), By(date(2023, 1, 1))),
        Term(event("war_end", terms="stalemate"), YEAR),
    ],
)
def test_history_is_silent(clause):
    assert ask(clause) is None


def test_conditions_are_not_answered():
    exits = Term(event("leader_exit"), YEAR)
    assert ask(exits, given=Do("tanks", "withhold")) is None
    assert ask(exits, given=Term(event("victory"), YEAR)) is None
