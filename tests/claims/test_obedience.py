"""Who obeys, who refuses, and who says neither: the polarity of obedience and loyalty, in invented countries."""

import pytest

from .written import SAID_OF_A_MUTINY, asked, claims, condition, only

OBEYS = [
    "They'll obey",
    "They will obey, all of them",
    "Tell the captains what to do and they'll obey",
    "The guard will follow orders",
    "The commanders would not disobey",
    "They will do as they are told",
    "The garrison obeyed the order",
    "The officers are obeying",
    "No general would refuse an order",
    "Nobody in the fleet will refuse to obey",
    "The brigade is likely to obey",
    "The soldiers had no choice but to obey",
    "The lancers are faithful to the president",
    "The troops will defend him",
    "The police will not go over to the crowd",
    "The army will not side with the protesters",
    "The loyalty of the guard is not in doubt",
]
REFUSES = [
    "They will not obey",
    "They won't obey him",
    "The generals will refuse to obey",
    "The soldiers no longer obey the palace",
    "The troops no longer follow orders",
    "The officers have stopped obeying",
    "The guard might disobey him",
    "Few officers will obey",
    "Not one general would obey",
    "Nobody in the army will obey",
    "The garrison would rather die than obey",
    "The army cannot be trusted to obey",
    "I doubt that the guard would stay loyal",
    "I am not convinced that the fleet will obey",
    "The army is no longer loyal",
    "The army will side with the protesters",
    "The army's loyalty cannot be taken for granted",
]


@pytest.mark.parametrize("words", OBEYS)
def test_obedience_denies_disobedience(words):
    one = only(words)
    assert (one.events[0], one.polarity) == ("disobedience", "-")


@pytest.mark.parametrize("words", REFUSES)
def test_refusal_affirms_disobedience(words):
    one = only(words)
    assert (one.events[0], one.polarity) == ("disobedience", "+")


@pytest.mark.parametrize(
    ("words", "likely"),
    [
        ("The guard will obey", False),
        ("They'll obey", False),
        ("The army is unlikely to obey", True),
        ("They will not obey", True),
        ("Nobody in the army will obey", True),
        ("Nobody in the army will refuse to obey", False),
        ("I doubt that the army would obey", True),
    ],
)
def test_the_probability_is_of_disobedience(words, likely):
    one = only(words)
    assert asked(one).startswith("disobedience")
    assert (one.likelihood.low > 0.5, one.likelihood.high < 0.5) == (likely, not likely)


@pytest.mark.parametrize(
    ("words", "polarity"),
    [
        ("The officers will stand by the president", "-"),
        ("The generals back him", "-"),
        ("The old guard is rallying behind Vask", "-"),
        ("He can count on the army", "-"),
        ("The guard will not betray him", "-"),
        ("The army would never turn on him", "-"),
        ("The generals will not desert him", "-"),
        ("The generals will not withdraw their support", "-"),
        ("The generals no longer back him", "+"),
        ("Nobody in the high command will stand by him", "+"),
        ("He can no longer rely on his generals", "+"),
        ("He has lost the loyalty of the guard", "+"),
        ("He no longer commands the loyalty of the officers", "+"),
        ("His own guards may turn on him", "+"),
        ("The generals would betray him", "+"),
        ("The navy has withdrawn its support from the president", "+"),
    ],
)
def test_support_denies_discontent(words, polarity):
    one = only(words)
    assert "elite_discontent" in one.events
    assert one.polarity == polarity


def test_soldiers_who_desert_are_no_discontented_elite():
    assert only("The soldiers will desert").events == ("morale",)


@pytest.mark.parametrize(
    "words",
    [
        "The army can't advance",
        "The tanks cannot move without fuel",
        "The garrison cannot march before the thaw",
        "The army cannot go on losing men",
        "The soldiers will not stand by while he is overthrown",
        "The army would never move against him",
        "The marines obey the law",
    ],
)
def test_no_refusal(words):
    found = claims(SAID_OF_A_MUTINY.format(words))
    assert not any("disobedience" in c.events and c.polarity == "+" for c in found)


@pytest.mark.parametrize(
    "words",
    [
        "Whether the generals will obey is an open question",
        "The question is whether the commanders will obey",
        "We shall see whether the army obeys",
        "Nobody can say whether the generals will obey",
        "I am not sure that the army will obey",
        "Either they obey or they refuse",
        "The guard will obey or it won't",
        "Either the guard stays loyal or it goes over to the crowd",
        "Either there will be a coup or there will not",
        "Either he wins the war or he loses it",
    ],
)
def test_what_is_left_open_claims_nothing(words):
    assert only(words).likelihood is None


def test_an_alternative_that_is_another_event_is_a_condition():
    one = only("Either the guard obeys, or he will be gone by June")
    assert (one.events, condition(one)) == (("leader_exit",), "disobedience(guard)")
    assert one.likelihood.low > 0.5


@pytest.mark.parametrize(
    ("words", "given"),
    [
        ("If the army obeys, he will survive the year", "not disobedience(army)"),
        ("If the army refuses to obey, he will be gone by June", "disobedience(army)"),
        ("If the generals stop obeying him, he will be gone by June", "disobedience(generals)"),
        ("Unless the army obeys, he will be gone by June", "disobedience(army)"),
    ],
)
def test_obedience_as_a_condition(words, given):
    assert condition(only(words)) == given


@pytest.mark.parametrize(
    ("words", "question"),
    [
        (
            "The captains told the council that they will refuse to obey President Vask.",
            "disobedience(junior_officers)",
        ),
        ("The guard is small. Farmers told the council that they will refuse to obey Vask.", "disobedience"),
    ],
)
def test_they_are_whom_the_sentence_named(words, question):
    (one,) = [c for c in claims(words + "\n\nThe army of Veldania faces a mutiny.") if "disobedience" in c.events]
    assert asked(one) == question


@pytest.mark.parametrize(
    ("words", "event", "low", "high"),
    [
        ("The guard may not obey", "disobedience", 0.01, 0.6),
        ("A coup might not succeed", "coup_success", 0.4, 0.99),
        ("A coup might succeed", "coup_success", 0.01, 0.6),
    ],
)
def test_might_not_claims_little_of_the_denial(words, event, low, high):
    one = only(words)
    assert one.events[0] == event
    assert (one.likelihood.low, one.likelihood.high, one.likelihood.strength) == (low, high, "possibility")


@pytest.mark.parametrize("words", ["We can't keep bleeding money", "The party is haemorrhaging support"])
def test_money_and_support_are_no_losses_of_war(words):
    assert not any("losses" in c.events for c in claims(SAID_OF_A_MUTINY.format(words)))


@pytest.mark.parametrize("words", ["They can't go on like this", "Well, it cannot go on like this"])
def test_an_idiom_alone_speaks_of_no_event(words):
    assert all(c.events == ("other",) for c in claims(SAID_OF_A_MUTINY.format(words)) if c.attribution)
