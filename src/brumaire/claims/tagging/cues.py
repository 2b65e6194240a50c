"""Words that attribute: verbs and phrases of saying and thinking, nouns for who says, and what is neither.

The lists are our own, made from the common verbs of reporting; their effect is measured in docs/explanation/reading.md.
"""

from __future__ import annotations

import re

_REGULAR = (
    "claim warn add explain conclude predict insist argue maintain stress assert contend declare state reckon "
    "suspect estimate caution report suggest allege admit concede acknowledge reply respond tweet joke quip recall "
    "remark observe comment announce forecast assess judge reveal disclose emphasise emphasize point note "
    "expect hope fear doubt worry believe dismiss reject deny confirm indicate agree guess ask wonder answer muse "
    "anticipate promise pledge vow threaten complain counter continue signal counsel advise demand charge quote describe"
)
_IRREGULAR = (
    "say says said saying tell tells told telling think thinks thought thinking write writes wrote writing "
    "feel feels felt hold holds held foresee foresees foresaw know knows knew see sees saw "
    "admitted admitting quipped quipping replied replies denied denies judged forecasted rules ruled "
    "argues believes put puts gave gives rated rates"
)


def _forms(base: str) -> set[str]:
    stem = base.removesuffix("e")
    if base.endswith("y") and base[-2] not in "aeiou":
        return {base, base[:-1] + "ies", base[:-1] + "ied", base + "ing"}
    plural = base + ("es" if base.endswith(("ss", "sh", "ch")) else "s")
    return {base, plural, stem + "ed", stem + "ing"}


VERBS: frozenset[str] = frozenset(form for base in _REGULAR.split() for form in _forms(base)) | frozenset(
    _IRREGULAR.split()
)

# Verbs whose object is often no statement ("holds a knife", "knows him"): they need "that", a colon or a quotation.
_SHY = (
    "hold state point note report ask see know feel add continue charge describe quote demand advise signal "
    "reveal confirm indicate agree promise pledge vow threaten respond reply comment answer recall observe hope guess "
    "announce reject deny dismiss counter complain wonder judge assess admit concede acknowledge worry rules ruled joke"
)
_SHY_IRREGULAR = "holds held saw sees knows knew felt feels replied replies denied denies admitted"
SHY: frozenset[str] = frozenset({form for base in _SHY.split() for form in _forms(base)} | set(_SHY_IRREGULAR.split()))

# Verbs after which a bare noun phrase is a forecast: "predicts a coup", "fears the use of …", "ruled out a truce".
WITH_OBJECT: frozenset[str] = frozenset(
    {
        form
        for base in ("predict", "forecast", "fear", "expect", "doubt", "anticipate", "foresee")
        for form in _forms(base)
    }
    | {"foresaw", "foresees"}
)
# Verbs of belief, under which a negation belongs to the content: "does not believe that he will go".
BELIEF: frozenset[str] = frozenset(
    {
        form
        for base in ("believe", "expect", "think", "reckon", "foresee", "anticipate", "predict")
        for form in _forms(base)
    }
    | {"thought", "thinks"}
)
PARTICIPLES: frozenset[str] = frozenset(
    str.split(
        "adding warning noting saying claiming arguing insisting predicting stressing suggesting explaining "
        "telling cautioning declaring concluding believing fearing writing"
    )
)
# A cue that lost the space behind it ("claimedthat"): forms that no other English word begins with.
GLUED = re.compile(
    r"\b(claimed|believes|believed|thinks|warned|warns|said|says|added|told|argued|argues|explained|explains|insisted|insists"
    r"|concluded|predicted|predicts)(?!ly\b|so\b|s?\b|ing\b|ness\b)(?=[a-z]{3,})"
)

PRONOUNS: frozenset[str] = frozenset(("he", "she", "they", "i", "we", "it"))
NOT_SPEAKERS: frozenset[str] = frozenset(
    str.split(
        "there this that these those what nobody nothing everything something anything everyone everybody "
        "anyone anybody which where when why how if whether here such each every no none neither all as in on "
        "at to for of with by from after before during under over despite because since although though while "
        "until unless once yet so not"
    )
)

