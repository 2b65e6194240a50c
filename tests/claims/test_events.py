"""Every event of the vocabulary: statements that speak of it, and near misses that do not, about invented places."""

import pytest

from brumaire.claims.events.finding import EventFinder, in_domain
from brumaire.claims.events.leaders import cast
from brumaire.claims.speakers.persons import People
from brumaire.claims.text.folding import fold
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
        "he will die in his bed, or else a coup removes him",
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
    "stolen_vote": ["the election was stolen", "he will steal the vote", "a rigged count brought them out"],
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
    "stolen_vote": ["the stolen car was found", "a vote on the budget"],
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


# Other wordings of wires and broadsheets, and what only shares their words.
ORDINARY = {
    "leader_exit": "Vask may have to go before the summer",
    "coup_attempt": "troops sealed off the parliament building",
    "coup_success": "the junta consolidated its hold on the capital",
    "armed_mutiny": "soldiers opened fire on their own commanders",
    "ultimatum": "party elders urged him to stand aside",
    "plot": "a clandestine network of officers",
    "purge": "the dismissal of three generals",
    "elite_discontent": "cracks are appearing in the ruling circle",
    "morale": "thousands of soldiers have gone absent without leave",
    "officer_meetings": "the admirals dined together without the minister",
    "elite_redeployment": "units moved to the capital",
    "detection": "the build-up was detected weeks before",
    "disobedience": "the air force refused to bomb the town",
    "uprising": "demonstrators clashed with police in the capital",
    "stolen_vote": "opponents say that the ballot was rigged",
    "popularity": "his poll numbers are falling",
    "leader_killed": "the president survived an attempt on his life",
    "concealment": "the true cause of death will never be made public",
    "exposure": "leaked documents will show that he was killed",
    "incapacity": "the president is said to be dying",
    "illness_announced": "the president has a cold, his spokesman said",
    "successor": "the general was sworn in as president",
    "successor_harder": "a nationalist would come to power",
    "successor_softer": "a more pragmatic successor would end the war",
    "offensive": "tanks are advancing on the town",
    "offensive_success": "they are making slow progress",
    "renewed_offensive": "the siege of the city was resumed",
    "withdrawal": "occupying forces will leave",
    "territory_lost": "the town changed hands",
    "victory": "the war is going his way",
    "defeat": "the campaign has been a disaster",
    "war_end": "the conflict will be resolved this year",
    "war_ongoing": "guns will go on firing",
    "settlement": "a compromise is within reach",
    "ceasefire": "fighting has ceased along the river",
    "talks": "the foreign ministers met for the first time since the war began",
    "concession": "the president bowed to pressure",
    "mobilisation": "reservists have received their papers",
    "arms_pledge": "more tanks have been promised",
    "arms_delivery": "weapons began flowing to the rebels",
    "losses": "more than half its armour is gone",
    "shortage": "fuel is scarce",
    "capability": "the army has been hollowed out",
    "war_aims": "the army fell short of its objectives",
    "propaganda_frame": "the war is sold as self-defence",
    "nuclear_signal": "he is rattling the nuclear sabre",
    "nuclear_use": "he might drop the bomb",
}

ORDINARY_NOT = {
    "leader_exit": "there is no way she can stay at the hotel",
    "coup_attempt": "trucks rolled into the harbour",
    "coup_success": "the renovation was complete by noon",
    "armed_mutiny": "the sun has risen over the garrison",
    "ultimatum": "the doctor urged her to go to bed",
    "plot": "the committee of officers of the golf club",
    "purge": "the dismissal of the complaint",
    "elite_discontent": "cracks are appearing in the walls of the bridge",
    "morale": "spirits are sold in the shop",
    "officer_meetings": "the officers met at the stadium for the final",
    "elite_redeployment": "the opera moved to the capital",
    "detection": "the disease was detected early",
    "disobedience": "the band refused to play",
    "uprising": "a strike at the bakery",
    "stolen_vote": "the rigged mast of the ship",
    "popularity": "support for the bill has fallen",
    "leader_killed": "an attempt on the record",
    "concealment": "he said that he fell asleep",
    "exposure": "doctors will strike",
    "incapacity": "the economy is sick",
    "illness_announced": "the ministry said the economy is well",
    "successor": "he took charge of the kitchen",
    "successor_harder": "a radical haircut",
    "successor_softer": "the next winter will be more moderate",
    "offensive": "the storm hit the coast",
    "offensive_success": "the pupil entered the town library",
    "renewed_offensive": "the contract was renewed",
    "withdrawal": "the workers left the factory",
    "territory_lost": "the price of the town hall has fallen",
    "victory": "he will win the lottery",
    "defeat": "the harvest was a disaster",
    "war_end": "it closes at six",
    "war_ongoing": "the concert continues",
    "settlement": "there is a deal on shoes",
    "ceasefire": "the rain stopped",
    "talks": "the talks at the book fair",
    "concession": "he accepted the prize",
    "mobilisation": "the letter was drafted by a lawyer",
    "arms_pledge": "the bank promised a loan",
    "arms_delivery": "the letter reached the palace",
    "losses": "the general was killed off in the second act",
    "shortage": "he does not have enough time",
    "capability": "the soup is strong enough",
    "war_aims": "the season's goals were met",
    "propaganda_frame": "he was told a story",
    "nuclear_signal": "the nuclear family",
    "nuclear_use": "the actor dropped the glass",
}


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


@pytest.mark.parametrize(("event", "statement"), ORDINARY.items())
def test_speaks_of_in_other_words(event, statement):
    assert event in found(statement)


@pytest.mark.parametrize(("event", "statement"), ORDINARY_NOT.items())
def test_shares_only_words(event, statement):
    assert event not in found(statement)


def test_words_leave_several_open():
    hits = found("he will die in his bed, or else a coup removes him")
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
