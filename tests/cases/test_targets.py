"""Targets are read with their dates and bounds, and what cannot be one is refused where it stands."""

from __future__ import annotations

from datetime import date

import pytest

from brumaire.cases import parse_case
from brumaire.errors import CaseError
from brumaire.records.case import Target

CASE = """\
name: nowhere-2030
country: Nowhere
leader: {name: A. Nobody, birth: 1960-02-11, entered: 2013-06-03, regime: personal}
start: 2030-01-01
targets:
"""


def read(line: str) -> tuple[Target, ...]:
    return parse_case(
        f"{CASE}  - {{{line}, question: leader_exit within 12 months, source: made up}}\n", file="c"
    ).targets


def test_a_target_of_a_probability_and_one_of_a_ratio():
    assert read("as_of: 2030-02-01, interval: [0.1, 0.25]") == (
        Target(date(2030, 2, 1), "leader_exit within 12 months", 0.1, 0.25, "made up"),
    )
    (ratio,) = read("as_of: 2030-02-01, interval: [0, 2], against: 2030-01-02")
    assert (ratio.low, ratio.high, ratio.against) == (0.0, 2.0, date(2030, 1, 2))


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("as_of: 2030-02-01, interval: [0.3, 0.2]", "not a lower and an upper bound"),
        ("as_of: 2030-02-01, interval: [0.3]", "not a lower and an upper bound"),
        ("as_of: 2030-02-01, interval: [0, 2]", "out of range"),
        ("as_of: 2030-02-01, interval: 0.2", "interval"),
        ("as_of: 2030-02-01", "has no interval"),
        ("as_of: 2029-12-31, interval: [0, 1]", "lies before start"),
        ("as_of: 2030-02-01, interval: [0, 1], against: 2030-02-01", "is not before"),
        ("as_of: 2030-02-01, interval: [0, 1], against: 2029-02-01", "lies before start"),
    ],
)
def test_what_is_no_target_is_refused_at_its_line(line, what):
    with pytest.raises(CaseError, match=what) as caught:
        read(line)
    assert caught.value.where == "c:6"
