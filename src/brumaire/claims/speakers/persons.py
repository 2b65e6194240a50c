"""Who is named in an article: full names, titles, roles and affiliations, gathered before anybody is resolved.

A name is a row of capitalised words; a surname alone belongs to the full name that ends in it, wherever in the
article that stands. Roles come from titles ("Colonel"), from what stands before a name ("security expert Dr …")
and from apposition ("…, a professor of law at …,").
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field

from brumaire.claims.speakers import gender
from brumaire.claims.tagging.cues import BODIES, CLASSES, NOT_SPEAKERS, PEOPLE, TITLES, role_noun

_PART = r"(?:[A-Z]{2,}(?![a-z])|O'[A-Z]\w+|al-[A-Z]\w+|[A-Z][a-zÀ-ÿ'-]*[A-Za-zÀ-ÿ]|[A-Z]\.)"
_NAME = re.compile(
    rf"(?<!\w)(?:(?P<title>{TITLES.pattern}))?(?P<name>{_PART}(?:\s(?:(?:de|der|den|van|von|bin|ibn|al|el|la|le|du|di|da)\s){{0,2}}{_PART}){{0,4}})"
)
_BODY_WORDS = frozenset(
    str.split(
        "university college school centre center institute ministry army navy bureau agency times post news "
        "street house office council party union court bank group state states kingdom republic federation "
        "guard service press journal radio television online directorate committee foundation association "
        "church hospital police department city valley river sea front fund trust alliance observatory society academy forum brigade "
        "division regiment corps fleet square palace castle road bridge harbour harbor quay bay port lake mount province district dam "
        "island islands staff war treaty accord network wire lancers guards desk command bank dispatch herald lantern tribune gazette tv courier chronicle telegraph telegram examiner bulletin bugle"
    )
)
_APPOSITION = re.compile(
    r"\s*,\s+(?:(?:a|an|the|one of the|now|then|once)\s+)?(?P<role>(?:[\w'’&-]+\s+){0,9}?[\w'-]+)(?P<more>\s+(?:who|which|at|of|in|with|for|from|and|on)\b[^,.;:\"]{1,110})?(?=\s*[,.;:\"]|$)"
)
_NOT_ROLE = re.compile(
    r"(?i)(?:who|whose|which|because|and|but|as|while|when|if|so|or|for|with|after|before|he|she|it|they|i|we|you|told|said|says|has|had|have|is|was|were|will|would|could|may|might|can)\b"
)
_WAS_ROLE = re.compile(
    r"(?:then\s+|once\s+|now\s+)?(?P<verb>was|is|were|had been|served as|worked as|works as|as|became)\s+(?:once\s+|until\s+\w+\s+)?(?:the\s+|an?\s+|his\s+|her\s+|its\s+)?"
    r"(?P<role>(?:[\w'-]+\s+){0,4}?[a-z-]+)(?=\s+(?:there|until|in|at|for|from|to|of|under|when|before|since|negotiated|during|and|on)\b|\s*$)"
)
_DEEDS = (
    ("teach(?:es)?|taught|lectures?|lectured", {"teacher", "lecturer", "academic"}),
    (
        "commanded|led the \\w+ (?:brigade|division|army|corps|fleet)|fought|served in the (?:army|navy|\\w+ army)",
        {"commander", "officer", "soldier"},
    ),
    ("treated", {"doctor", "physician"}),
    ("ran agents|spied", {"spy", "agent"}),
    ("negotiated|represented", {"diplomat"}),
)
_WHO_AT = re.compile(r"\s*,?\s+who\s+(?P<what>[^,.;:\"]{3,110})")
_AT = re.compile(
    r"\b(?:at|of|for|with|from|in)\s+(?:the\s+)?([A-Z][\w'.&-]*(?:\s+(?:(?:of|for|and|the|on|in)\s+){0,2}[A-Z][\w'.&-]*){0,8})"
)

_OF_BODY = re.compile(
    r",?\s+(?:of|at|from|with)\s+(?:the\s+)?(?P<body>(?:[A-Z][\w'&-]*\s+(?:(?:of|for|and|the|on)\s+){0,2}){0,6}(?:Institute|Institution|Centre|Center|Foundation|University|College|Academy|Council|Group|Society|Forum|Observatory|School|Bank)(?:\s+(?:of|for|on)\s+(?:the\s+)?[A-Z][\w'&-]*(?:\s+(?:and\s+)?[A-Z][\w'&-]*){0,3})?)"
)
_INNER_NICKNAME = re.compile(rf"(?P<first>{_PART})\s['\"(](?P<nick>[^'\"()\n]{{2,30}})['\")]\s(?P<last>{_PART})")
_KNOWN_AS = re.compile(
    r",?\s+(?:(?:better|also|widely|popularly)\s+)?(?:known(?:\s+to\s+\w+(?:\s+\w+)?)?\s+as|nicknamed|dubbed|called)\s+['\"]?(?P<nick>(?:the\s+)?[A-Z][\w-]+(?:\s+[A-Z][\w-]+){0,3})"
)

_DAYS = frozenset(
    str.split(
        "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August September October November December"
    )
)
# "Hulking Stig Maren", "Disgraced Otto Reed": what a sentence may begin with before a name.
_EPITHET = re.compile(r"[A-Z][a-z-]+(?:ing|ous|ful|less|ish|some|faced|haired|bitten|handed)$")
_PERHAPS_EPITHET = re.compile(r"[A-Z][a-z-]+(?:ed|al|ic|y|ive|ior|ile|uel|ran|ary|old)$")


def _bare(nickname: str) -> str:
    return re.sub(r"(?i)^the\s+", "", nickname.strip())


@dataclass(eq=False)
class Person:
    """Somebody named; `words` are the role words used of him, lower case and singular."""

    name: str
    role: str | None = None
    affiliation: str | None = None
    words: set[str] = field(default_factory=set)
    pronoun: str | None = None
    first: int = 0
    mentions: int = 0

    @property
    def surname(self) -> str:
        """The last word of the name."""
        return self.name.split()[-1]


class People:
    """Everybody named in an article, by surname and by name."""

    def __init__(self, folded: str, stretches: list[tuple[int, int]]) -> None:
        self.folded = folded
        self.by_name: dict[str, Person] = {}
        self.by_surname: dict[str, Person] = {}
        self.mentions: list[tuple[int, int, Person]] = []
        self._bearers: dict[str, list[Person]] = {}
        self._begins, self._ends = [a for a, _ in stretches], [b for _, b in stretches]
        rows = [row for a, b in stretches for row in _rows(folded, a, b)]
        for title, name, at, end in sorted(rows, key=lambda row: -len(row[1].split())):
            person = self._person(name, title, at)
            if person is not None:
                self._describe(person, title, at, end)
        for _, name, at, end in sorted(rows, key=lambda row: row[2]):
            if person := self.find(name):
                person.mentions += 1
                person.first = min(person.first, at)
                self.mentions.append((at, end, person))
        self._nicknames()
        for person in set(self.by_name.values()):
            person.pronoun = person.pronoun or gender.of(person.name, person.words, person.role)
        gender.from_kin(folded, self.mentions)

    def _person(self, name: str, title: str, at: int) -> Person | None:
        words = name.split()
        if len(words) >= 2:
            if any(w.lower().rstrip("s") in _BODY_WORDS or w.lower() in BODIES for w in words) or TITLES.fullmatch(
                words[-1] + " "
            ):
                return None
            person = self.by_name.get(name) or Person(name, first=at)
            self.by_name[name] = person
            self.by_surname.setdefault(words[-1].lower(), person)
            return person
        known = self.by_surname.get(words[0].lower())
        if known is None and (title or self._called_by_role(words[0], at)):
            known = self.by_first_name(words[0])
        if known is None and (title or self._called_by_role(words[0], at)):
            known = Person(words[0], first=at)
            self.by_name[words[0]] = known
            self.by_surname[words[0].lower()] = known
        return known

    def _called_by_role(self, word: str, at: int) -> bool:
        """Whether a single name follows a role word in the singular: "her husband Tomas", "reader Marta"."""
        before = re.search(r"([a-z-]+) $", self.folded[max(0, at - 30) : at])
        return (
            before is not None
            and before[1].rsplit("-", 1)[-1] in PEOPLE
            and word.lower().rstrip("s") not in _BODY_WORDS | BODIES
            and word not in _DAYS
        )

    def _describe(self, person: Person, title: str, at: int, end: int) -> None:
        title = " ".join(title.split())
        for word in title.replace("-", " ").split():
            low = word.lower().rstrip(".")
            person.words.add(
                {"prof": "professor", "gen": "general", "col": "colonel", "lt": "lieutenant"}.get(low, low)
            )
            if low == "prime":
                person.words |= {"premier", "pm"}
            if low in (
                "mr",
                "sir",
                "king",
                "prince",
                "lord",
                "sultan",
                "emir",
                "sheikh",
                "ayatollah",
                "pope",
                "cardinal",
            ):
                person.pronoun = "he"
            if low in ("mrs", "ms", "miss", "queen", "princess", "lady", "dame"):
                person.pronoun = "she"
        # What describes somebody stands in the same paragraph.
        paragraph = bisect_right(self._begins, at) - 1
        lead = _role_before(self.folded, at, self._begins[paragraph])
        if lead:
            person.words |= _role_words(lead)
            person.role = person.role or lead
        after = self.folded[end : min(end + 240, self._ends[paragraph])]
        match = _APPOSITION.match(after)
        if match and _role_words(match["role"]) and not _NOT_ROLE.match(match["role"]):
            role = match["role"]
            more = match["more"] or ""
            person.words |= _role_words(role + more)
            affiliation = _AT.search(more)
            cut = re.split(r"\s+(?:who|which|at|with|from)\b", role + more)[0]
            if person.role is None or len(person.words) == len(_role_words(title)):
                person.role = re.sub(r"(?i)^(?:its|his|her|their|my|our|now|then|once)\s+", "", cut.strip())
            if affiliation:
                person.affiliation = person.affiliation or affiliation[1]
        if body := _OF_BODY.match(after):
            person.affiliation = person.affiliation or body["body"]
        who = _WHO_AT.match(after)
        if who and (at_body := re.search(r"\b(?:at|for)\s+(?:the\s+)?((?:[A-Z][\w'.&-]*\s*(?:of\s+)?)+)", who["what"])):
            person.affiliation = person.affiliation or at_body[1].strip()
        if who:
            self._told_by_clause(person, who["what"])
        if title and person.role is None:
            bare = re.sub(r"\b(?:Mr|Mrs|Ms|Miss|Sir|Dame|Lord|Lady|Dr)\b\.?", "", title).strip()
            person.role = bare or None

    @staticmethod
    def _told_by_clause(person: Person, clause: str) -> None:
        """Roles from a relative clause: "who was interior minister until last year", "who as ambassador …", "who teaches law"."""
        if match := _WAS_ROLE.match(clause):
            found = _role_words(match["role"])
            person.words |= found
            if found and person.role is None:
                person.role = (
                    "former " if match["verb"] in ("was", "were", "had been", "served as", "worked as") else ""
                ) + match["role"]
        for verb, words in _DEEDS:
            if re.search(rf"\b{verb}\b", clause):
                person.words |= words

    def _nicknames(self) -> None:
        """Names in quotation marks inside a name or behind "known as": 'Ada "the Hammer" Ames'."""
        for match in _INNER_NICKNAME.finditer(self.folded):
            if person := self.by_surname.get(match["last"].lower()):
                full = f"{match['first']} {match['last']}"
                if person.name == match["last"]:
                    person.name = full
                self.by_name.setdefault(full, person)
                self.by_name.setdefault(_bare(match["nick"]), person)
        for at, end, person in self.mentions:
            if at < end and (known := _KNOWN_AS.match(self.folded, end, end + 90)):
                self.by_name.setdefault(_bare(known["nick"]), person)

    def bearers(self, noun: str) -> list[Person]:
        """Everybody who is called by a role word or title."""
        if not self._bearers:
            for person in dict.fromkeys(self.by_name.values()):
                for word in person.words:
                    self._bearers.setdefault(word, []).append(person)
        return self._bearers.get(noun, [])

    def by_first_name(self, name: str) -> Person | None:
        """The one person with a first name; None where nobody or several have it."""
        bearers = {id(p): p for p in self.by_name.values() if len(p.name.split()) > 1 and p.name.split()[0] == name}
        return next(iter(bearers.values())) if len(bearers) == 1 else None

    def find(self, name: str) -> Person | None:
        """The person that a name, a surname or a titled surname belongs to."""
        plain = re.sub(r"'s$", "", TITLES.sub("", name.strip()).strip(" ,."))
        plain = re.sub(r"^[Tt]he ", "", plain)
        if plain in self.by_name:
            return self.by_name[plain]
        words = plain.split()
        return self.by_surname.get(words[-1].lower()) if words else None

    def of_role(self, noun: str, among: list[Person]) -> Person | None:
        """Who of some people is called by a role noun; the last one of those who fit best."""
        classes = [c for c in CLASSES if noun in c]
        best: tuple[int, Person | None] = (0, None)
        for person in among:
            score = 3 if noun in person.words else 2 if any(person.words & c for c in classes) else 0
            if score and score >= best[0]:
                best = (score, person)
        return best[1]


def _rows(folded: str, start: int, end: int) -> list[tuple[str, str, int, int]]:
    found = []
    letters = [c for c in folded[start:end] if c.isalpha()]
    # In a line of capitals no word is more of a name than another.
    loud = sum(c.isupper() for c in letters) > 0.5 * len(letters)
    for match in _NAME.finditer(folded, start, end):
        name, at = match["name"], match.start("name")
        title = match["title"] or ""
        # A title word can be taken for a first name where the pattern could not split it off.
        while inner := TITLES.match(name + " "):
            cut = len(inner[0].rstrip())
            if cut >= len(name):
                break
            title += " " + name[:cut]
            at += len(name) - len(name[cut:].lstrip())
            name = name[cut:].lstrip()
        words = name.split()
        if words and (words[0].lower() in NOT_SPEAKERS or words[0] in _OPENERS):
            at += len(words[0]) + 1
            words = words[1:]
        # "Ex-brigadier Basil Corto", "Veteran Haverin-watcher Tilda Moss": a role with a capital is no first name.
        while (
            len(words) > 2 and not words[0].isupper() and (role_noun(words[0]) or words[0] in ("Opposition", "Former"))
        ):
            title = f"{title} {words[0]}"
            at += len(words[0]) + 1
            words = words[1:]
        before = folded[max(start, at - 2) : at].strip()
        if len(words) > 2 and before in ("", ".", '"', "'", "!", "?") and _is_epithet(words):
            at += len(words[0]) + 1
            words = words[1:]
        if (
            len(words) == 2
            and words[0].lower() in PEOPLE
            and not gender.of("_".join(words[:1]) + " X")
            and len(words[0]) > 4
        ):
            # "Commenter Bluebird": no first name.
            title, at, words = f"{title} {words[0]}", at + len(words[0]) + 1, words[1:]
        if any(w.split("'")[0] in ("I", "We", "You", "He", "She", "They") for w in words):
            continue
        if all(w.isupper() for w in words) and (loud or (len(words) > 1 and any(w.lower() in _SMALL for w in words))):
            continue
        if words and words[-1].endswith("'s"):
            words[-1] = words[-1][:-2]
        if not words or (len(words) == 1 and len(words[0]) < 3):
            continue
        # A tabloid's opening words in capitals are no other person: VLADIMIR Putin.
        if len(words) > 1 and any(not w.isupper() for w in words):
            words = [w.capitalize() if w.isupper() and len(w) > 3 else w for w in words]
        name = re.sub(r"(?<=\s[A-Z])\.$", "", " ".join(words))
        found.append((title.strip(), name, at, at + len(name)))
    return found


def _is_epithet(words: list[str]) -> bool:
    """Whether the first of some capitalised words describes the bearer of the name that follows."""
    if gender.of(" ".join(words)) is not None:
        return False
    known = gender.of(" ".join(words[1:])) is not None
    return bool(_EPITHET.match(words[0]) or (known and _PERHAPS_EPITHET.match(words[0])))


_OPENING_WORDS = (
    "The But And He She It They We You His Her Their Its Our My I If Former Earlier A An Then Some Either Neither When "
    "Poor Mad Dear Will Would Could Can Is Are Was Were Has Have Did Does Should Both Even Only Now Today"
)
_OPENERS = frozenset(_OPENING_WORDS.split())
_SMALL = frozenset(("to", "of", "the", "in", "on", "for", "by", "and", "at", "with", "over", "from", "is", "out", "up"))


_HEAD_OF = re.compile(
    r"\b(?P<role>(?:former\s+|retired\s+|deputy\s+|acting\s+)?(?:chief|head|director|leader|secretary|minister|commander|president|speaker|governor)\s+of\s+(?:the\s+)?[a-z]+(?:\s[a-z]+)?),?$"
)


def _role_before(folded: str, at: int, begin: int) -> str | None:
    """The role words right before a name and its title: "leading security expert"."""
    before = folded[max(begin, at - 90) : at]
    before = re.sub(rf"{TITLES.pattern}$", "", before).rstrip()
    if of := _HEAD_OF.search(before):
        return of["role"]
    # "the country's foreign minister, Edda Marsh," has a comma between.
    before = re.sub(r"(?<=[a-z]),$", "", before) if re.match(r"[^,.;]{0,40},", folded[at : at + 60]) else before
    match = re.search(r"(?:^|[\s(,\"])((?:[a-z][\w-]*\s+|[A-Z][\w'-]*\s+){0,4}[a-z][\w-]+)$", before)
    if not match:
        return None
    words = match[1].split()
    if role_noun(words[-1]) is None:
        return None
    while words and words[0].lower() in {
        *NOT_SPEAKERS,
        "the",
        "a",
        "an",
        "and",
        "but",
        "told",
        "said",
        "his",
        "her",
        "its",
        "their",
        "or",
        "is",
        "was",
    }:
        words = words[1:]
    for i, word in enumerate(words):
        if word.lower() in {
            "the",
            "a",
            "an",
            "by",
            "to",
            "of",
            "said",
            "told",
            "with",
            "and",
            "that",
            "its",
            "his",
            "her",
            "which",
        }:
            return " ".join(words[i + 1 :]) or None
    return " ".join(words) or None


def _role_words(phrase: str) -> set[str]:
    found = {role_noun(word.strip("'\",.")) for word in phrase.replace("-", " ").split()}
    return {word for word in found if word and word not in BODIES}