_PEOPLE = (
    "professor academic scholar lecturer historian researcher scientist expert analyst specialist watcher commentator pundit "
    "strategist fellow adviser advisor consultant economist author writer journalist correspondent columnist editor blogger "
    "colonel general officer soldier infantryman major captain commander veteran gunner artilleryman admiral brigadier "
    "lieutenant sergeant marine pilot sailor fighter conscript reservist guard man woman insider outsider dissident exile "
    "minister secretary official diplomat politician senator congressman congresswoman lawmaker mp deputy governor mayor "
    "president chancellor premier king queen prince emir sheikh leader ruler chief head director chairman chairwoman chair "
    "spokesman spokeswoman spokesperson aide source insider ambassador envoy lawyer attorney judge prosecutor activist campaigner "
    "critic opponent ally supporter voter resident witness doctor banker trader investor businessman oligarch executive "
    "strongman dictator autocrat tyrant despot marshal warlord candidate nominee pollster teacher student neighbour neighbor relative wife husband "
    "son daughter friend colleague rival spy agent operative informant defector hawk hardliner moderate reader observer "
    "negotiator mediator priest bishop rabbi imam cleric ex-minister ex-soldier forecaster manager founder owner "
    "bodyguard whistleblower deserter member planner thinker tank academic-turned-politician physicist engineer "
    "physician psychiatrist surgeon nurse speechwriter sociologist anthropologist demographer courtier organiser organizer "
    "commenter councillor councilor inspector commissioner presenter host interviewer moderator broadcaster commodore cardinal "
    "archbishop sultan baron courtesan driver clerk courier refugee survivor colleague-turned-critic mutineer rebel lieutenant-colonel "
    "spook pm princess duke duchess heir widow widower waiter fisherman person figure worker parliamentarian legislator deputy-minister chaplain barrister paratrooper banker shopkeeper trade-unionist unionist "
    "economist biographer successor predecessor mayor-elect monitor barons lecturer emissary confidant comrade veteran-turned-analyst"
)
_BODIES = (
    "government ministry kremlin cabinet parliament army military navy police service agency bureau office council committee "
    "commission party opposition institute institution centre center university think-tank thinktank group organisation organization "
    "company firm bank newspaper paper magazine report study survey poll statement article editorial analysis assessment "
    "embassy junta regime administration court house union alliance bloc coalition movement channel broadcaster agency "
    "briefing memo document network website station press media intelligence command staff guard directorate federation association "
    "palace foundation observatory secretariat politburo congress hospital radio television daily weekly dispatch note yearbook desk society charity"
)
_PLURAL_ONLY = "rumours rumors reports sources people critics officials analysts experts observers many some others elites generals troops"
PEOPLE: frozenset[str] = frozenset(_PEOPLE.split())
BODIES: frozenset[str] = frozenset(_BODIES.split())
HEARSAY: frozenset[str] = frozenset(
    (
        "rumours",
        "rumors",
        "rumour",
        "rumor",
        "reports",
        "report",
        "speculation",
        "gossip",
        "talk",
        "suggestions",
        "claims",
        "predictions",
    )
)
_PLURAL = frozenset(_PLURAL_ONLY.split())


def role_noun(word: str) -> str | None:
    """The singular of a noun for somebody who can speak, None for any other word.

    >>> role_noun("Analysts"), role_noun("infantrymen"), role_noun("tanks")
    ('analyst', 'infantryman', None)
    """
    low = word.lower().strip("'\".,")
    low = low.removesuffix("'s")
    if low in ("tank", "tanks"):
        return None
    if low in PEOPLE or low in BODIES:
        return low
    for ending, back in (("ies", "y"), ("men", "man"), ("women", "woman"), ("s", "")):
        if low.endswith(ending) and (low[: -len(ending)] + back) in (PEOPLE | BODIES):
            return low[: -len(ending)] + back
    if low in _PLURAL:
        return low
    if "-" in low:
        return role_noun(low.rsplit("-", 1)[1])
    return None


def plural(word: str) -> bool:
    """Whether a role noun stands in the plural.

    >>> plural("officers"), plural("politics"), plural("boss")
    (True, False, False)
    """
    low = word.lower()
    return low in _PLURAL or (low != (role_noun(low) or low) and low.endswith(("s", "men")))


# Classes of roles: "the former infantryman" may be a man introduced as a professor, if he was also called a soldier,
# and "the academic" is whoever was called professor or doctor.
_CLASSES = (
    "professor academic scholar lecturer historian researcher scientist dr doctor fellow",
    "colonel general officer soldier infantryman major captain commander veteran gunner artilleryman admiral sailor",
    "expert analyst specialist watcher commentator pundit strategist fellow adviser advisor consultant forecaster",
    "minister secretary official politician",
    "diplomat ambassador envoy emissary official",
    "president leader ruler chancellor premier pm king strongman dictator autocrat",
    "spokesman spokeswoman spokesperson aide",
    "spy agent operative spook insider defector",
    "doctor physician surgeon psychiatrist nurse",
)
CLASSES: tuple[frozenset[str], ...] = tuple(frozenset(words.split()) for words in _CLASSES)
RULERS = next(one for one in CLASSES if "president" in one)

TITLES = re.compile(
    r"(?:(?:First Minister|First Secretary|Crown Prince|Count|Countess|Duke|Duchess|Baron|Baroness|Crown Princess|Archbishop|Bishop|Cardinal|Sultan|Mr|Mrs|Ms|Miss|Dr|Prof|Professor|Sir|Dame|Lord|Lady|President|Vice-President|Prime Minister|Foreign Minister|Defen[cs]e Minister"
    r"|Interior Minister|Finance Minister|Minister|Chancellor|Premier|King|Queen|Prince|Princess|Emir|Sheikh|Ayatollah|Pope|Colonel-General"
    r"|Colonel General|Lieutenant[- ]General|Major[- ]General|Lieutenant[- ]Colonel|Brigadier[- ]General|General|Gen|Colonel|Col|Major|Maj|Captain|Capt|Lieutenant|Lt"
    r"|Rear[- ]Admiral|Vice[- ]Admiral|Admiral|Adm|Commodore|Field Marshal|Brigadier|Brig|Marshal|Sergeant|Sgt|Commander|Senator|Sen|Congressman|Congresswoman|Representative|Rep|Governor|Gov|Mayor"
    r"|Secretary|Ambassador|Judge|Justice|Chief|Director|Chairman|Comrade)\.?\s+)+"
)
