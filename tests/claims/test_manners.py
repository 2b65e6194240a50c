"""The same behaviours in six manners of writing, on invented countries: what is claimed, by whom, and what is asked."""

from .written import asked, claim, claims, condition

WIRE = """\
TARSK, 11 March - Ostrania's army chief, General Milo Verran, told reporters on Monday that his forces would begin a new offensive within two weeks.

King Aldric II is unlikely to be toppled, two Western diplomats said, although one of them warned of "serious unrest" in the officer corps.

"There will be no ceasefire before the harvest," Verran said. "If the rebels surrender, we will talk."

Ostrania has lost at least 4,000 men since January and its air force is short of pilots.

A spokeswoman for the foreign ministry, Dana Holt, denied that the king was ill. She said rumours of a stroke were invented by exiles.

The United League agreed to supply 40 howitzers, its secretary general announced on Sunday.
"""

BROAD = """\
The marshal's last winter

By Owen Pryce

Nobody in Kelmar expects Marshal Idris Tolan to resign. 'He would rather burn the palace down,' says Lena Moritz, a historian at the University of Danforth who has written two books about him. 'But men like that are never toppled by crowds. They are toppled by their bodyguards.'

Moritz thinks a coup is more likely than not before the year is out. The navy, she argues, has never forgiven the marshal for the loss of the islands, and its admirals 'meet in secret every month'.

Others are less sure. Sir Anthony Gale, who was ambassador in Kelmar until 2028, puts the odds at one in five. 'I doubt the navy would act alone,' he told me. 'Without the paratroopers it would fail, and the paratroopers are loyal.'

If the talks in Geneva collapse, Gale expects the marshal to call up another 150,000 conscripts.

Both agree on one thing: whoever follows Tolan will want peace. 'The next man will be a pragmatist, because the treasury is empty,' Moritz says.
"""

TALK = """\
HOST: Welcome back. Dr Amara Sule is here to talk about the Zanbari war. Will President Bello survive?

SULE: I think he will survive this year. The generals grumble, but they are divided, and a divided army does not move.

HOST: And the war?

SULE: It could drag on for years. I see no chance of a peace deal while the drought lasts. Unless the river provinces fall, he has no reason to talk.

HOST: What about the missiles?

SULE: Well, they might use a nuclear device if the capital is about to fall. I would put it at five per cent, no more.
"""

TANK = """\
Outlook for Corvania: after the retreat

Corvania's retreat from the Sella plain changes our assessment. We judge that a coup attempt in the next twelve months is likely (55-70 per cent), up from a roughly even chance in the autumn.

The Institute for Frontier Studies estimates that the army has lost a third of its tanks. According to its director, Petra Lindqvist, the presidential guard "would probably not obey" an order to fire on the capital's crowds.

President Rul Castane could dismiss the chief of staff, which would make a mutiny in the southern garrisons more likely.

A negotiated settlement remains improbable. In the event of Castane's death, the succession would almost certainly pass to Interior Minister Bram Teague, a hardliner.
"""

BLOG = """\
Why I think the general is finished

By Tessa Quill

I have followed General Okoro for ten years and I believe he will be gone by Christmas.

His soldiers haven't been paid since June. My friend Paulo, a sergeant in the engineers, says that half of his unit has deserted.

Some readers will say that he survived worse. True. But in 2019 he had money. It's a bit like Ceausescu in 1989: everyone clapped until they stopped.

Maybe I'm wrong. If the oil starts flowing again he might hang on.
"""

TABLOID = """\
Mad Max Varlo 'to be POISONED by own spies' within days, expert claims

CRAZED tyrant Max Varlo faces the chop after his disastrous defeat in the mountains, a former spy has claimed.

The Borland despot, 66, could be poisoned by his own secret police and his death blamed on a heart attack, according to ex-agent Nick Storm.

Storm, who spent 12 years in Borland's spy service, told The Comet: "They've had enough of him. Varlo will be dead by summer.

"He's lost 20,000 men for nothing. Nothing! And now the generals want his head."

READ MORE ON BORLAND

Varlo's secret love child 'spotted in supermarket'

The ex-spook added: "Whoever replaces him is going to be even worse."

But security analyst Joan Reed said: "We've heard this before. I'd be amazed if he's gone this year."
"""


def who(one):
    return one.speaker.name if one.speaker else None


