"""Everything put together: an article's attributions and claims."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from brumaire.claims import kinds, statements
from brumaire.claims.base import Offsets, RawAttribution, Tagger
from brumaire.claims.conditions import antecedents as conditions
from brumaire.claims.conditions.antecedents import Antecedent
from brumaire.claims.events import asking
from brumaire.claims.events.finding import EventFinder
from brumaire.claims.events.leaders import cast
from brumaire.claims.interpret import Interpreter
from brumaire.claims.repeats import headlines
from brumaire.claims.repeats import once as repeats
from brumaire.claims.speakers.holders import Holders
from brumaire.claims.speakers.persons import People
from brumaire.claims.speakers.resolver import Resolver
from brumaire.claims.tagging import TrainedTagger
from brumaire.claims.text.folding import fold
from brumaire.claims.text.quotations import quotations
from brumaire.claims.text.sentences import after_dateline, outer_sentences
from brumaire.records import Article, Attribution, Case, Claim, Reading, Span, Speaker

# What a reporter may assert that is worth offering as an observation; judgements need a speaker.
_REPORTABLE_NAMES = (
    "losses withdrawal territory_lost arms_pledge arms_delivery mobilisation coup_attempt coup_success armed_mutiny "
    "purge uprising leader_exit leader_killed ceasefire talks settlement war_aims shortage elite_discontent concession "
    "nuclear_signal nuclear_use offensive_success renewed_offensive ultimatum disobedience elite_redeployment "
    "illness_announced war_end officer_meetings"
)
# The least probability of an event that nobody is named for, and that an attributed statement without an event looks ahead.
REPORTED, FORECAST = 0.9, 0.7
_REPORTABLE = frozenset(_REPORTABLE_NAMES.split())
# What a reporter says before an attribution begins: "… on the battlefield, and there has been talk …".
_LEAD_IN = re.compile(r"(?i)^.*(?=,\s+(?:and|but|while|as|after)\s|;)")


def read_claims(article: Article, *, case: Case | None = None, tagger: Tagger | None = None) -> Reading:
    """Who claims what in an article.

    Parameters
    ----------
    article
        The article; only its headline and body are read.
    case
        Helps to name the leader, actors, places and candidates; without it the leader is guessed from the article.
    tagger
        What finds the attributions; the `TrainedTagger` of the package where none is given.

    Returns
    -------
    Reading
        The article, its attributions, and its claims in the order of their words. The same article gives the same
        reading whatever is read beside it.

    Examples
    --------
    >>> from brumaire.articles import read_bytes
    >>> text = b"General Ada Ames warned that a coup against President Orr was very unlikely this year."
    >>> claim = read_claims(read_bytes(text, path=None)).claims[0]
    >>> claim.speaker.name, claim.events, claim.likelihood.words, claim.likelihood.high
    ('Ada Ames', ('coup_attempt',), 'very unlikely', 0.2)
    """
    folded = fold(article.text)
    raws = (tagger or TrainedTagger()).tag(article)
    readable = [(b.start, b.end) for b in article.blocks if b.kind in ("body", "headline")]
    people = People(folded, readable)
    resolver = Resolver(folded, people, raws, frozenset((case.country,)) if case else frozenset(), article)
    who = cast(folded, people, case, frozenset(person.name for person in resolver.sources))
    finder = EventFinder(article.text, folded, who, readable)
    reader = Interpreter(article, folded, who, finder)
    attributions: list[Attribution] = []
    claims: list[Claim] = []
    outer = _outer(article, raws)
    holders = Holders(folded, people, raws)
    for number, raw in enumerate(raws, start=1):
        speaker = resolver.speaker(raw)
        attribution = _attribution(article, f"{article.id}-a{number}", raw, speaker, outer.get(number))
        attributions.append(attribution)
        if raw.states:
            claims += _attributed(reader, finder, holders, raw, attribution=attribution.id, speaker=speaker)
    taken = [p for raw in raws if not raw.act for p in (*raw.content, *raw.cue)]
    for start, end in _unattributed(article, folded, taken):
        # "In our judgement" makes an assertion the author's own.
        claims += (
            replace(claim, speaker=resolver.author_of(claim.content.start, claim.content.end))
            for claim in _asserted(reader, finder, start, end)
        )
    found = Reading((article,), tuple(attributions), _numbered(article, claims))
    return repeats.once(headlines.linked(found))


def _outer(article: Article, raws: Sequence[RawAttribution]) -> dict[int, str]:
    """For each nested attribution, by number, the identifier of the closest one that holds its cue in its content."""
    found: dict[int, str] = {}
    for number, raw in enumerate(raws, start=1):
        if raw.nested and raw.cue:
            at = raw.cue[0][0]
            holding = [
                (b - a, i)
                for i, other in enumerate(raws, start=1)
                if i != number
                for a, b in other.content
                if a <= at < b
            ]
            if holding:
                found[number] = f"{article.id}-a{min(holding)[1]}"
    return found


def _attribution(
    article: Article, name: str, raw: RawAttribution, speaker: Speaker | None, outer: str | None
) -> Attribution:
    def spans(offsets: tuple[Offsets, ...]) -> tuple[Span, ...]:
        return tuple(Span.of(article.text, a, b) for a, b in offsets)

    return Attribution(
        name, article.id, raw.manner, spans(raw.source), spans(raw.cue), spans(raw.content), speaker, outer
    )


def _attributed(
    reader: Interpreter,
    finder: EventFinder,
    holders: Holders,
    raw: RawAttribution,
    *,
    attribution: str,
    speaker: Speaker | None,
) -> Iterator[Claim]:
    holder: str | None = None
    before: list[Antecedent] = []
    for i, (start, end) in enumerate(raw.content):
        if i + 1 < len(raw.content) and (alone := conditions.alone(reader.folded, start, end)):
            before = [alone]
            continue
        for statement in statements.of_content(reader.text, reader.folded, (start, end), finder, reader.previous()):
            statement.conditions = statement.conditions or before
            words = reader.folded[statement.start : statement.end]
            place = (statement.start, statement.end)
            if statement.holder is None or statement.holder.lower() != "they":
                own = holders.of(statement.holder, place, raw, speaker)
                holder = own or holder
            else:
                own = holder
            # Out of the vocabulary, only what can still turn out true or false is a claim.
            ahead = kinds.forecast_like(words) or (
                statement.meaning is not None and dict(statement.meaning.kinds)["forecast"] >= FORECAST
            )
            if not statement.hits and (not ahead or len(words.split()) < 5):
                reader.overhear(statement, speaker)
                continue
            yield reader.claim(statement, raw=raw, attribution=attribution, speaker=speaker, holder=own)


def _asserted(reader: Interpreter, finder: EventFinder, start: int, end: int) -> Iterator[Claim]:
    for statement in statements.of_content(reader.text, reader.folded, (start, end), finder, [], guess=False):
        strong = [hit for hit in statement.hits if not hit.weak or (hit.guessed or 0) >= REPORTED]
        ahead = kinds.forecast_like(reader.folded[statement.start : statement.end])
        if any(hit.event in _REPORTABLE for hit in strong) or (
            ahead and (asking.askable(strong) or any(hit.guessed for hit in strong))
        ):
            yield reader.claim(statement)


def _unattributed(article: Article, folded: str, taken: list[Offsets]) -> Iterator[Offsets]:
    """Sentences, and beginnings of sentences, of which no part is attributed to anybody."""
    taken = sorted(taken)
    for block in article.blocks:
        if block.kind not in ("body", "headline"):
            continue
        mine = [(a, b) for a, b in taken if a < block.end and block.start < b]
        begin = after_dateline(folded, block.start, block.end)
        for start, end in outer_sentences(article.text, begin, block.end, quotations(article.text, begin, block.end)):
            inside = [a for a, b in mine if a < end and start < b]
            if not inside:
                yield start, end
            elif inside[0] - start > 60 and (lead := _LEAD_IN.match(folded[start : inside[0]])) and lead.end() > 40:
                yield start, start + lead.end()


def _numbered(article: Article, claims: list[Claim]) -> tuple[Claim, ...]:
    """Claims in the order of their words, each place once."""
    by_place: dict[Offsets, Claim] = {}
    for claim in sorted(claims, key=lambda c: (c.content.start, c.content.end)):
        by_place.setdefault((claim.content.start, claim.content.end), claim)
    return tuple(replace(claim, id=f"{article.id}-c{i}") for i, claim in enumerate(by_place.values(), start=1))
