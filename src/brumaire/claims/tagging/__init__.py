"""The trained tagger: a small network that labels words as source, cue and content and links them."""

from brumaire.claims.tagging.trained import TrainedTagger

__all__ = ["TrainedTagger"]
