"""`brumaire ledger add`."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from brumaire.cli.ledger_verbs.opened import author_option, enter, json_option, ledger_option, now, opened, print_json
from brumaire.cli.options import DAY

SORTS = ("expert", "crowd", "market", "member", "model", "pool", "base_rate")


@click.command("add")
@click.argument("question", required=False, metavar='["QUESTION"]')
@click.option("--from", "file", type=click.Path(path_type=Path), help="A brief (.json) or a file of forecasts (.yaml).")
@click.option("--case", help="The case's name; with --from its file, for base rates and for the record.")
@click.option("--by", help="Who forecast.")
@click.option("--sort", type=click.Choice(SORTS), default="expert", show_default=True, help="What he is.")
@click.option("--p", type=float, help="One probability.")
@click.option("--low", type=float, help="Low end of an interval of probability.")
@click.option("--high", type=float, help="High end of it.")
@click.option(
    "--words", help='Words of probability, such as "likely"; what they mean is looked up, or --low and --high.'
)
@click.option("--made", type=DAY, help="When it was said. Default: today.")
@click.option("--opens", type=DAY, help="Events count strictly after this day. Default: the day on which it was said.")
@click.option("--source", help="Where it was said.")
@click.option("--sentence", help="The sentence in which it was said.")
@author_option
@ledger_option
@json_option
def command(
    question: str | None,
    file: Path | None,
    case: str | None,
    by: str | None,
    sort: str,
    p: float | None,
    low: float | None,
    high: float | None,
    words: str | None,
    made: date | None,
    opens: date | None,
    source: str | None,
    sentence: str | None,
    author: str | None,
    url: str,
    as_json: bool,
) -> None:
    """Enter forecasts: one by hand, or all of a brief or of a file. A new ledger is made where there is none.

    From a brief, every claim that makes a question which can be resolved becomes a forecast by its speaker, with the sentence as
    evidence; what cannot be checked is kept with the reason; so are the model's answers, and what others forecast. What the
    ledger has already is not entered again.
    """
    if (question is None) == (file is None):
        raise click.UsageError('give a "QUESTION", or a file with --from')
    left_out: tuple[tuple[str, str], ...] = ()
    if file is not None:
        from brumaire.pipeline.ledger import from_file
        from brumaire.pipeline.read import load_case

        gathered = from_file(file, load_case(Path(case)) if case else None)
        drafts, left_out = gathered.drafts, gathered.left_out
    else:
        assert question is not None
        from brumaire.pipeline.ledger_hand import by_hand

        if by is None:
            raise click.UsageError("say who forecast, with --by")
        drafts = by_hand(
            question,
            case=case,
            by=by,
            sort=sort,
            p=p,
            low=low,
            high=high,
            words=words,
            made=made or now().date(),
            opens=opens,
            basis={"source": source, "sentence": sentence},
        )
    with opened(url, create=True) as ledger:
        new, entries = enter(ledger, drafts, author)
        where, head = ledger.where, ledger.head()
    counts = {kind: sum(e.kind == kind for e in entries) for kind in dict.fromkeys(e.kind for e in entries)}
    if as_json:
        told = [{"number": e.number, "kind": e.kind, "body": dict(e.body)} for e in entries]
        missing = [{"what": what, "why": why} for what, why in left_out]
        print_json({"ledger": where, "new": new, "head": head, "entries": told, "left_out": missing})
        return
    for what, why in left_out:
        click.echo(f"left out: {what}: {why}", err=True)
    told_kinds = ", ".join(f"{n} {kind}{'' if n == 1 or kind == 'unchecked' else 's'}" for kind, n in counts.items())
    click.echo(f"{where}: {told_kinds or 'nothing'}; {new} new entr{'y' if new == 1 else 'ies'}, head {head[:16]}")
    if file is None and entries[0].kind == "question":
        click.echo(f"question {entries[0].body['id']}: {entries[0].body['text']}")
    elif file is None:
        click.echo(f"kept as not checkable: {entries[0].body['reason']}")
