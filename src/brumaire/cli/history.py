"""`brumaire history`: the tables behind the outside view."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import click

from brumaire.cli import complain
from brumaire.records.case import Regime

if TYPE_CHECKING:
    from brumaire.history.fitted_view import Estimate

STORE = Path("brumaire-history.duckdb")
REGIMES = get_args(Regime)
SHOWN = 20
"""Notes shown by an import; --all shows every one."""


@click.group("history")
def command() -> None:
    """Import the tables behind the outside view, and say what is in them."""


@command.command("import")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option(
    "--store", type=click.Path(path_type=Path), default=STORE, show_default=True, help="Where to write the store."
)
@click.option("--all", "everything", is_flag=True, help="Show every note, not the first 20 of each severity.")
def import_(folder: Path, store: Path, everything: bool) -> None:
    """Read the CSV files of DIR into one DuckDB store: every row with its file, line and version, every file with its checksum.

    Rows that cannot be read are refused and listed with file and line, and so is whatever else is odd; nothing is dropped in
    silence. Exit status 1 when a row was refused.
    """
    from brumaire.pipeline.history import import_history

    done = import_history(folder, store)
    for file in done.files:
        click.echo(f"{file.name}: {file.rows:,} rows, version {file.version}, sha256 {file.sha256[:12]}")
    for severity in ("refused", "warning"):
        notes = [note for note in done.notes if note.severity == severity]
        for note in notes if everything else notes[:SHOWN]:
            click.echo(str(note), err=True)
        if len(notes) > SHOWN and not everything:
            click.echo(f"… and {len(notes) - SHOWN} more notes of severity {severity}; --all shows them", err=True)
    listed = ", ".join(f"{number} {kind}" for kind, number in sorted(done.conflicts.items()))
    click.echo(f"{done.store}: {len(done.files)} tables; conflicts between sources: {listed or 'none'}")
    if done.refused:
        click.echo(f"{len(done.refused)} rows were refused", err=True)
        sys.exit(1)


@command.command("conflicts")
@click.argument("data", metavar="[DATA]", type=click.Path(path_type=Path), default=STORE)
@click.option("--kind", help="Only this kind, such as 'attempt outcome'.")
def conflicts(data: Path, kind: str | None) -> None:
    """List where the sources contradict each other, each side with file and line. DATA is a store or a folder of CSV files."""
    from brumaire.history.conflicts import KINDS
    from brumaire.pipeline.history import list_conflicts

    if kind is not None and kind not in KINDS:
        raise click.BadParameter(f"{kind!r} is no kind of conflict; there are {', '.join(KINDS)}", param_hint="--kind")
    for conflict in list_conflicts(data, kind):
        click.echo(str(conflict))


@command.command("sources")
def sources() -> None:
    """Say which tables Brumaire reads, under which file names, and where a user obtains each."""
    from brumaire.pipeline.history import known_sources

    for entry in known_sources():
        click.echo(f"{entry.file}: {entry.title}, {entry.version} ({entry.rows:,} rows)")
        click.echo(f"    {entry.obtain}")
        click.echo(f"    {entry.cite}")


@command.command("fetch")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option(
    "--registry", type=click.Path(path_type=Path), help="A registry of your own, in the form of registry.yaml."
)
def fetch(folder: Path, registry: Path | None) -> None:
    """Download the tables that have a direct address into DIR, checked against their checksums; files that are there stay.

    The registry that comes with Brumaire has no direct addresses, since no publisher ships the layouts that it reads; for
    each table it says where to obtain it by hand. Exit status 1 when a table did not come.
    """
    from brumaire.pipeline.history import fetch_history

    done = fetch_history(folder, registry)
    for name in done.came:
        click.echo(f"{name}: fetched")
    for error in done.failed:
        complain(error)
    if done.failed:
        sys.exit(1)


@command.command("backtest")
@click.option("--target", required=True, help="What is forecast: irregular_exit, irregular_change, coup_attempt, …")
@click.option("--horizon", type=click.IntRange(1, 120), required=True, metavar="MONTHS", help="Length of the window.")
@click.option("--train-until", required=True, metavar="YYYY-MM", help="Last month that a training window may reach.")
@click.option("--from", "first", required=True, metavar="YYYY-MM", help="First date forecast.")
@click.option("--to", "last", required=True, metavar="YYYY-MM", help="Last date forecast.")
@click.option(
    "--refit", type=click.Choice(["yearly"]), help="Fit anew each year, on what was over by its December before."
)
@click.option(
    "--unit",
    type=click.Choice(["country-month", "country-year"]),
    default="country-month",
    show_default=True,
    help="Rows forecast; a country-year runs from January to December.",
)
@click.option(
    "--rows", type=click.Path(path_type=Path), help="A CSV file of gwcode and date: forecast these rows only."
)
@click.option(
    "--data",
    type=click.Path(path_type=Path),
    default=STORE,
    show_default=True,
    help="A store, or the folder of CSV files.",
)
@click.option("--out", type=click.Path(path_type=Path), required=True, help="Where gwcode, date and p are written.")
def backtest(
    target: str,
    horizon: int,
    train_until: str,
    first: str,
    last: str,
    refit: str | None,
    unit: str,
    rows: Path | None,
    data: Path,
    out: Path,
) -> None:
    """Forecast months of the past from what was known before them, write the forecasts and print their scores.

    A date is the first day of its window's first month. A forecast reads what was public by the end of the month before; the model was
    fitted on windows that ended by --train-until, or with --refit yearly by the December before the date's year.
    """
    from brumaire.pipeline.history_backtest import run_backtest

    done = run_backtest(
        data,
        target,
        horizon,
        train_until=train_until,
        first=first,
        last=last,
        yearly=refit == "yearly",
        unit="country-year" if unit == "country-year" else "country-month",
        rows=rows,
        out=out,
    )
    for note in done.notes:
        click.echo(note, err=True)
    if done.scores:
        one = done.scores[0]
        click.echo(f"{target}, {horizon} months: {one.events} of {one.rows:,} windows have an event")
        click.echo(f"{'':16} {'log loss':>9} {'Brier':>9} {'ROC AUC':>8} {'PR AUC':>7} {'expected':>9}")
        for s in done.scores:
            click.echo(
                f"{s.name:16} {s.log_loss:9.5f} {s.brier:9.5f} {s.roc_auc:8.4f} {s.pr_auc:7.4f} {s.expected:9.1f}"
            )
    click.echo(f"{len(done.forecasts.p):,} forecasts written to {out}")


@command.command("outside-view")
@click.option(
    "--birth", required=True, metavar="YYYY-MM-DD", help="The leader's birth; 1 July where only the year is known."
)
@click.option("--entered", required=True, metavar="YYYY-MM-DD", help="Entry into office.")
@click.option("--regime", type=click.Choice(REGIMES), required=True, help="Kind of regime.")
@click.option("--at", "at", required=True, metavar="YYYY-MM-DD", help="The asking date.")
@click.option(
    "--war",
    type=click.Choice(["none", "interstate", "civil"]),
    default="none",
    show_default=True,
    help="The war that the leader's state fights on the asking date.",
)
@click.option("--war-began", metavar="YYYY-MM-DD", help="Left out, the war is in its first year.")
@click.option("--regime-since", metavar="YYYY-MM-DD", help="When the regime came to power.")
@click.option("--last-attempt", metavar="YYYY-MM-DD", help="The last coup attempt in the country, if there was one.")
@click.option(
    "--data",
    type=click.Path(path_type=Path),
    help="Store or folder to take similar leaders from; else a shipped table.",
)
@click.option(
    "--similar", type=click.IntRange(0, 100), default=5, show_default=True, help="Number of similar leader-months."
)
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
def outside_view(
    birth: str,
    entered: str,
    regime: str,
    at: str,
    war: str,
    war_began: str | None,
    regime_since: str | None,
    last_attempt: str | None,
    data: Path | None,
    similar: int,
    as_json: bool,
) -> None:
    """Say what history says of such a leader: hazards and incidence by manner of exit, and what became of similar leaders.

    Intervals are 90 %, over countries drawn anew. The hazards are fitted to all leaders from 1950 to 2015.
    """
    import json
    from dataclasses import asdict
    from typing import Any

    from brumaire.history.profiles import Profile
    from brumaire.pipeline.history_view import view_leader

    facts: dict[str, Any] = {"regime": regime, "war": war}
    for name, text in (
        ("birth", birth),
        ("entered", entered),
        ("at", at),
        ("war_began", war_began),
        ("regime_since", regime_since),
        ("last_attempt", last_attempt),
    ):
        facts[name] = None if text is None else _day(text, name)
    view = view_leader(Profile(**facts), data, similar=similar)
    if as_json:
        click.echo(json.dumps(asdict(view), default=str, indent=2))
        return
    click.echo(f"{'':14} {'a year':>20} {'within 12 months':>24} {'within 24 months':>24}   (%, with 90 % intervals)")
    for name, ahead in view.incidence.items():
        rate = _percent(view.hazards[name]) if name in view.hazards else ""
        click.echo(f"{name.replace('_', ' '):14} {rate:>20} {_percent(ahead[12]):>24} {_percent(ahead[24]):>24}")
    click.echo(f"coup attempts  {_percent(view.attempts):>20}; of which succeed {_percent(view.success)}")
    click.echo("\nWhat moved it, as a factor on twelve months' chance of any exit, and of an irregular one:")
    for one in view.moved:
        click.echo(f"  {one.what:14} {one.any_exit:6.2f} {one.irregular:6.2f}")
    click.echo("\nThe most similar leader-months:")
    for like in view.analogues:
        gone = "still in office" if like.left is None else f"left {like.left} ({like.became})"
        click.echo(
            f"  {like.name}, {like.state}, {like.month:%Y-%m}: aged {like.age:.0f}, {like.tenure:.0f} years in office, {like.regime}"
            f"{', at war' if like.at_war else ''}; {gone}; distance {like.distance:.2f}"
        )


def _percent(estimate: Estimate) -> str:
    return f"{100 * estimate.value:.2f} ({100 * estimate.low:.2f}–{100 * estimate.high:.2f})"


def _day(text: str, name: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise click.BadParameter(f"{text!r} is no date YYYY-MM-DD", param_hint=f"--{name.replace('_', '-')}") from None
