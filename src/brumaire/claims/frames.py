"""Cues in a sentence's frame: which verb attributes, to whom, and where its clause begins."""

from __future__ import annotations

import re
from dataclasses import dataclass

from brumaire.claims import subjects
from brumaire.claims.base import Offsets
from brumaire.claims.cues import BELIEF, GLUED, HEARSAY, PARTICIPLES, SHY, VERBS, WITH_OBJECT
from brumaire.claims.quotations import Quotation

_WORD = re.compile(r"[A-Za-z]+(?:'[a-z]+)?")
_ACCORDING = re.compile(r"(?i)\b(?:according to|in the (?:words|view|opinion|estimation) of)\s+")
_PASSIVE = re.compile(
    r"(?i)\b(?:(?:has|have|had)\s+been|is|was|are|were|being|been)\s+(?:\w+ly\s+|also\s+|widely\s+)?"
    r"(warned|told|advised|cautioned|informed|reminded|said|believed|thought|feared|reported|rumou?red|understood|expected|claimed|alleged|estimated|predicted|forecast)\b"
)
_HEARSAY = re.compile(
    r"(?i)\b(?:there\s+(?:is|was|are|were|has\s+been|have\s+been)\s+(?:\w+\s+){0,2}?|amid\s+(?:\w+\s+){0,2}?|(?:despite|given|on|a string of|a series of|dismissed|rejected|denied)\s+)"
    r"(speculation|rumou?rs?|fears?|reports?|claims?|warnings?|suggestions?|talk|concerns?|predictions?|gossip)\b\s+(?:is\s+\w+\s+)?(that\s+)?(?=\w)"
)
_FINITE = re.compile(
    r"(?i)\b(?:is|are|was|were|has|have|had|will|would|can|could|may|might|must|should|shall|does|do|did|isn't|aren't|wasn't|weren't|won't"
    r"|wouldn't|can't|couldn't|cannot|don't|doesn't|didn't|hasn't|haven't|it's|he's|she's|they're|there's|that's|we're|he'll|they'll|it'll|\w{3,}ed|\w+'(?:s|re|ll|ve|d))\b"
)
_CHANCE = re.compile(
    r"(?i)(?:the|a|an|his|her|its)?\s*(?:\w+\s+)?(?:chances?|probability|odds|likelihood|risk|prospects?)\b"
)
_TO_THAT = re.compile(r"(?:\s+(?:in|on|at|during|after|from)\b[^,.:;\"]{1,70}?)?(?=\s+that\b)")
_QUESTION = re.compile(r"(?i)\s*(?:why|how|what|where|when|who|whom|which)\b")
_MODIFIER = re.compile(
    r"(?i)(?:\s+(?:in\s+(?:an?|his|her|its|their|the)\s+[^,.:\"]{3,60}?|on\s+(?:mon|tues|wednes|thurs|fri|satur|sun)day(?:\s+(?:night|morning|evening))?|this\s+\w+|last\s+\w+|today|yesterday"
    r"|during\s+[^,.:\"]{3,50}?|at\s+(?:an?|the)\s+[^,.:\"]{3,50}?|earlier|later|again|publicly|privately|bluntly))+(?=\s+that\b|\s*[,:])"
)


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue: its span, its source if it has one, where its clause begins, where what it governs begins, and its verb."""

    span: Offsets
    source: Offsets | None
    begins: int
    content_start: int
    verb: str
    kind: str  # "verb", "after" (the source follows), "according", "passive", "hearsay", "again" (coordinated)

    @property
    def content_end(self) -> int:
        """Where the words of source and cue end."""
        return max(self.span[1], self.source[1] if self.source else 0)

    def interrogative(self, folded: str, content: list[Offsets]) -> bool:
        """Whether the content is an indirect question ("explained why …"), which states nothing."""
        a, b = content[0]
        return self.kind in ("verb", "again") and a >= self.span[1] and bool(_QUESTION.match(folded[a:b]))


def find_cues(folded: str, start: int, end: int, frame: list[Offsets], speech: list[Quotation]) -> list[Cue]:
    """The cues of a sentence in order. Nested ones (inside what another governs) are left out, coordinated ones kept."""
    found: list[Cue] = []
    for a, b in frame:
        found += _in_piece(folded, start, end, a, b, speech, found)
    found.sort(key=lambda cue: cue.span)
    return _outermost(folded, start, found)


def _in_piece(
    folded: str, start: int, end: int, a: int, b: int, speech: list[Quotation], known: list[Cue]
) -> list[Cue]:
    found: list[Cue] = []
    for match in _ACCORDING.finditer(folded, a, b):
        source = subjects.after(folded, match.end(), b)
        if source:
            found.append(
                Cue((match.start(), match.end() - 1), source, match.start(), source[1], "according", "according")
            )
    for match in _PASSIVE.finditer(folded, a, b):
        found.append(Cue(match.span(), None, match.start(), match.end(), match[1].lower(), "passive"))
    for match in _HEARSAY.finditer(folded, a, b):
        follows = folded[match.end() : min(b, match.end() + 120)]
        if (match[2] or _clause_like(follows)) and not follows.lower().startswith(
            ("of ", "about ", "in ", "on ", "over ", "and ")
        ):
            found.append(Cue(match.span(1), None, match.start(), match.end(), match[1].lower(), "hearsay"))
    for match in _WORD.finditer(folded, a, b):
        verb = match[0].lower()
        if verb in VERBS:
            cue = _verb(folded, start, end, a, b, match.start(), match.end(), verb, speech)
        elif glued := GLUED.match(folded, match.start(), match.end()):
            cue = _verb(folded, start, end, a, b, match.start(), glued.end(), glued[1].lower(), speech)
        else:
            continue
        if cue and not any(_touch(cue.span, other.span) for other in found):
            found.append(cue)
    return found


def _verb(
    folded: str, start: int, end: int, a: int, b: int, at: int, stop: int, verb: str, speech: list[Quotation]
) -> Cue | None:
    preceding = folded[max(a, at - 14) : at].lower()
    if re.search(r"\b(?:to|of|a|an|the|his|her|its|their|my|for|is|was|are|were|be|been|being)\s+$", preceding):
        return None
    follows = folded[stop : min(b, stop + 200)]
    quote_follows = any(q.start - 1 >= stop and not folded[stop : q.start - 1].strip(" ,:") for q in speech) or any(
        stop < q.start and ":" in folded[stop : q.start] and q.start - stop < 90 for q in speech
    )
    quote_before = any(q.end <= at for q in speech) or _comma_before(folded, start, at)
    if verb in PARTICIPLES and folded[max(a, at - 2) : at] == ", ":
        return Cue((at, stop), None, at - 2, _content_start(folded, stop, b, verb), verb, "again")
    source = subjects.before(folded, a, at)
    if source is not None:
        begins = source[0]
        if not _governs(folded, verb, stop, b, follows, quote_follows=quote_follows, quote_before=quote_before):
            return None
        cue_start = _with_negation(folded, source[1], at)
        return Cue((cue_start, stop), source, begins, _content_start(folded, stop, b, verb), verb, "verb")
    conjunction = re.search(
        r"(?i)(?:,\s*)?\b(?:and|but|then|yet)\s+(?:(?:also|then|later|has|have|had|again|\w+ly)\s+)*$",
        folded[max(start, at - 40) : at],
    )
    if conjunction and verb.endswith(("ed", "s", "aid", "old", "ought")):
        if _governs(folded, verb, stop, b, follows, quote_follows=quote_follows, quote_before=False):
            return Cue(
                (at, stop),
                None,
                max(start, at - 40) + conjunction.start(),
                _content_start(folded, stop, b, verb),
                verb,
                "again",
            )
        return None
    if quote_before and verb not in PARTICIPLES:
        # Inversion: "…", said the colonel.
        source = subjects.after(folded, stop, b)
        if source and source[0] - stop <= 2 and not folded[a:at].strip(' ,"'):
            return Cue((at, stop), source, at, source[1], verb, "after")
        if source and source[0] - stop <= 2 and folded[:at].rstrip()[-1:] == ",":
            return Cue((at, stop), source, at, source[1], verb, "after")
    return None


def _governs(
    folded: str, verb: str, stop: int, b: int, follows: str, *, quote_follows: bool, quote_before: bool
) -> bool:
    """Whether a verb with a source attributes something here."""
    if quote_follows:
        return True
    rest = follows.strip()
    if quote_before and (not rest.strip('.,!? "') or rest[:1] in ".,"):
        return True
    if quote_before and re.match(
        r"(?i)(?:(?:the\s+)?[A-Z][\w.' ]{1,40}|reporters|journalists|me|us|him|her|them)?\s*(?:on|in|at)?[^,.\"]{0,60}[.,]\s*(?:\"|$)",
        rest,
    ):
        if verb in ("told", "tells", "said", "says", "added", "explained", "warned"):
            return True
    if re.match(r"(?i)that\b", rest):
        return True
    if _MODIFIER.match(follows):
        return True
    if verb in WITH_OBJECT and len(rest.split()) >= 2:
        return True
    if verb in ("warned", "warns", "warn", "spoke", "talked") and re.match(r"(?i)(?:of|about)\s+\w+", rest):
        return True
    if verb in ("ruled", "rules") and re.match(r"(?i)out\s+\w+", rest):
        return True
    if verb in ("vowed", "vows", "pledged", "pledges", "promised", "promises", "threatened", "threatens") and re.match(
        r"(?i)to\s+\w+", rest
    ):
        return True
    if verb in ("told", "tells", "tell", "telling"):
        return bool(re.search(r"(?i)\bthat\b", " ".join(rest.split()[:12])) or _clause_like(rest))
    if _QUESTION.match(rest) and verb in (
        "explained",
        "explains",
        "asked",
        "asks",
        "said",
        "says",
        "wondered",
        "describes",
        "described",
    ):
        return True
    if verb in ("put", "puts", "gave", "gives", "rated", "rates"):
        return bool(_CHANCE.match(rest))
    if verb in ("dismissed", "dismisses", "rejected", "rejects", "described", "describes") and re.match(
        r"(?i)[^.;]{3,80}\bas\b", rest
    ):
        return True
    if verb in ("pointed", "points"):
        return bool(re.match(r"(?i)to\s+\w+", rest))
    if verb in SHY:
        return False
    if len(rest.split()) < 3 or re.match(
        r"(?i)(?:to|of|about|with|for|by|from|at|on|and|or|into|out|up|as|more|so)\b", rest
    ):
        return False
    return _clause_like(rest) or (
        verb in ("said", "says", "warned", "warns", "claimed", "claims", "believes", "thinks", "insisted", "insists")
        and len(rest.split()) >= 5
    )


def _clause_like(follows: str) -> bool:
    words = follows.split()
    return len(words) >= 2 and bool(_FINITE.search(" ".join(words[1:16])))


def _content_start(folded: str, stop: int, end: int, verb: str) -> int:
    """Where what a cue governs begins: behind addressee, time and place of saying, and "that"."""
    at = stop
    limit = min(end, stop + 160)
    if verb.startswith(("tol", "tell", "warn", "remind", "inform", "ask", "advis")):
        addressee = re.match(
            r"\s+(?:(?:the|a|an|his|her|its|our|their)\s+)?(?:[A-Z][\w.'-]*(?:\s+(?:of\s+(?:the\s+)?)?[A-Z][\w.'-]*)*|reporters|journalists|me|us|you|them|him|her"
            r"|parliament|lawmakers|viewers|readers|investors|the\s+\w+|a\s+\w+|\w+s)(?=\s+(?:that|in|on|at|during|this|last|yesterday|he|she|it|they|there|the|a|his|her)\b|\s*[,:\"]|\s+[A-Z])",
            folded[at:limit],
        )
        that = re.search(r"\bthat\s", folded[at : min(limit, at + 90)])
        if addressee and not (
            verb.startswith("warn")
            and not that
            and not re.match(r"\s*[,:\"]", folded[at + addressee.end() : limit] or ",")
        ):
            at += addressee.end()
            if away := _TO_THAT.match(folded[at:limit]):
                at += away.end()
    modifier = _MODIFIER.match(folded[at:limit])
    if modifier:
        at += modifier.end()
    match = (
        re.match(r"\s*,?\s*(?:that\b|of\b(?=\s)|about\b(?=\s))?\s*[:,]?\s*", folded[at:end])
        if verb.startswith(("warn", "spoke", "talk"))
        else re.match(r"\s*,?\s*(?:that\b)?\s*[:,]?\s*", folded[at:end])
    )
    return at + (match.end() if match else 0)


def _with_negation(folded: str, source_end: int, at: int) -> int:
    between = folded[source_end:at]
    match = re.search(r"(?i)\b(?:does not|do not|did not|doesn't|don't|didn't|never|no longer)\s+(?:\w+\s+)?$", between)
    return source_end + match.start() if match else at


def _comma_before(folded: str, start: int, at: int) -> bool:
    return "," in folded[max(start, at - 200) : at] and at - start > 12


def _touch(one: Offsets, two: Offsets) -> bool:
    return one[0] < two[1] and two[0] < one[1]


def _outermost(folded: str, sentence: int, cues: list[Cue]) -> list[Cue]:
    kept: list[Cue] = []
    for cue in cues:
        if not kept:
            if cue.kind == "again":
                source = subjects.leading(folded, sentence, cue.begins)
                if source is None:
                    continue
                kept.append(Cue(cue.span, source, cue.begins, cue.content_start, cue.verb, "again"))
            else:
                kept.append(cue)
            continue
        previous = kept[-1]
        between = folded[previous.content_start : cue.begins]
        if cue.kind == "again":
            source = previous.source
            kept.append(Cue(cue.span, source, cue.begins, cue.content_start, cue.verb, "again"))
        elif cue.kind in ("according", "after"):
            # "X said Y, according to Z": the later source is the outermost one.
            if previous.kind in ("according", "after") or '"' in between:
                kept.append(cue)
            elif cue.kind == "according":
                kept[-1] = cue
        elif '"' in between or re.search(
            r"(?:;|,\s*(?:but|while|and|whereas|though|although)|\sbut)\s*$",
            folded[max(0, cue.begins - 14) : cue.begins],
        ):
            kept.append(cue)
        elif (previous.kind in ("passive", "hearsay") and cue.kind == "verb" and _trailing(folded, cue)) or (cue.kind == "verb" and _trailing(folded, cue)):
            kept[-1] = cue
    return kept


def _trailing(folded: str, cue: Cue) -> bool:
    """Whether a cue stands at the end of its sentence, behind what it governs."""
    return (
        folded[cue.begins - 2 : cue.begins].strip() in (",", "")
        and not re.search(r"\w{3}", folded[cue.span[1] : cue.span[1] + 30].split(".", maxsplit=1)[0])
        and folded[max(0, cue.begins - 2) : cue.begins].startswith(",")
    )


NEGATED_BELIEF = re.compile(r"(?i)\b(?:not|n't|never|no longer)\b|n't\b")


def denies(folded: str, span: Offsets, verb: str | None = None) -> bool:
    """Whether the cue denies belief in its content ("does not believe that …", "doubts that …")."""
    words = folded[span[0] : span[1]].lower()
    last = words.split()[-1] if words.split() else ""
    if last in ("doubt", "doubts", "doubted", "doubting", "denied", "denies", "deny", "denying", "ruled", "rules"):
        return True
    return last in BELIEF and bool(NEGATED_BELIEF.search(words))


def hearsay(verb: str) -> bool:
    """Whether a cue's noun is for talk without a speaker."""
    return verb in HEARSAY
