"""The engine: weighted futures of a case under a model, and what is read from them."""

from brumaire.futures.agreement import DisagreementError
from brumaire.futures.anchor import SOLVED_FOR, solve_anchor
from brumaire.futures.ask import ask, difference, share
from brumaire.futures.base import Anchor
from brumaire.futures.conditioning import Conditioning, conditioning, rejuvenate
from brumaire.futures.engines import Engine
from brumaire.futures.incidence import incidence
from brumaire.futures.processes import workers
from brumaire.futures.progress import Progress, silent
from brumaire.futures.reference import simulate
from brumaire.futures.rejuvenation import LOW, Proposal
from brumaire.futures.sensitivity import sensitivity
from brumaire.futures.watch import watch
from brumaire.futures.whatif import what_ifs

__all__ = [
    "LOW",
    "SOLVED_FOR",
    "Anchor",
    "Conditioning",
    "DisagreementError",
    "Engine",
    "Progress",
    "Proposal",
    "ask",
    "conditioning",
    "difference",
    "incidence",
    "rejuvenate",
    "sensitivity",
    "share",
    "silent",
    "simulate",
    "solve_anchor",
    "watch",
    "what_ifs",
    "workers",
]