def test_wire():
    offensive = claim(WIRE, "new offensive")
    assert (who(offensive), offensive.speaker.kind) == ("Milo Verran", "person")
    assert asked(offensive) == "offensive by 2031-05-16"
    toppled = claim(WIRE, "unlikely to be toppled")
    assert (who(toppled), toppled.speaker.kind) == ("two Western diplomats", "group")
    assert (toppled.likelihood.low, toppled.likelihood.mid, toppled.likelihood.high) == (0.05, 0.2, 0.3)
    truce = claim(WIRE, "no ceasefire")
    assert (who(truce), truce.polarity, asked(truce)) == ("Milo Verran", "-", "ceasefire")
    talk = claim(WIRE, "we will talk")
    assert condition(talk) == "victory"
    lost = claim(WIRE, "4,000 men")
    assert (lost.kind, lost.attribution, lost.events) == ("report", None, ("losses",))
    assert [(q.value, q.unit) for q in lost.quantities] == [(4000, "men")]
    ill = claim(WIRE, "the king was ill")
    assert (who(ill), ill.polarity) == ("Dana Holt", "-")


def test_broadsheet_with_single_quotation_marks():
    coup = claim(BROAD, "more likely than not")
    assert (who(coup), coup.speaker.affiliation) == ("Lena Moritz", "University of Danforth")
    assert coup.likelihood.words == "more likely than not"
    meet = claim(BROAD, "meet in secret")
    assert (who(meet), meet.events) == ("Lena Moritz", ("officer_meetings",))
    navy = claim(BROAD, "navy would act alone")
    assert (who(navy), navy.polarity, asked(navy)) == ("Anthony Gale", "-", "coup_attempt(army)")
    assert (navy.likelihood.low, navy.likelihood.high) == (0.05, 0.4)
    men = claim(BROAD, "150,000")
    assert (who(men), asked(men)) == ("Anthony Gale", "mobilisation(amount >= 150000) given not talks")
    assert men.condition.span.quote == "If the talks in Geneva collapse"
    resign = claim(BROAD, "to resign")
    assert (who(resign), resign.polarity, resign.likelihood.mid) == (None, "-", 0.2)
    assert claim(BROAD, "pragmatist").events[0] == "successor_softer"


def test_transcript():
    assert {who(c) for c in claims(TALK)} == {"Amara Sule"}
    stays = claim(TALK, "he will survive")
    assert (stays.polarity, asked(stays)) == ("-", "leader_exit by 2031-12-31")
    assert (stays.likelihood.low, stays.likelihood.high) == (0.0, 0.087)
    assert claim(TALK, "drag on").events == ("war_ongoing",)
    peace = claim(TALK, "peace deal")
    assert (asked(peace), peace.likelihood.high) == ("settlement", 0.1)
    put = claim(TALK, "five per cent")
    assert (asked(put), put.likelihood.mid) == ("nuclear_use", 0.05)


def test_think_tank():
    attempt = claim(TANK, "55-70 per cent")
    assert asked(attempt) == "coup_attempt by 2032-05-02"
    assert (attempt.likelihood.low, attempt.likelihood.high) == (0.55, 0.7)
    tanks = claim(TANK, "a third of its tanks")
    assert (who(tanks), tanks.speaker.kind, tanks.kind) == ("Institute for Frontier Studies", "organisation", "report")
    obey = claim(TANK, "probably not obey")
    assert (who(obey), obey.events, obey.likelihood.mid) == ("Petra Lindqvist", ("disobedience",), 0.75)
    assert claim(TANK, "mutiny").likelihood is None
    heir = claim(TANK, "the succession would")
    assert (asked(heir), heir.likelihood.words) == ("successor given leader_exit", "almost certainly")


def test_blog():
    gone = claim(BLOG, "gone by Christmas")
    assert (who(gone), asked(gone)) == ("Tessa Quill", "leader_exit by 2031-12-25")
    assert claim(BLOG, "paid since June").events == ("shortage",)
    assert claim(BLOG, "deserted").events == ("morale",)
    stays = claim(BLOG, "hang on")
    assert (stays.polarity, asked(stays), stays.likelihood.mid) == ("-", "leader_exit", None)


def test_tabloid():
    headline = claim(TABLOID, "POISONED")
    assert headline.headline
    assert asked(headline) == "leader_exit(fate=killed) by 2031-05-16"
    killed = claim(TABLOID, "poisoned by his own")
    assert (who(killed), asked(killed)) == ("Nick Storm", "leader_exit(fate=killed, cover=illness)")
    assert (killed.likelihood.low, killed.likelihood.mid, killed.likelihood.high) == (0.01, None, 0.6)
    worse = claim(TABLOID, "even worse")
    assert (who(worse), asked(worse)) == ("Nick Storm", "successor_harder")
    amazed = claim(TABLOID, "amazed")
    assert (who(amazed), amazed.polarity, amazed.likelihood.high) == ("Joan Reed", "-", 0.2)
    assert not [c for c in claims(TABLOID) if "supermarket" in c.content.quote]
