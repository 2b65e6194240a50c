"""Every event of the vocabulary: statements that speak of it, and near misses that do not, about invented places."""

import pytest

from brumaire.claims.events import EventFinder, in_domain
from brumaire.claims.folding import fold
from brumaire.claims.leaders import cast
from brumaire.claims.persons import People
from brumaire.questions import vocabulary

# What makes an article one about such things, and says who its leader is.
AROUND = "\n\nPresident Oren Vask has ruled Veldania for years. President Vask faces the army, the generals, a war and a mutiny."

SPEAKS_OF = {
    "leader_exit": [
        "Vask will be gone by Christmas",
        "the king could be forced to abdicate within weeks",
        "he won't be around for much longer",
        "the premier may be pushed out by her own party",
        "Vask's days are numbered",
        "either he dies naturally or he gets removed by a coup",
    ],
    "coup_attempt": [
        "tanks in the streets of the capital by morning",
        "the generals are ready to act",
        "a coup cannot be ruled out",
        "the army may step in soon",
        "officers stormed the presidential palace",
    ],
    "coup_success": ["the coup would succeed", "they would get away with it", "such a move would fail"],
    "armed_mutiny": [
        "two battalions have revolted",
        "the marines seized their own headquarters",
        "a mutiny at the southern garrison",
    ],
    "ultimatum": [
        "the elders told the emir to step down or face trial",
        "the council will present him with an ultimatum",
        "he must resign by Friday or be arrested",
    ],
    "plot": ["a cabal of colonels is at work", "they are conspiring against the secretary"],
    "purge": [
        "she sacked four generals on Tuesday",
        "the head of the guard was dismissed",
        "more arrests were likely to follow",
    ],
    "elite_discontent": [
        "the generals are furious with the king",
        "there is growing unease among the ministers",
        "his own marshals are calling him a coward",
    ],
    "morale": ["morale at the front is poor", "half of the unit has deserted"],
    "officer_meetings": [
        "majors are meeting in secret",
        "commanders met twice this month without telling the palace",
    ],
    "elite_redeployment": [
        "the guards division was pulled from the front to the capital",
        "the best brigade is moving to the capital",
    ],
    "detection": ["it would be picked up by satellites", "the plan was uncovered by informers"],
    "disobedience": [
        "the guard won't shoot",
        "the battalion refused to march",
        "soldiers laid down their arms",
        "the police would obey",
    ],
    "uprising": [
        "a hundred thousand people filled the square",
        "a popular uprising is brewing",
        "crowds demanded that he go",
    ],
    "popularity": ["his approval stands at 31 per cent", "the chancellor has never been so unpopular"],
    "leader_killed": ["Vask could be poisoned by his cook", "they will strangle him in his bunker"],
    "concealment": ["his death would be blamed on a stroke", "it will be called an accident"],
    "exposure": ["the truth about the killing will come out", "the autopsy will show it"],
    "incapacity": ["the king is gravely ill", "he can no longer govern", "Vask suffered a stroke"],
    "illness_announced": [
        "the palace said that he was resting after an operation",
        "the ministry denied that the king was ill",
    ],
    "successor": [
        "his nephew would take over as president",
        "the crown will pass to the prince",
        "who would succeed him is open",
    ],
    "successor_harder": ["he would be replaced with someone more hardline", "whoever follows will be worse than him, a harder man"],
    "successor_softer": ["the next man will want peace", "the heir would be a moderate"],
    "offensive": ["the army is preparing for a major offensive", "they will attack in the north before the thaw"],
    "offensive_success": ["our troops broke through", "the offensive stalled", "new tanks could turn the tide"],
    "renewed_offensive": ["he will send the troops back over the river", "a second assault on the city"],
    "withdrawal": ["the army withdrew from the valley", "the garrison will pull out"],
    "territory_lost": ["they lost ground in the east", "the front has collapsed", "the port could fall"],
    "victory": ["Vask can still win the war", "the rebels will surrender"],
    "defeat": ["the army will be beaten before spring", "defeat would end it", "they are losing the war"],
    "war_end": ["the war will end next year", "it will be all over by autumn"],
    "war_ongoing": ["the war will drag on", "a long war of attrition", "the siege will go on through winter"],
    "settlement": ["a peace deal is possible", "both sides will sign a treaty"],
    "ceasefire": ["a truce holds along the river", "the armies held their fire"],
    "talks": ["they will come to the table", "secret talks between the two governments"],
    "concession": ["he will make concessions", "the government softened its demands"],
    "mobilisation": ["the king calls up 100,000 reservists", "a general mobilisation was decreed"],
    "arms_pledge": ["the allies promised 60 tanks", "we will send howitzers"],
    "arms_delivery": ["the tanks arrived on Monday", "they received the first missiles"],
    "losses": ["the brigade lost 400 men", "three ships were sunk", "heavy losses at the front"],
    "shortage": ["the men have not been paid since June", "they are running out of shells", "the city has flour for five weeks"],
    "capability": ["the guard is no match for the army", "the rebels are outgunned"],
    "war_aims": ["none of the war aims was met", "the objectives have been achieved"],
    "propaganda_frame": ["state television tells them that they are at war with traitors"],
    "nuclear_signal": ["its rocket brigade was put on higher alert", "a nuclear test in the desert"],
    "nuclear_use": ["he might use a nuclear weapon", "a battlefield nuclear strike on the port"],
}  # fmt: skip

