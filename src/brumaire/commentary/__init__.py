"""Claims against forecasts, history and each other: what taking commentators at their word would mean, and checks."""

from brumaire.commentary.at_their_word import at_their_word
from brumaire.commentary.constraints import constraints_of
from brumaire.commentary.contradiction import contradicted
from brumaire.commentary.findings import CHECKS, findings
from brumaire.commentary.open_windows import if_within, open_windows
from brumaire.commentary.weigh import Commentary, weigh

__all__ = [
    "CHECKS",
    "Commentary",
    "at_their_word",
    "constraints_of",
    "contradicted",
    "findings",
    "if_within",
    "open_windows",
    "weigh",
]
