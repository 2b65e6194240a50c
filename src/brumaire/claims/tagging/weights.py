"""The weights that come with the package: where they lie, the table of word pieces, and sessions that compute with them."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from tokenizers import Tokenizer

FOLDER = Path(__file__).parents[1] / "weights"


class PieceTable:
    """One vector a word piece, kept as whole numbers with a scale a row; the networks share it."""

    def __init__(self, whole: NDArray[np.int8], scales: NDArray[np.float32]) -> None:
        self._whole, self._scales = whole, scales

    def of(self, pieces: NDArray[np.int64]) -> NDArray[np.float32]:
        """The vectors of some pieces, pieces x width."""
        vectors: NDArray[np.float32] = self._whole[pieces].astype(np.float32) * self._scales[pieces]
        return vectors


@cache
def piece_table(folder: Path = FOLDER) -> PieceTable:
    """The table of a folder (pieces.npz)."""
    with np.load(folder / "pieces.npz") as arrays:
        return PieceTable(arrays["whole"], arrays["scales"])


@cache
def tokenizer(folder: Path = FOLDER) -> Tokenizer:
    """The tokenizer of a folder (tokenizer.json), which neither cuts nor pads."""
    from tokenizers import Tokenizer

    found = Tokenizer.from_file(str(folder / "tokenizer.json"))
    found.no_truncation()
    found.no_padding()
    return found


def session(path: Path, threads: int = 1) -> Any:
    """A session of onnxruntime. Threads change the time that a call takes, not its result."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
