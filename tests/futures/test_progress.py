"""Runs tell how far they are, steadily and to the end of what can be seen, and nothing depends on who listens."""

from datetime import date

import pytest

from brumaire.futures import simulate, what_ifs
from brumaire.questions import parse

AS_OF, END = date(2022, 3, 1), date(2022, 6, 1)
SETTINGS = {"as_of": AS_OF, "runs": 400, "seed": 3, "engine": "reference"}


@pytest.mark.parametrize(("block", "threads"), [(10_000, 1), (100, 1)])
def test_shares_rise_to_the_end(rich, case, block, threads):
    told = []
    with_, without = (
        simulate(rich, case, horizon=END, block=block, threads=threads, **SETTINGS, **more)
        for more in ({"progress": lambda *words: told.append(words)}, {})
    )
    shares = [share for doing, share in told]
    assert {doing for doing, _ in told} == {"simulating"}
    assert shares == sorted(shares)
    # One block is half done when the path on which he stays is; of four, seven eighths are.
    assert shares[-1] == pytest.approx(0.5 if block == 10_000 else 0.875)
    assert (with_.weight == without.weight).all()


def test_what_ifs_count_on_over_all_groups(rich_text, case):
    from brumaire.models import load_text

    text = rich_text.replace("default: as_is}\n  nothing", "default: as_is, at: start}\n  nothing")
    told = []
    choices = [("arms", "held"), ("speed", "slow")]
    question = parse("coup by 2022-06-01")
    heard, unheard = (
        what_ifs(load_text(text), case, question, choices=choices, **SETTINGS, **more)
        for more in ({"progress": lambda *words: told.append(words)}, {})
    )
    shares = [share for _, share in told]
    assert shares == sorted(shares)
    assert shares[0] < 0.05
    # The second of two groups of levers, at the end of the path on which he stays.
    assert shares[-1] == pytest.approx(0.75)
    assert heard == unheard
