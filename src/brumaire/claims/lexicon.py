"""Patterns of the events around a leader: exit, coup, plot, elites, succession, uprising.

The vocabulary's `words` are the general lexicon: what news says for an event. A pattern stands here where words alone mislead and
syntax must help: who is killed, what succeeds, which offensive. `{leader}` stands for the names and descriptions of the leader in the
article. A pattern's sign is "-" where the words say that the event does *not* happen ("stays in office"). Text is folded
(`folding.py`), case is ignored.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern of an event; `args` are arguments that the words themselves give.

    `sure` patterns count in any article; the others only where an article speaks of war, armies or overthrow.
    """

    event: str
    regex: str
    args: tuple[tuple[str, str], ...] = ()
    sign: Literal["+", "-"] = "+"
    sure: bool = False


# People with arms or access. Used inside other patterns.
ARMED = (
    r"(?:generals?|admirals?|officers?|commanders?|colonels?|captains?|majors?|military|army|navy|air force|marines|paratroopers|armed forces|troops|soldiers?|security (?:services?|chiefs?|officials?|forces)"
    r"|intelligence|spies|guards?(?:men)?|junta|putschists|plotters|conspirators|secret police|bodyguards?|inner circle|elites?|insiders?|oligarchs?|ministers?"
    r"|barons|party bosses|clans?|those around|men around|people around|palace|kremlin|politburo|[A-Z]{3,4}|bureau)"
)
HIM = r"(?:him|her|{leader})"
_TOPPLE = (
    r"(?:overthr(?:ow|ew|own|owing)|oust(?:ed|ing|s)?|topp(?:le|led|ling|les)|depos(?:e|ed|ing|es)|unseat(?:ed|ing|s)?)"
)
_REMOVE = r"(?:remov(?:e|es|ed|ing)|get(?:ting|s)? rid of|push(?:ed|ing)? (?:him|her|{leader})? ?out|forc(?:e|ed|ing) (?:him|her|{leader})? ?out|bring(?:ing)? down|brought down)"

