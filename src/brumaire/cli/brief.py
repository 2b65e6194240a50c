"""`brumaire brief`: the page on one case."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from brumaire.cli import complain
from brumaire.cli.options import engine_option, publication_dates, published_option, simulation_options
from brumaire.cli.progress import Bar

if TYPE_CHECKING:
    from brumaire.futures.engines import Engine
    from brumaire.records import Brief, Reading


@click.command("brief")
@click.argument("articles", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="ARTICLE...")
@click.option(
    "--case",
    "case_path",
    type=click.Path(path_type=Path),
    help="Case file. Without one, the claims are shown and how to make a case.",
)
@click.option(
    "--ledger",
    metavar="FILE|URL",
    help="A ledger: commentators get the weight that their resolved forecasts from before the asking date have earned.",
)
@published_option
@engine_option
@simulation_options
@click.option(
    "--out", type=click.Path(path_type=Path), help="Write the page: .html, .md or .json by the name's ending."
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object, schema brumaire.brief/1.")
def command(
    articles: tuple[Path, ...],
    case_path: Path | None,
    ledger: str | None,
    published: tuple[str, ...],
    as_of: date | None,
    runs: int,
    seed: int,
    threads: int,
    engine: Engine,
    out: Path | None,
    as_json: bool,
) -> None:
    """One page on one case: what the articles claim, the forecast beside it, what would change it, what to watch."""
    from brumaire.pipeline.forecast import Settings
    from brumaire.pipeline.read import load_case, read

    case = load_case(case_path) if case_path else None
    dates = publication_dates(published)
    with Bar() as bar:

        def progress(done: int, refused: int) -> None:
            bar("reading", min((done + refused) / len(articles), 1.0))

        result = read(articles, published=dates, case=case, progress=progress)
    for error in result.refused:
        complain(error)
    if not result.reading.articles:
        sys.exit(result.refused[0].exit_status)
    if case is None:
        _claims_only(result.reading, as_json=as_json)
    else:
        from brumaire.pipeline.brief import make_brief

        with Bar() as bar:
            settings = Settings(runs=runs, seed=seed, threads=threads, engine=engine, progress=bar)
            brief = make_brief(case, result.reading, as_of=as_of, settings=settings, ledger=ledger)
        deliver(brief, out=out, as_json=as_json)
    if result.refused:
        sys.exit(1)


def deliver(brief: Brief, *, out: Path | None, as_json: bool) -> None:
    """Write the brief to a file where one is asked for, and print it."""
    import json

    from brumaire import briefs
    from brumaire.errors import OutputError

    if out is not None:
        forms: dict[str, Callable[[Brief], str]] = {
            ".html": briefs.html,
            ".md": briefs.markdown,
            ".json": lambda b: json.dumps(briefs.to_json(b), ensure_ascii=False, indent=2) + "\n",
        }
        write = forms.get(out.suffix.lower())
        if write is None:
            raise OutputError(
                f"{out}: no such form", rule="the name's ending gives the form", mend="end it in .html, .md or .json"
            )
        try:
            out.write_text(write(brief), encoding="utf-8")
        except OSError as error:
            raise OutputError(f"{out} cannot be written: {error.strerror}", mend="give another --out") from None
    if as_json:
        click.echo(json.dumps(briefs.to_json(brief), ensure_ascii=False, indent=2))
        return
    from rich.console import Console

    briefs.terminal(brief, Console())
    if out is not None:
        click.echo(f"Written to {out}")


def _claims_only(reading: Reading, *, as_json: bool) -> None:
    from brumaire import briefs

    if as_json:
        import json

        click.echo(json.dumps(briefs.reading_json(reading), ensure_ascii=False, indent=2))
    else:
        from rich.console import Console

        briefs.terminal_claims(reading, Console())
    paths = " ".join(f"--article {a.path}" for a in reading.articles)
    click.echo(
        "A brief needs a case: who the leader is, since when, in which regime and war. Make one and fill in what it asks for:\n"
        f'  brumaire case new --name "NAME" --country "COUNTRY" --leader "LEADER" --birth YYYY-MM-DD --entered YYYY-MM-DD '
        f"--regime TYPE {paths} > case.yaml",
        err=as_json,
    )
