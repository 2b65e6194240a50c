"""Questions: text to tree and back, the vocabulary of events, and evaluation over futures and over the record."""

from brumaire.questions.case_values import check_values, roles
from brumaire.questions.contents import ExitOnly, event_names, is_exit_only, ledger_problem, manners_needed
from brumaire.questions.evaluation import Outcome, evaluate
from brumaire.questions.explanation import explain, in_words
from brumaire.questions.normal_form import normal
from brumaire.questions.parsing import parse
from brumaire.questions.printing import to_text
from brumaire.questions.settlement import Verdict, settle, verdict
from brumaire.questions.vocabulary import ArgumentDefinition, EventDefinition, Vocabulary, vocabulary
from brumaire.questions.windows import absolute, deadline

__all__ = [
    "ArgumentDefinition",
    "EventDefinition",
    "ExitOnly",
    "Outcome",
    "Verdict",
    "Vocabulary",
    "absolute",
    "check_values",
    "deadline",
    "evaluate",
    "event_names",
    "explain",
    "in_words",
    "is_exit_only",
    "ledger_problem",
    "manners_needed",
    "normal",
    "parse",
    "roles",
    "settle",
    "to_text",
    "verdict",
    "vocabulary",
]
