"""What each paragraph of an article is: headline, body, teaser, caption or credit.

Teasers are the enemy: "Read more", then headlines of other articles, set between the paragraphs of this one. They
look like this article's own statements and are not. The rules use only form: teaser headings, credit lines, final
punctuation, capitals. A line is kept as body wherever the form leaves a doubt: a lost paragraph cannot be noticed
by the reader, a strange one can.
"""

from __future__ import annotations

import re

from brumaire.records import Block, BlockKind

_QUOTES = "\"'“”‘’«»„)]*_ \u00a0\u200e\u200f"
_FINAL = ".!?…"

# "More on" and the like head a list of other articles. The line is the heading alone ("MORE ON THE WAR"), or
# the heading, a colon and a title ("Read more: …").
_HEADING = re.compile(
    r"""(?ix) ^[\W_]{0,4}(?:
    read\ (?:more|also|next|on)\b | more\ (?:on|from|like|about|in|stories|news|to\ read)\b | also\ read\b
    | see\ (?:also|more)\b | (?:don['’]t|do\ not)\ miss\b | (?:related|recommended)\b | you\ (?:may|might)\ (?:also\ )?like\b
    | (?:most|trending|popular|latest|top)\ (?:read|viewed|popular|shared|now|stories|news|articles|posts|videos)\b
    | trending\b | (?:continue|keep)\ reading\b | editors?['’]?s?\ picks?\b | what\ to\ read\ next\b | in\ case\ you\ missed
    | (?:sponsored|advertisement|advert|promoted)\b | story\ continues\b | article\ continues\b | scroll\ (?:down|to)\b
    | (?:watch|listen|live|opinion|analysis|explainer|exclusive|video|podcast|gallery|in\ pictures)\ ?[:|]
    | up\ next\b | share\ this\b | skip\ (?:past|to)\b | join\ the\ conversation\b | leave\ a\ comment\b | view\ comments\b
    )"""
)
_LOOSE_HEADING = re.compile(r"(?i)^[\W_]{0,4}(?:read|more|also|see|don|do|watch|listen)\b")
# Calls to do something on the page: they end in full stops like any sentence, so they need an object of the trade.
_CALL = re.compile(
    r"(?i)^[\W_]{0,4}(?:please\s+)?(?:sign\s+up|subscribe|follow\s+(?:us|our|the|@)|click\s+(?:here|below|on)|download\s+(?:our|the)"
    r"|register\s+(?:now|here|for)|get\s+(?:the|our|all|more|unlimited)|join\s+(?:our|us)|like\s+us|support\s+our|log\s+in|tap\s+here"
    r"|stay\s+(?:up|informed|tuned)|share\s+(?:on|via)|enter\s+your)\b"
)
_TRADE = re.compile(
    r"(?i)\b(?:newsletters?|emails?|e-mails?|inbox|letter|apps?|channels?|alerts?|updates|twitter|facebook|instagram|telegram|whatsapp"
    r"|youtube|tiktok|linkedin|reddit|podcasts?|briefing|bulletin|account|digest|stories|headlines|for free|notifications?|subscribers?|comments?"
    r"|journalism|x\.com)\b"
)
_CREDIT = re.compile(
    r"(?i)^[\W_]{0,3}(?:(?:sources?|photos?|photographs?|pictures?|images?|credits?|graphics?|copyright|via)\s*(?:credits?|by)?\s*[:;]"
    r"|©|\(c\)|copyright\s+(?:©|\(c\)|\d{4})|all\s+rights\s+reserved|(?:additional\s+)?(?:reporting|editing|writing)\s+by\b"
    r"|(?:first\s+)?(?:published|updated|posted|last\s+(?:updated|modified))\s*(?:on|at|:|\d)|\d+\s+min(?:ute)?s?\s+read)"
)
_AGENCY = re.compile(
    r"(?i)(?:\bgetty(?:\s+images)?|\bshutterstock|\breuters|\bafp|\bap\s+photo|\balamy|\bepa(?:-efe)?|\bpa\s+(?:wire|images)|\bassociated\s+press"
    r"|©|\(c\)|(?-i:\b[A-Z]\w+\s+(?:Pictures|Archive|Photos))|\bfile\s+photo)[)\].\s]*$"
)
_CAPTION = re.compile(
    r"(?i)^[\W_]{0,3}(?:photos?|photographs?|pictures?|pictured|images?|caption|video|map|graphic|figure)\s*(?:by|of|above|below|left|right|\d+)?\s*[:;.|]"
)
_BYLINE = re.compile(
    r"^[\W_]{0,3}(?:[Bb]y|BY)\s+((?:Dr\.?\s+|Sir\s+)?[A-Z][\w.'’-]+(?:\s+(?:and|[a-z]{2,3}|[A-Z][\w.'’-]*,?)){1,7})"
    r"(?:\s*[|,–—-]\s*[^.!?]{1,60})?$"
)
_SPEECH = re.compile(r"(?i)\b(?:said|says|told|added|warned|claimed|asked|wrote|argued|explained|replied)\b")
_TRANSCRIPT = re.compile(r"^[A-Z][\w.'’-]*(?:\s+[A-Z(][\w.'’)-]*){0,4}\s*:\s+\S")
_SHOUT = re.compile(r"\b[A-Z]{4,}\b")
_SMALL_WORDS = "a an the and but or nor of in on at to for from by with as is vs over into after amid than that"
_SMALL = frozenset(_SMALL_WORDS.split())


