"""The brief as one HTML file that works offline: style, scripts and data inside, nothing fetched, nothing evaluated.

A Content-Security-Policy in the page allows exactly the scripts and the style that it carries, by their hashes.
"""

from __future__ import annotations

from functools import cache, partial
from typing import TYPE_CHECKING

from brumaire.assets.scripts import interpreter, vega
from brumaire.briefs import arrange
from brumaire.briefs.deciding import deciding_parts
from brumaire.briefs.dots import scale_for
from brumaire.briefs.incidence_chart import TOTAL, incidence_spec, manner_words
from brumaire.briefs.offline import inert, policy
from brumaire.briefs.templates import environment, part
from brumaire.briefs.untrusted import one_line, quoted
from brumaire.briefs.word import word_parts
from brumaire.commentary import numbers, question_words
from brumaire.records import Brief, IncidencePoint, OpenWindow

if TYPE_CHECKING:
    from jinja2 import Environment

_MANY_CLAIMS = 12
"""With more claims than this the groups beyond the first few are folded."""


def html(brief: Brief) -> str:
    """The page. All text from outside is escaped; characters that act unseen are shown by name."""
    style, script = part("page.css"), part("page.js")
    scripts = [vega(), interpreter(), script]
    spec = incidence_spec(brief)
    against, about = arrange.split_findings(brief.findings)
    levers = sorted(brief.levers, key=lambda lever: -abs(lever.difference))
    indicators = sorted(brief.indicators, key=lambda i: -i.expected_movement)
    groups = arrange.claim_groups(brief)
    return (
        _environment()
        .get_template("page.html.j2")
        .render(
            brief=brief,
            policy=policy(scripts, style),
            style=style,
            scripts=scripts,
            spec=None if spec is None else inert(spec),
            incidence=_incidence_rows(brief.incidence),
            headline=arrange.headline_answer(brief),
            scale=scale_for(brief.answers),
            groups=groups,
            many=sum(len(group.rows) for group in groups) > _MANY_CLAIMS,
            against=against,
            about=about,
            levers=levers,
            reach=max([abs(v.difference) + 2 * v.error for v in levers], default=0.0),
            indicators=indicators,
            word=word_parts(brief),
            deciding=deciding_parts(brief),
            yardsticks=list(dict.fromkeys(c.likelihood.yardstick for c in brief.reading.claims if c.likelihood)),
            simulated=partial(numbers.percent, effective=brief.effective),
            windows=_by_claim(brief),
            articles={article.id: article for article in brief.reading.articles},
        )
    )


def _by_claim(brief: Brief) -> dict[str, list[OpenWindow]]:
    rows: dict[str, list[OpenWindow]] = {}
    for row in brief.open_windows:
        rows.setdefault(row.claim, []).append(row)
    return rows


def _incidence_rows(points: tuple[IncidencePoint, ...]) -> list[tuple[str, list[IncidencePoint]]]:
    """Manner by manner, the points at up to six dates spread over the horizon, for the table behind the chart."""
    days = sorted({point.day for point in points})
    step = max(1, -(-len(days) // 6))
    kept = set(days[::-1][::step])
    manners = dict.fromkeys(point.manner for point in points)
    ordered = sorted(manners, key=lambda m: m == TOTAL)
    return [(m, sorted((p for p in points if p.manner == m and p.day in kept), key=lambda p: p.day)) for m in ordered]


@cache
def _environment() -> Environment:
    made = environment("brumaire.briefs")
    made.filters |= {
        "percent": numbers.percent,
        "points": numbers.points,
        "error": numbers.error_points,
        "bits": numbers.bits,
        "day": numbers.day_in_words,
        "one_in": numbers.one_in,
        "line": one_line,
        "quoted": quoted,
        "spaced": question_words.spaced,
        "manner": manner_words,
        "in_words": question_words.in_words,
    }
    made.globals |= {
        "article_name": arrange.article_name,
        "interval": numbers.interval,
        "answer_percent": arrange.answer_percent,
        "answer_interval": arrange.answer_interval,
        "interval_or_why": arrange.interval_or_why,
        "apart": arrange.apart,
        "event_words": arrange.event_words,
        "chance_words": arrange.chance_words,
        "commentary_weight": arrange.commentary_weight,
        "median_sentence": arrange.median_sentence,
        "commentary_sentence": arrange.commentary_sentence,
        "kind_words": arrange.KIND_WORDS,
        "question_in_words": _words_of_text,
    }
    return made


def _words_of_text(text: str) -> str:
    """Canonical text of a question in words; text that is no question stays as it is."""
    from brumaire.errors import QuestionError
    from brumaire.questions import parse

    try:
        return question_words.in_words(parse(text))
    except QuestionError:
        return one_line(text)
