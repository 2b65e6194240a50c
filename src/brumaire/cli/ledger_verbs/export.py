"""`brumaire ledger export`."""

from __future__ import annotations

from pathlib import Path

import click

from brumaire.cli.ledger_verbs.opened import ledger_option, opened


@click.command("export")
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    help="Write here: .csv or .json by the name's ending. Default: CSV on standard output.",
)
@click.option("--json", "as_json", is_flag=True, help="JSON instead of CSV.")
@ledger_option
def command(out: Path | None, as_json: bool, url: str) -> None:
    """Forecasts with their questions and outcomes, one row each; JSON holds what cannot be checked and all resolutions too."""
    from brumaire.errors import OutputError
    from brumaire.ledger import exporting

    if out is not None and out.suffix.lower() not in (".csv", ".json"):
        raise OutputError(f"{out}: no such form", mend="end it in .csv or .json")
    with opened(url) as ledger:
        rows = exporting.rows(ledger.questions(), ledger.forecasts(), ledger.resolutions())
        whole = as_json or (out is not None and out.suffix.lower() == ".json")
        text = exporting.to_json(rows, ledger.entries()) if whole else exporting.to_csv(rows)
    if out is None:
        click.echo(text, nl=False)
        return
    try:
        with out.open("w", encoding="utf-8", newline="") as file:
            file.write(text)
    except OSError as error:
        raise OutputError(f"{out} cannot be written: {error.strerror}", mend="give another --out") from None
    click.echo(f"Written to {out}")
