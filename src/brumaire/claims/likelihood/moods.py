"""Modal verbs that are no words of probability: ability, permission, habit, politeness, what might have been.

"Could" hedges where "is able to" cannot replace it without a change of sense: *he could fall by June*, but *he could not
read*; "would often walk" tells a habit; "I would say" is manners.
"""

from __future__ import annotations

import re

from brumaire.claims.text import denials

_NOUN_BEFORE = re.compile(
    r"(?i)(?:\b(?:the|a|his|her|their|its|our|political|free|good|ill|own|military|naval|full|all|air|of|sheer|economic)|people's|nation's)\s+$"
)
_PERSON = r"(?:he|she|they|we|i|you|who|nobody|no\s+one|anyone|everyone|people|men|soldiers|troops|crews?|officers|residents|witnesses|doctors|visitors|children|reporters|patients?|gunners|pilots)"
_SKILL = r"(?:see|hear|read|write|walk|speak|talk|remember|recall|understand|believe|sleep|swim|drive|feel|smell|afford|help|bear|sustain|absorb|withstand|find|eat|breathe|pay|recognise|recognize|tell|explain|name|confirm|comment|verify|discuss|say|recite|ride|count|identify|stand\s+(?:up|for)|reach\s+(?:him|her|them|it|anyone))"
_SKILLED = re.compile(
    rf"(?i)\s*(?:not\s+|hardly\s+|barely\s+|scarcely\s+|no\s+longer\s+|never\s+|even\s+|already\s+|still\s+)*{_SKILL}\b"
)
_RANGE = re.compile(
    r"(?i)\s*(?:\w+ly\s+)?(?:fire|reach|carry|hold|lift|fly|travel|gather|muster|field|produce|make|hit|strike|seat|house|feed|launch|store|take)\b[^.;,]{0,30}?\b(?:\d[\d,.]*|(?:ten|hundred|thousand|two|three|four|five|six|seven|eight|nine|twenty|forty|fifty|sixty)s?)\b"
)
_BEFORE_PERSON = re.compile(rf"(?i)\b{_PERSON}\s+$")
_PERMITTED = re.compile(
    r"(?i)\s*(?:only|not\s+(?:leave|enter|speak|travel)\s+without|now\s+(?:enter|return|vote|apply)|(?:not\s+)?(?:enter|use|visit|attend|apply|vote|sit|wear|keep|bring|carry|photograph|address)\s+(?:the\s+)?(?:hall|room|building|chamber|site|square\s+only|meeting|court|palace\s+grounds|archive|for\s+a|on\s+the\s+list|weapons|phones|cameras|badges?|in\s+person|by\s+post))\b"
)
_PERMIT_BEFORE = re.compile(
    r"(?i)\b(?:you|holders|visitors|members|citizens|journalists|candidates|voters|students|owners|relatives|residents|women|reporters|foreigners|delegates)\s+$"
)
_HABIT = re.compile(
    r"(?i)\s*(?:often|always|usually|sometimes|regularly|frequently|routinely|occasionally|rarely)\b|[^.;]{0,80}\b(?:every\s+(?:day|night|week|morning|evening|year|summer|winter|friday|sunday)|each\s+(?:day|night|morning|evening|year|summer|week)|as\s+a\s+(?:boy|girl|child|cadet|young\s+\w+)|in\s+those\s+days|in\s+(?:his|her|their)\s+youth)\b"
)
_HABIT_BEFORE = re.compile(
    r"(?i)\b(?:every\s+(?:day|night|morning|evening|summer|winter|week)|as\s+a\s+(?:boy|girl|child|cadet)|in\s+those\s+days|in\s+(?:his|her)\s+youth|when\s+(?:he|she)\s+was\s+young)\b[^.;]*$"
)
_POLITE = re.compile(
    r"(?i)\s*(?:like|want|rather|love|prefer|say|argue|think|imagine|describe|hope|call|put|give|bet|add|agree|caution|wish|expect|advise|suggest|go\s+(?:to|further|as|so)|guess|point\s+out|welcome|not\s+(?:be\s+drawn|say|comment|discuss|name))\b"
)
# "Their loyalty cannot be taken for granted" judges what is, and says of no future that it is impossible.
_NOT_RELIED_ON = re.compile(
    r"(?i)\s*(?:be\s+)?(?:take[n]?\s+(?:\S+\s+){0,4}?for\s+granted|assumed?|trust(?:ed)?|rel(?:y|ied)\s+(?:up)?on|count(?:ed)?\s+(?:up)?on|depend(?:ed)?\s+(?:up)?on|bank(?:ed)?\s+on)\b"
)
_UNREAL = re.compile(r"(?i)\s*(?:\w+ly\s+|well\s+|easily\s+)?(?:have|'ve)\s+(?:\w+ly\s+)?(?:been\s+)?\w+")
_MODAL = re.compile(
    r"(?i)(?:could|might|may|would|will|can|can't|cannot|couldn't|wouldn't|'d|can\s+not|could\s+not|may\s+not|would\s+not|will\s+not|would\s+never|shall)\b",
    re.IGNORECASE,
)


