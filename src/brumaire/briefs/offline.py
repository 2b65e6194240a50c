"""What a page needs to work offline and to run nothing but its own scripts: a policy by hashes, and data that stays data."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Sequence
from typing import Any


def policy(scripts: Sequence[str], style: str) -> str:
    """A Content-Security-Policy that allows exactly these scripts and this style."""
    allowed = " ".join(_source_hash(text) for text in scripts)
    return (
        f"default-src 'none'; script-src {allowed}; style-src {_source_hash(style)}; "
        "base-uri 'none'; form-action 'none'"
    )


def inert(spec: dict[str, Any]) -> str:
    """JSON that cannot end the element it stands in."""
    text = json.dumps(spec, ensure_ascii=True, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _source_hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
