"""`brumaire ledger resolve`."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from brumaire.cli.ledger_verbs.opened import (
    author_option,
    enter,
    json_option,
    ledger_option,
    on_option,
    opened,
    print_json,
    print_table,
    today,
)
from brumaire.cli.options import DAY

RESULTS = ("yes", "no", "void", "ambiguous")


@click.command("resolve")
@click.argument("question", required=False, metavar='["QUESTION"|ID]')
@click.argument("outcome", required=False, type=click.Choice(RESULTS), metavar="[yes|no|void|ambiguous]")
@click.option("--known", type=DAY, help="Since when that could be known.")
@click.option("--happened", type=DAY, help="The day of the event, for a yes.")
@click.option("--evidence", help="What shows it.")
@click.option("--source", help="Where that stands.")
@click.option(
    "--reason", default="", help="Why so; needed for void and ambiguous, and where an earlier resolution is replaced."
)
@click.option(
    "--from", "case_path", type=click.Path(path_type=Path), help="A case file: what its record says of its questions."
)
@click.option("--accept", is_flag=True, help="With --from: enter what the record says, not only show it.")
@on_option
@author_option
@ledger_option
@json_option
def command(
    question: str | None,
    outcome: str | None,
    known: date | None,
    happened: date | None,
    evidence: str | None,
    source: str | None,
    reason: str,
    case_path: Path | None,
    accept: bool,
    on: date | None,
    author: str | None,
    url: str,
    as_json: bool,
) -> None:
    """Say how a question came out; its rule is shown and kept. A later resolution counts instead of an earlier one.

    With --from the record of a case answers its questions that are over: --on is the day up to which the record is complete. A
    condition that stayed false makes a question void. Nothing is entered before --accept.
    """
    if case_path is not None:
        if question is not None:
            raise click.UsageError("give a QUESTION, or --from CASE")
        if on is None:
            raise click.UsageError("say with --on up to which day the record of the case is complete")
        _from_case(case_path, on, accept=accept, author=author, url=url, as_json=as_json)
        return
    from brumaire.ledger.resolving import rule
    from brumaire.pipeline.ledger import find_question
    from brumaire.pipeline.ledger_resolve import resolution

    if question is None:
        raise click.UsageError("give a QUESTION, or --from CASE")
    with opened(url) as ledger:
        found = find_question(ledger, question)
        if outcome is None:
            click.echo(
                f"{found.id}: {found.text}\nopens {found.opens}, closes {found.closes}\nrule  {rule(found.text)}"
            )
            return
        if known is None or evidence is None:
            raise click.UsageError("say since when it could be known and what shows it: --known DATE --evidence TEXT")
        before = ledger.resolutions(question=found.id)
        draft = resolution(
            found, outcome, known=known, happened=happened, evidence=evidence, source=source, reason=reason,
            replaces=bool(before), today=today(on),
        )  # fmt: skip
        new, entries = enter(ledger, [draft], author)
    if as_json:
        print_json({"new": new, "number": entries[0].number, "body": dict(entries[0].body)})
        return
    click.echo(
        f"{found.id}: {found.text}\nrule  {draft.body['rule']}\nentry {entries[0].number}: {outcome}, known {known}"
    )


def _from_case(path: Path, on: date, *, accept: bool, author: str | None, url: str, as_json: bool) -> None:
    from brumaire.ledger.resolving import propose
    from brumaire.pipeline.read import load_case

    case = load_case(path)
    with opened(url) as ledger:
        found = propose(ledger.questions(case=case.name, resolved=False), case, up_to=on)
        told = [p for p in found if p.outcome is not None]
        new = enter(ledger, [p.draft() for p in told], author)[0] if accept and told else 0
    if as_json:
        keys = ("outcome", "known", "happened", "evidence", "reason")
        rows = [{"question": p.question.id, "text": p.question.text} | {k: getattr(p, k) for k in keys} for p in found]
        print_json({"case": case.name, "complete_up_to": on, "entered": new, "proposals": rows})
        return
    from rich.table import Table

    table = Table("question", "asks", "outcome", "known", "evidence, or why not", box=None)
    for p in found:
        table.add_row(p.question.id, p.question.text, p.outcome or "", str(p.known or ""), p.evidence or p.reason)
    print_table(table)
    click.echo(f"{new} entered" if accept else f"{len(told)} could be entered: add --accept")