LEADER_PATTERNS: tuple[Pattern, ...] = (
    # Coups. "coo" is what dictation makes of them.
    Pattern("coup_attempt", r"(?<!diplomatic )(?<!publicity )(?<!major )\b(?:coups?|putsch(?:es)?|cuops?)\b(?! for\b| de grace| de theatre)(?!-)", sure=True),
    Pattern("coup_attempt", r"\b(?:kind of|sort of|type of|palace|military|army|bloodless|attempted|a|the) coo\b(?=[^.]{0,40}\b(?:against|in|by|to)\b)"),
    Pattern("coup_attempt", rf"\b(?:mov(?:e|es|ed|ing)|act(?:s|ed|ing)?|str(?:ike|uck|iking)|rise|rising|turn(?:ed|ing)?) (?:\w+ )?(?:against|on) {HIM}"),
    Pattern("coup_attempt", rf"\bmov(?:e|es|ed|ing) to {_TOPPLE}"),
    Pattern("coup_attempt", rf"\b{_TOPPLE}\b(?=[^.;]{{0,50}}(?:{HIM}|government|regime|president|leader|king|ruler|by))"),
    Pattern("coup_attempt", rf"\b(?:be|been|being|get|gets|was|were|is) {_TOPPLE}\b"),
    Pattern("coup_attempt", rf"\b{ARMED}\b[^.;]{{0,60}}\b{_REMOVE}\b[^.;]{{0,20}}{HIM}"),
    Pattern("coup_attempt", r"\b(?:palace (?:coup|revolt|revolution)|military takeover|(?:seiz(?:e|es|ed|ing)|grab(?:s|bed)?|usurp(?:s|ed)?) power|seizure of power|takeover by the (?:army|military|generals))\b", sure=True),
    Pattern("coup_attempt", rf"\b(?:some sort of|some kind of|a) move (?:\w+ )?against {HIM}"),
    Pattern("coup_attempt", r"\b(?:somebody|someone|they|generals|officers) (?:will|would|could|might|may) (?:\w+ )?try something\b"),
    Pattern("coup_attempt", rf"\b{ARMED}\b[^.;]{{0,25}} (?:is|are) (?:about|ready|poised|preparing|plotting|planning) to (?:move|act|strike)\b"),
    Pattern("coup_attempt", rf"\b{ARMED}\b[^.;]{{0,15}} (?:comes?|came) for {HIM}"),
    Pattern("coup_attempt", rf"\b{ARMED}\b[^.;,]{{0,15}} (?:will|would|could|might|may) (?:\w+ )?(?:act|move|strike)(?: alone| first| soon| quickly| now| together|$|[.,;])"),
    Pattern("coup_success", r"\b(?:coup|putsch|plot|attempt|mutiny|conspiracy|takeover|move)\b[^.;,]{0,30}\b(?:succeed(?:s|ed|ing)?|work(?:s|ed)? out|works|come off|comes off|prevail(?:s|ed)?|success(?:ful)?)\b"),
    Pattern("coup_success", r"\b(?:successful|succeeding) (?:coup|putsch|takeover|plot|overthrow)\b", sure=True),
    Pattern("coup_success", r"\b(?:that|it|this|they|he|she|such a move|which) (?:would|will|could|might|can|may) (?:\w+ )?(?:succeed|work|come off|get away with it|pull it off)\b(?! (?:him|her|as))"),
    Pattern("coup_success", r"\b(?:coup|putsch|plot|attempt|takeover|\b(?:it|that|they) (?:would|will|could|might))\b[^.;,]{0,30}\b(?:fail(?:s|ed)?|collapse[sd]?|fizzles?(?: out)?|be (?:crushed|foiled|put down))\b", sign="-"),
    Pattern("ultimatum", r"\bultimatums?\b"),
    Pattern("ultimatum", r"\b(?:resign|go|leave|step down|quit)\b[^.;]{0,15}\bor (?:be |face |die\b)"),
    Pattern("ultimatum", rf"\b(?:give|gave|given|hand|offer|present)\w* {HIM} [^.;]{{0,30}}\b(?:to (?:resign|leave|go|quit|step down|sign)|deadline)\b"),
    Pattern("ultimatum", rf"\b{ARMED}\b[^.;]{{0,40}}\b(?:demand(?:s|ed|ing)?|tell|told|ask(?:ed|ing)?) [^.;]{{0,20}}(?:resign|step down|resignation|to go)\b"),
    Pattern("armed_mutiny", r"\b(?:mutin(?:y|ies|ous|ied|eers?)|armed (?:revolt|rebellion|insurrection)|(?:army|military|barracks|garrison) (?:revolt|rebellion))\b", sure=True),
    Pattern("armed_mutiny", r"\bmarch(?:es|ed|ing)? (?:on|towards?) the capital\b"),
    Pattern("disobedience", r"\b(?:refus(?:e|es|ed|ing|al)|declin(?:e|es|ed)) (?:to (?:obey|fire|fight|attack|go forward|advance|carry out|follow|shoot)|orders)\b"),
    Pattern("disobedience", r"\b(?:disobey(?:s|ed|ing)?|disobedience|insubordinat\w+|def(?:y|ied|ying|ies) (?:\w+ )?orders)\b"),
    Pattern("disobedience", r"\b(?:are|will|would|might) (?:they|the (?:troops|soldiers|army|officers|men)) (?:going to )?(?:listen|obey|follow)\b"),
    Pattern("disobedience", r"\b(?:will|would|ll|might|may)(?:n't| not)? obey\b", sign="-"),
    Pattern("plot", r"\b(?:plot(?:s|ters?|ting|ted)?|conspir(?:acy|acies|e|es|ed|ing|ators?)|cabals?)\b(?! (?:of land|twist|line|of the (?:film|novel)))"),
    Pattern("purge", r"\bpurg(?:e|es|ed|ing)\b"),
    Pattern("purge", r"\b(?:sack(?:s|ed|ing)?|dismiss(?:es|ed|ing|al)?|arrest(?:s|ed|ing)?|fir(?:ed|ing)|detain(?:s|ed)?|execut(?:ed|es|ing))\b[^.;]{0,25}\b(?:generals?|commanders?|officers|defen[cs]e minister|(?:army|security|intelligence|spy) chiefs?|chief of (?:the )?(?:general )?staff)\b"),
    # Elites and officers.
    Pattern("elite_discontent", rf"\b{ARMED}\b[^.;]{{0,70}}\b(?:furious|angry|anger|losing patience|lost patience|los(?:e|ing) faith|lost faith|unhapp\w+|discontent\w*|dissatisf\w+|grumbl\w*|murmur\w*|mutter\w*|rumbl\w+|restive|restless|fed up|disillusion\w*|resent\w*|frustrat\w*|dissent|turn(?:s|ed|ing)? (?:\w+ )?against|disaffect\w+|uneas\w+|livid|break(?:ing)? ranks|wants? {HIM} (?:gone|out)|wants? (?:his|her) head|asking (?:why|what|how)|question(?:s|ed|ing)? (?:{HIM}|his|her|the war))"),
    Pattern("elite_discontent", rf"\b(?:fury|anger|discontent|dissatisfaction|grumbling|murmurs?|murmuring|rumblings?|unease|unrest|disquiet|resentment|frustration|dissent|divisions?|splits?|cracks|groundswell|grievances?)\b[^.;]{{0,40}}\b(?:among(?:st)?|in|inside|within|from|of|by|between) [^.;]{{0,30}}\b{ARMED}"),
    Pattern("elite_discontent", r"\bgroundswell\b|\bthe hearts and minds of [^.;]{0,40}(?:officers|generals|soldiers|elites)\b"),
    Pattern("elite_discontent", rf"\b(?:pressure|anger|criticism) (?:from|among) (?:his|her|the|its) (?:own )?{ARMED}\b"),
    Pattern("elite_discontent", rf"\b(?:{HIM}|he|she)\b[^.;]{{0,12}}\b(?:needs? to (?:be removed|go)|must (?:go|be removed)|has to (?:go|be removed)|should (?:go|be removed))\b"),
    Pattern("elite_discontent", rf"\b(?:{HIM}|he|she|president|leader)\b[^.;]{{0,12}}\b(?:(?:has |s |'s )?gone soft|too (?:soft|weak|timid|cautious))\b"),
    Pattern("elite_discontent", r"\b(?:percolate|filter|trickle|spread|seep|reach|rise)[sd]?\b[^.;]{0,20}\b(?:up(?:wards?)?\b|(?:the )?(?:more )?senior ranks|the (?:generals|top|high command|upper ranks))"),
    Pattern("elite_discontent", rf"\bhad enough of {HIM}"),
    Pattern("elite_discontent", rf"\btalk about life after {HIM}"),
    Pattern("morale", r"\b(?:morale|demorali[sz]\w+|war-wear\w+|indiscipline|esprit de corps)\b"),
    Pattern("morale", r"\b(?:desertions?|deserters?|(?:troops|soldiers|men|conscripts) (?:are |have been )?desert(?:ing|ed)|(?:has|have|had) deserted|leadership (?:issues|problems)|the mood (?:at the front|in the army|of the army|of the troops))\b"),
    Pattern("officer_meetings", r"\b(?:(?:secret )?meetings? (?:of|between|among)[^.;]{0,20}\b(?:officers|generals|commanders)|(?:officers|generals|commanders) (?:\w+ )?(?:meet|met|are meeting|would meet|gather(?:ed)?) (?:in secret|secretly|privately|behind))\b"),
    Pattern("elite_redeployment", r"\b(?:withdr(?:aw|ew|awn)|pull(?:ed|ing|s)?|mov(?:e|ed|ing)|march(?:ed|ing)?|redeploy(?:ed|ing)?|bring|brought|driv(?:e|en)|recall(?:ed)?|divert(?:ed)?|rush(?:ed)?)\b[^.;]{0,60}\b(?:units?|brigades?|divisions?|troops|regiments?|guards?|battalions?|paratroopers|formations|columns?|soldiers)\b[^.;]{0,80}\b(?:to|towards?|on|into|near|around|back to) (?:the capital|{capital})\b"),
    Pattern("elite_redeployment", r"\b(?:units?|brigades?|divisions?|troops|regiments?|battalions?|paratroopers|formations|columns?)\b[^.;]{0,60}\b(?:from|out of|off) the (?:[\w' -]{0,20} )?front(?:line|lines| line)?\b[^.;]{0,60}\b(?:to|towards?|on|into|back to) (?:the capital|{capital}|[A-Z]\w+)"),
    Pattern("detection", r"\b(?:picked up|spotted|seen|noticed|detected|watched|caught|visible)\b[^.;]{0,30}\b(?:satellites?|signals?|sensors|radar|imagery|intercepts?|drones)\b"),
    Pattern("detection", r"\b(?:satellites?|satellite (?:imagery|images|pictures)|signals? (?:traffic|intelligence)|radio traffic|intercepts?)\b"),
    Pattern("uprising", r"\b(?:(?:popular |mass |national )?uprisings?|popular (?:revolt|rebellion|revolution)|(?:colou?r |people's )revolutions?|people power|mass (?:protests?|demonstrations?|unrest)|street protests?|tak(?:e|ing|en) to the streets|took to the streets|rise up|general strike)\b", sure=True),
    Pattern("popularity", r"\b(?:popularity|approval(?: ratings?)?|poll ratings|popular (?:support|with|in|among|at home)|unpopular|(?:strong|weak|secure|shaky) position|grip on power|hold on power|public support for the (?:war|president|leader))\b"),
    # Exit. What denies a survival states an exit, and the other way round.
    Pattern("leader_exit", rf"\b(?:{HIM}|he|she)\b[^.;]{{0,40}}(?:\b(?:not|never|no longer)\b|n't\b)[^.;]{{0,25}}\b(?:be around|survive|last|be in (?:office|power|charge)|remain|stay|cling on|make it|be president|see out)\b"),
    Pattern("leader_exit", rf"\b(?:{HIM}|he|she)\b[^.;]{{0,40}}\b(?:survive|remain|stay|cling|hang|be|is|was)s? (?:on )?(?:to |in )?(?:power|office|the palace|the saddle)\b", sign="-"),
    Pattern("leader_exit", rf"\b(?:{HIM}|he|she) (?:will|would|is going to|is likely to|could|may|might) (?:\w+ )?(?:survive|stay(?: on)?|remain|hang on|cling on)\b(?! (?:popular|strong|ill|silent|in (?!power|office)))", sign="-"),
    Pattern("leader_exit", r"\b{leader} (?:stays|survives|remains|clings on|hangs on)\b(?! (?:popular|strong|ill|silent))", sign="-"),
    Pattern("leader_exit", r"\b(?:junta|colleagues|party|generals|officers|army|politburo)\b (?:\w+ )?(?:dropped|removed|sacked|ditched|abandoned|ejected|threw out|got rid of|dismissed) (?:\w+ )?[A-Z]\w+"),
    Pattern("leader_exit", r"\b(?:step(?:s|ped|ping)? (?:down|aside)|resign(?:s|ed|ing|ation)?|abdicat\w+|leav(?:e|es|ing) (?:office|power)|left (?:office|power)|los(?:e|es|ing) (?:power|office|his job|her job)|fall from power|driven from (?:power|office)|forced (?:out|from (?:power|office))|cost (?:him|her) (?:his|her) job|relinquish\w* power|end of (?:his|her) (?:rule|reign|regime))\b(?=.*)"),
    Pattern("leader_exit", rf"\b(?:{HIM}|his|her|he|she)\b[^.;]{{0,12}}\b(?:days are numbered|time is up|on (?:his|her) way out|finished|is doomed|running out of road|exit door|will be gone|would be gone|be out of (?:office|power))\b"),
    Pattern("leader_exit", r"\b(?:dies?|dying|death) (?:naturally|in office|of natural causes|in his bed|in her bed)\b|\bnatural (?:death|causes)\b|\b(?:his|her) heart gives out\b", args=(("manner", "natural_death"),)),
    Pattern("leader_exit", r"\b(?:removed|ousted|toppled|overthrown|deposed|gone|out|killed|unseated|replaced) (?:by|in) (?:a|some kind of|some sort of|the) (?:\w+ )?(?:coup|putsch)\b", args=(("manner", "coup"),)),
    Pattern("leader_exit", rf"\b(?:{HIM}|he|she) (?:will|would|could|might|may|is going to) (?:\w+ )?(?:be dead|die)\b"),
    Pattern("leader_exit", rf"\b(?:{HIM}|he|she)(?:'s| is| was| were| has) (?:been )?gone(?=\s*(?:$|[.,;!?]|\b(?:by|this|next|within|before|soon|for good)\b))"),
    Pattern("leader_exit", r"\b{leader}'s (?:death|departure|exit|removal|fall)\b|\b(?:death|departure|removal|fall) of {leader}\b"),
    Pattern("leader_exit", r"\bfac(?:e|es|ed|ing) the (?:chop|axe|boot|exit|end|sack)\b"),
    Pattern("leader_exit", r"\bleaders? (?:\w+ )?(?:fall|fell|falls|lose power)\b"),
    Pattern("leader_killed", rf"\b(?:{HIM}|he|she|leader|president|ruler|autocrat|dictator|strongman|tsar|king)\b(?:\W+\w+){{0,5}}?\W+(?:be|being|get|gets|getting|is|was|been) (?:\w+ )?(?:killed|murdered|assassinated|poisoned|shot|executed|taken out|eliminated|liquidated|bumped off|blown up|done away with)\b"),
    Pattern("leader_killed", rf"\b(?:assassinat(?:e|es|ed|ing|ion)|murder(?:s|ed|ing)?|poison(?:s|ed|ing)?|kill(?:s|ed|ing)?)\b[^.;]{{0,15}}(?:{HIM}|the (?:president|leader|king|ruler|prime minister))\b"),
    Pattern("leader_killed", r"\bassassination\b"),
    Pattern("concealment", r"\b(?:cover(?:ed|ing|s)?(?:-| )?up|passed off as|pass (?:it|this|him) off|hush(?:ed)? up|made to look like|conceal(?:ed|ing|ment|s)?|disguised as|presented as)\b"),
    Pattern("concealment", r"\b(?:death|it|killing) (?:\w+ ){0,2}?(?:blamed on|put down to|attributed to)\b"),
    Pattern("concealment", r"\b(?:say|says|tell|told|announce[sd]?|reads? out|claim(?:s|ed)?|report(?:s|ed)?|said|saying)\b[^.;]{0,50}\b(?:heart attack|stroke|not been (?:well|himself)|unwell|(?:taken|fallen) ill|were ill|was ill|is ill|illness|passed away|died (?:in his|in her|peacefully|of natural)|natural causes)"),
    Pattern("illness_announced", r"\b(?:say|says|announce[sd]?|admit(?:s|ted)?|reads? out|statement)\b[^.;]{0,50}\b(?:not been (?:well|himself)|unwell|taken ill|is ill|was ill|illness|heart attack|stroke)\b"),
    Pattern("incapacity", rf"\b(?:{HIM}|he|she|his|her|president|leader|autocrat)\b[^.;]{{0,20}}\b(?:(?:gravely|seriously|terminally|critically|very) ill|(?:is|was|were|be|been) ill)\b|\b(?:too ill to|incapacitat\w+|in a coma|unfit to (?:rule|govern)|failing health|bedridden|on (?:his|her) deathbed)\b"),
    Pattern("exposure", r"\b(?:truth|killing|murder|plot|cover-up)\b[^.;]{0,20}\b(?:come out|come to light|leak(?:ed)? out|be exposed)\b"),
    # Succession.
    Pattern("successor_harder", r"\b(?:successors?|replac\w+|whoever|someone|somebody|anyone|new (?:leader|leadership|president|regime|ruler|government)|takes? over|takeover|next (?:leader|president)|leader|ruler|man)\b[^.;]{0,50}\b(?:hard-?lin\w+|harder|hawk(?:s|ish)?|more (?:\w+ )?(?:aggressive|extreme|radical|ruthless|nationalist|brutal|dangerous|militant)|ultra-?nationalist|worse than|even worse|tougher)\b"),
    Pattern("successor_harder", r"\b(?:hard-?liners?|hawks) (?:get|take|come|seize|win)\w*\b|\bunder (?:the |a )?hard-?liners?\b"),
    Pattern("successor_softer", r"\b(?:successors?|replac\w+|whoever|new (?:leader|leadership|president|regime|ruler|government)|next (?:man|leader|president|ruler)|takes? over|imagine)\b[^.;]{0,50}\b(?:soft(?:er|-?lin\w+)|dov(?:e|es|ish)|moderates?|more (?:moderate|conciliatory|pragmatic|liberal)|(?:want|seek|make|sue for) peace|(?:want|try|seek|move) to (?:end|stop) the war|liberals?|reform(?:er|ers|ist)|pragmatists?)\b"),
    Pattern("successor", rf"\b(?:succe(?:ed|eds|eded|eding)|replac(?:e|es|ed|ing)) (?:{HIM}|as (?:president|leader))\b"),
    Pattern("successor", r"\b(?:be|is|was|been|being|get|gets) (?:replaced|succeeded) (?:by|with)\b"),
    Pattern("successor", r"\b(?:successors?|succession|heirs?(?: apparent)?|who (?:would|will|might|could) (?:come next|follow|succeed|replace|take over)|who comes (?:next|after)|(?:take|takes|taking) (?:over from|his place|her place)|new (?:leader|president|ruler|man at the \w+)|next (?:leader|president|ruler))\b"),
)  # fmt: skip