NOT = {
    "leader_exit": ["the coach will be gone by Christmas", "prices will fall this winter", "he left the room"],
    "coup_attempt": ["the signing was a diplomatic coup", "the bank took power from the grid"],
    "coup_success": ["the film was a success", "the harvest failed"],
    "armed_mutiny": ["the bank seized the house", "the marines held a parade"],
    "ultimatum": ["you can stay or go", "voters told the mayor to resign"],
    "plot": ["the plot of the novel is thin", "he bought a plot of land"],
    "purge": ["police arrested a man over the theft", "the gunners fired at the tower"],
    "elite_discontent": ["farmers are furious about the rain", "the fans are tired of waiting"],
    "morale": ["the desert is cold at night"],
    "officer_meetings": ["the committee met on Monday", "generals met the press"],
    "elite_redeployment": ["the circus moved to the capital"],
    "detection": ["the satellite dish was stolen"],
    "disobedience": ["he refused to comment", "the dog will not obey"],
    "uprising": ["a revolution in the way we shop", "people like the film"],
    "popularity": ["the approval of the budget by parliament"],
    "leader_killed": ["the driver was killed in a crash", "Vask killed the bill"],
    "concealment": ["the cover of the book is blue"],
    "exposure": ["the film was exposed to light"],
    "incapacity": ["the minister is late"],
    "illness_announced": ["the palace said that the garden is open"],
    "successor": ["the heir to the chocolate fortune", "the new president of the bank"],
    "successor_harder": ["the exam is harder to pass"],
    "successor_softer": ["a moderate winter is likely"],
    "offensive": ["his remarks were offensive", "a charm offensive at the fair"],
    "offensive_success": ["a breakthrough in research"],
    "renewed_offensive": ["he will send the letter back to the office"],
    "withdrawal": ["she withdrew money from the bank"],
    "territory_lost": ["she lost her keys", "talks could fall apart"],
    "victory": ["an election victory in the north", "the victory parade"],
    "defeat": ["a defeat in the cup final would be election defeat enough"],
    "war_end": ["the film will end soon"],
    "war_ongoing": ["the play goes on for three hours"],
    "settlement": ["a pay settlement for nurses", "the divorce settlement"],
    "ceasefire": ["the shop will stop selling bread"],
    "talks": ["trade talks resume on Monday", "he talks a lot"],
    "concession": ["he conceded a goal", "the concession stand"],
    "mobilisation": ["the party mobilises voters", "a draft of the law"],
    "arms_pledge": ["we will send flowers"],
    "arms_delivery": ["the parcel arrived on Monday", "the farmer received the first calves"],
    "losses": ["the shop lost customers", "job losses at the bank"],
    "shortage": ["the film runs for five weeks"],
    "capability": ["he is able to sing"],
    "war_aims": ["he scored two goals"],
    "propaganda_frame": ["he told them a story"],
    "nuclear_signal": ["the nuclear plant was shut"],
    "nuclear_use": ["nuclear power lights the city"],
}  # fmt: skip


def found(statement, around=AROUND):
    """The events that patterns find in a statement; phrases without syntax count for nothing here."""
    folded = fold(statement + around)
    places = [(0, len(folded))]
    finder = EventFinder(folded, folded, cast(folded, People(folded, places), None), places)
    return {hit.event: hit for hit in finder.hits(0, len(statement)) if not hit.weak}


def test_every_event_has_its_statements():
    assert set(SPEAKS_OF) == set(NOT) == set(vocabulary().events) - {"other"}


@pytest.mark.parametrize(("event", "statement"), [(e, s) for e, rows in SPEAKS_OF.items() for s in rows])
def test_speaks_of(event, statement):
    assert event in found(statement)


@pytest.mark.parametrize(("event", "statement"), [(e, s) for e, rows in NOT.items() for s in rows])
def test_only_looks_like_it(event, statement):
    assert event not in found(statement)


def test_words_leave_several_open():
    hits = found("either he dies naturally or he gets removed by a coup")
    assert "leader_exit" in hits
    assert {"leader_exit", "uprising"} <= set(found("a popular uprising will sweep Vask from power"))


def test_common_words_count_only_where_an_article_speaks_of_war():
    shop = "\n\nThe shop sells shoes and the owner likes the new street, says the mayor of the town." * 12
    assert found("the offensive will stall and they lost ground", shop) == {}
    assert "ceasefire" in found("a ceasefire was agreed", shop)
    assert not in_domain(["The champions won again in the park, and the crowd sang all the way home to the harbour."])


@pytest.mark.parametrize(
    "statement",
    [
        "shares in the brewery rose after a hostile bid",
        "the striker will miss the final",
        "the jury found the driver guilty",
        "she won the primary by nine points",
        "the band's new album is out",
    ],
)
def test_other_stories_are_other(statement):
    assert found(statement) == {}