def blocks(
    text: str, offsets: list[tuple[int, int]], *, headline: bool | None = None
) -> tuple[tuple[Block, ...], str | None]:
    """Classify the paragraphs of an article, and return its byline where a line gives one.

    Parameters
    ----------
    text, offsets
        The article's text and the offsets of its paragraphs.
    headline
        Whether the first paragraph is known to be the headline; None to guess.
    """
    lines = [text[a:b] for a, b in offsets]
    kinds: list[BlockKind] = []
    byline: str | None = None
    for line in lines:
        kinds.append(_alone(line))
        match = _BYLINE.match(line) if len(line) < 120 else None
        if match and byline is None:
            byline = match[1].strip(" ,")
        if match:
            kinds[-1] = "credit"
    _mark_headline(lines, kinds, headline)
    _mark_teasers(lines, kinds)
    return tuple(Block(a, b, k) for (a, b), k in zip(offsets, kinds, strict=True)), byline


def _alone(line: str) -> BlockKind:
    """What a line is by itself."""
    words = len(line.split())
    if words <= 60 and _CAPTION.match(line) and (words > 6 or not _CREDIT.match(line)):
        return "caption"
    if words <= 25 and _CREDIT.match(line):
        return "credit"
    if words <= 40 and not final(line) and _AGENCY.search(line[-60:]) and not _SPEECH.search(line):
        return "caption" if words > 8 else "credit"
    if words <= 40 and _CALL.match(line) and _TRADE.search(line):
        return "teaser"
    if _heading(line):
        return "teaser"
    return "body"


def _heading(line: str) -> bool:
    match = _HEADING.match(line)
    if not match or len(line.split()) > 35:
        return False
    rest = line[match.end() :].lstrip()
    if rest[:1] in (":", "|", "–", "—", "-") or match[0].rstrip().endswith((":", "|")):
        return True
    if final(line) and rest.strip(_QUOTES + _FINAL):
        # "More on that later, he said." is the article's own; a heading has no full stop.
        return bool(re.match(r"(?i)[\W_]{0,4}(?:story|article)\s+continues", line))
    return bool(_LOOSE_HEADING.match(line)) or len(line.split()) <= 6


def final(line: str) -> bool:
    """Whether a line ends as running text does, closing quotation marks and brackets left out."""
    stripped = line.rstrip(_QUOTES)
    return stripped[-1:] in (*_FINAL, ":", ";", ",", "-", "–", "—") if stripped else False


