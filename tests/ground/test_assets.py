"""The examples are found where the program runs from."""

from __future__ import annotations

from pathlib import Path

import brumaire.assets
from brumaire.assets import examples


def test_a_checkout_shows_its_own_examples():
    assert examples() == Path(__file__).resolve().parents[2] / "examples"
    assert (examples() / "russia-2023" / "case.yaml").is_file()


def test_an_installed_package_shows_its_copy(tmp_path: Path, monkeypatch):
    package = tmp_path / "site-packages" / "brumaire" / "assets"
    (package / "examples").mkdir(parents=True)
    monkeypatch.setattr(brumaire.assets, "__file__", str(package / "__init__.py"))
    assert examples() == package / "examples"
