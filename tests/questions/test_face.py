"""The public face of the room."""

from __future__ import annotations

import subprocess
import sys

from brumaire import questions


def test_exported_names():
    assert questions.__all__ == [
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
    assert all(hasattr(questions, name) for name in questions.__all__)


def test_a_general_yaml_reader_is_not_loaded():
    program = "import sys; from brumaire.questions import parse; parse('plot'); sys.exit('ruamel' in str(sys.modules))"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
