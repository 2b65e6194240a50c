"""`brumaire read`: articles to attributions and claims."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from brumaire.cli import complain
from brumaire.cli.options import publication_dates, published_option
from brumaire.errors import BrumaireError

_PATIENCE = 3.0
_EVERY = 0.2


@click.command("read")
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@click.option(
    "--case", "case_path", type=click.Path(path_type=Path), help="Case file: names of actors, dates of articles."
)
@published_option
@click.option(
    "--fetch", is_flag=True, help="Fetch the addresses given or listed. Without it nothing goes over the network."
)
@click.option("--json", "form", flag_value="json", help="One JSON object, schema brumaire.read/1.")
@click.option("--csv", "form", flag_value="csv", help="One row a claim.")
def command(
    sources: tuple[str, ...], case_path: Path | None, published: tuple[str, ...], fetch: bool, form: str | None
) -> None:
    """Read articles into sourced claims.

    A SOURCE is a file (plain text, HTML, RSS or Atom, WARC, JSON Lines, a list of addresses), a directory of such files, an
    address with --fetch, or - for standard input. An article that cannot be read is named at the end and the others go
    on; the exit status is then 1.
    """
    from brumaire.pipeline.read import load_case, read

    case = load_case(case_path) if case_path else None
    with _progress() as progress:
        result = read(sources, published=publication_dates(published), case=case, fetch=fetch, progress=progress)
    if not result.reading.articles:
        _refused(result.refused)
        sys.exit(result.refused[0].exit_status)
    if form == "json":
        import json

        from brumaire.briefs import reading_json

        click.echo(json.dumps(reading_json(result.reading), ensure_ascii=False, indent=2))
    elif form == "csv":
        from brumaire.briefs import claims_csv

        click.echo(claims_csv(result.reading), nl=False)
    else:
        from rich.console import Console

        from brumaire.briefs import terminal_claims

        terminal_claims(result.reading, Console())
    if result.refused:
        sys.stdout.flush()
        _refused(result.refused)
        sys.exit(1)


def _refused(errors: tuple[BrumaireError, ...]) -> None:
    for error in errors:
        complain(error)
    if len(errors) > 1:
        click.echo(f"brumaire: {len(errors)} were refused", err=True)


@contextmanager
def _progress() -> Iterator[Callable[[int, int], None]]:
    """One line on a terminal that counts along, once reading takes more than a few seconds; gone at the end."""
    terminal = sys.stderr.isatty()
    begun = shown = time.monotonic()

    def show(read: int, refused: int) -> None:
        nonlocal shown
        now = time.monotonic()
        if terminal and now - begun > _PATIENCE and now - shown > _EVERY:
            shown = now
            click.echo(f"\r\x1b[K{read} read, {refused} refused", nl=False, err=True)

    try:
        yield show
    finally:
        if shown != begun:
            click.echo("\r\x1b[K", nl=False, err=True)