def _mark_headline(lines: list[str], kinds: list[BlockKind], known: bool | None) -> None:
    if known is False or not lines:
        return
    body = [i for i, kind in enumerate(kinds) if kind == "body"]
    if known:
        kinds[0] = "headline"
        return
    if len(body) < 2 or body[0] > 2:
        return
    # A headline, and perhaps a second line under it; what follows must read like paragraphs.
    for i in body[:2]:
        line = lines[i]
        words = len(line.split())
        following = [lines[j] for j in body if j > i][:4]
        longest = max((len(f.split()) for f in following), default=0)
        # Only the very first line may end in a question or exclamation mark and still be a headline.
        closed = line.rstrip(_QUOTES)[-1:] in (".", ",", ";", ":", "-", "–", "—", "…")
        asks = line.rstrip(_QUOTES)[-1:] in ("?", "!")
        if words > 30 or closed or (asks and (i != body[0] or words > 20)) or _TRANSCRIPT.match(line):
            return
        if line[:1] in '“"' and line.rstrip()[-1:] in '”"' and asks:
            return
        if longest <= words or not any(final(f) for f in following):
            return
        kinds[i] = "headline"
        if any(i < j < k for j in range(len(kinds)) for k in body[1:2] if kinds[j] != "body"):
            return


def _mark_teasers(lines: list[str], kinds: list[BlockKind]) -> None:
    body = [i for i, kind in enumerate(kinds) if kind == "body"]
    open_lines = sum(not final(lines[i]) for i in body)
    # Where lines seldom end in a full stop (transcripts, notes, posts), its absence says nothing.
    telling = open_lines * 3 <= len(body) or len(body) <= 4
    after_heading = False
    for i, line in enumerate(lines):
        if kinds[i] == "teaser":
            # "Read more: title" is complete; a heading alone opens a list.
            after_heading = ":" not in line and "|" not in line and not final(line)
            continue
        if kinds[i] != "body":
            continue
        words = len(line.split())
        if after_heading and words <= 30 and _title_after_heading(line, last=i + 1 == len(lines)):
            kinds[i] = "teaser"
            continue
        after_heading = False
        if telling and _promo(line, words):
            kinds[i] = "teaser"


def _title_after_heading(line: str, *, last: bool) -> bool:
    mark = line.rstrip(_QUOTES)[-1:]
    if mark in (".", ":", ";", ","):
        return False
    if mark in ("?", "!"):
        return len(line.split()) <= 16 and line[:1] not in '“"' and not last
    return not _opens_quotation(line) and not _TRANSCRIPT.match(line)


def _opens_quotation(line: str) -> bool:
    # A quotation that runs over paragraphs has an opening mark and no closing one.
    return line[:1] in '“"„«' and not any(mark in line[1:] for mark in '”"“»')


def _promo(line: str, words: int) -> bool:
    """A promotional line or cross-heading between paragraphs: no final punctuation and the form of a title."""
    if final(line) or words > 22 or _opens_quotation(line) or _TRANSCRIPT.match(line):
        return False
    if line[:1] in '“"' and _SPEECH.search(line):
        return False
    if line[:1] in "•-*–—":
        return False
    long_words = [w for w in re.findall(r"[^\W\d_][\w’'-]*", line) if w.lower() not in _SMALL]
    capital = sum(w[0].isupper() for w in long_words)
    if len(long_words) >= 3 and capital >= 0.8 * len(long_words):
        return True
    if _SHOUT.search(line) and words >= 4 and capital < 0.8 * len(long_words) and not _SPEECH.search(line):
        return any(len(w) >= 4 and _emphasised(w) for w in long_words)
    return (
        words <= 6
        and not _SPEECH.search(line)
        and line[:1].isupper()
        and not re.match(r"(?i)(?:he|she|they|it|i|we)\b", line)
    )


def _emphasised(word: str) -> bool:
    # Titles shout verbs ("REVEALED", "BEGS"); acronyms are short and seldom look inflected.
    return (
        word.isupper() and word.isalpha() and word != "BRICS" and (len(word) >= 6 or word.endswith(("ED", "ING", "S")))
    )
