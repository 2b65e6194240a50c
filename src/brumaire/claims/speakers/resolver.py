"""Sources to speakers: pronouns, surnames, role nouns, bodies and the article's own voice, resolved through the article.

What is resolved leaves an *anchor* at its place. "He" is the last anchor, or the last subject of the reporter's own
sentences, that it fits in gender; "they" the last group; "it" the last body; "the professor" and "the former
infantryman" whoever was called so, else the last anchor that nothing speaks against. "We" is the institute that publishes, else the
author. A source without a name keeps its phrase ("two officials familiar with the talks").
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from brumaire.claims.base import RawAttribution
from brumaire.claims.speakers import companions, gender
from brumaire.claims.speakers.anchors import (
    ANYBODY,
    OFFICES,
    SPEAKS_FOR,
    STATUSES,
    TRAINED,
    Anchor,
    as_speaker,
    may_be,
    roles,
)
from brumaire.claims.speakers.organisations import Organisations, kind_of
from brumaire.claims.speakers.persons import People, Person
from brumaire.claims.speakers.source_names import author, both, named, with_name_behind
from brumaire.claims.speakers.source_phrases import MADE_BY, OUTPUTS, SourcePhrase, parse
from brumaire.claims.speakers.subject_mentions import Subjects
from brumaire.claims.tagging.cues import BODIES, HEARSAY, PARTICIPLES, RULERS, TITLES
from brumaire.claims.tagging.transcripts import answers, interviewed
from brumaire.claims.text.sentences import after_dateline
from brumaire.records import Article, Speaker

_FORMER = re.compile(r"(?i)\b(?:former|ex-?|retired|late|veteran|one-time|now)\b")
_OWN_JUDGEMENT = re.compile(
    r"\b(?:I|[Ww]e)(?:'d|'ll)?\s+(?:(?:would|can|could|still|now|also|easily|not|do|don't|wouldn't|can't)\s+){0,3}(?:think|believe|expect|judge|put|give|rate"
    r"|see|assess|guess|bet|reckon|make|price|doubt|foresee|predict|raise|lower|rule|consider|regard|estimate|suspect|fear)\b"
    r"|\b(?:[Mm]y|[Oo]ur)\s+(?:\w+\s+){0,2}(?:view|judge?ment|opinion|guess|forecast|estimate|answer|money|bet|reading|assessment|expectation|prediction)\b"
)
_WHOM = re.compile(r"\b(?:whom|who)\s+$")
_NOBODY = re.compile(r"(?i)(?:nobody|no[ -]one|none|nothing|everybody|everyone|anybody|anyone)\b")
_SUPPOSED = re.compile(r"(?i)\b(?:if|unless|until|once|should)\s+$")
_PUBLISHED_HERE = re.compile(r"(?i)(?:this|our|my)\s+(?:\w+\s+)?\w+$")
# After so many paragraphs without a word of his nobody is "the minister" or goes on speaking.
_REACH = 3
# Anchors further back are nobody's antecedent; the limit keeps long articles linear.
_REMEMBERED = 60


class Resolver:
    """Resolves the sources of one article in their order.

    `countries` are names that make a bare name a state ("Halvia said"). `sources` are the people named as a source anywhere.
    """

    def __init__(
        self, folded: str, people: People, raws: Sequence[RawAttribution], countries: frozenset[str], article: Article
    ) -> None:
        self.folded, self.people, self.countries = folded, people, countries
        self.bodies = Organisations(folded, article)
        self.article = article
        self.left_open = False
        self.announced: list[Person] = []
        self.author = author(article, folded)
        self.first = next((raw for raw in raws if raw.source and raw.states), None)
        self.starts = [block.start for block in article.blocks]
        self.anchors: list[Anchor] = []
        self.spoken: dict[int, Person] = {}
        self.last: Speaker | None = None
        self.last_block = -10
        self.sources: list[Person] = []
        for raw in raws:
            for a, b in raw.source:
                person = named(people, folded[a:b])
                if person is not None and person not in self.sources:
                    self.sources.append(person)
        guest = interviewed(article, [(a, p.name) for a, _, p in people.mentions if p.name != self.author])
        self.guest = as_speaker(people.by_name[guest]) if guest in people.by_name else None
        self.subjects = Subjects(folded, article, people, raws, self.sources)

    def speaker(self, raw: RawAttribution) -> Speaker | None:
        """Who says the content of an attribution; None where nobody does ("it is feared")."""
        found = self._speaker(raw)
        if raw.manner == "direct" and raw.states:
            # A newspaper leaves a quotation open at the paragraph's end where the next one goes on.
            self.left_open = not re.match(r"[\s.,!?]*[\"']", self.folded[raw.content[-1][1] : raw.content[-1][1] + 4])
        return found

    def _speaker(self, raw: RawAttribution) -> Speaker | None:
        if not raw.source:
            return self._continued(raw)
        a, b = raw.source[0]
        if _SUPPOSED.search(self.folded[max(0, a - 12) : a]):
            # "If he refused, he could be killed": nobody says anything but who goes on speaking.
            return self.last
        if whom := _WHOM.search(self.folded[max(0, a - 8) : a]):
            # "A brigadier whom I trust puts the chance at …": the brigadier does.
            one_trusted = self._antecedent(max(0, a - len(whom[0])), raw.block)
            if one_trusted is not None:
                return one_trusted
        if not raw.cue and self._overtaken(raw):
            return self.last
        if raw.act or raw.nested:
            # Who acts, or speaks inside somebody's words, is not the one who goes on speaking.
            before = self.last, self.last_block, self.anchors[-_REMEMBERED:], dict(self.spoken)
            found = self._resolve(self._words(a, b), a, raw.block)
            self.last, self.last_block, self.anchors, self.spoken = before
            return found
        found = self._resolve(self._words(a, b), a, raw.block)
        if found is not None:
            self.last, self.last_block = found, raw.block
        return found

    def author_of(self, start: int, end: int) -> Speaker | None:
        """The author or publishing institute where the sentence of a stretch says so: "in our judgement", "I'd put"."""
        match = _OWN_JUDGEMENT.search(self.subjects.sentence(start, end))
        return self._own_voice("i" if match[0][0] in "iImM" else "we") if match else None

    def _overtaken(self, raw: RawAttribution) -> bool:
        """Whether a quotation without a cue was given a source that is not the last speaker any more, or not yet."""
        if self.last is None or raw.manner != "direct":
            return False
        at, content = raw.source[0][0], raw.content[0][0]
        source_block = bisect_right(self.starts, at) - 1
        if at < content:
            return source_block < self.last_block < raw.block
        return source_block > raw.block and self.left_open and raw.block - self.last_block <= _REACH

    def _words(self, start: int, end: int) -> str:
        i = bisect_right(self.starts, start) - 1
        limit = self.article.blocks[i].end if i >= 0 else end
        if i >= 0 and start == self.starts[i]:
            begins = after_dateline(self.folded, start, limit)
            start = begins if begins < end else start
        if (own := self.subjects.apposed(start, self.folded[start:end])) is not None:
            return own
        return with_name_behind(self.folded, self.people, start, end, limit)

    def _continued(self, raw: RawAttribution) -> Speaker | None:
        """Who speaks where no source is given: the last speaker, or the next one if nobody has spoken yet."""
        cue = self.folded[slice(*raw.cue[0])].lower().split() if raw.cue else []
        goes_on = raw.continues or (cue and cue[0] in PARTICIPLES) or (not cue and raw.manner == "direct")
        if not goes_on:
            return self.author_of(*raw.content[0]) if raw.manner != "direct" else None
        if self.last is not None and (raw.continues or raw.block - self.last_block <= _REACH):
            self.last_block = raw.block
            return self.last
        if self.last is None and raw.manner == "direct":
            # Nobody has spoken before the first source, so the next one is the first.
            later = self.first
            if later is not None and later.content[0] > raw.content[0] and later.block - raw.block <= 2:
                a, b = later.source[0]
                return self._resolve(self._words(a, b), a, later.block)
        return None

    def _resolve(self, phrase: str, at: int, block: int) -> Speaker | None:
        if self.guest and answers(phrase):
            return self.guest
        if (among := self._among(phrase, at, block)) is not None:
            return among
        one = parse(phrase)
        words = re.findall(r"[\w'-]+", one.text)
        if not words or (any(w.lower() in HEARSAY for w in words[:2]) and one.maker is None):
            return None
        if _NOBODY.match(one.text):
            return None
        if one.pronoun is not None:
            return self._pronoun(one.pronoun, at, block)
        if pair := both(self.people, one.text):
            return self._kept(Speaker(" and ".join(p.name for p in pair), kind="group"), at, block)
        person = named(self.people, phrase)
        if person is not None:
            if (
                one.owner is not None
                and person.affiliation is None
                and (whose := self._pronoun(one.owner, at, block, keep=False))
            ):
                person.affiliation = whose.name if whose.kind == "organisation" else None
            return self._said(person, at, block)
        if writer := self._writer(one.text):
            return self._kept(Speaker(writer, kind="person"), at, block)
        return self._unnamed(one, at, block)

    def _writer(self, name: str) -> str | None:
        """The full name of an author who is called by his surname."""
        bare = TITLES.sub("", name).strip()
        names = (self.author or "").split(" and ")
        return next((n for n in names if " " in n and bare == n.split()[-1]), None)

    def _among(self, phrase: str, at: int, block: int) -> Speaker | None:
        """Who of those met before is meant by "both", "the latter", "two of whom", "the mum-of-two"."""
        before = self._before(at)
        if pair := companions.pair(phrase, before, block):
            return self._kept(pair, at, block)
        which = companions.ordinal(phrase)
        if which is not None and (two := companions.two(before, block)):
            return as_speaker(two[which])
        if companions.part_of_group(phrase):
            groups = [a.speaker for a in before if a.speaker.kind == "group"]
            return self._kept(groups[-1], at, block) if groups else None
        pronoun = companions.epithet(phrase)
        if pronoun == "either":
            near = self._nearest(at, block)
            return self._said(near, at, block) if near is not None else None
        return self._pronoun(pronoun, at, block) if pronoun else None

    def _pronoun(self, word: str, at: int, block: int, *, keep: bool = True) -> Speaker | None:
        found: Anchor | None = None
        match word:
            case "i" | "we":
                speaker = self._own_voice(word)
                return self._kept(speaker, at, block) if speaker and keep else speaker
            case "he" | "she":
                found = self._who(word, at)
            case "they":
                many = [a for a in self._before(at) if a.speaker.kind in ("group", "organisation", "state")]
                plural = self.subjects.plural_before(at)
                if plural is not None and (not many or plural[0] > many[-1].at):
                    return self._kept(Speaker(plural[1], kind="group"), at, block)
                found = many[-1] if many else None
            case "it":
                bodies = [a for a in self._before(at) if a.speaker.kind in ("organisation", "state")]
                found = bodies[-1] if bodies else None
            case "who":
                return self._antecedent(at, block)
            case _:
                return None
        if found is None:
            return self.last if word in ("he", "she", "they") else None
        if keep:
            self.anchors.append(Anchor(at, block, found.speaker, found.person, found.noun))
        return found.speaker

    def _own_voice(self, word: str) -> Speaker | None:
        publisher = self.bodies.publisher
        if publisher and (word == "we" or self.author is None):
            return Speaker(publisher, kind="organisation")
        if self.author is None:
            return None
        return Speaker(self.author, kind="group" if " and " in self.author else "person")

    def _who(self, pronoun: str, at: int) -> Anchor | None:
        """The last one who spoke, or the subject of the reporter's last sentence, whom a pronoun fits."""
        # Who writes is "I", never "she".
        spoken = [a for a in self._before(at) if a.fits(pronoun) and a.speaker.name != self.author]
        subject = self.subjects.before(at, pronoun)
        latest = max(subject[0] if subject else -1, spoken[-1].at if spoken else -1)
        if (other := self.subjects.unnamed_before(at, pronoun)) and other[0] > latest:
            return Anchor(other[0], 0, Speaker(other[1].name, kind="person"), None, other[1].noun)
        if subject is not None and (not spoken or subject[0] > spoken[-1].at):
            where, person = subject
            return Anchor(where, 0, as_speaker(person), person)
        if spoken:
            last = spoken[-1]
            if last.person is not None and last.person.pronoun is None:
                last.person.pronoun = pronoun
            return last
        earlier = [(a, p) for a, _, p in self.people.mentions if a < at and gender.agrees(p, pronoun)]
        return Anchor(earlier[-1][0], 0, as_speaker(earlier[-1][1]), earlier[-1][1]) if earlier else None

    def _before(self, at: int) -> list[Anchor]:
        return sorted((a for a in self.anchors[-_REMEMBERED:] if a.at < at), key=lambda a: a.at)

    def _antecedent(self, at: int, block: int) -> Speaker | None:
        """What stands before a relative pronoun: "the mutineers, who say"."""
        before = self.folded[max(0, at - 90) : at].rstrip(" ,-")
        body = next((b.name for b in reversed(self.bodies.bodies) if b.at < at and before.endswith(b.name)), None)
        if body is not None:
            return self._kept(Speaker(body, kind="organisation"), at - 1, block)
        phrase = re.split(r"[.;:,\"(]\s|\s(?:by|to|of|with|from|and|but|for|against)\s|\n", before)[-1]
        return self._resolve(phrase, at - 1, block) if phrase and parse(phrase).pronoun is None else None

    def _unnamed(self, one: SourcePhrase, at: int, block: int) -> Speaker | None:
        last_noun = one.head.split()[-1].lower() if one.head else ""
        output = last_noun in OUTPUTS or last_noun.rstrip("s") in OUTPUTS
        if one.maker is not None:
            return self._kept(Speaker(self.bodies.find(one.maker, at) or one.maker, kind="organisation"), at, block)
        if one.owner == "we" and one.noun is not None and one.many and self.bodies.publisher:
            return self._kept(Speaker(self.bodies.publisher, kind="organisation"), at, block)
        if made := MADE_BY.match(one.text):
            return self._resolve(made["owner"], at, block)
        if output and (one.owner or _PUBLISHED_HERE.match(one.text)):
            whose = self._pronoun(one.owner or "we", at, block)
            if whose is not None:
                return whose
        if one.one_of_them:
            groups = [(a.at, a.speaker.name) for a in self._before(at) if a.speaker.kind == "group"]
            groups += [plural] if (plural := self.subjects.plural_before(at)) else []
            if groups:
                return self._kept(Speaker(max(groups)[1], kind="person"), at, block)
        if full := self.bodies.find(one.text, at):
            return self._kept(Speaker(full, kind="organisation"), at, block)
        if one.noun is not None and one.definite and one.owner is None and not one.many:
            around = (one.noun, self._before(at), block, _REACH)
            unnamed = companions.hidden(*around) or companions.outlet(*around)
            if unnamed is not None and (companions.keeps_name_back(one.noun) or not self._called(one, at)):
                return self._kept(unnamed.speaker, at, block, unnamed.noun)
        hides = one.noun is not None and companions.keeps_name_back(one.noun)
        if one.noun is not None and one.noun not in BODIES and not one.many and not hides:
            person = self._of_role(one, at, block)
            if person is not None:
                person.words.add(one.noun)
                return self._said(person, at, block)
        affiliation = None
        if one.owner is not None and one.noun in SPEAKS_FOR:
            whose = self._pronoun(one.owner, at, block, keep=False)
            affiliation = whose.name if whose else None
        return self._kept(
            Speaker(one.name, None, affiliation, kind_of(one, self.folded, self.countries)), at, block, one.noun
        )

    def _called(self, one: SourcePhrase, at: int) -> bool:
        return any(one.noun in p.words for p in self.sources if p.first < at)

    def _of_role(self, one: SourcePhrase, at: int, block: int) -> Person | None:
        noun = one.noun
        assert noun is not None
        if not one.definite or one.owner is not None:
            ruler = self._holder_of_office(noun, one, at) if noun in RULERS and "'s " in one.text else None
            return ruler or self._named_later(noun, one, at, block)
        recent = self._recent_first(at)
        exact = [p for p in recent if noun in p.words]
        if exact:
            return exact[-1]
        by_class = self.people.of_role(noun, recent)
        if by_class is not None:
            return by_class
        # "The former envoy" right behind somebody of whom no role is known; "the minister" is nobody who was never one.
        near = self._nearest(at, block)
        if near is not None and may_be(near, noun) and not roles(near):
            return near
        if holder := self._holder_of_office(noun, one, at):
            return holder
        loose = noun not in OFFICES and bool(_FORMER.search(one.text))
        return near if near is not None and loose and may_be(near, noun) else None

    def _holder_of_office(self, noun: str, one: SourcePhrase, at: int) -> Person | None:
        """The only one of those named before who bears a title or office, though he was no source: "the president"."""
        nouns = [noun] if noun not in RULERS or self.people.bearers(noun) else sorted(RULERS)
        bearers = {p.name: p for n in nouns for p in self.people.bearers(n) if p.first < at}
        person = next(iter(bearers.values())) if len(bearers) == 1 else None
        said = {w.lower() for w in one.head.split()[:-1] if not w.endswith("'s")}
        return person if person is not None and all(w in (person.role or "").lower() for w in said) else None

    def _nearest(self, at: int, block: int) -> Person | None:
        """The person who spoke last or whom the reporter's last sentence is about."""
        near = [a for a in self._before(at) if a.person is not None and block - a.block <= _REACH]
        subject = self.subjects.before(at, None)
        if subject is not None and (not near or subject[0] > near[-1].at):
            return subject[1]
        return near[-1].person if near else None

    def _named_later(self, noun: str, one: SourcePhrase, at: int, block: int) -> Person | None:
        """Whom a headline or first paragraphs call "an expert", and a later one by name, if only one fits."""
        if block > 4:
            return None
        again = [p for p in self.announced if self.people.of_role(noun, [p])]
        if again:
            return again[-1]
        if any(a.person is not None and a.person not in self.announced for a in self._before(at)):
            return None
        later = [p for p in self.sources if p.first > at and may_be(p, noun) and p.name != self.author]
        fitting = [p for p in later if noun in p.words] or [p for p in later if self.people.of_role(noun, [p])]
        if not fitting and noun in STATUSES and block <= 1 and later:
            # "A defector has revealed": the first one who then is named as a source.
            first = min((*later, *(p for _, p in self.subjects.people if p.first > at)), key=lambda p: p.first)
            near = bisect_right(self.starts, first.first) - 1 - block <= _REACH - 1
            fitting = [first] if near and not roles(first) & OFFICES else []
        if not fitting and noun in ANYBODY:
            fitting = [p for p in later if not p.words & OFFICES]
        # The first who is named as a source, and of whom no other role is told, is the one announced.
        trained = bool(_FORMER.search(one.text)) or noun in TRAINED
        if not fitting and trained and later and not roles(later[0]):
            fitting = later[:1]
        announced = not re.search(r"\b(?:close|familiar|briefed)\b", one.text)
        if len(fitting) != 1 or not announced:
            return None
        fitting[0].words.add(noun)
        self.announced.append(fitting[0])
        return fitting[0]

    def _recent_first(self, at: int) -> list[Person]:
        """Those who may be meant, the likeliest last."""
        silent = [p for p in self.sources if id(p) not in self.spoken]
        return [*(p for p in silent if p.first >= at), *(p for p in silent if p.first < at), *self.spoken.values()]

    def _said(self, person: Person, at: int, block: int) -> Speaker:
        speaker = as_speaker(person)
        self.spoken.pop(id(person), None)
        self.spoken[id(person)] = person
        self.anchors.append(Anchor(at, block, speaker, person))
        return speaker

    def _kept(self, speaker: Speaker, at: int, block: int, noun: str | None = None) -> Speaker:
        self.anchors.append(Anchor(at, block, speaker, None, noun))
        return speaker
