"""The words that open a condition, and those that only look like it.

Each form is found by its syntax; where it ends is decided elsewhere (`bounds`), except for forms whose end
their own words tell: a noun phrase as subject ("another defeat would …"), an imperative ("lose the city and …"), "or else",
"depends on". Concessives ("even if", "whether or not") are found too, so that what they speak of is not taken for what is claimed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from brumaire.claims.text import denials

Kind = Literal["clause", "inverted", "noun", "temporal", "concessive", "back", "whole"]

_DETERMINED = r"(?:he|she|they|it|we|you|i|there|this|that|these|those|the|a|an|his|her|their|its|our|any|another|either|both|nobody|no one|someone|(?-i:[A-Z])[\w'-]{0,30})"
_MODAL = r"(?:will|would|could|might|may|can|cannot|can't|won't|wouldn't|couldn't|shall|must|going\s+to|\w+'ll|\w+'d)"
_HAS_MODAL = re.compile(rf"(?i)\b{_MODAL}(?!\w)")
_HYPOTHETICAL = re.compile(r"(?i)\b(?:would|could|might|should)(?:n't)?\b|\w'd\b")

_CLAUSE = re.compile(
    r"(?i)\b(?:(?:only|but only|and only)\s+)?(?:if|unless|provided(?=\s+(?:that|he|she|it|they|we|there|the|his|her|their|no|nobody|(?-i:[A-Z])))|providing(?=\s+(?:that|he|she|it|they|we|there|the))|as\s+long\s+as|so\s+long\s+as"
    r"|on\s+(?:the\s+)?condition\s+that|in\s+the\s+event(?:\s+that)?(?!\s+of)|in\s+case(?!\s+(?:of|you\s+missed))|assuming|suppos(?:e|ing)(?!\s+to\b)|say\s+(?=(?:he|she|they|it)\s+(?:loses?|wins?|dies?|goes|falls?)))\b"
)
_NOT_BEFORE = re.compile(
    r"(?i)\b(?:as|wonder(?:s|ed|ing)?|asks?|asked|asking|sees?|seeing|seen?|know(?:s|ing)?|knew|known|unclear|clear|unsure|question|not\s+sure|matters?|doubts?|tell|telling|what|find\s+out"
    r"|checks?|decid(?:e|es|ed|ing)|amazed|astonished|surprised|shocked|stunned|mattered|learn|understand)\s+$"
)
# "Difficult, if not impossible", "few, if any", "if possible": no condition.
_ASIDE = re.compile(
    r"(?i)if\s+(?:any|ever|anything|possible|necessary|needed|need\s+be|at\s+all|(?:I|we|you)\s+may|[^,.;]{2,40}\s+(?:is|are)\s+to\s+be\s+believed|you\s+(?:like|will|want|ask\s+me)(?=\s*[,.])|not\s+(?:\w+\s+){0,2}?(?:impossible|certain|inevitable|likely|all|most|more|dead|years|months|weeks|decades|the\s+(?:most|only|first|last|best|worst))|only\s+(?:to|because|for)|that's\s+what)\b(?!\s+(?:of|he|she|it|they|the))"
)
_ASIDE_NOT = re.compile(r"(?i)if\s+not\s+(?!for\b|by\b|then\b|now\b)[^,.;]{2,40}[,.;]?")
_NOUN = re.compile(
    r"(?i)\b(?:(?:in\s+the\s+(?:event|case|absence)\s+of|in\s+case\s+of|without|absent|barring|short\s+of|failing|but\s+for|conditional\s+(?:up)?on)\s+(?=[\w'\"])"
    r"|under\s+(?:a\s+|the\s+|any\s+)?(?:hard-?liners?|(?:\w+\s+)?successor|new\s+(?:leader|leadership|regime)))"
)
_INVERTED = re.compile(
    rf"(?i)\bshould(?=\s+(?:{_DETERMINED})\b)|\bwere(?=\s+(?:(?:he|she|it|they|we|there|this|that)\b|(?:the|his|her|their|its|a|an|any|(?-i:[A-Z]))[\w'-]{{0,30}}\s+(?:\w[\w'-]{{0,30}}\s+){{0,4}}?to\b))"
    rf"|\bhad(?=\s+(?:{_DETERMINED})\b)"
)
_TEMPORAL = re.compile(
    rf"(?i)\b(?:once|when|whenever|as\s+soon\s+as|the\s+(?:moment|day|minute))\s+(?:and\s+if\s+)?(?={_DETERMINED}\b)"
)
_PAST = re.compile(
    r"(?i)\b(?:was|were|had|did|\w{3,}ed|broke|gave|held|met|saw|ran|sent|left|stood|went|took|came|fell|lost|won|began|said|told)\b"
)
_CONCESSIVE = re.compile(
    r"(?i)\b(?:even\s+(?:if|when|without|in\s+the\s+event\s+of|should)|whether\s+or\s+not|whether(?=\s+[^.;]{2,60}\bor\s+(?:not|loses?|wins?|stays?|goes|dies?|fails?)\b)|with\s+or\s+without|no\s+matter(?:\s+(?:what|who|how|whether|if))?|regardless\s+of|irrespective\s+of|whatever(?=\s+(?:happens|comes|the\s+(?:outcome|result|cost)|he\s+(?:does|says)|the\s+\w+\s+(?:does|do|says?))\b))\b"
)
# Words that stand for a condition named before; the second group denies it.
_BACK = re.compile(
    r"(?i)^[\W_]*(?:(?:and|but|so)\s+)?(?:(?P<yes>(?:in|under)\s+(?:that|this|such\s+an?|those|these|such)\s+(?:case|event|scenario|circumstances|outcome|conditions|eventuality)|if\s+so|if\s+(?:that|this|it)\s+(?:happens|happened|occurs|comes\s+to\s+pass|were\s+to\s+happen)|if\s+(?:it|he|she|they|that)\s+(?:does|do|did|is|are)\b(?=\s*,))"
    r"|(?P<no>if\s+not\b(?=\s*,)|if\s+(?:it|he|she|they|that)\s+(?:doesn't|don't|didn't|does\s+not|do\s+not|did\s+not|isn't|aren't|can't|cannot|fails?)\b(?=\s*,)|otherwise|failing\s+that|failing\s+which|without\s+(?:that|it|this|them|one)\b(?=\s*,)|or\s+else))\b,?\s*"
)
_LEADS_TO = (
    r"(?:open|raise|lead|mean|trigger|spark|cost|bring|increase|be\s+(?:enough|the\s+(?:end|last)|fatal|a\s+disaster|ruinous|intolerable|seen|met|followed)|make|push|force|prompt|provoke|cause|end|doom|finish|result"
    r"|tip|turn|change|decide|shift|invite|invit|hasten|set|split|break|unleash|give|leave|put|seal|destroy|deprive|strengthen|weaken|embolden|start|plunge|threaten|see|draw|drive|topple|bury|ignite|expose|undo|clear|pave|allow|let|help|buy|settle|almost\s+certainly|probably|not\s+be)"
)
_EVENT_NOUN = (
    r"(?:failures?|defeats?|setbacks?|loss|losses|fall|capture|death|collapse|ouster|removal|resignation|exit|departure|coup|putsch|mutiny|revolt|uprising|rebellion|offensive|attack|strike|assault|siege|retreat"
    r"|withdrawal|victory|success|breakthrough|stalemate|humiliation|escalation|mobilisation|mobilization|call-up|draft|ceasefire|truce|settlement|peace\s+deal|deal|split|default|arrests?|purge|intervention|rout|refusal|crackdown|deadlock|surrender|encirclement|assassination|use|test|stroke|illness|incapacity|shortage|bread\s+riots?|strikes?|protests?|shot|massacre|delay|postponement|return|landing|invasion|vote|rejection|succession|push|move|audit|raid|siege|blockade|bombardment)"
)
_SUBJECT = re.compile(
    rf"(?i)(?:^|[\s\"',])(?P<np>(?:(?:an?|any|another|further|more|such|continued|the|his|her|their|its|yet\s+another|one\s+more|a\s+second|a\s+further)\s+)?(?:(?!(?:that|and|but|said|says|would|will|a|an|the|no)\b)\w[\w'-]{{0,30}}\s+){{0,2}}?"
    rf"{_EVENT_NOUN}\b(?:(?!\b(?:is|are|was|were|has|have|had|will|would|could|might|may|said|says|that)\b)[^.;:]){{0,90}}?"
    rf"|(?:\w[\w'-]{{0,30}}\s+){{0,4}}(?:getting|receiving|gaining|losing|winning|taking|securing|failing|holding|replacing|removing|killing|arresting|keeping|ending)\s+[^.;:,]{{3,60}}?)\s+(?=(?:would|could|might|may)(?:\s+(?:\w+ly|also|well|even|just|soon))?(?:,[^,.;]{{2,40}},)?\s+{_LEADS_TO}\b)"
)
_ANY = re.compile(
    r"(?i)(?:^|[\s\"',])(?P<np>(?:any|another|one\s+more|a\s+further|further|yet\s+another)\s+(?:(?!\b(?:is|are|was|were|has|have|had|will|would|could|might|may|said|says|who)\b)[^.;:,]){3,80}?)\s+[\"']?(?=(?:would|could|might|may|will)\b(?!\s+not\s+happen|\s+be\s+(?:(?:un)?likely|led|made)|\s+come\b))"
)
_OBJECT = re.compile(r"(?i)\bto\s+\w+\s+(?:an?|the|his|her|their|its)\s+[\"']?$")
# "A defeat will finish him": an indefinite event is no fact.
_INDEFINITE = re.compile(
    rf"(?i)(?:^|[\s\"',])(?P<np>an?\s+(?:\w[\w'-]{{0,30}}\s+){{0,2}}?{_EVENT_NOUN}\b(?:(?!\b(?:is|are|was|were|has|have|had|will|would|could|might|may|said|says)\b)[^.;:,]){{0,60}}?)\s+[\"']?(?=will\s+(?:\w+ly\s+)?{_LEADS_TO}\b)"
)
_WITH = re.compile(r"(?i)^[\W_]*(?P<np>with\s+[^,.;]{2,50}?),?\s+(?=(?:you|we|there|he|she|it|they)(?:\s+would|'d)\b)")
_MANNER = re.compile(
    r"(?i)(?:an?\s+|any\s+|another\s+|so\s+much\s+as\s+an?\s+|firing\s+an?\s+|further\s+|a\s+single\s+)?(?:contrary\s+)?(?:shots?|votes?|words?|fights?|fuss|doubt|question|delay|incident|bloodshed|warning|trial|notice|ceremony|exception|trace|comment|explanation|end|precedent|him|her|them|me|us)\b"
)
_FAILURE = re.compile(
    r"(?i)(?:^|[\s\"',])(?P<np>(?:(?:his|her|their|the\s+\w+'s|its)\s+)?failure\s+(?:to|in|of)\s+[^.;:]{3,90}?)\s+(?=(?:would|could|might|may|will)\b)"
)
_IMPERATIVE = re.compile(
    r"(?i)^[\W_]*(?:(?:so|but)\s+)?(?P<np>(?:lose|take|win|kill|remove|arrest|cut|stop|strip|hold|give|break|push|let|sack|fire|touch|close|open|starve|squeeze|bring|send|pull|keep|drop|shoot|stay|wait"
    r"|another|one\s+more|a\s+second)\s+[^,.;:]{2,60}?),?\s+and\s+(?=(?:(?:he|she|it|they|we|you|there|that|this|the\s+\w[\w'-]{0,30}(?:\s+\w[\w'-]{0,30})?|(?-i:[A-Z])\w[\w'-]{0,30})(?:'ll|'s|'re|'d|\s+(?:will|would|is|are|could|may|might|can|faces?|loses?|falls?|goes|has))\b))"
)
_OR_ELSE = re.compile(
    rf"(?i)^[\W_]*(?:(?:but|and|so)\s+)?(?P<np>[^.;:]{{3,120}}?),?\s+or\s+(?:else\s+|(?={_DETERMINED}\s+(?:\w[\w'-]{{0,30}}\s+)?(?:will|would|could|faces?|risks?|is|are)\b)|(?=(?:he|she|they|it)(?:'ll|'d|'s)\b))"
)
_MUST = re.compile(
    r"(?i)\b(?:must|has\s+to|have\s+to|needs?\s+to|had\s+better|should|got\s+to|can\s+either|either|win|hold)\b"
)
_DEPENDS = re.compile(
    r"(?i)\b(?:depend(?:s|ed|ing)?|hing(?:e|es|ed|ing)|rests?|turns?|is\s+contingent|are\s+contingent|is\s+conditional)\s+(?:(?:entirely|largely|mostly|heavily|mainly|now|chiefly|partly|above\s+all|wholly)\s+)?(?:up)?on\s+(?=(?:whether|if|how|what|who|which|when|where|\w+ing|the\s+(?:outcome|result|success|failure|fate|loyalty|support|fall|course|obedience|attitude|guard|army|garrison|generals)|his|her|their|its)\b)"
)


@dataclass(frozen=True, slots=True)
class Opening:
    """Where a condition begins in a sentence, and its form.

    `end` is set where the form's own words tell it. `turned`: the claim holds if it does *not* come true ("win, or else …").
    """

    start: int
    kind: Kind
    form: str
    end: int | None = None
    turned: bool = False


def openings(sentence: str) -> Iterator[Opening]:
    """What opens a condition in a folded sentence, by form; overlaps are for the caller to settle.

    >>> [(o.start, o.form) for o in openings("There will be a coup if he loses.")]
    [(21, 'if')]
    >>> list(openings("It looks as if he will lose."))
    []
    """
    if back := _BACK.match(sentence):
        start = back.start("yes") if back["yes"] else back.start("no")
        yield Opening(
            start, "back", "back", back.end("yes") if back["yes"] else back.end("no"), turned=bool(back["no"])
        )
    for match in _CONCESSIVE.finditer(sentence):
        word = match[0].lower()
        if word.startswith("whether") and _NOT_BEFORE.search(_before(sentence, match.start())):
            continue
        yield Opening(match.start(), "concessive", "even")
    for match in _CLAUSE.finditer(sentence):
        at, word = match.start(), match[0].lower()
        if _NOT_BEFORE.search(_before(sentence, at)) or re.search(
            r"(?i)\b(?:even|or\s+not|,?\s+as)\s+$", _before(sentence, at)
        ):
            continue
        if word == "if" and (
            _ASIDE.match(sentence, at) or (sentence[:at].rstrip().endswith(",") and _ASIDE_NOT.match(sentence, at))
        ):
            continue
        if word.startswith(("assuming", "suppos")) and not (
            _begins(sentence, at) or sentence[:at].rstrip().endswith(",") or "that" in sentence[at : at + 16]
        ):
            continue
        yield Opening(at, "clause", word.split()[-1] if "if" in word.split() else word.split()[0])
    yield from _prepositions(sentence)
    yield from _inversions(sentence)
    for match in _TEMPORAL.finditer(sentence):
        at = match.start()
        trailing = re.search(r"(?i)\b(?:will|would|could|might|may|'ll)\b", sentence[:at]) and not re.search(
            r"(?i)\b(?:decid\w+|know|say|see|tell|ask|determine|clear|of|about|on|remember|is|was|and|or|until|at|only)\s+$",
            sentence[:at],
        )
        if (_begins(sentence, at) or trailing) and _HAS_MODAL.search(sentence):
            yield Opening(at, "temporal", "when")


def phrases(sentence: str) -> Iterator[Opening]:
    """Conditions without a conjunction: subjects, imperatives, "or else", "depends on"."""
    for regex in (_FAILURE, _ANY, _SUBJECT, _INDEFINITE, _WITH):
        if (match := regex.search(sentence)) and not _OBJECT.search(sentence[: match.start("np")]):
            yield Opening(match.start("np"), "whole", "subject", match.end("np"))
            return
    if match := _IMPERATIVE.match(sentence):
        yield Opening(match.start("np"), "whole", "imperative", match.end("np"))
    elif (match := _OR_ELSE.match(sentence)) and ("else" in match[0][-6:] or _MUST.search(match["np"])):
        if denials.OR_NOT.search(sentence):
            return
        yield Opening(match.start("np"), "whole", "or else", match.end("np"), turned=True)
    elif match := _DEPENDS.search(sentence):
        yield Opening(match.end(), "whole", "depends", None)


def _prepositions(sentence: str) -> Iterator[Opening]:
    for match in _NOUN.finditer(sentence):
        at, word = match.start(), " ".join(match[0].lower().split())
        before = _before(sentence, at)
        rest = sentence[match.end() :]
        if word == "without":
            denied = re.search(
                r"(?i)\b(?:not|never|no|cannot|nobody|nothing|impossible|unlikely|neither|hardly|difficult)\b|n't\b",
                sentence[:at],
            )
            doomed = re.search(
                r"(?i)\b(?:would|could|will\s+(?:be|lose|fail|fall|collapse|starve|end|die|run))\b", sentence[:at]
            )
            if not _begins(sentence, at) and (_MANNER.match(rest) or not (denied or doomed)):
                continue
            gerund = re.match(r"(?i)\w[\w'-]{0,30}ing\b", rest)
            if (
                (gerund and not _begins(sentence, at))
                or not _HAS_MODAL.search(sentence)
                or re.search(r"(?i)\b(?:with|even|and|or)\s+(?:or\s+)?$", before)
            ):
                continue
        elif word in ("absent", "short of", "barring", "failing"):
            given = re.match(
                r"(?i)(?:an?|any|some|such|the|another|that|which|[\w-]+ (?:deal|victory|agreement|support|guarantees))\b",
                rest,
            )
            if not given or re.search(
                r"(?i)\b(?:is|are|was|were|be|been|being|falls?|fell|fallen|stop(?:s|ped)?|r[au]n|running|far|little|just|well|nothing|remained|seems?|not|by|of)\s+$",
                before,
            ):
                continue
        elif word == "but for" and re.match(r"(?i)(?:now|all|how|the\s+(?:moment|time|first|next))\b", rest):
            continue
        yield Opening(at, "noun", word.split()[0])


def _inversions(sentence: str) -> Iterator[Opening]:
    for match in _INVERTED.finditer(sentence):
        at, word = match.start(), match[0].lower()
        before, rest = _before(sentence, at), sentence[match.end() :]
        opens = _begins(sentence, at)
        if word == "should":
            if re.search(
                r"(?i)\b(?:he|she|it|they|we|i|you|why|how|what|when|who|where|which|there|nor|neither|so|than|that|as|this)\s+$",
                before,
            ) or not _HAS_MODAL.search(sentence.replace(match[0], "", 1)):
                continue
            if not opens and re.match(r"(?i)\s+(?:that|this|these|those|any|both|either)\s+(?:be|not|have)\b", rest):
                continue
        elif word == "were":
            if not (
                re.match(
                    r"(?i)\s+(?:it|he|she|they|there|this|that|we)\s+(?:not|to|ever)\b|\s+\w[\w'-]{0,30}\s+(?:\w[\w'-]{0,30}\s+){0,4}?to\b",
                    rest,
                )
                or (opens and _HYPOTHETICAL.search(sentence))
            ):
                continue
            if not (opens or _HYPOTHETICAL.search(sentence[:at])):
                continue
        else:
            if not _HYPOTHETICAL.search(sentence) or not (opens or _HYPOTHETICAL.search(sentence[:at])):
                continue
            if not re.match(
                r"(?i)\s+(?:[\w'.-]+,?\s+){1,12}?(?:\w+(?:ed|en|wn|nt|st|ght|ld|de|ne|ot|it|un|ung|put|cut|set|hit|let|come|become|run|made|had|won|said|done|gone)|not|been|lost|held)\b",
                rest,
            ):
                continue
        yield Opening(at, "inverted", word)


def temporal_past(words: str) -> bool:
    """Whether a clause of time speaks of the past: "when the front fell"."""
    return bool(_PAST.search(words))


def _before(sentence: str, at: int) -> str:
    return sentence[max(0, at - 24) : at]


def _begins(sentence: str, at: int) -> bool:
    """Whether a clause begins at an offset."""
    before = sentence[:at].rstrip()
    return (
        not before.strip(" \"'")
        or before[-1] in ",;:-(\"'"
        or before.rsplit(maxsplit=1)[-1].lower() in ("and", "but", "that", "then", "so")
    )
