"""The ledger: who said what, when, and how it came out, in one append-only chain of hashes.

Opening one needs SQLAlchemy, which is imported only then.
"""

from brumaire.ledger.base import GENESIS, Draft, Entry, Problem, Verification, canonical, identifier, question_id
from brumaire.ledger.opening import open_ledger
from brumaire.ledger.records import ForecastColumns, RecordedForecast, RecordedQuestion, RecordedResolution
from brumaire.ledger.store import Ledger

__all__ = [
    "GENESIS",
    "Draft",
    "Entry",
    "ForecastColumns",
    "Ledger",
    "Problem",
    "RecordedForecast",
    "RecordedQuestion",
    "RecordedResolution",
    "Verification",
    "canonical",
    "identifier",
    "open_ledger",
    "question_id",
]
