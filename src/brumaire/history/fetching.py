"""Downloading one table, only when asked: http and https, whole or not at all, and checked against the registry's checksum."""

from __future__ import annotations

import hashlib
from http.client import HTTPException
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

from brumaire.errors import HistoryError, OutputError
from brumaire.history.registry import Entry

SILENCE = 30.0
"""Seconds that a server may say nothing."""
MAX_BYTES = 200_000_000


def fetch_file(entry: Entry, folder: Path) -> None:
    """Download a table's file into a folder.

    Raises
    ------
    HistoryError
        No direct address is known, no answer, or other content than the registry's checksum says.
    OutputError
        The file cannot be written.
    """
    by_hand = f"obtain it from {entry.obtain} and put it there as {entry.file}"
    if entry.direct is None:
        raise HistoryError("no address of a file that Brumaire reads is known", where=entry.file, mend=by_hand)
    if not entry.direct.startswith(("http://", "https://")):
        raise HistoryError(f"{entry.direct!r} is no http address", where=entry.file, mend="mend the registry")
    request = Request(entry.direct, headers={"User-Agent": "brumaire (fetches tables on request)"})  # noqa: S310 - the scheme has just been checked
    try:
        with urlopen(request, timeout=SILENCE) as answer:  # noqa: S310 - as above
            data = answer.read(MAX_BYTES + 1)
    except HTTPError as error:
        error.close()
        raise HistoryError(
            f"the server answers {error.code} {error.reason}", where=entry.direct, mend=by_hand
        ) from None
    except (URLError, OSError, HTTPException, ValueError) as error:
        reason = getattr(error, "reason", error)
        raise HistoryError(
            f"cannot be fetched: {reason}", where=entry.direct, mend=f"check the network, or {by_hand}"
        ) from None
    if len(data) > MAX_BYTES:
        raise HistoryError("is over 200 MB", where=entry.direct, mend=by_hand)
    found = hashlib.sha256(data).hexdigest()
    if found != entry.sha256:
        raise HistoryError(
            f"has checksum {found[:12]}…",
            where=entry.direct,
            rule=f"the registry says {entry.sha256[:12]}…",
            mend=by_hand,
        )
    whole = folder / f".{entry.file}.part"
    try:
        whole.write_bytes(data)
        whole.replace(folder / entry.file)
    except OSError as error:
        raise OutputError(
            f"cannot be written: {error.strerror}", where=str(folder / entry.file), mend="check the folder"
        ) from None
