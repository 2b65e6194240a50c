"""Patterns of the events of the war: offensives, ground, losses, arms, talks, the war's end, nuclear weapons."""

from __future__ import annotations

from brumaire.claims.lexicon import Pattern

_TROOPS = r"(?:soldiers?|troops|men|servicemen|fighters|conscripts|reservists|personnel|recruits|officers|generals|civilians? and soldiers|dead|infantry|paratroopers|mercenaries|sailors|airmen|crews?)"
_KIT = r"(?:tanks?|(?:armou?red |fighting )?vehicles?|aircraft|jets?|planes?|helicopters?|ships?|warships?|flagship|submarines?|guns|howitzers?|missile (?:systems|launchers)|equipment|artillery|armou?r)"
_ARMS = (
    r"(?:tanks?|missiles?|weapons?|weaponry|arms|jets?|fighter (?:jets|planes|aircraft)|aircraft|howitzers?|artillery|ammunition|munitions|shells|rockets?|air[- ]defen[cs]e|drones?|launchers|military (?:aid|assistance|equipment)"
    r"|armou?red vehicles|squadrons|batteries|Leopards?(?: \d| II)?|Abrams|Challengers?|Patriots?|HIMARS|ATACMS|F-16s?)"
)
_OFFENSIVE = r"(?:counter-?offensives?|offensives|offensive|offensve|offences|campaign|push|assault|attack|advance)"

