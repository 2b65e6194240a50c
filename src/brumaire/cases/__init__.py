"""Case files: one leader in one crisis, with what is known, when, and from where."""

from brumaire.cases.library import find, library
from brumaire.cases.loading import check, load, parse_case
from brumaire.cases.making import case_from_profile, new_case

__all__ = ["case_from_profile", "check", "find", "library", "load", "new_case", "parse_case"]
