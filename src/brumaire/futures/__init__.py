"""The engine: weighted futures of a case under a model, and what is read from them."""

from brumaire.futures.base import Anchor
from brumaire.futures.reference import simulate

__all__ = ["Anchor", "simulate"]
