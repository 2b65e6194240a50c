"""The brief in a terminal, with Rich. Everything from outside is set as plain text, never as markup."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from brumaire.briefs import arrange
from brumaire.briefs.deciding import deciding_parts
from brumaire.briefs.incidence_chart import TOTAL, manner_words
from brumaire.briefs.parts import Part
from brumaire.briefs.untrusted import one_line, quoted
from brumaire.briefs.word import word_parts
from brumaire.commentary.numbers import bits, day_in_words, error_points, interval, one_in, percent, points
from brumaire.commentary.question_words import in_words, spaced
from brumaire.records import Answer, Brief, Finding, Reading

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

_BLOCKS = " ▏▎▍▌▋▊▉█"


def terminal(brief: Brief, console: Console) -> None:
    """Print the brief."""
    from rich.text import Text

    _head(brief, console)
    _title(console, "The forecast", arrange.commentary_sentence(brief))
    console.print(_answers(brief.answers))
    for note in brief.outside_view_notes:
        console.print(Text(one_line(note), style="dim"))
    if brief.incidence:
        _title(console, "How the leader goes", arrange.median_sentence(brief))
        console.print(_incidence(brief))
    _claims(arrange.claim_groups(brief), console, brief.effective)
    against, about = arrange.split_findings(brief.findings)
    _findings(console, "Where they disagree", against)
    _parts(console, "Taken at their word", word_parts(brief))
    if brief.levers:
        _title(console, "What would change it", "The same model with one thing set, on the same random numbers.")
        console.print(_levers(brief))
    if brief.indicators:
        _title(console, "What to watch")
        console.print(_indicators(brief))
    _parts(console, "What decides it", deciding_parts(brief))
    if brief.reported:
        _title(console, "Reported facts on offer", "They move nothing until they are accepted into the case.")
        for claim in brief.reported:
            who = f"  {one_line(claim.speaker.name)}" if claim.speaker else ""
            console.print(Text.assemble(f"• {quoted(claim.content.quote)}", (who, "dim")))
    _findings(console, "What the articles got wrong or left open", about)
    if brief.comparisons:
        _title(console, "What others forecast")
        console.print(_comparisons(brief))
    _title(console, "Limits")
    for limit in brief.limits:
        console.print(Text(f"• {one_line(limit)}"))
    console.print()
    console.print(
        Text(
            f"{one_line(brief.case)}, as of {brief.as_of}; model {one_line(brief.model)}; {brief.runs:,} trajectories, "
            f"{brief.effective:,.0f} effective; seed {brief.seed}",
            style="dim",
        )
    )


def terminal_claims(reading: Reading, console: Console) -> None:
    """Print the claims of a reading, by subject."""
    from rich.text import Text

    groups = arrange.groups(reading, (), ())
    if not groups:
        console.print(Text("No claim was found."))
        return
    _claims(groups, console, effective=1.0)  # no model has answered, and no number is shown


def terminal_answers(answers: Sequence[Answer], console: Console, *, title: str, as_of: date) -> None:
    """Print answers to questions."""
    from rich.text import Text

    console.print(Text(f"{one_line(title)}, as of {day_in_words(as_of)}", style="bold"))
    console.print(_answers(answers))


def _head(brief: Brief, console: Console) -> None:
    from rich.text import Text

    console.print(Text(f"{one_line(brief.title)} · as of {day_in_words(brief.as_of)}", style="dim"))
    console.print(Text(arrange.headline_sentence(brief), style="bold"))
    answer = arrange.headline_answer(brief)
    if answer is None or answer.settled:
        return
    parts = [
        ("history alone ", percent(answer.outside_view) if answer.outside_view is not None else "none"),
        ("model ", f"{arrange.answer_percent(answer)} ({arrange.interval_or_why(answer)})"),
        (
            "if these commentators are right ",
            percent(answer.if_commentators_right)
            if answer.if_commentators_right is not None
            else arrange.if_within_words(brief) or "no claim could be imposed",
        ),
    ]
    console.print(Text("   ").join(Text.assemble((label, "dim"), (value, "bold")) for label, value in parts))
    if one_in(answer.probability):
        console.print(Text(f"That is {one_in(answer.probability)}."))


def _answers(answers: Sequence[Answer]) -> Table:
    from rich.text import Text

    table = _table(("Question", "History", "Model", "90 %", "If right"), right=(1, 2, 3, 4))
    for answer in answers:
        words = Text(in_words(answer.question))
        words.append(f"\n{one_line(answer.text)}", style="dim")
        if answer.note:
            words.append(f"\n{one_line(answer.note)}", style="italic dim")
        _row(
            table,
            words,
            _optional(answer.outside_view),
            Text(arrange.answer_percent(answer), style="bold"),
            arrange.interval_or_why(answer),
            _optional(answer.if_commentators_right),
        )
    return table


def _incidence(brief: Brief) -> Table:
    last = max(point.day for point in brief.incidence)
    rows = sorted((p for p in brief.incidence if p.day == last), key=lambda p: (p.manner == TOTAL, -p.probability))
    longest = max((p.probability for p in rows if p.manner != TOTAL), default=0.0)
    table = _table((f"Gone by {day_in_words(last)}", "Model", "90 %", "History", ""), right=(1, 2, 3))
    for p in rows:
        bar = "" if p.manner == TOTAL else _bar(p.probability / longest if longest else 0.0, 20)
        _row(
            table,
            manner_words(p.manner),
            arrange.simulated(brief, p.probability),
            interval(p.low, p.high),
            _optional(p.outside_view),
            bar,
        )
    return table


def _claims(groups: Iterable[arrange.ClaimGroup], console: Console, effective: float) -> None:
    from rich.text import Text

    _title(console, "What is claimed")
    for group in groups:
        console.print()
        console.print(Text(group.title, style="bold italic"))
        table = _table(("Who", "In these words", "How likely", "By when", "Model"), ratios=(8, 18, 8, 8, 7))
        for row in group.rows:
            claim = row.claim
            who = Text(row.who, style="bold")
            who.append(f"\n{row.source}", style="dim")
            words = Text(quoted(claim.content.quote))
            if claim.condition:
                words.append(f"\nif: {quoted(claim.condition.span.quote)}", style="italic")
            for note in filter(None, (row.question, row.overstates, row.also)):
                words.append(f"\n{note}", style="dim")
            likely = ""
            if claim.likelihood:
                likely = f"{quoted(claim.likelihood.words)}\n{interval(claim.likelihood.low, claim.likelihood.high, words=True)}"
            window = claim.window
            when = "" if window is None else quoted(window.words)
            if window is not None and window.closes:
                when += f"\nto {window.closes}"
            _row(table, who, words, likely, when, _model(row, effective))
        console.print(table)


def _model(row: arrange.ClaimRow, effective: float) -> str:
    report = row.report
    if report is None:
        return ""
    value = "" if report.model is None else percent(report.model, effective=effective)
    if not report.imposed:
        return f"{value}\nnot imposed".strip()
    if report.bits is None:
        return value
    return f"{value}\nagrees" if report.bits == 0 else f"{value}\n{bits(report.bits)} bits"


def _levers(brief: Brief) -> Table:
    table = _table(("Set", "From", "To", "Change, points", "Error"), right=(1, 2, 3, 4))
    for v in sorted(brief.levers, key=lambda v: -abs(v.difference)):
        _row(
            table,
            one_line(f"{spaced(v.lever)}: {spaced(v.value)}"),
            arrange.simulated(brief, v.baseline),
            arrange.simulated(brief, v.probability),
            points(v.difference),
            error_points(v.error),
        )
    return table


def _indicators(brief: Brief) -> Table:
    table = _table(("Sign", "If seen", "If not", "Chance", "Expected move"), right=(1, 2, 3, 4))
    for i in sorted(brief.indicators, key=lambda i: -i.expected_movement):
        _row(
            table,
            one_line(spaced(i.indicator)),
            arrange.simulated(brief, i.if_seen),
            arrange.simulated(brief, i.if_not_seen),
            arrange.simulated(brief, i.chance),
            points(i.expected_movement).replace("+", ""),
        )
    return table


def _parts(console: Console, title: str, parts: Sequence[Part]) -> None:
    from rich.text import Text

    if not parts:
        return
    _title(console, title)
    for part in parts:
        if part.heading:
            console.print()
            console.print(Text(part.heading, style="bold italic"))
        for text in part.text:
            console.print(Text(text))
        if part.rows:
            table = _table(part.head, right=part.right)
            for row in part.rows:
                _row(table, *row)
            console.print(table)
        for item in part.items:
            console.print(Text(f"• {item}"))
        if part.after:
            console.print(Text(part.after, style="dim"))


def _comparisons(brief: Brief) -> Table:
    table = _table(("Question", "Who", "When", "They said", "Model then", "Apart", "Now"), right=(3, 4, 5, 6))
    for c in brief.comparisons:
        said, then, now = percent(c.probability), _optional(c.then), _optional(c.model)
        _row(table, one_line(c.question), one_line(c.by), c.day.isoformat(), said, then, arrange.apart(c), now)
    return table


def _findings(console: Console, title: str, findings: Sequence[Finding]) -> None:
    from rich.text import Text

    if not findings:
        return
    _title(console, title)
    for finding in findings:
        kind = arrange.KIND_WORDS.get(finding.kind, one_line(finding.kind))
        console.print(Text.assemble("• ", (f"{kind}. ", "bold"), one_line(finding.text)))


def _title(console: Console, title: str, text: str = "") -> None:
    from rich.text import Text

    console.print()
    console.print(Text(title, style="bold underline"))
    if text:
        console.print(Text(one_line(text)))


def _row(table: Table, *cells: str | Text) -> None:
    from rich.text import Text

    # a bare string would be read as Rich's markup, and cells hold words from outside
    table.add_row(*(Text(cell) if isinstance(cell, str) else cell for cell in cells))


def _table(columns: Sequence[str], *, right: Sequence[int] = (), ratios: Sequence[int] = ()) -> Table:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, expand=bool(ratios))
    for k, name in enumerate(columns):
        # numbers keep their place on one line; words take what is left
        table.add_column(
            Text(name),
            justify="right" if k in right else "left",
            no_wrap=k in right,
            ratio=ratios[k] if ratios else None,
        )
    return table


def _optional(probability: float | None) -> str:
    return "–" if probability is None else percent(probability)


def _bar(share: float, width: int) -> str:
    eighths = round(max(0.0, min(share, 1.0)) * width * 8)
    return "█" * (eighths // 8) + (_BLOCKS[eighths % 8] if eighths % 8 else "")
