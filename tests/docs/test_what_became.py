"""The page on the first ledger is what the first ledger says."""

import importlib.util
from pathlib import Path

HERE = Path(__file__).parent
specification = importlib.util.spec_from_file_location("what_became", HERE / "what_became.py")
what_became = importlib.util.module_from_spec(specification)
specification.loader.exec_module(what_became)


def test_the_page_is_what_the_ledger_says():
    written = (HERE.parents[1] / "docs/explanation/what-became-of-what-they-said.md").read_text(encoding="utf-8")
    assert written == what_became.page(), (
        "write it again: python tests/docs/what_became.py > docs/explanation/what-became-of-what-they-said.md"
    )
    assert all(f"| F{k} " in written for k in (2, 3, 4, 6, 7, 8, 10, 11, 12, 13, 15, 16, 17, 18, 19, 20, 22))
    assert written.count("Not checkable:") == 4
