"""Patterns of words of time, each read by a function of its own in `windows`."""

from __future__ import annotations

import re

from brumaire.claims.windows.calendar import MONTHS

_LONG = "|".join(m.capitalize() for m in MONTHS)
_MONTH = f"(?:{_LONG})"
_ANY_MONTH = rf"(?:{_LONG}|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
_SEASON = r"(?:spring|summer|autumn|fall|winter)"
_WEEKDAY = r"(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)"
_Y = r"(?:19|20)\d\d"
_LEAD = r"(?:by|before|until|till|in|into|on|at|to|for|since|after|from|during|through|throughout|over|past|within|later\s+than|ahead\s+of|come|later|earlier|as\s+early\s+as|as\s+soon\s+as|this\s+side\s+of)"
_NUMBER = (
    r"(?:\d{1,4}|an?|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:-(?:one|two|three|four|five|six|seven|eight|nine))?"
    r"|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|half\s+an?|a\s+hundred)"
)
ORDINALS = {
    word: i + 1 for i, word in enumerate(str.split("first second third fourth fifth sixth seventh eighth ninth tenth"))
}

DAY = re.compile(
    rf"\b(?:(?P<lead>{_LEAD})\s+)?(?:the\s+)?(?:{_WEEKDAY},?\s+)?(?:(?:(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?|(?P<o>{'|'.join(ORDINALS)}))\s+(?:of\s+)?(?P<m1>{_ANY_MONTH})|(?P<m2>{_ANY_MONTH})\s+(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?(?!\d))(?:,?\s+(?P<y>{_Y}))?(?!\w)"
)
DAY_OF_MONTH = re.compile(
    r"(?i)\b(?P<lead>by|before|until|on)\s+the\s+(?P<d>\d{1,2})(?:st|nd|rd|th)\b(?!\s+(?:of|century|anniversary|[A-Z]))"
)
WEEK = re.compile(
    rf"\b(?:(?P<lead>{_LEAD})\s+)?(?P<which>next\s+|last\s+|this\s+|coming\s+)?(?P<day>{_WEEKDAY})(?:\s+(?:night|morning|evening|afternoon))?\b"
)
TODAY = re.compile(r"(?i)\b(?:(?P<lead>by|before|until)\s+)?(?P<day>today|tonight|tomorrow|yesterday)\b")
RANGE = re.compile(
    rf"\b(?:between|from|in)\s+(?P<m1>{_MONTH})(?:\s+(?P<y1>{_Y}))?\s+(?:and|to|or|until)\s+(?P<m2>{_MONTH})(?:\s+(?P<y2>{_Y}))?\b"
)
YEARS = re.compile(rf"(?i)\b(?:between|from|in)\s+(?P<y1>{_Y})\s*(?:and|to|or|until|-|/)\s*(?P<y2>{_Y}|\d\d)\b")
MONTH_YEAR = re.compile(
    rf"\b(?:[Nn]o\s+)?(?P<lead>{_LEAD[:-1]}|next|last|this))(?:\s+the)?\s+(?:(?P<end>end\s+of|close\s+of|start\s+of|beginning\s+of|middle\s+of|early|late|mid)[\s-]+)?(?P<m>{_MONTH})(?:,?\s+(?:of\s+)?(?P<y>{_Y}))?\b(?!\s+\d)"
)
SEASON_YEAR = re.compile(
    rf"(?i)\b(?:(?P<lead>{_LEAD})\s+)?(?:the\s+)?(?:(?P<part>end\s+of\s+(?:the\s+)?|early\s+|late\s+|mid-?\s*))?(?P<s>{_SEASON})\s+(?:of\s+)?(?P<y>{_Y})\b"
)
YEAR = re.compile(
    rf"(?i)\b(?:(?P<lead>{_LEAD})\s+)(?:the\s+)?(?:(?P<part>end\s+of|close\s+of|start\s+of|beginning\s+of|early(?:\s+in)?|late(?:\s+in)?|mid|(?:first|second|latter)\s+half\s+of|(?:first|second|third|fourth|final|last)\s+quarter\s+of|(?:first|early|opening|last)\s+(?:months|weeks|part)\s+of)[\s-]*)?(?P<y>{_Y})\b(?![-/]\d)"
)
DECADE = re.compile(r"(?i)\bin\s+the\s+(?:(?P<part>early|mid|late)[\s-]+)?(?P<y>(?:1[89]|20)\d0)s\b")
WITHIN = re.compile(
    rf"(?i)\b(?:(?P<lead>within|inside|in|over|during|for|after)\s+)?(?:the\s+|a\s+)?(?P<next>(?:next|coming|following)\s+)?(?:(?:period|space|matter)\s+of\s+)?(?:about|around|another|at\s+most|under|less\s+than|barely|perhaps|maybe|roughly|up\s+to)?\s*"
    rf"(?P<n>{_NUMBER}|few|couple\s+of|several)(?:\s+(?:to|or)\s+(?P<n2>{_NUMBER}))?[\s-]+(?P<u>hour|day|week|fortnight|month|year|decade)s?\b(?:'\s*time|\s+from\s+now|\s+time)?(?!\s+(?:ago|later|earlier|old|into|of\s+(?:war|fighting|talks|siege|rule)))"
)
UNIT = re.compile(
    r"(?i)\b(?:within|inside|in|over|during)\s+(?:the\s+(?:next\s+|coming\s+|space\s+of\s+a\s+)?|a\s+)(?P<u>year|month|week|fortnight|decade)\b(?!\s+(?:of|to)\b)"
)
NEXT_FEW = re.compile(
    r"(?i)\b(?:(?:within|in|over|during|inside)\s+(?:the\s+)?(?:next\s+|coming\s+|a\s+matter\s+of\s+|only\s+|a\s+)?(?:few\s+|couple\s+of\s+)?|(?:a\s+)?matter\s+of\s+|the\s+coming\s+)(?P<u>hours|days|weeks|months|years)\b(?!\s+(?:of|past|gone|ago))"
    r"|\b(?P<away>hours|days|weeks|months|years)\s+(?:away|off|from\s+(?:collapse|defeat))\b"
)
END = re.compile(
    r"(?i)\b(?:(?:no\s+)?(?P<lead>by|before|until|till|at|towards?|later\s+than|past|through)\s+)(?:the\s+)?(?:(?P<end>end|close|start|beginning|middle|turn)\s+of\s+(?P<which>the|this|next|last)\s*(?P<next>next\s+)?(?P<u>year|month|summer|spring|autumn|fall|winter|week|decade|century)|(?P<out>year|month|week|decade|winter|summer|spring|autumn)\s+(?:is|was)\s+(?:out|over)|year(?:'s)?[\s-]+end)\b"
)
PERIOD = re.compile(
    r"(?i)\b(?:(?:no\s+)?(?P<lead>by|before|until|till|in|later|earlier|early|late|for|over|during|at|sometime|through|later\s+than)\s+)?(?P<which>this|next|last|coming|the\s+coming)\s+(?P<u>year|month|week|weekend|spring|summer|autumn|fall|winter|decade|century|quarter)\b(?!\s*(?:'|of\b))"
)
PART = re.compile(
    r"(?i)\b(?:(?P<lead>in|during|over|by|before)\s+)?the\s+(?P<part>(?:early|opening|first|late|last|latter|second)\s+(?:part|months|half|weeks)|(?:first|second|third|fourth|final|last)\s+quarter)\s+of\s+(?P<which>this|the|next|last)\s+year\b"
)
HOLIDAY = re.compile(
    rf"(?i)\b(?:(?P<lead>by|before|until|till|through|past|into|in|over|during|at|come)\s+)(?:the\s+)?(?P<u>christmas|easter|new\s+year|{_SEASON})\b(?!\s+(?:of\s+)?(?:19|20)\d\d|\s+(?:offensive|campaign|palace|break|school|session|olympics|garden|uniforms?))"
)
VAGUE = re.compile(
    r"(?i)\b(?:(?:very |quite |pretty |fairly )?soon(?! as\b)|before (?:too )?long|for (?:very )?much longer|(?:much|any) longer|shortly|imminent(?:ly)?|at any (?:moment|time)|any (?:day|time|moment|hour) now|sooner or later|in the (?:near|foreseeable|not too distant) future|for the foreseeable future|eventually|one day"
    r"|in the long (?:run|term)|in the (?:short|medium) (?:run|term)|in the coming (?:offensives?|battle)|overnight|in due course|for (?:many |some )?years|for (?:many |some )?months|for (?:a )?generations?|(?:at|by|past|before) mid(?:summer|winter)|in an (?:afternoon|hour)|in (?:his|her|our|my) lifetime|(?:by|before|until) then|in the new year"
    r"|(?:by|before|until|at) (?:the )?(?:morning|dawn|noon|breakfast|lunchtime|nightfall|dusk|midnight|sunset|sunrise)"
    r"|(?:by|before|until|ahead of|after|at|on) (?:the |this |next |his |her )?(?:next )?(?:presidential |general |parliamentary |party |annual |spring |autumn |local |national |postponed |scheduled |grain |rice )?(?:elections?|vote|polls?|polling day|ballot|referendum|congress|summit|parade|anniversary|inauguration|coronation|harvest(?: time)?|thaw|rains|rainy season|dry season|monsoon|frosts?|first (?:frost|snow)|snow(?:s)? (?:comes?|melts?|falls?)|deadline|funeral|budget)"
    r"|when (?:the )?(?:thaw|snow|winter|spring|summer|autumn|rains?|frost|harvest|ground|mud)[^.,;]{0,20}? (?:comes?|melts?|arrives?|ends?|freezes?|dries|dry|is in|begins?|starts?))\b"
)
