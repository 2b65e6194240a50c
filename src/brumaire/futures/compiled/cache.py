"""Kernels on disk: the source of each model's kernel in a folder of the user's own, and its machine code beside it.

A file is named by the hash of all that it is made from, machine code also by processor and versions, so that code from another one is not found. A
source that is not the one wanted is written anew, and machine code begins with its own hash: what is not whole is made again. Files appear
whole or not at all, whatever interrupts.
"""

from __future__ import annotations

import hashlib
import os
import stat
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import ModuleType

from brumaire.errors import FuturesError
from brumaire.futures.compiled import machine
from brumaire.futures.compiled.generate import Layout, generate
from brumaire.futures.compiled.tables import entry
from brumaire.models.base import Model

MARK = "# --- kernel ---\n"
"""In each part of the kernel but the first, what stands above this is for readers and checkers of that part alone."""
PARTS = ("motion", "survival", "firing", "running", "departing")
HERE = Path(__file__).parent
DIGEST = 32
_SOURCES: dict[str, tuple[Model, str, Layout]] = {}


@dataclass(frozen=True, slots=True)
class Kernel:
    """A model's kernel: its function (see `machine.linked`), how it counts what it is given, and where its source lies."""

    enter: Callable[[int, int], int]
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
            [first.strip("\n"), "from brumaire.futures.compiled.arrays import *", functions.strip("\n"), *rest, entry()]
        )
        made = _SOURCES[model.hash] = (model, text + "\n", layout)
    return made[1:]


def name_of(text: str) -> str:
    """The name of a kernel: a hash of its text and of the tuples that it is given."""
    arrays = (HERE / "arrays.py").read_bytes()
    return "kernel_" + hashlib.sha256(text.encode() + arrays).hexdigest()[:24]


def is_warm(model: Model) -> bool:
    """Whether machine code for a model's kernel lies in the cache, made for this processor."""
    name = name_of(source(model)[0])
    # Only then is it worth asking LLVM what processor this is.
    return any(folder().glob(f"{name}.*.code")) and _code_path(name).exists()


def _code_path(name: str) -> Path:
    return folder() / f"{name}.{machine.here()}.code"


def _write(path: Path, content: bytes) -> None:
    handle, temporary = tempfile.mkstemp(dir=path.parent, suffix=".part")
    with os.fdopen(handle, "wb") as file:
        file.write(content)
    Path(temporary).replace(path)


def _kept(path: Path) -> bytes | None:
    """Machine code that lies there whole."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return None
    digest, code = content[:DIGEST], content[DIGEST:]
    return code if code and hashlib.sha256(code).digest() == digest else None


@cache
def _entered(name: str, text: str) -> Callable[[int, int], int]:
    path = folder() / f"{name}.py"
    whole = text.encode()
    if not path.exists() or path.read_bytes() != whole:
        _write(path, whole)
    place = _code_path(name)
    code = _kept(place)
    if code is None:
        module = ModuleType(name)
        exec(compile(whole, path, "exec"), module.__dict__)  # noqa: S102 -- generated here from the typed tree, as the file that was just compared
        code, keeps = machine.compiled(module)
        if keeps:
            _write(place, hashlib.sha256(code).digest() + code)
    return machine.linked(code)


def load(model: Model) -> Kernel:
    """The kernel of a model, from the cache or made."""
    text, layout = source(model)
    name = name_of(text)
    return Kernel(_entered(name, text), layout, folder() / f"{name}.py")
