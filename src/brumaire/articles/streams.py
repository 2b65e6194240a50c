"""Streams of bytes: looked at without losing what was seen, and unzipped without being filled by a bomb."""

from __future__ import annotations

import gzip
import io
import zlib
from typing import BinaryIO, cast

from brumaire.errors import ArticleError

HEAD = 8 * 1024
"""How much of a stream is looked at to tell its format."""

_GZIP = b"\x1f\x8b\x08"
# Text shrinks to a fifth, very repetitive text to a fiftieth; only emptiness shrinks a thousandfold.
_RATIO = 200
_FREE = 64 * 1024 * 1024


def looked_at(stream: BinaryIO, where: str) -> tuple[bytes, BinaryIO]:
    """The first bytes of a stream, unzipped where it is gzip, and a stream that still begins with them.

    Raises
    ------
    ArticleError
        The stream cannot be read. The stream returned raises one where the gzip data are damaged or swell to more than
        200 times their size.
    """
    head, whole = _peeked(stream, where)
    if head.startswith(_GZIP):
        return _peeked(cast("BinaryIO", io.BufferedReader(_Unzipped(whole, where))), where)
    return head, whole


def _peeked(stream: BinaryIO, where: str) -> tuple[bytes, BinaryIO]:
    head = b""
    try:
        # A pipe gives what it has; the format is told by what comes first, not by how it was sent.
        while len(head) < HEAD and (piece := stream.read(HEAD - len(head))):
            head += piece
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise ArticleError(f"cannot be read: {reason}", where=where, mend="check the path and its rights") from None
    return head, cast("BinaryIO", io.BufferedReader(_Rewound(head, stream), 64 * 1024))


class _Rewound(io.RawIOBase):
    """What was seen, then the rest."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self._head, self._rest = head, rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # any writable buffer; a memoryview is what comes
        piece = self._head[: len(buffer)] if self._head else self._rest.read(len(buffer))
        self._head = self._head[len(piece) :]
        buffer[: len(piece)] = piece
        return len(piece)


class _Unzipped(io.RawIOBase):
    """The members of a gzip stream one after the other, as long as they do not swell beyond reason."""

    def __init__(self, zipped: BinaryIO, where: str) -> None:
        self._counted = _Counted(zipped)
        self._plain = gzip.GzipFile(fileobj=cast("BinaryIO", self._counted))
        self._where, self._given = where, 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # as above
        try:
            piece = self._plain.read(len(buffer))
        except (OSError, EOFError, zlib.error):
            raise ArticleError("the gzip data are damaged", where=self._where, mend="fetch the file again") from None
        self._given += len(piece)
        if self._given > _FREE and self._given > _RATIO * self._counted.taken:
            raise ArticleError(
                "the gzip data swell without end",
                where=self._where,
                rule=f"at most {_RATIO} times their size",
                mend="unzip and look at them",
            )
        buffer[: len(piece)] = piece
        return len(piece)


class _Counted:
    def __init__(self, stream: BinaryIO) -> None:
        self._stream, self.taken = stream, 0

    def read(self, size: int) -> bytes:
        piece = self._stream.read(size)
        self.taken += len(piece)
        return piece
