"""Whether a verb of saying governs a statement here, and where that statement begins."""

from __future__ import annotations

import re

from brumaire.claims.tagging.cues import SHY, WITH_OBJECT

QUESTION = re.compile(r"(?i)\s*(?:why|how|what|where|when|who|whom|which)\b")
_FINITE = re.compile(
    r"(?i)\b(?:is|are|was|were|has|have|had|will|would|can|could|may|might|must|should|shall|does|do|did|isn't|aren't|wasn't"
    r"|weren't|won't|wouldn't|can't|couldn't|cannot|don't|doesn't|didn't|hasn't|haven't|it's|he's|she's|they're|there's|that's"
    r"|we're|he'll|they'll|it'll|\w{3,}ed|\w+'(?:s|re|ll|ve|d))\b"
)
_MODIFIER = re.compile(
    r"(?i)(?:\s+(?:in\s+(?:an?|his|her|its|their|the)\s+[^,.:\"]{3,60}?"
    r"|on\s+(?:mon|tues|wednes|thurs|fri|satur|sun)day(?:\s+(?:night|morning|evening))?|this\s+\w+|last\s+\w+|today|yesterday"
    r"|during\s+[^,.:\"]{3,50}?|at\s+(?:an?|the)\s+[^,.:\"]{3,50}?|earlier|later|again|publicly|privately|bluntly)){1,3}"
    r"(?=\s+that\b|\s*[,:])"
)
_CHANCE = re.compile(
    r"(?i)(?:the|a|an|his|her|its)?\s*(?:\w+\s+)?(?:chances?|probability|odds|likelihood|risk|prospects?)\b"
)
_TO_THAT = re.compile(r"(?:\s+(?:in|on|at|during|after|from)\b[^,.:;\"]{1,70}?)?(?=\s+that\b)")
_ADDRESSED = re.compile(
    r"(?i)(?:(?:the\s+)?(?-i:[A-Z])[\w.' ]{1,40}|reporters|journalists|me|us|him|her|them)?\s*(?:on|in|at)?[^,.\"]{0,60}[.,]\s*(?:\"|$)"
)
_ADDRESSEE = re.compile(
    r"\s+(?:(?:the|a|an|his|her|its|our|their)\s+)?(?:[A-Z][\w.'-]*(?:\s+(?:of\s+(?:the\s+)?)?[A-Z][\w.'-]*){0,5}"
    r"|reporters|journalists|me|us|you|them|him|her|parliament|lawmakers|viewers|readers|investors|the\s+\w+|a\s+\w+|\w+s)"
    r"(?=\s+(?:that|in|on|at|during|this|last|yesterday|he|she|it|they|there|the|a|his|her)\b|\s*[,:\"]|\s+[A-Z])"
)
# What must follow some verbs for them to attribute anything at all …
_ONLY_WITH: dict[str, re.Pattern[str]] = {
    **dict.fromkeys(("put", "puts", "gave", "gives", "rated", "rates"), _CHANCE),
    **dict.fromkeys(("ruled", "rules"), re.compile(r"(?i)out\s+\w+")),
    **dict.fromkeys(("pointed", "points"), re.compile(r"(?i)to\s+\w+")),
}
# … and what suffices for others beside a clause.
_ALSO_WITH: dict[str, re.Pattern[str]] = {
    **dict.fromkeys(("warned", "warns", "warn"), re.compile(r"(?i)(?:of|about)\s+\w+")),
    **dict.fromkeys(
        ("vowed", "vows", "pledged", "pledges", "promised", "promises", "threatened", "threatens"),
        re.compile(r"(?i)to\s+\w+"),
    ),
    **dict.fromkeys(("dismissed", "dismisses", "rejected", "rejects"), re.compile(r"(?i)[^.;]{3,80}\bas\b")),
    **dict.fromkeys(("explained", "explains", "asked", "asks", "said", "says", "wondered"), QUESTION),
    **dict.fromkeys(("described", "describes"), re.compile(r"(?i)[^.;]{3,80}\bas\b|how\b|what\b")),
}
_TIME_ONLY = re.compile(
    r"(?i)(?:(?:late |early )?on (?:mon|tues|wednes|thurs|fri|satur|sun)day|this week|last week|today|yesterday|at the weekend)\W*$"
)
_PREPOSITION = re.compile(r"(?i)(?:to|of|about|with|for|by|from|at|on|and|or|into|out|up|as|more|so)\b")
_SAYING = frozenset(("told", "tells", "said", "says", "added", "explained", "warned"))
# Verbs that are trusted to govern a clause even where no finite verb is recognised in it.
_TRUSTED = frozenset(
    ("said", "says", "warned", "warns", "claimed", "claims", "believes", "thinks", "insisted", "insists")
)


def governs(verb: str, follows: str, *, quote_follows: bool, quote_before: bool) -> bool:
    """Whether a verb that has a source attributes something; `follows` is what stands behind it in its sentence."""
    rest = follows.strip()
    if quote_follows or (quote_before and (not rest.strip('.,!? "') or rest[:1] in ".,")):
        return True
    if quote_before and verb in _SAYING and _ADDRESSED.match(rest):
        return True
    if quote_before and _TIME_ONLY.match(rest):
        return True
    if re.match(r"(?i)that\b", rest) or _MODIFIER.match(follows):
        return True
    words = rest.split()
    if verb in WITH_OBJECT and len(words) >= 2:
        return True
    if verb in _ONLY_WITH:
        return bool(_ONLY_WITH[verb].match(rest))
    if verb in _ALSO_WITH and _ALSO_WITH[verb].match(rest):
        return True
    if verb in ("told", "tells", "tell", "telling"):
        return bool(re.search(r"(?i)\bthat\b", " ".join(words[:12])) or clause_like(rest))
    if verb in SHY or len(words) < 3 or _PREPOSITION.match(rest):
        return False
    return clause_like(rest) or (verb in _TRUSTED and len(words) >= 5)


def clause_like(follows: str) -> bool:
    """Whether words begin like a clause: with a finite verb not far behind.

    >>> clause_like("the war will end"), clause_like("a box of letters")
    (True, False)
    """
    words = follows.split(maxsplit=16)
    return len(words) >= 2 and bool(_FINITE.search(" ".join(words[1:16])))


def content_start(folded: str, stop: int, end: int, verb: str) -> int:
    """Where what a cue governs begins: behind addressee, time and place of saying, and "that"."""
    at = stop
    limit = min(end, stop + 160)
    if verb.startswith(("tol", "tell", "warn", "remind", "inform", "ask", "advis")):
        addressee = _ADDRESSEE.match(folded[at:limit])
        that = re.search(r"\bthat\s", folded[at : min(limit, at + 90)])
        bare = addressee is not None and not re.match(r"\s*[,:\"]", folded[at + addressee.end() : limit] or ",")
        # "Warned the army would …" has no addressee; "warned the army that …" has one.
        if addressee and (that or not bare or not verb.startswith("warn")):
            at += addressee.end()
            if away := _TO_THAT.match(folded[at:limit]):
                at += away.end()
    if modifier := _MODIFIER.match(folded[at:limit]):
        at += modifier.end()
    of = r"|of\b(?=\s)|about\b(?=\s)" if verb.startswith("warn") else ""
    match = re.match(rf"\s*,?\s*(?:that\b{of})?\s*[:,]?\s*", folded[at:limit])
    return at + (match.end() if match else 0)
