"""A trajectory again as a story: simulated once more with a witness, each firing with the reason for it."""

from brumaire.futures.telling.picking import pick
from brumaire.futures.telling.replay import replay

__all__ = ["pick", "replay"]
