"""Model files: the language, its checks, and the typed model that the engine runs."""

from brumaire.models.base import Model
from brumaire.models.diagram import diagram
from brumaire.models.diff import diff, diff_record, diff_text
from brumaire.models.explain import explain
from brumaire.models.loading import check, check_text, library, load, load_text, model_hash
from brumaire.models.mechanisms import mechanism_table, without
from brumaire.models.observable import fault
from brumaire.models.schema import schema

__all__ = [
    "Model",
    "check",
    "check_text",
    "diagram",
    "diff",
    "diff_record",
    "diff_text",
    "explain",
    "fault",
    "library",
    "load",
    "load_text",
    "mechanism_table",
    "model_hash",
    "schema",
    "without",
]
