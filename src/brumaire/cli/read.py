"""`brumaire read`: articles to attributions and claims."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from brumaire.cli import complain
from brumaire.cli.options import publication_dates, published_option


@click.command("read")
@click.argument("articles", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="ARTICLE...")
@click.option(
    "--case", "case_path", type=click.Path(path_type=Path), help="Case file: names of actors, dates of articles."
)
@published_option
@click.option("--json", "form", flag_value="json", help="One JSON object, schema brumaire.read/1.")
@click.option("--csv", "form", flag_value="csv", help="One row a claim.")
def command(articles: tuple[Path, ...], case_path: Path | None, published: tuple[str, ...], form: str | None) -> None:
    """Read articles (plain text or HTML) into sourced claims.

    An article that cannot be read is reported and the others go on; the exit status is then 1.
    """
    from brumaire.pipeline.read import load_case, read

    result = read(articles, published=publication_dates(published), case=load_case(case_path) if case_path else None)
    for error in result.refused:
        complain(error)
    if not result.reading.articles:
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
        sys.exit(1)
