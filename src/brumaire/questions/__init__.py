"""Questions: text to tree and back, the vocabulary of events, and evaluation over futures and over the record."""

from brumaire.questions.normal_form import normal
from brumaire.questions.parsing import parse
from brumaire.questions.printing import to_text
from brumaire.questions.vocabulary import ArgumentDefinition, EventDefinition, Vocabulary, vocabulary

__all__ = [
    "ArgumentDefinition",
    "EventDefinition",
    "Vocabulary",
    "normal",
    "parse",
    "to_text",
    "vocabulary",
]
