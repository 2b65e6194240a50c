"""The words of probability that are known, and the surveyed phrase that each is, or is nearest to.

`phrases.json` is computed from the surveys by training/words.py. Which surveyed phrase is nearest to words that no survey has is
our judgement and marked so.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Literal

from brumaire.records import Speaker, Strength


@dataclass(frozen=True, slots=True)
class Phrase:
    """A pattern and the surveyed phrase that it means.

    `rank`: 0 a bare modal, 1 possibility, 2 probability. `denies`: the words contain the denial ("can't see a truce"),
    and the interval is that of what is denied. `turned`: the interval is the surveyed phrase's, turned round.
    """

    regex: str
    term: str
    judged: bool = True
    strength: Strength = "probability"
    rank: Literal[0, 1, 2] = 2
    denies: bool = False
    turned: bool = False


@dataclass(frozen=True, slots=True)
class Surveyed:
    """Percentiles, in percent, of what people take a phrase to mean."""

    survey: str
    n: int
    p10: float
    p50: float
    p90: float


OPEN = re.compile(
    r"(?i)\b(?:open question|any(?:body|one)'s guess|remains to be seen|remains? unclear|is unclear|is uncertain|nobody knows|no one knows|who knows|too early to (?:say|tell|judge)"
    r"|(?:impossible|hard|difficult) to (?:say|tell|know|predict)|I (?:do not|don't) know|cannot be predicted|(?:nobody|no one|who) can (?:say|tell|know|predict)"
    # Questions put in a statement's form: "the question is whether", "we shall see if".
    r"|(?<!no )question (?:now |then |today )?(?:is|was|remains|becomes) (?:now |still )?(?:whether|if|who|what|how)"
    r"|(?:wonder(?:s|ed|ing)?|ask(?:s|ed|ing)?|unsure|uncertain|unclear|unknown|not (?:sure|certain|clear|known)|(?:can't|cannot|could not|couldn't) (?:say|tell|know|be sure)|(?:will|shall|'ll|have to|must wait to) (?:see|tell|show|find out|know|learn)) (?:whether|if)|(?:not|n't) (?:at all |yet |so )?sure (?:that|he|she|they|it|the))\b"
)
# "More likely than X", "twice as likely" rank two things and give neither a probability.
COMPARISON = re.compile(
    r"(?i)\b(?:more|less) (?:likely|probable)\b(?! than not\b| still\b)|(?<!less and )\bless likely than\b|\b(?:twice|half|times|just|almost|nearly|equally) as (?:likely|probable)\b(?! as not\b)|\bas (?:likely|probable) as (?!not\b)|\b(?:the )?likeliest (?:heir|successor|candidate)\b|\b(?:bigger|greater|smaller|lower|higher|lesser) (?:risk|danger|threat|chance|problem) (?:\w+ )?than\b"
)
_CHANCE = r"(?:chances?|prospects?|odds|likelihood|probability|possibility|risk|danger)"
_ODDS = rf"{_CHANCE}\b[^.;,]{{0,90}}?\b(?:is|are|was|were|remains?|looks?|seems?|as|at)\s+"


def _possible(
    regex: str, term: str = "could happen", *, judged: bool = True, denies: bool = False, turned: bool = False
) -> Phrase:
    return Phrase(regex, term, judged, "possibility", 1, denies, turned)


TABLE: tuple[Phrase, ...] = (
    # Nearly nothing.
    Phrase(r"\b(?:almost|virtually|next to|practically|all but|near(?:ly)?) (?:no chance|no prospect|impossible|nil|zero)\b", "almost no chance"),
    Phrase(r"\b(?:no (?:real |realistic |serious |credible |earthly )?(?:chance|prospect|possibility|danger|risk)(?= (?:of|that|he|she|it|they|in)\b|[.,;]|$)|zero chance|not a chance|fat chance|(?:little to no|slim to no|next to zero|vanishing) (?:chance|prospect)|not going to happen|(?<!not )(?<!n't )impossible|inconceivable|unthinkable|out of the question)\b", "almost no chance"),
    Phrase(r"(?<!not )(?<!n't )(?<!not be )(?<!n't be )(?<!never )\b(?:rule[sd]? out|ruling out)\b", "almost no chance", denies=True),
    Phrase(r"\b(?:can't|cannot|can not|couldn't|could not|don't|do not|doesn't|does not) (?:honestly |really |\w+ )?(?:see|imagine|foresee|envisage|picture)\b", "highly unlikely", denies=True),
    Phrase(r"\b(?:sees?|foresees?|saw) no\b|\bno (?:prospect|hope|likelihood) of\b|\bthere (?:will|is going to) be no\b", "highly unlikely", denies=True),
    Phrase(r"(?:\bwould|'d) be (?:(?:very|quite|greatly|rather|frankly) )?(?:amazed|astonished|surprised|shocked|stunned|a surprise)\b", "highly unlikely", denies=True),
    Phrase(r"\b(?:would|'d)(?: not|n't) be (?:at all |too |very |the least bit |terribly )?(?:surprised|amazed|astonished|shocked|a surprise)\b|\bwould(?: not|n't) surprise (?:me|us|anyone|anybody|him|her|them)\b", "likely"),
    # Small.
    Phrase(r"\b(?:don't|do not|didn't|did not|wouldn't|would not|can't|cannot) say (?:it's|it is|that it's|that it is|he's|he is|she's|they're|a \w+ is) (?:very |at all )?(?:likely|probable)\b", "unlikely"),
    Phrase(r"\b(?:hardly|scarcely|barely|far from|less than|anything but|no longer|not all that|not so|not terribly) (?:likely|probable)\b|\b(?:less and less|increasingly un)(?: )?likely\b|\bnot much (?:of a )?(?:chance|prospect|hope|likelihood)\b|\b(?:odds|chances) (?:are|is|were) (?:\w+ )?(?:stacked )?against\b|\blong shot\b", "unlikely"),
    Phrase(r"\bnot (?:very|at all|particularly|terribly|really|remotely) (?:likely|probable)\b", "unlikely"),
    Phrase(r"\b(?:very|highly|extremely|most|deeply|exceedingly|vanishingly) (?:unlikely|improbable)\b", "highly unlikely", judged=False),
    Phrase(rf"\b{_ODDS}(?P<w>(?:very|extremely|vanishingly|exceedingly) (?:low|small|slim|slight|remote|thin))\b", "highly unlikely"),
    Phrase(rf"\b(?:very|extremely|vanishingly) (?:low|small|slim|slight|remote) {_CHANCE}\b", "highly unlikely"),
    Phrase(rf"\b{_ODDS}(?P<w>(?:pretty |fairly |quite |rather |relatively |still )?(?:slight|slim|thin|small|low))\b", "chances are slight"),
    Phrase(rf"\b(?:slight|slim|small|low|minimal) {_CHANCE}\b", "chances are slight"),
    Phrase(rf"\b{_ODDS}(?P<w>(?:pretty |fairly |quite |rather )?remote)\b|\b(?:remote|outside|slender) (?:chance|possibility|prospect)\b", "remote chance"),
    Phrase(rf"\blittle (?:chance|prospect|likelihood|risk|danger|hope)\b|\b{_ODDS}(?P<w>little)\b", "little chance", judged=False),
    Phrase(r"\b(?:unlikely|not (?:likely|probable)|hard to (?:see|imagine)|difficult to (?:see|imagine))\b", "unlikely", judged=False),
    Phrase(r"\bimprobable\b", "improbable", judged=False),
    Phrase(r"\b(?:probably|likely) (?:not|won't|wouldn't|isn't|doesn't)\b|\b(?:will|would|is|are) probably not\b|\b(?:won't|wouldn't|will not) probably\b", "probably not", judged=False, denies=True),
    Phrase(r"\b(?:doubts?|doubted|doubtful|I'm sceptical|is sceptical)\b(?<!no doubt)(?<!without doubt)(?<!in doubt)(?<!beyond doubt)", "we doubt", judged=False, denies=True),
    Phrase(r"\b(?:do|does|did)(?: not|n't) (?:\w+ )?(?:expect|believe|think|anticipate|predict|reckon)\b", "we doubt", denies=True),
    Phrase(r"(?:\bnot|n't) (?:at all |yet |quite |entirely )?(?:convinced|persuaded|confident)\b", "we doubt", denies=True),
    Phrase(r"\b(?:nobody|no one|few|hardly anyone)\b[^.;]{0,30}\b(?:expects?|believes?|thinks?)\b", "we doubt", denies=True),
    Phrase(r"\b(?:rarely|seldom)\b", "rarely", judged=False),
    # Middling.
    Phrase(r"\b(?:about even|(?:roughly |about )?even (?:chance|odds|money)|toss-?up|(?:coin[ -](?:toss|flip)|toss of a coin|flip of a coin)|evenly (?:balanced|matched|poised)|could go either way|(?:about )?as (?:likely|probable) as not|touch and go|in the balance)\b", "about even", judged=False),
    Phrase(r"\b(?:(?:rather |slightly |a little |somewhat )?better than even(?: (?:odds|chance|money))?|odds-on)\b", "better than even", judged=False),
    Phrase(r"\b(?:odds|chances?|probability)\b[^.;]{0,60}? at (?:about |roughly )?(?P<w>evens?)\b", "about even"),
    Phrase(r"\bmore likely than not\b", "better than even"),
    Phrase(r"\breal (?:possibility|danger|chance|risk|prospect)\b", "real possibility", judged=False),
    Phrase(r"\b(?:realistic|distinct|genuine) (?:possibility|prospect|chance)\b", "realistic possibility", judged=False),
    Phrase(r"\bserious (?:possibility|risk|chance|danger|prospect)\b", "serious possibility", judged=False),
    # Large.
    Phrase(r"\b(?:increasingly|more and more|fairly|pretty|rather|reasonably|quite|now) likely\b|\bmost (?:likely|probably)(?= (?:outcome|scenario|result|end|course|path)\b)|\b(?:chances|odds) are(?: that)?\b(?! (?:\w+ ){0,2}(?:against|low|small|slim|slight|high|good|even|poor|thin|remote|strong|one|two|\d))|\bodds (?:favou?r|are in favou?r)\b|\b(?:fairly|pretty|quite|reasonably) confident\b", "likely"),
    Phrase(r"\b(?:very|highly|extremely|overwhelmingly) (?:likely|probable|probably)\b|\bmost (?:likely|probably)\b|\bin all (?:likelihood|probability)\b", "highly likely", judged=False),
    Phrase(rf"\b(?:very good|good|fair|decent|strong|high|excellent|big|great|growing|every) (?:chance|likelihood|probability|possibility|risk)\b|\b{_ODDS}(?P<w>(?:very |pretty |quite )?(?:good|high|strong))\b", "very good chance", judged=False),
    Phrase(r"(?<!un)\blikely\b", "likely", judged=False),
    Phrase(r"\b(?:is|are|was|were|be) (?:widely )?expected to\b|\bexpects?\b|\bexpected\b|\bpredicts?\b|\bpredicted\b|\bforecasts?\b|\banticipates?\b", "likely"),
    Phrase(r"\b(?:gear(?:ing|ed|s)? up|poised|set to|on course|preparing (?:for|to)|about to|on the (?:verge|brink) of|heading for|looks set|faces? (?:being|the end))\b", "likely"),
    Phrase(r"\bprospects? (?:is|are)(?: for)?\b", "likely"),
    Phrase(r"\bprobably\b", "probably", judged=False),
    Phrase(r"\bprobable\b", "probable", judged=False),
    Phrase(r"\b(?:almost|virtually|all but|nearly|near) (?:certain(?:ly)?|inevitable)\b|\bnear-certain\b|(?:\bclose to (?:certain|inevitable)\b)|\bbound to\b|\b(?:as good as|virtually) (?:certain|over|done|inevitable)\b|\b(?:a )?matter of time\b|\bsooner or later\b", "almost certain"),
    Phrase(r"\b(?:(?<!almost )(?<!not )certainly|(?<!far from )(?<!not )(?<!n't )(?<!means )certain to|definitely|(?<!none too )surely|undoubtedly|(?<!far from )(?<!not )(?<!n't )(?<!means )inevitabl[ey]|(?<!not )(?<!n't )guaranteed|sure to|for sure|no doubt|without (?:a )?doubt|no question|foregone conclusion|a certainty|a given|only a question of (?:time|when))\b", "certainly"),
    # Possibility.
    _possible(r"\b(?:can't|cannot|could not|couldn't|not) (?:be ruled out|rule(?: it| that| this)? out|exclude|be excluded)\b|\b(?:would|will|do|does|did|could)(?: not|n't) (?:rule (?:it |that |this )?out|exclude|put (?:it|that|this) past)\b|\b(?:wo|wouldn't|won't|never) rule (?:it |that |this )?out\b|\b(?:is|are|was)(?: not|n't) (?:impossible|out of the question|inconceivable|unthinkable|excluded)\b|\bnot (?:impossible|out of the question|inconceivable|unthinkable|zero)\b|\b(?:still|entirely|perfectly|quite|just|well|always|at least) (?:possible|conceivable)\b"),
    _possible(r"\b(?:far from|not|by no means|n't|hardly|less than) (?:a |an )?(?:certain|certainty|guaranteed|inevitable|assured|foregone conclusion|given)\b|\bno (?:certainty|guarantee)\b"),
    _possible(r"\bcould(?! not\b|n't\b)\b", judged=False),
    _possible(r"\bmight(?: not\b|n't\b)", "might happen", judged=False, denies=True, turned=True),
    _possible(r"\bmight\b", "might happen", judged=False),
    _possible(r"(?-i:\bmay not\b)", "may happen", judged=False, denies=True, turned=True),
    _possible(r"(?-i:\bmay\b)|(?-i:\bMay) (?:be|happen|well)\b", "may happen", judged=False),
    _possible(r"\b(?:possibly|perhaps)\b", "possibly", judged=False),
    _possible(r"\bmaybe\b", "maybe", judged=False),
    _possible(r"\b(?:possible|(?<!that )(?<!this )possibilit(?:y|ies)|conceivabl[ey]|potential(?:ly)?|can happen|can still|some chance|a chance (?:of|that)|there is a (?:chance|risk|danger)|risk(?:s|ing)?|dangers? of|threatens? to)\b"),
    _possible(r"\b(?:(?<!out of )(?<!without )fears?|feared|worr(?:y|ies|ied)|afraid|speculation|rumou?rs?)\b"),
    # Bare modals.
    Phrase(r"\b(?:will|'ll|would|shall) not\b|\b(?:won't|wouldn't|shan't)\b|\b(?:not|isn't|aren't|n't) going to\b|\b(?:will|'ll|would) never\b|\bnever going to\b", "will happen", rank=0, denies=True, turned=True),
    Phrase(r"\b(?:cannot|can't|can not|could not|couldn't)\b(?! (?:rule|be ruled|be excluded))", "almost no chance", rank=0, denies=True),
    Phrase(r"\b(?:will|shall|going to|gonna)\b|'ll\b", "will happen", rank=0),
    Phrase(r"\bwould\b(?! (?:like|want|rather|not)\b)|(?<=\w)'d\b(?= (?!rather)\w)", "will happen", rank=0),
)  # fmt: skip


@lru_cache(maxsize=1)
def compiled() -> tuple[tuple[Phrase, re.Pattern[str]], ...]:
    """The table with its patterns compiled."""
    return tuple((phrase, re.compile(phrase.regex, re.IGNORECASE)) for phrase in TABLE)


@lru_cache(maxsize=1)
def _tables() -> tuple[dict[str, Surveyed], dict[str, dict[str, tuple[float, float]]]]:
    raw = json.loads(resources.files("brumaire.claims.likelihood").joinpath("phrases.json").read_text(encoding="utf-8"))
    rows = {name: Surveyed(**row) for name, row in raw["phrases"].items()}
    bands = {
        name: {term: (low / 100, high / 100) for term, (low, high) in terms.items()}
        for name, terms in raw["yardsticks"].items()
    }
    return rows, bands


def surveyed(term: str) -> Surveyed:
    """The survey's row for one of its phrases.

    >>> surveyed("likely").p50
    75.0
    """
    return _tables()[0][term]


_AMERICAN = re.compile(r"\b(?:US|U\.S\.|USA|American|CIA|DIA|ODNI|Pentagon|National Intelligence Council)\b")
_BRITISH = re.compile(r"\b(?:UK|U\.K\.|British|Britain's|MI6|MI5|GCHQ|Defence Intelligence)\b")
_SAME = {
    "highly likely": "very likely",
    "highly unlikely": "very unlikely",
    "about even": "roughly even chance",
    "probable": "likely",
    "improbable": "unlikely",
}


def band(term: str, speaker: Speaker | None) -> tuple[str, float, float] | None:
    """The yardstick band of a phrase where the speaker is an intelligence analyst of the country that uses it."""
    if speaker is None:
        return None
    described = " ".join(filter(None, (speaker.name, speaker.role, speaker.affiliation)))
    if not re.search(r"(?i)\bintelligence\b|\bCIA\b|\bDIA\b|\bMI6\b", described):
        return None
    name = "ICD 203" if _AMERICAN.search(described) else "PHIA" if _BRITISH.search(described) else None
    if name is None:
        return None
    bands = _tables()[1][name]
    found = bands.get(term) or bands.get(_SAME.get(term, ""))
    return (name, *found) if found else None
