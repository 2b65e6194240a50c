"""The brief in Markdown, for a repository, a wiki or a mail. Words from outside are escaped."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from brumaire.briefs import arrange
from brumaire.briefs.deciding import deciding_parts
from brumaire.briefs.incidence_chart import TOTAL, manner_words
from brumaire.briefs.parts import Part
from brumaire.briefs.untrusted import in_code, in_markdown, quoted
from brumaire.briefs.word import word_parts
from brumaire.commentary.numbers import bits, day_in_words, error_points, interval, one_in, percent, points
from brumaire.commentary.question_words import in_words, spaced
from brumaire.records import Brief, Finding


def markdown(brief: Brief) -> str:
    """The brief as Markdown with tables (GitHub's dialect), ended by one newline."""
    against, about = arrange.split_findings(brief.findings)
    parts = [
        _head(brief),
        _section(
            "The forecast",
            in_markdown(arrange.commentary_sentence(brief)),
            _answers(brief),
            *map(in_markdown, brief.outside_view_notes),
        ),
        _section("How the leader goes", in_markdown(arrange.median_sentence(brief)), _incidence(brief)),
        _claims(brief),
        _section("Where they disagree", _findings(against)),
        _section("Taken at their word", *map(_part, word_parts(brief))),
        _section("What would change it", _levers(brief)),
        _section("What to watch", _indicators(brief)),
        _section("What decides it", *map(_part, deciding_parts(brief))),
        _section("Reported facts on offer", _reported(brief)),
        _section("What the articles got wrong or left open", _findings(about)),
        _section("What others forecast", _comparisons(brief)),
        _section("Limits", "\n".join(f"- {in_markdown(limit)}" for limit in brief.limits)),
        _provenance(brief),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _head(brief: Brief) -> str:
    answer = arrange.headline_answer(brief)
    lines = [
        f"# {in_markdown(arrange.headline_sentence(brief))}",
        f"{in_markdown(brief.title)}, as of {day_in_words(brief.as_of)}.",
    ]
    if answer is not None and not answer.settled:
        within = answer.if_commentators_right is None and brief.if_within
        lines.append(
            " ".join(
                part
                for part in (
                    f"That is {one_in(answer.probability)}." if one_in(answer.probability) else "",
                    f"90 % interval over the model’s parameters: {arrange.interval_or_why(answer)}.",
                    "" if answer.outside_view is None else f"History alone: {percent(answer.outside_view)}.",
                    ""
                    if answer.if_commentators_right is None
                    else f"If these commentators are right: {percent(answer.if_commentators_right)}.",
                    f"If these commentators are right: {arrange.if_within_words(brief)}." if within else "",
                )
                if part
            )
        )
    return "\n\n".join(lines)


def _answers(brief: Brief) -> str:
    return _table(
        ("Question", "History alone", "Model", "90 % interval", "If commentators are right"),
        (
            (
                f"{in_markdown(in_words(a.question))}<br>{in_code(a.text)}"
                + (f"<br>{in_markdown(a.note)}" if a.note else ""),
                _optional(a.outside_view),
                f"**{arrange.answer_percent(a)}**",
                arrange.interval_or_why(a),
                _optional(a.if_commentators_right),
            )
            for a in brief.answers
        ),
        right=(1, 2, 3, 4),
    )


def _incidence(brief: Brief) -> str:
    if not brief.incidence:
        return ""
    last = max(point.day for point in brief.incidence)
    rows = sorted((p for p in brief.incidence if p.day == last), key=lambda p: (p.manner == TOTAL, -p.probability))
    return _table(
        (f"Gone by {day_in_words(last)}", "Model", "90 % interval", "History alone"),
        (
            (
                manner_words(p.manner),
                arrange.simulated(brief, p.probability),
                interval(p.low, p.high),
                _optional(p.outside_view),
            )
            for p in rows
        ),
        right=(1, 2, 3),
    )


def _claims(brief: Brief) -> str:
    groups = []
    for group in arrange.claim_groups(brief):
        rows = []
        for row in group.rows:
            claim = row.claim
            who = f"**{in_markdown(row.who)}**" + (f", {in_markdown(row.role)}" if row.role else "")
            words = in_markdown(quoted(claim.content.quote))
            if claim.condition:
                words += f"<br>If: {in_markdown(quoted(claim.condition.span.quote))}"
            words += "".join(f"<br>{in_markdown(note)}" for note in (row.overstates, row.also) if note)
            likely = ""
            if claim.likelihood:
                little = ", claims little" if claim.likelihood.strength == "possibility" else ""
                span = interval(claim.likelihood.low, claim.likelihood.high, words=True)
                likely = f"{in_markdown(quoted(claim.likelihood.words))}: {span}{little}"
            rows.append(
                (f"{who}<br>{in_markdown(row.source)}", words, likely, _window(row), _model(row, brief.effective))
            )
        title = f"### {in_markdown(group.title)}"
        groups.append(f"{title}\n\n{_table(('Who', 'In these words', 'How likely', 'By when', 'The model'), rows)}")
    return _section("What is claimed", *groups) if groups else _section("What is claimed", "No claim was found.")


def _window(row: arrange.ClaimRow) -> str:
    window = row.claim.window
    if window is None:
        return ""
    ends = f" (to {day_in_words(window.closes)})" if window.closes else ""
    return in_markdown(quoted(window.words)) + ends


def _model(row: arrange.ClaimRow, effective: float) -> str:
    report = row.report
    if report is None:
        return ""
    value = "" if report.model is None else percent(report.model, effective=effective)
    if not report.imposed:
        return f"{value} not imposed: {in_markdown(report.reason)}".strip()
    if report.bits is None:
        return value
    return f"{value}, agrees" if report.bits == 0 else f"{value}, {bits(report.bits)} bits apart"


def _findings(findings: Sequence[Finding]) -> str:
    return "\n".join(
        f"- **{arrange.KIND_WORDS.get(f.kind, in_markdown(f.kind))}.** {in_markdown(f.text)}"
        + (f" ({in_markdown(f.source)})" if f.source else "")
        for f in findings
    )


def _levers(brief: Brief) -> str:
    return _table(
        ("Set", "From", "To", "Change, points", "Standard error"),
        (
            (
                f"{in_markdown(spaced(v.lever))}: {in_markdown(spaced(v.value))}",
                arrange.simulated(brief, v.baseline),
                f"**{arrange.simulated(brief, v.probability)}**",
                points(v.difference),
                error_points(v.error),
            )
            for v in sorted(brief.levers, key=lambda v: -abs(v.difference))
        ),
        right=(1, 2, 3, 4),
    )


def _indicators(brief: Brief) -> str:
    return _table(
        ("Sign", "If seen", "If not seen", "Chance that it is seen", "Expected move, points"),
        (
            (
                in_markdown(spaced(i.indicator)),
                f"**{arrange.simulated(brief, i.if_seen)}**",
                arrange.simulated(brief, i.if_not_seen),
                arrange.simulated(brief, i.chance),
                points(i.expected_movement).replace("+", ""),
            )
            for i in sorted(brief.indicators, key=lambda i: -i.expected_movement)
        ),
        right=(1, 2, 3, 4),
    )


def _reported(brief: Brief) -> str:
    lines = []
    for claim in brief.reported:
        who = f" ({in_markdown(claim.speaker.name)})" if claim.speaker else ""
        lines.append(f"- {in_markdown(quoted(claim.content.quote))}{who}")
    return "\n".join(lines)


def _part(part: Part) -> str:
    def cell(text: str) -> str:
        return "<br>".join(map(in_markdown, text.split("\n")))

    pieces = [
        f"### {in_markdown(part.heading)}" if part.heading else "",
        *map(in_markdown, part.text),
        _table(part.head, (tuple(map(cell, row)) for row in part.rows), right=part.right),
        "\n".join(f"- {in_markdown(item)}" for item in part.items),
        in_markdown(part.after),
    ]
    return "\n\n".join(piece for piece in pieces if piece)


def _comparisons(brief: Brief) -> str:
    return _table(
        ("Question", "Who", "When", "They said", "The model that day", "Difference, points", "The model now"),
        (
            (
                in_code(c.question),
                f"{in_markdown(c.by)} ({in_markdown(c.source)})",
                day_in_words(c.day),
                percent(c.probability),
                _optional(c.then),
                arrange.apart(c),
                _optional(c.model),
            )
            for c in brief.comparisons
        ),
        right=(3, 4, 5, 6),
    )


def _provenance(brief: Brief) -> str:
    articles = "; ".join(f"{in_markdown(arrange.article_name(a))} {in_code(a.id)}" for a in brief.reading.articles)
    return (
        "---\n\n"
        f"Case {in_code(brief.case)}, as of {brief.as_of}, simulated {brief.start} to {brief.horizon}; "
        f"model {in_markdown(brief.model)}; {brief.runs:,} trajectories, {brief.effective:,.0f} effective; seed {brief.seed}. "
        f"Articles: {articles}."
    )


def _optional(probability: float | None) -> str:
    return "–" if probability is None else percent(probability)


def _section(title: str, *parts: str) -> str:
    body = [part for part in parts if part]
    return "\n\n".join([f"## {title}", *body]) if body else ""


def _table(head: Sequence[str], rows: Iterable[Sequence[str]], *, right: Sequence[int] = ()) -> str:
    body = [f"| {' | '.join(row)} |" for row in rows]
    if not body:
        return ""
    rule = "| " + " | ".join("---:" if k in right else "---" for k in range(len(head))) + " |"
    return "\n".join([f"| {' | '.join(head)} |", rule, *body])
