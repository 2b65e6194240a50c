"""Articles to claims: who says what about the world, on which condition, how likely and by when."""

from brumaire.claims.assemble import read_claims
from brumaire.claims.base import RawAttribution, Tagger
from brumaire.claims.repeats.once import once
from brumaire.claims.tagging import TrainedTagger
from brumaire.claims.tagging.rules import RuleTagger

__all__ = ["RawAttribution", "RuleTagger", "Tagger", "TrainedTagger", "once", "read_claims"]
