"""Model files: the language, its checks, and the typed model that the engine runs."""

from brumaire.models.base import Model
from brumaire.models.explain import explain
from brumaire.models.loading import check, check_text, library, load, load_text, model_hash

__all__ = ["Model", "check", "check_text", "explain", "library", "load", "load_text", "model_hash"]
