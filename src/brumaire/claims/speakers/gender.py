"""Whether somebody is "he" or "she" in an article: from titles, words of kin, role words that say so, and first names.

First names are a weak sign (many are borne by both, and invented ones are not listed); a name that is not listed
says nothing. The list holds common names of many languages and is recalled, unchecked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from brumaire.claims.speakers.persons import Person

_HE_WORDS = frozenset(
    str.split(
        "king prince emir sultan sheikh spokesman chairman congressman businessman infantryman artilleryman policeman husband father "
        "son brother uncle nephew grandfather widower priest imam statesman strongman man gentleman lord sir"
    )
)
_SHE_WORDS = frozenset(
    str.split(
        "queen princess spokeswoman chairwoman congresswoman businesswoman policewoman wife mother daughter sister aunt niece "
        "grandmother widow stateswoman woman lady dame actress empress sultana"
    )
)
_HE_NAMES = (
    "aaron abdul adam adrian ahmad ahmed alan albert aldo aldric alec alejandro alessandro alex alexander alexei alfred ali alistair alastair "
    "alwin ambrose anatoly anders andre andreas andrei andrew andrzej anthony anton antonio ari arkady armin arnold arthur artur asher "
    "augusto axel azlan barry bashar bartholomew ben benedict benjamin bernard bernd bill bjorn bob bogdan boris brian bruno carl carlos "
    "casimir cedric charles christian christopher claude colin conrad constantin craig cyril damian daniel dario david dennis "
    "derek dieter dimitri dirk dmitri dmitry dominic donald dorin douglas duncan edgar eduard edward edwin egon elias elliott emil emilio enrico "
    "enver eric erich erik ernest ernst ethan eugene ewan fabian felix ferdinand fernando filip florian francis francisco franco frank "
    "franz fred frederick fritz fyodor gabriel gareth gary gavin gavril geoffrey george georges gerald gerard gerhard giles giovanni gleb gordon "
    "graham gregory guido gunnar gustav guy hamid hans harald harold harry hasan hassan hector helmut henri henrik henry herbert "
    "herman hugh hugo hussein ian ibrahim idris ignacio igor ilie ilya imran imre isaac ivan ivo jack jacob jacques jaime jakob jakub james "
    "jan jared jaroslav jason javier jean jeff jeffrey jeremy jerome jerzy jim joachim joao joe johan johann john jon jonas jonathan jorge "
    "joris jorn jose josef joseph joshua juan jules julian julius jurgen kaj karim karl kasimir keith kenneth kevin khalid klaus konrad "
    "konstantin kurt lars laszlo laurence lawrence leo leon leonard leonid leopold lev lewis liam lorenzo louis luc luca lucas luis lukas "
    "luke magnus malcolm manuel marc marcel marcin marco marcus marek mario mark markus martin mathias matteo matthew maurice "
    "max maxim michael michel miguel mihai mikhail milan milos mohamed mohammed muhammad mustafa nathan neil nestor nicholas nick nicolas nicolae niels "
    "nigel nikita nikolai nils noah norman octavio odo olaf oleg oliver omar orlando oscar osman oswald oto otto owen pablo pascal patrick paul pavel "
    "pavlo pavo pedro per peter petr philip pierre piet piotr quentin rafael raj ralph ramiro raoul rashid raul raymond reinhard renato ricardo "
    "richard rob robert roberto rodrigo roger roland rolf roman ronald rory ross roy rudolf rufus rui rupert ryan salim sam samuel "
    "sanjar santiago saul sean sebastian sergei sergey sergio shaun simon stanislav stefan stephen steve steven stig stuart sven tadeu tariq "
    "ted teodor terence theo theodor thomas tim timothy tobias todd tom tomas toni tony torben tristan tulio ulrich umberto vaclav vadim valentin vasily "
    "victor viktor vincent vittorio vladimir volker walter werner wilhelm will william wolfgang xavier yannick yuri yusuf zoltan"
)
_SHE_NAMES = (
    "abigail ada adele adriana agatha agnes agnieszka aisha alana alexandra alice alicia alina alison amanda amara amelia amina amy ana "
    "anastasia andrea angela angelica anja anna anne annette annika antonia astrid audrey aurora barbara beatrice beatriz bella "
    "bernadette beth bianca brenda brigitte camilla carla carmen carol carolina caroline catherine cecilia celia charlotte chiara "
    "christina christine clara clarissa claudia colette cora cordelia cosima cristina dagmar dana daniela daphne deborah delia delphine diana diane "
    "dolores dora doris dorothy dunja edda edith eileen elaine eleanor elena eliza elizabeth ella ellen elsa emilia emily emma erika "
    "esther eva eve evelyn farah fatima felicity fiona flora frances franziska freya frida gabriela gabrielle genevieve georgia gerda "
    "gillian gina gisela gloria grace greta hannah harriet hazel hedda heather heidi helen helena helene helga hilary hilda ida ilse imogen "
    "ines inga ingrid irena irene irina iris isabel isabella ishani ivana jacqueline jana jane janet jasmine jean jennifer jessica joan joanna "
    "johanna josephine judith julia juliet karen karin katarina kate katharina katherine kathleen katja katla katya kira kirsten klara lara laura "
    "lea leila lena leonie leonor lidia lila lily lina linda lisa lola louisa louise lucia lucy luisa luz lydia madeleine magda magdalena maja "
    "mara margaret margarita margit margot marguerite maria marianne marie marina marion maris marta martha mary matilda maud maya "
    "melanie mercedes mia michelle mila mira miranda mirela miriam moira monica monika nadia nadine nancy naomi natalia natalie natasha nell "
    "nina nora odile olga olivia ottilie pamela patricia paula pauline paz penelope petra phyllis pia polina priya rachel ragna rebecca renata "
    "rita roberta rosa rosalind rose rosemary roxana ruta ruth sabina sabine sally samantha sandra sara sarah selma sheila silvia simone "
    "sofia sonia sophia sophie stella stephanie susan susanna svetlana sylvia tamara tanya tatiana teresa tessa theresa therese tilda "
    "ulla ulrike una ursula valentina valeria vanessa vera veronica victoria viola violet virginia vivian wanda wendy winifred yasmin "
    "ylva yvonne zara zoe"
)
_SHARED_NAMES = frozenset(("alex", "jean", "andrea", "sam", "kim", "robin", "noor", "lim"))
_HE = frozenset(_HE_NAMES.split()) - _SHARED_NAMES
_SHE = frozenset(_SHE_NAMES.split()) - _SHARED_NAMES
_KIN = re.compile(
    r"\b(?P<whose>his|her)\s+(?:\w+\s+)?(?P<kin>husband|wife|son|daughter|brother|sister|father|mother|widow|widower)\b,?\s*$"
)


def of(name: str, words: Iterable[str] = (), role: str | None = None) -> str | None:
    """The pronoun that goes with a name and the role words used of its bearer; None where they do not say.

    >>> of("Ada Ames"), of("Rex Orr", ["general"]), of("X. Dole", ["spokeswoman"])
    ('she', None, 'she')
    """
    said = {w.lower() for w in words} | set(re.findall(r"[a-z]+", (role or "").lower()))
    he, she = bool(said & _HE_WORDS), bool(said & _SHE_WORDS)
    if he != she:
        return "he" if he else "she"
    first = name.split(maxsplit=1)[0].lower() if len(name.split()) > 1 else ""
    return "he" if first in _HE else "she" if first in _SHE else None


def from_kin(folded: str, mentions: Iterable[tuple[int, int, Person]]) -> None:
    """Give a pronoun to those who are named behind a word of kin: "her husband, Rex Orr"."""
    for at, _, person in mentions:
        match = _KIN.search(folded[max(0, at - 40) : at])
        if match and person.pronoun is None:
            person.pronoun = "he" if match["kin"] in _HE_WORDS else "she"


def agrees(person: Person, pronoun: str) -> bool:
    """Whether a pronoun can stand for somebody."""
    return person.pronoun is None or person.pronoun == pronoun
