"""Files that travel with the program: the examples, and the scripts of the HTML brief (`assets.scripts`)."""

from __future__ import annotations

from pathlib import Path


def examples() -> Path:
    """The folder of example cases: inside the installed package, or in the checkout that is being worked on.

    >>> (examples() / "russia-2023" / "case.yaml").exists()
    True
    """
    here = Path(__file__).resolve()
    installed = here.parent / "examples"
    # A checkout has its examples at the root, beside src; the wheel carries a copy here (pyproject, force-include).
    return installed if installed.is_dir() else here.parents[3] / "examples"
