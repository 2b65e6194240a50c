"""The ledger: who said what, when, and how it came out, in one append-only chain of hashes.

Opening one needs SQLAlchemy, which is imported only then.
"""

from brumaire.ledger.base import GENESIS, Draft, Entry, Problem, Verification, canonical, identifier, question_id

__all__ = [
    "GENESIS",
    "Draft",
    "Entry",
    "Problem",
    "Verification",
    "canonical",
    "identifier",
    "question_id",
]