WAR_PATTERNS: tuple[Pattern, ...] = (
    # "Offensive" is also an insult; the noun has an article, an owner or an adjective of war before it.
    Pattern("offensive", r"\b(?:counter-?offensives?|offensives)\b"),
    Pattern("offensive", r"\b(?:a|an|the|this|that|its|their|his|her|our|new|next|coming|upcoming|forthcoming|major|big|large|large-scale|massive|summer|spring|autumn|winter|military|ground|fresh|planned|great|another|[A-Z]\w+'s|[A-Z]\w+an) (?:offensive|offensve)\b(?! (?:remarks?|comments?|language|purposes?|jokes?|line\b|weapons?|capabilit\w+|tackle|coordinator|content|material|words?|statements?|images?|tweets?|to (?:women|many|me)))"),
    Pattern("offensive", r"\b(?:forthcoming|upcoming|coming|next|spring|summer|autumn|winter) (?:major )?(?:offences|offenses)\b"),
    Pattern("offensive", r"\b(?:launch(?:es|ed|ing)?|mount(?:s|ed|ing)?|prepar(?:e|es|ed|ing)|begin|began|order(?:s|ed)?|start(?:s|ed)?|plan(?:s|ned|ning)?) (?:for )?(?:a|an|the|its|their|another)? ?(?:\w+ )?(?:attack|assault|invasion|offensive|offensve|advance)\b"),
    Pattern("offensive", r"\b(?:invad(?:e|es|ed|ing)|invasion of)\b|\bsen[dt] (?:in )?(?:the )?(?:troops|army|forces) (?:across|over|into)\b|\bordered (?:his|her|the) troops across\b|\bto march on [A-Z]\w+"),
    Pattern("offensive", r"\blast (?:roll|throw) of the dice\b|\bfinal (?:throw|gamble)\b"),
    Pattern("offensive_success", rf"\b{_OFFENSIVE}\b[^.;]{{0,40}}\b(?:succeed(?:s|ed|ing)?|success(?:ful|fully)?|works?|break through|breaks through)\b"),
    Pattern("offensive_success", rf"\b{_OFFENSIVE}\b[^.;]{{0,30}}\b(?:fail(?:s|ed|ing)?|stall(?:s|ed|ing)?|fizzles?(?: out)?|peter(?:s|ed)? out|run(?:s)? out of steam)\b", sign="-"),
    Pattern("offensive_success", r"\b(?:breakthroughs?|break(?:s|ing)? through|broke through|gain(?:s|ed|ing)? ground|territorial gains|retak(?:e|es|en|ing)|retook|recaptur(?:e|es|ed|ing)|turn the tide|game-?changers?|difference maker)\b"),
    Pattern("offensive_success", r"\bmake (?:a|the|all the) (?:\w+ )?difference\b|\bdifference between victory and defeat\b|\bdecide the (?:battle|offensive|campaign|war)\b|\b(?:decisive|decisively) (?:in|for|on) the (?:battle|front|offensive|war)"),
    Pattern("renewed_offensive", r"\bsend(?:s|ing)? (?:\w+ )?(?:troops|forces|the army|tanks|soldiers|men) back (?:to|into|towards?|over|across)\b"),
    Pattern("renewed_offensive", r"\b(?:renew(?:s|ed|ing)?|resum(?:e|es|ed|ing)) (?:the|its|his|their|an?)? ?(?:\w+ )?(?:offensive|advance|attack|assault|push|invasion|drive|war)\b|\b(?:second|another|fresh|new) (?:\w+ )?(?:attempt|assault|push|march|drive|advance|invasion|offensive) (?:on|to take|to seize|against|towards?)\b|\bmarch (?:again )?on (?:the (?:enemy's )?capital|{adversary_capital})\b"),
    Pattern("withdrawal", rf"\b(?:{_TROOPS}|forces|army|military|units|brigades?|divisions?|fleet|garrison|[A-Z]\w+ (?:has|had|have|was|were|is))\b[^.;]{{0,50}}\b(?:withdr(?:aw|ew|awn|awing|awal|aws)|pull(?:ed|ing|s)? (?:back|out)|retreat(?:s|ed|ing)?|evacuat\w+|fall(?:en|ing)? back|fell back)\b"),
    Pattern("withdrawal", r"\b(?:withdr(?:aw|ew|awn|awing|aws)|pull(?:ed|ing|s)? (?:back|out)|retreat(?:s|ed|ing)?) (?:\w+ )?(?:from|of|behind|across|to) (?:the )?(?:[A-Z]\w+|front|region|city|province|border|river|bridgehead|peninsula)"),
    Pattern("withdrawal", r"\b(?:gave|give|giving|given) up (?:the|its|their) [\w' ]{0,20}(?:bridgehead|position|positions|city|town|salient|pocket|line|airport|port)\b|\b(?:withdrawal|retreat|pull-?back|pull-?out) (?:from|of) (?:the )?[A-Z]?\w+"),
    Pattern("territory_lost", r"\b(?:los(?:e|es|ing|t)|ced(?:e|es|ed|ing)|surrender(?:s|ed)?) (?:\w+ ){0,2}?(?:ground|territory|land|control of)\b|\bfall of (?:the (?:city|town|capital) of )?[A-Z]\w+|\b(?:driven|pushed|thrown) (?:back|out)\b|\b(?:front|line)s? (?:\w+ )?collaps(?:e|es|ed|ing)\b|\bcollapse of the front\b|\bliberated\b"),
    # Winning and losing. Elections, matches and courts have victories too.
    Pattern("victory", r"(?<!election )(?<!electoral )(?<!primary )(?<!court )\b(?:victor(?:y|ies)|win(?:s|ning)? (?:the|this|a|his|its|their) war|won the war|war (?:cannot|can't|can|will|could) (?:still )?be won|triumph(?:s|ed)? in the war|needs? a win|wins? (?:in|on) the (?:battlefield|front|[A-Z]\w+))\b(?! (?:speech|party|lap|for (?:the )?(?:women|voters|workers))| in the (?:election|primary|vote|polls))"),
    Pattern("victory", r"\b(?:in|into) (?:a|the) (?:situation|position|place) (?:that )?[\w' ]{0,20}\b(?:hoped|wanted|intended|meant|planned|wished)\b"),
    Pattern("victory", r"\b(?:shock|bomb|force|beat|pound|frighten)\w* [\w' ]{0,25}\binto (?:surrender|submission|capitulation)\b|\b(?:achiev|attain|reach|secur)\w* (?:all )?(?:its|his|their|her|the) (?:war )?(?:aims|goals|objectives)\b"),
    Pattern("victory", r"\b(?:rebels?|insurgents?|enemy|adversary|opponents?|separatists?)\b[^.;]{0,20}\b(?:surrender(?:s|ed)?|capitulat\w+|(?:is|are|be|were) defeated|(?:lose|loses|lost) the war)\b"),
    Pattern("defeat", r"(?<!election )(?<!electoral )\b(?:defeat(?:s|ed)?(?= (?:in|on|at|by|would|will|could|of|for|and|or|,|is|may|might|looms))|(?:lose|loses|losing|lost) (?:the|this|his|its) war|capitulat\w+|surrender(?:s|ed|ing)?)\b"),
    Pattern("war_end", r"\b(?:war|conflict|fighting|hostilities)\b[^.;]{0,25}\b(?:end(?:s|ed|ing)?|be over|is over|finish(?:es|ed)?|stop(?:s|ped)?)\b|\b(?:end(?:s|ing)?|stop|halt|finish) (?:of |to )?(?:the|this|his|her|its) (?:war|conflict|fighting|hostilities)\b|\ban end to (?:the|this) (?:war|conflict|fighting)\b|\beasy way out\b"),
    Pattern("war_ongoing", r"\b(?:prolonged|protracted|long|drawn-out|endless|forever|grinding) (?:war|conflict|campaign)\b|\b(?:war|conflict|fighting)\b[^.;]{0,20}\b(?:drag(?:s|ged|ging)?|go(?:es)?|grind(?:s)?|rumbl(?:e|es)) on\b|\bit (?:could|will|might|may|would) (?:\w+ )?drag on\b|\b(?:war|conflict|fighting)\b[^.;]{0,15}\b(?:continu(?:e|es|ed)|to last|will last|would last|last for)\b|\b(?:war of attrition|frozen conflict|stalemate|keep (?:it|the war) going|keep fighting|expects the war to last)\b|^the war to last\b"),
    Pattern("settlement", r"\b(?:peace (?:deal|agreement|treaty|accord|settlement|plan|pact)s?|negotiated (?:settlement|solution|end|peace)|political (?:settlement|solution)|diplomatic (?:solution|settlement)|compromise peace|(?:see|seeing|find|finding|reach|no|to) (?:a |any )?(?:settlement|resolution)|settlement (?:of|to|in|this|next|is|would|will)|status quo(?: ante)?)\b(?! (?:on abortion|in congress))"),
    Pattern("ceasefire", r"\b(?:cease-?fires?|truces?|armistices?)\b", sure=True),
    Pattern("talks", r"\b(?:peace (?:talks|negotiations|conference)|negotiat(?:e|es|ing|ions?) (?:with|to end|an end|over|between|on)|talks (?:with|between|to end|on ending|about ending)|negotiating table|direct talks|bargaining table)\b"),
    Pattern("concession", r"\b(?:concessions?|(?:give|giving|gave) (?:up|away) (?:territory|land|the (?:province|region|peninsula|valley))|ced(?:e|ing) (?:territory|land)|back(?:s|ed|ing)? down|climb(?:s|ed)? down)\b"),
    Pattern("concession", r"\b(?:say|admit|announce)\b[^.;]{0,12}['\",: ]{0,3}[^;]{0,20}\b(?:we give up|give up|we withdraw|we were wrong|let us go home|we have lost|it is over)\b"),
    Pattern("mobilisation", r"\b(?:(?:de)?mobili[sz](?:ation|e|es|ed|ing)|mobilistion|mobilsation|call(?:s|ed|ing)?[- ]ups?|conscript(?:ion|s|ed|ing)?)\b(?! (?:voters|support|supporters|the base|resources))"),
    Pattern("mobilisation", rf"\bcall(?:s|ed|ing)? up (?:\w+[ -]){{0,5}}?{_TROOPS}\b|\bdraft(?:s|ed|ing)? (?:\w+[ -]){{0,4}}?{_TROOPS}\b"),
    Pattern("arms_pledge", rf"\b(?:will|would|to|agree[sd]? to|promise[sd]?(?: to)?|pledge[sd]?(?: to)?|vow(?:ed|s)?(?: to)?|decid(?:ed|es) to|approv(?:ed|es)|announc(?:ed|es)|offer(?:ed|s)?(?: to)?|commit(?:ted|s)?(?: to)?) (?:send(?:ing)?|suppl(?:y|ying)|provid(?:e|ing)|deliver(?:ing|y of)?|giv(?:e|ing)|donat(?:e|ing)|ship(?:ping)?|transfer(?:ring)?) (?:[\w-]+ ){{0,4}}?{_ARMS}"),
    Pattern("arms_pledge", rf"\b(?:promise[sd]?|pledge[sd]?|approv(?:ed|es)|offer(?:ed|s)?|announc(?:ed|es)) (?:[\w-]+ ){{0,3}}?{_ARMS}"),
    Pattern("arms_delivery", rf"\b(?:deliver(?:s|ed|ies|y of|y)?|receiv(?:e|es|ed|ing)|get(?:s|ting)?|got|arriv(?:e|es|ed|al of)|shipment of|supplied(?: with)?|ha(?:s|ve) sent) (?:the|these|those|its|their|new|more|modern|first|of)? ?(?:[\w-]+ ){{0,3}}?{_ARMS}\b|\b{_ARMS} (?:\w+ ){{0,2}}?(?:arrive[sd]?|were delivered|have been delivered|reach(?:es|ed)?)\b"),
    Pattern("losses", rf"\b(?:los(?:t|e|es|ing)|kill(?:ed|s|ing)?|wound(?:ed|s)?|destroy(?:ed|s)?|sank|sunk)\b[^.;]{{0,60}}\b(?:{_TROOPS}|{_KIT})\b"),
    Pattern("losses", rf"\b(?:{_TROOPS}|{_KIT})\b(?:\W+[\w'-]+){{0,7}}?\W+(?:killed|dead|wounded|lost|missing|slain|destroyed|died|dying|captured|sunk)\b"),
    Pattern("losses", rf"\b(?:casualt(?:y|ies)|death toll|body bags|(?:corpses|bodies) of (?:\w+ ){{0,3}}{_TROOPS}|heavy losses|(?:huge|terrible|enormous|appalling|mounting) losses|(?:ha?emorrhag|bleed|bled)\w*|losses (?:are|have|in (?:men|tanks)|at the front|on the battlefield|is|drive)|destroyed {_KIT}|{_KIT} graveyards?)\b"),
    Pattern("losses", r"\b(?:taken|took|takes|taking|suffered) a (?:huge|heavy|terrible|massive|severe) hit\b|\bseries of (?:\w+ )?blows\b"),
    Pattern("shortage", r"\b(?:run(?:ning|s)?|ran) (?:out|short|low) (?:of|on)\b|\bshort (?:of|on) (?:shells|men|ammunition|drivers|crews|sleep|troops|fuel|officers|missiles|everything|supplies|manpower)\b|\b(?:shortages? of|(?:shell|ammunition|fuel|manpower|troop|food|weapons?) shortages?|lack(?:s|ing)? (?:of )?(?:the )?(?:men|ammunition|shells|manpower|crews|equipment|fuel|missiles|troops|training)|arrears|unpaid soldiers|depleted)\b"),
    Pattern("shortage", rf"\b{_TROOPS}\b[^.;]{{0,15}}\b(?:not|n't|never|haven't|hasn't) been paid\b|\bunpaid {_TROOPS}\b"),
    Pattern("capability", r"\b(?:(?:far |much |more |less |hardly |still )?capable (?:than|of)|(?:best|better|well|ideally) placed\b(?! to (?:win (?:the )?(?:election|nomination|vote)))|superior to|inferior to|firepower|outgun(?:s|ned)?|combat power|(?:has|have|had) the (?:\w+ )?(?:intelligence|means|men|strength|power|capability|capacity|weapons) to|strong enough to|see at night)\b"),
    Pattern("war_aims", r"\b(?:objectives?|aims?|goals?)\b[^.;]{0,60}\b(?:achiev\w+|met|reach(?:ed)?|fulfil\w*|attain\w*|realis\w+)\b|\b(?:achiev|fulfil|attain|accomplish)\w*\b[^.;]{0,40}\b(?:military|war|its|his|their|major|strategic|declared|stated) (?:\w+ )?(?:objectives?|aims?|goals?)\b"),
    Pattern("propaganda_frame", r"\b(?:told|tell|telling)\b[^.;]{0,40}\b(?:at war (?:with|against)|nazis|fascists|traitors|terrorists)\b|\b(?:propaganda|propagandists?|state (?:tv|television|media)|the (?:official )?narrative)\b"),
    Pattern("nuclear_use", r"\b(?:us(?:e|es|ed|ing)|fir(?:e|es|ed|ing)|launch(?:es|ed|ing)?|detonat(?:e|es|ed|ing)|drop(?:s|ped|ping)?|hit|struck|attack(?:ed)?|resort(?:s|ed|ing)?|reach(?:es|ed|ing)? for|employ(?:s|ed|ing)?)\b[^.;]{0,40}\b(?:nuclear|atomic) (?:weapons?|bombs?|missiles?|warheads?|devices?|arms|shells?|strikes?)\b", sure=True),
    Pattern("nuclear_use", r"\b(?:nuclear|atomic) (?:strike|attack|war|detonation|explosion|escalation|blast|exchange)s?\b(?! deterrent)|\bnuke[sd]?\b|\bgo(?:es|ing)? nuclear\b"),
    Pattern("nuclear_signal", r"\bnuclear (?:threats?|sabre-rattling|saber-rattling|rhetoric|blackmail|alert|drills?|exercises?|doctrine|signals?|tests?|posture|brinkmanship)\b|\bthreaten\w*\b[^.;]{0,30}\bnuclear\b", sure=True),
)  # fmt: skip

# Which event gives way to which where both are found in one statement: the narrower one stays.
NARROWER: dict[str, tuple[str, ...]] = {
    "elite_redeployment": ("withdrawal", "offensive"),
    "successor_harder": ("successor",),
    "successor_softer": ("successor",),
    "renewed_offensive": ("offensive",),
    "offensive_success": ("offensive",),
    "coup_success": ("coup_attempt",),
    "concession": ("withdrawal",),
    "nuclear_signal": ("nuclear_use",),
    "settlement": ("talks",),
    "arms_pledge": ("arms_delivery",),
    "ultimatum": ("leader_exit", "leader_killed"),
    "leader_killed": ("losses",),
}
