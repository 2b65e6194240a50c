"""The ledger itself: one chain that is only ever added to, and the projections that are kept beside it.

>>> import tempfile
>>> from datetime import UTC, date, datetime
>>> from brumaire.ledger import Draft, open_ledger, question_id
>>> folder = tempfile.TemporaryDirectory()
>>> ledger = open_ledger(folder.name + "/ledger.db")
>>> q = question_id("russia-2023", "coup_attempt by 2025-01-31", date(2023, 1, 25))
>>> question = Draft("question", {"id": q, "case": "russia-2023", "text": "coup_attempt by 2025-01-31",
...                               "opens": "2023-01-25", "closes": "2025-01-31"})
>>> [entry.number for entry in ledger.append([question, question], at=datetime(2026, 1, 2, tzinfo=UTC), author="ann")]
[1, 1]
>>> ledger.questions()[0].closes, ledger.verify().sound
(datetime.date(2025, 1, 31), True)
>>> ledger.close(); folder.cleanup()
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from brumaire.ledger import reading
from brumaire.ledger.base import Draft, Entry, Verification
from brumaire.ledger.chain import Link, bodies, entry, follow
from brumaire.ledger.links import insert, last, links_after, links_numbered
from brumaire.ledger.present import look_up, sort_out
from brumaire.ledger.records import ForecastColumns, RecordedForecast, RecordedQuestion, RecordedResolution

if TYPE_CHECKING:
    from brumaire.ledger.database import Database


class Ledger:
    """An open ledger. `open_ledger` makes one; use it as a context manager, or close it."""

    def __init__(self, database: Database) -> None:
        self.database = database

    @property
    def where(self) -> str:
        """Where it is kept: the file, or the URL without its password."""
        return self.database.where

    def append(self, drafts: Sequence[Draft], *, at: datetime, author: str) -> tuple[Entry, ...]:
        """Enter drafts in one transaction: all of them or none. When it returns, they are on the disk.

        Parameters
        ----------
        drafts
            What is entered, in order; each may refer to what stands before it.
        at
            The instant, with its time zone. The ledger reads no clock.
        author
            Who enters it.

        Returns
        -------
        One entry for each draft. A draft that the ledger has already (`ledger.present`) gives its old entry and is not entered again, so
        that adding the same again after a failure is safe.

        Raises
        ------
        LedgerError
            A body lacks something, an id is there with another body, a question or forecast is not there, or the store fails.
        """
        texts = bodies(drafts)
        if not drafts:
            return ()
        with self.database.write() as connection:
            projector, present, old_bodies = look_up(self.database, connection, drafts, texts)
            sorted_out = sort_out(drafts, texts, present, old_bodies)
            number, head = last(connection)
            links = follow(
                [(drafts[place].kind, texts[place]) for place in sorted_out.new],
                after=number,
                head=head,
                at=at,
                author=author,
            )
            new = [
                Entry(k.number, k.kind, k.at, k.author, drafts[p].body, k.previous, k.hash)
                for k, p in zip(links, sorted_out.new, strict=True)
            ]
            rows = projector.rows((one.number, one.kind, one.body) for one in new)
            insert(self.database, connection, links, rows)
            old = links_numbered(connection, sorted({n for n in sorted_out.places if n > 0}))
        return tuple(entry(old[n]) if n > 0 else new[-n - 1] for n in sorted_out.places)

    def entries(self, *, kind: str | None = None, after: int = 0) -> Iterator[Entry]:
        """All entries that were there when it was asked, in order; those of one kind, and those numbered above `after`."""
        with self.database.read() as connection:
            end, _ = last(connection)
        for page in self._pages(kind, after, end):
            yield from map(entry, page)

    def _pages(self, kind: str | None, after: int, end: int) -> Iterator[list[Link]]:
        while True:
            with self.database.read() as connection:
                page = links_after(connection, after, kind=kind, end=end)
            if not page:
                return
            yield page
            after = page[-1].number

    def head(self) -> str:
        """The hash of the last entry, 64 zeros while there is none: who keeps it can tell later whether anything was cut off."""
        with self.database.read() as connection:
            return last(connection)[1]

    def __len__(self) -> int:
        with self.database.read() as connection:
            return last(connection)[0]

    def verify(self, *, head: str | None = None) -> Verification:
        """Whether every entry is as it was written and every projection as the entries make it; see `ledger.verify`."""
        from brumaire.ledger.verify import verify

        return verify(self.database, head=head)

    def backup(self, path: Path) -> None:
        """Write all of it into a new file while others go on reading and writing; see `ledger.backup`."""
        from brumaire.ledger.backup import backup

        backup(self, path)

    def questions(
        self,
        *,
        ids: Sequence[str] | None = None,
        case: str | None = None,
        closed_by: date | None = None,
        resolved: bool | None = None,
    ) -> tuple[RecordedQuestion, ...]:
        """Questions in the order of their entries: of these ids, of a case, closed by the end of a day, with or without a resolution."""
        with self.database.read() as connection:
            return reading.questions(
                self.database, connection, ids=ids, case=case, closed_by=closed_by, resolved=resolved
            )

    def forecasts(
        self,
        *,
        id: str | None = None,  # noqa: A002  # the name that it has in the ledger
        number: int | None = None,
        question: str | None = None,
        by: str | None = None,
        sort: str | None = None,
        form: str | None = None,
    ) -> tuple[RecordedForecast, ...]:
        """Forecasts in the order of their entries, with their bodies; for many, `columns` is quicker."""
        with self.database.read() as connection:
            return reading.forecasts(connection, id_=id, number=number, question=question, by=by, sort=sort, form=form)

    def resolutions(
        self, *, question: str | None = None, known_by: date | None = None, history: bool = False
    ) -> tuple[RecordedResolution, ...]:
        """The resolution that counts for each question (by what was known by a day), or with `history` every one."""
        with self.database.read() as connection:
            return reading.resolutions(connection, question=question, known_by=known_by, history=history)

    def columns(self) -> ForecastColumns:
        """All forecasts as arrays, for scoring."""
        with self.database.read() as connection:
            return reading.columns(self.database, connection)

    def close(self) -> None:
        """Give back the file or the connections."""
        self.database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