def unhedged(text: str, start: int, end: int) -> bool:
    """Whether a modal between two offsets of a folded statement says nothing of chances.

    >>> text = "He could not read."
    >>> unhedged(text, 3, 12), unhedged("He could fall by June.", 3, 8)
    (True, False)
    """
    word = " ".join(text[start:end].lower().split())
    modal = _MODAL.match(word)
    if modal is None:
        return False
    before, after = text[max(0, start - 60) : start], text[start + len(_verb(text[start:end])) :]
    verb = modal[0].split()[0]
    if denials.unsustained_at(text, start):
        return True
    if verb in ("will", "might", "may"):
        if _NOUN_BEFORE.search(before):
            return True
        return verb == "may" and bool(
            (
                re.search(r"(?i)\b(?:you|i|we)\s+$", before)
                and re.match(
                    r"(?i)\s*(?:well\s+)?(?:recall|remember|ask|wonder|think|say|have\s+(?:noticed|heard|seen))\b",
                    after,
                )
            )
            or _PERMITTED.match(after)
            or (
                _PERMIT_BEFORE.search(before)
                and re.match(
                    r"(?i)\s*(?:not\s+)?(?:enter|leave|apply|attend|vote|use|visit|return|sit|stand|keep|bring|carry|speak)\b",
                    after,
                )
            )
        )
    if verb in ("would", "wouldn't", "'d"):
        habit = _HABIT.match(after) or _HABIT_BEFORE.search(text[max(0, start - 90) : start])
        first = re.search(r"(?i)\bi\s*$|\bwe\s*$", before)
        return bool(
            habit
            or (
                _POLITE.match(after)
                and (
                    first
                    or re.match(r"(?i)\s*(?:like|want|rather|love|prefer|not\s+(?:say|comment|discuss|name))\b", after)
                )
            )
        )
    skilled = _SKILLED.match(after)
    denied = "not" in word or "n't" in word
    if denied and _NOT_RELIED_ON.match(after):
        return True
    if skilled and (_BEFORE_PERSON.search(before) or (denied and not re.match(r"(?i)\s*(?:stand|pay|find)", after))):
        # "I can't see him lasting" denies a future; phrases of their own know it.
        return not (
            re.search(r"(?i)\b(?:i|we|one)\s+$", before) and re.match(r"(?i)\s*(?:see|believe|imagine)\b", after)
        )
    if _RANGE.match(after):
        return True
    return verb.startswith("could") and bool(_UNREAL.match(after)) and "if" not in text.lower().split()


def _verb(words: str) -> str:
    """The modal alone, without the hedges behind it that its pattern takes along."""
    match = re.match(r"(?i)(?:can\s+not|could\s+not|may\s+not|would\s+not|will\s+not|\S+)", words)
    return match[0] if match else words
