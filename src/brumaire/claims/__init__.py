"""Articles to claims: who says what about the world, on which condition, how likely and by when."""

from brumaire.claims.assemble import read_claims
from brumaire.claims.base import RawAttribution, Tagger
from brumaire.claims.tagger import RuleTagger

__all__ = ["RawAttribution", "RuleTagger", "Tagger", "read_claims"]
