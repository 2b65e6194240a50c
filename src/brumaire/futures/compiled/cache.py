"""Kernels on disk: the source of each model's kernel in a folder of the user's own, and Numba's machine code beside it.

Numba keeps machine code only for functions that have a source file. A file is named by the hash of all that it is made from, and its text is compared
before it is imported: what somebody else left there is written anew, and machine code that is not whole is taken away. Numba itself
looks after versions and processors: machine code from another one is compiled again.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import pickle
import pickletools
import stat
import sys
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import BinaryIO

from brumaire.errors import FuturesError
from brumaire.futures.compiled.generate import Layout, generate
from brumaire.models.base import Model

MARK = "# --- kernel ---\n"
"""In each part of the kernel but the first, what stands above this is for readers and checkers of that part alone."""
PARTS = ("motion", "survival", "firing", "running", "departing")
HERE = Path(__file__).parent
_SOURCES: dict[str, tuple[Model, str, Layout]] = {}


@dataclass(frozen=True, slots=True)
class Kernel:
    """A model's kernel: its module, and how it counts what it is given."""

    module: ModuleType
    layout: Layout
    path: Path


def folder() -> Path:
    """Where kernels are kept: BRUMAIRE_CACHE, or the user's cache folder; made where it is missing.

    Raises
    ------
    FuturesError
        The folder cannot be made, or others may write to it: what lies there is run.
    """
    from platformdirs import user_cache_path

    at = Path(os.environ.get("BRUMAIRE_CACHE") or user_cache_path("brumaire")) / "kernels"
    try:
        at.mkdir(mode=0o700, parents=True, exist_ok=True)
        known = at.stat()
    except OSError as error:
        raise FuturesError(
            f"kernels cannot be kept: {error.strerror}",
            where=str(at),
            mend="set BRUMAIRE_CACHE to a folder of your own, or use --engine reference",
        ) from None
    if os.name == "posix" and (known.st_uid != os.getuid() or known.st_mode & (stat.S_IWGRP | stat.S_IWOTH)):
        raise FuturesError(
            "others may write to the folder of kernels",
            where=str(at),
            rule="what lies there is run, so it belongs to you alone",
            mend=f"chmod 700 {at}, or set BRUMAIRE_CACHE to a folder of your own",
        )
    return at


def source(model: Model) -> tuple[str, Layout]:
    """The whole text of a model's kernel."""
    made = _SOURCES.get(model.hash)
    # A model that was changed after it was read keeps the hash of its file.
    if made is None or made[0] != model:
        functions, layout = generate(model)
        first = (HERE / "kernel" / "arithmetic.py").read_text(encoding="utf-8")
        rest = [
            (HERE / "kernel" / f"{part}.py").read_text(encoding="utf-8").split(MARK)[1].strip("\n") for part in PARTS
        ]
        text = "\n\n\n".join(
            [first.strip("\n"), "from brumaire.futures.compiled.arrays import Log", functions.strip("\n"), *rest]
        )
        made = _SOURCES[model.hash] = (model, text + "\n", layout)
    return made[1:]


def name_of(text: str) -> str:
    """The name of a kernel: a hash of its text and of the tuples that it is given."""
    arrays = (HERE / "arrays.py").read_bytes()
    return "kernel_" + hashlib.sha256(text.encode() + arrays).hexdigest()[:24]


def is_warm(model: Model) -> bool:
    """Whether machine code for a model's kernel lies in the cache (of whatever processor)."""
    name = name_of(source(model)[0])
    return any((folder() / "__pycache__").glob(f"{name}.advance-*.nbi"))


def _take_away_what_is_broken(at: Path, name: str) -> None:
    # Numba fails over an index or code that is not whole (a disk that was full, power that went), and makes again what is missing.
    for path in at.glob(f"{name}.*.nb[ic]"):
        with path.open("rb") as file:
            if path.suffix == ".nbi":
                whole = _ends(file) and _ends(file) and not file.read(1)
            else:
                whole = file.read(1) == pickle.PROTO and file.seek(-1, os.SEEK_END) > 0 and file.read(1) == pickle.STOP
        if not whole:
            path.unlink(missing_ok=True)


def _ends(file: BinaryIO) -> bool:
    """Whether a pickle comes to its end; nothing in it is run."""
    try:
        for _ in pickletools.genops(file):
            pass
    except ValueError:
        return False
    return True


@cache
def _loaded(name: str, text: str) -> ModuleType:
    path = folder() / f"{name}.py"
    whole = text.encode()
    if not path.exists() or path.read_bytes() != whole:
        handle, temporary = tempfile.mkstemp(dir=path.parent, suffix=".part")
        with os.fdopen(handle, "wb") as file:
            file.write(whole)
        Path(temporary).replace(path)
    _take_away_what_is_broken(path.parent / "__pycache__", name)
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


def load(model: Model) -> Kernel:
    """The kernel of a model, from the cache or made."""
    text, layout = source(model)
    name = name_of(text)
    return Kernel(_loaded(name, text), layout, folder() / f"{name}.py")
