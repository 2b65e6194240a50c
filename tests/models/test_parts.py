"""Parts: sections that models share, read before their own."""

import pytest

from brumaire.errors import ModelError
from brumaire.models import check, load, load_text

MODEL = "schema: brumaire.model/1\nname: example\nparts: [PART]\n"
STORM = "transitions:\n  storm: {rate: 1 per year, why: winters are hard, source: judged}\n"
PART = """\
schema: brumaire.model_part/1
levels:
  mood: {half_life: 1 year, source: judged}
case_variables: {deviations: [mood], roles: {army: the army}}
"""


def written(folder, part, model=MODEL + STORM):
    (folder / "shared.yaml").write_text(part, "utf-8")
    path = folder / "model.yaml"
    path.write_text(model.replace("PART", "shared.yaml"), "utf-8")
    return path


def test_a_part_is_as_if_written_into_the_model(tmp_path):
    own = "levels:\n  hope: {half_life: 1 year, source: judged}\ncase_variables: {deviations: [hope]}\n"
    model = load(written(tmp_path, PART, MODEL + own + STORM))
    assert [level.name for level in model.levels] == ["mood", "hope"]
    assert model.deviations == ("mood", "hope")
    assert dict(model.roles) == {"army": "the army"}


def test_the_hash_is_that_of_all_texts(tmp_path):
    path = written(tmp_path, PART)
    before = load(path).hash
    written(tmp_path, PART.replace("1 year", "2 years"))
    assert load(path).hash != before


def test_an_error_tells_the_line_of_the_part(tmp_path):
    (error,) = check(written(tmp_path, PART.replace("1 year", "1 parsec")))
    assert error.where == "shared.yaml:3"


def test_a_name_in_both_is_an_error(tmp_path):
    path = written(tmp_path, PART, MODEL + "levels:\n  mood: {half_life: 1 year, source: judged}\n" + STORM)
    (error,) = check(path)
    assert error.code == "E105"
    assert "shared.yaml:3" in error.what


def test_a_part_has_a_schema_of_its_own(tmp_path):
    (error,) = check(written(tmp_path, PART.replace("model_part/1", "model/1")))
    assert (error.code, error.where) == ("E101", "shared.yaml:1")


def test_a_part_that_is_no_yaml_is_an_error_with_its_line(tmp_path):
    (error,) = check(written(tmp_path, "schema: [\n"))
    assert error.code == "E100"
    assert error.where.startswith("shared.yaml")


@pytest.mark.parametrize("asked", ["../secret.yaml", "/etc/hostname.yaml", "elite", "away.yaml", "..\\secret.yaml"])
def test_a_part_that_is_not_there_or_lies_elsewhere_is_refused(tmp_path, asked):
    (tmp_path / "secret.yaml").write_text(PART, "utf-8")
    folder = tmp_path / "inner"
    folder.mkdir()
    path = folder / "model.yaml"
    path.write_text(MODEL.replace("PART", f"'{asked}'") + STORM, "utf-8")
    (error,) = check(path)
    assert error.code == "E107"


def test_a_model_given_as_text_reads_no_file(tmp_path, monkeypatch):
    written(tmp_path, PART)
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ModelError, match="given as text"):
        load_text(MODEL.replace("PART", "shared.yaml") + STORM)
    assert load_text(MODEL.replace("PART", "scales") + STORM).parameters[0].name == "grievance_scale"
