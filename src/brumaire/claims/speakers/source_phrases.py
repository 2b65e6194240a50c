"""The noun phrase of a source taken apart: pronoun, head, number, whose, and what is left as a name for the unnamed.

Taggers give the phrase in full ("Ada Ames, a former colonel who now teaches at Reyl University,") or in part ("she", "his");
what is made of it here does not depend on how much of it they give.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from brumaire.claims.tagging.cues import BODIES, plural, role_noun

_PRONOUN = re.compile(
    r"(?i)(?:maybe |perhaps |and |but |so |or |then |as |even )*(?P<word>i|me|we|us|he|him|she|her|it|they|them|you|who|which|whose|my|our|his|its|their|himself|herself|itself|themselves)(?:'\w+)?$"
)
_PLAIN = {
    "me": "i", "my": "i", "us": "we", "our": "we", "him": "he", "his": "he", "himself": "he", "her": "she", "herself": "she",
    "its": "it", "itself": "it", "them": "they", "their": "they", "themselves": "they", "whose": "who", "which": "who",
}  # fmt: skip
_OPINION = r"(?:view|opinion|judg(?:e)?ment|assessment|estimate|answer|verdict|prediction|forecast|guess|advice|bet|money|hunch|expectation|reading|central estimate|best guess)"
_OWN_OPINION = re.compile(rf"(?i)(?P<word>my|our|his|her|its|their)\s+(?:own\s+|\w+\s+)?{_OPINION}s?$")
_OWNER = re.compile(r"(?i)(?P<word>his|her|its|their|my|our|whose)\s+(?P<rest>.+)$")
_SELF = re.compile(r"(?i)\s+(?:himself|herself|itself|themselves|also|too|alone|separately|again)$")
_ARTICLE = re.compile(r"(?i)^(?:and|but|so)\s+|^(?:the|an?|this|that|these|those)\s+")
_CLAUSE = re.compile(
    r"\s*[,;(]|\s-\s|\s(?:who|which|that|whose|whom|where|when|told|said|speaking|writing)\s|\s+and\s+\w+\s+by\b"
)
_PARTICIPLE = re.compile(
    r"(?i)\s(?:(?:published|released|issued|conducted|seen|shown|obtained|quoted|posted|carried|dated|commissioned|commanding|leading|working|based|serving)\b|on\s+(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|last\s+\w+$|this\s+\w+$|yesterday$|today$)"
)
_TAIL = re.compile(
    r"(?i)\s(?:of|in|at|from|with|for|on|by|to|close|familiar|briefed|inside|within|near|outside|among|still|now|who|which|that|circulated|involved|present)\s"
)
_MANY = re.compile(
    r"(?i)(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens|scores|several|some|many|most|few|both|other|others|various|all|these|those|\d+)\b"
)
_PARTITIVE = re.compile(
    r"(?i)(?:another|one|a\s+(?:second|third|fourth))(?:\s+of)?(?:\s+(?:them|the\s+(?:two|three|four|five|group)|these|those))?$"
)
_OUTPUT = "paper report study survey poll statement article editorial analysis assessment briefing memo document note yearbook newsletter imagery figures data papers list images blog post bulletin communique"
OUTPUTS = frozenset(_OUTPUT.split())
_BY = re.compile(
    r"(?<!obtained )(?<!seen )(?<!shown )(?<!quoted )(?<!reviewed )(?<!leaked )\b(?:by|from|of)\s+(?:the\s+)?(?:(?:opposition|rebel|exiled|banned|ruling|independent|private|new|state-run)\s+)?(?P<name>[A-Z][\w'&-]*(?:\s+(?:(?:of|for|and|the|on)\s+){0,2}[A-Z][\w'&-]*){0,6})\s*$"
)

# "The Centre's own indicators": whose they are speaks.
MADE_BY = re.compile(
    r"(?i)(?P<owner>[\w' &-]{2,60}?)'s\s+(?:(?!most\b)[\w-]+\s+){0,2}?(?:forecasts?|estimates?|assessments?|indicators|models?|figures|analysis|projections?|survey|report|statement|view|judge?ment|data|index|study|bulletin)$"
)


@dataclass(frozen=True, slots=True)
class SourcePhrase:
    """What a source phrase says.

    `pronoun` is in the nominative ("his view" is "he"); `owner` is the pronoun of a possessive before a noun ("his spokesman").
    `head` is the phrase up to its first clause or preposition, `noun` the role noun that it ends in; `name` is what an unnamed
    source is called: the phrase without its article and without relative clauses.
    """

    text: str
    name: str
    head: str
    pronoun: str | None = None
    owner: str | None = None
    noun: str | None = None
    many: bool = False
    definite: bool = False
    one_of_them: bool = False
    maker: str | None = None


def parse(phrase: str) -> SourcePhrase:
    """Take a folded source phrase apart.

    >>> one = parse("the two officials familiar with the talks, who asked not to be named,")
    >>> one.name, one.head, one.noun, one.many
    ('two officials familiar with the talks', 'two officials', 'official', True)
    >>> parse("In our view".removeprefix("In ")).pronoun, parse("I'd").pronoun, parse("His spokesman").owner
    ('we', 'i', 'he')
    """
    text = phrase.strip(" ,.;:'\"-\n")
    if (match := _PRONOUN.match(text)) or (match := _OWN_OPINION.match(text)):
        word = match["word"].lower()
        return SourcePhrase(text, text, text, pronoun=_PLAIN.get(word, word))
    text = _SELF.sub("", text)
    owner = None
    if match := _OWNER.match(text):
        owner = _PLAIN.get(match["word"].lower(), match["word"].lower())
        text = match["rest"]
    # "One officer who served there" is an officer; "One, a retired colonel," says who he is.
    if who := re.match(r"(?i)(?:one|another)(?:\s+of\s+(?:them|these|those))?,\s+(?P<who>(?:an?|the)\s+\S.*)$", text):
        text = who["who"]
        return parse(text)
    text = re.sub(r"(?i)^one\s+(?=(?!of\b)[\w'-]+)", "a ", text)
    definite = bool(re.match(r"(?i)(?:the|this|that)\s", text)) or owner is not None
    bare = _ARTICLE.sub("", _ARTICLE.sub("", text))
    name = bare[: match.start()] if (match := _CLAUSE.search(bare)) else bare
    name = name[: match.start()] if (match := _PARTICIPLE.search(name)) and match.start() else name
    name = name.strip(" ,.'\"") or text
    head = name[: match.start()] if (match := _TAIL.search(name)) else name
    nouns = [n for w in head.split() if (n := role_noun(w)) is not None]
    words = head.split()
    last = words[-1] if words else ""
    if single := re.match(
        r"(?i)(?:another|one)\s+(?:of\s+)?(?:the|our|its|his|her|their|my|those|these)\s+(?P<all>[\w' -]+)", name
    ):
        nouns = [n for w in single["all"].split() if (n := role_noun(w)) is not None][:1]
        # "One of our consultants, a former officer": the apposition says who.
        if who := re.match(r"(?i)[^,]+,\s+(?:an?|the)\s+(?P<who>[^,]+)", bare):
            name = head = who["who"].strip()
            nouns = [n for w in name.split() if (n := role_noun(w)) is not None] or nouns
        return SourcePhrase(text, name, head, owner=owner, noun=nouns[-1] if nouns else "person")
    counted = bool(_MANY.match(name))
    many = (
        counted
        or plural(last)
        or (last.islower() and last.endswith("s") and not last.endswith("ss") and last not in BODIES)
    )
    many = many or (" and " in head and not head.istitle())
    maker = None
    if many and re.match(r"(?i)one\s+[\w-]+$", head):
        many = False
    if any(w.lower().rstrip("s") in OUTPUTS or w.lower() in OUTPUTS for w in words[:4]):
        by = _BY.search(bare.split(",")[0])
        maker = by["name"] if by else None
    return SourcePhrase(
        text,
        name,
        head,
        owner=owner,
        noun=nouns[-1] if nouns else None,
        many=many,
        definite=definite,
        one_of_them=bool(_PARTITIVE.match(name)),
        maker=maker,
    )
