"""Errors name the value, the place, the rule and the mend, have their own exit status, and travel between processes."""

import pickle

import pytest

from brumaire import errors
from brumaire.errors import BrumaireError, ModelError, QuestionError

KINDS = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, BrumaireError)]


def test_every_kind_has_an_exit_status_of_its_own_above_those_of_shells():
    statuses = [kind.exit_status for kind in KINDS]
    assert len(set(statuses)) == len(KINDS)
    assert min(statuses) > 2


def test_a_question_error_points_to_its_column():
    assert str(QuestionError("no event 'coop'", column=5, mend="write coup")) == (
        "question, column 5: no event 'coop'; to mend: write coup"
    )


@pytest.mark.parametrize(
    "error",
    [
        BrumaireError("a", where="b", rule="c", mend="d"),
        QuestionError("a", column=7, rule="c", mend="d"),
        ModelError("a", code="E110", where="m.yaml:4", mend="d"),
    ],
)
def test_errors_survive_the_way_to_another_process(error):
    again = pickle.loads(pickle.dumps(error))
    assert type(again) is type(error)
    assert str(again) == str(error)
    assert vars(again) == vars(error)
