"""The models that come with Brumaire are right, and read fast."""

import pytest

from brumaire.models import check, explain, library, load


@pytest.mark.parametrize("name", library())
def test_no_errors(name):
    assert [str(error) for error in check(name)] == []


@pytest.mark.parametrize("name", library())
def test_every_number_has_a_source(name):
    model = load(name)
    assert [p.name for p in model.parameters if not p.source] == []
    assert all(t.why for t in model.transitions)
    assert f"# {name}" in explain(model)
