"""A question in English, beside its canonical text: short noun phrases that fit in a table and a sentence."""

from __future__ import annotations

from brumaire.commentary.numbers import day_in_words
from brumaire.records import Amount, And, Argument, Between, By, Clause, Do, Event, Or, Question, Term, Window

# The vocabulary defines what counts; these are names for the ear. A name without an entry is said as it is spelt.
_NOUNS = {
    "leader_exit": "the leader’s exit",
    "coup_attempt": "a coup attempt",
    "coup_success": "a successful coup",
    "armed_mutiny": "an armed mutiny",
    "ultimatum": "an ultimatum to the leader",
    "plot": "a plot",
    "purge": "a purge",
    "elite_discontent": "discontent among the elites",
    "officer_meetings": "secret meetings of officers",
    "elite_redeployment": "elite units moved to the capital",
    "detection": "a plot detected",
    "disobedience": "units disobeying orders",
    "uprising": "an uprising",
    "leader_killed": "the leader killed",
    "concealment": "a killing passed off as something else",
    "exposure": "a concealed killing exposed",
    "incapacity": "the leader incapacitated",
    "illness_announced": "an announcement of illness",
    "successor": "the succession",
    "successor_harder": "a harder successor",
    "successor_softer": "a softer successor",
    "offensive": "an offensive",
    "offensive_success": "a successful offensive",
    "renewed_offensive": "a renewed offensive",
    "withdrawal": "a withdrawal",
    "territory_lost": "territory lost",
    "victory": "victory",
    "defeat": "defeat",
    "war_end": "the war’s end",
    "war_ongoing": "the war still going on",
    "settlement": "a settlement",
    "ceasefire": "a ceasefire",
    "talks": "talks",
    "concession": "a concession",
    "mobilisation": "a mobilisation",
    "arms_pledge": "a pledge of arms",
    "arms_delivery": "a delivery of arms",
    "nuclear_signal": "a nuclear signal",
    "nuclear_use": "nuclear use",
    "coup": "a coup",
}
_EXIT = {
    "regular": "in a regular way",
    "coup": "by coup",
    "handover": "forced out by colleagues",
    "uprising": "by uprising",
    "rebels": "by rebels",
    "assassination": "by assassination",
    "natural_death": "by natural death",
    "ill_health": "through ill health",
    "foreign": "by a foreign power",
}


def in_words(question: Question) -> str:
    """The question as a phrase.

    >>> from datetime import date
    >>> exit = Event("leader_exit", (Argument("manner", ("coup", "natural_death")),))
    >>> in_words(Question(Term(exit, By(date(2024, 12, 31)))))
    'the leader’s exit by coup or by natural death by 31 December 2024'
    >>> in_words(Question(Term(Event("war_end"), By(date(2025, 1, 1)), negated=True)))
    'not the war’s end by 1 January 2025'
    """
    text = _clause(question.clause)
    if isinstance(question.given, Do):
        text += f", with {spaced(question.given.lever)} set to {spaced(question.given.value)}"
    elif question.given is not None:
        text += f", given {_clause(question.given)}"
    return text


def noun(event: str) -> str:
    """The noun phrase of an event of the vocabulary.

    >>> noun("coup_attempt"), noun("morale")
    ('a coup attempt', 'morale')
    """
    return _NOUNS.get(event, spaced(event))


def exit_words(manner: str) -> str:
    """How a leader leaves, after the word "exit" or "leaving".

    >>> exit_words("foreign"), exit_words("coup")
    ('by a foreign power', 'by coup')
    """
    return _EXIT.get(manner, "by " + spaced(manner))


def spaced(name: str) -> str:
    """A name of the vocabulary, the case or the model as words.

    >>> spaced("military_intelligence")
    'military intelligence'
    """
    return name.replace("_", " ")


def _clause(clause: Clause) -> str:
    if isinstance(clause, Term):
        return _term(clause)
    joint = " or " if isinstance(clause, Or) else " and "
    return joint.join(f"({_clause(part)})" if isinstance(part, Or) else _clause(part) for part in clause.parts)


def _term(term: Term) -> str:
    bare = isinstance(term.body, Event)
    body = _event(term.body) if isinstance(term.body, Event) else _clause(term.body)
    if not bare and (term.negated or isinstance(term.body, And)):
        body = f"({body})"
    return ("not " if term.negated else "") + body + (_window(term.window) if term.window else "")


def _event(event: Event) -> str:
    words = noun(event.name)
    rest = []
    for arg in event.args:
        if isinstance(arg, Amount):
            sign = "at least" if arg.comparison == ">=" else "at most"
            rest.append(f"{sign} {arg.number:,.0f}{' ' + spaced(arg.unit) if arg.unit else ''}")
        elif event.name == "leader_exit" and arg.key == "manner":
            words += " " + " or ".join(_EXIT.get(value, "by " + spaced(value)) for value in arg.values)
        else:
            rest.append(_argument(arg))
    return words + (f" ({', '.join(rest)})" if rest else "")


def _argument(arg: Argument) -> str:
    values = " or ".join(spaced(value) for value in arg.values)
    return f"by {values}" if arg.key == "by" else f"{spaced(arg.key)} {values}"


def _window(window: Window) -> str:
    if isinstance(window, By):
        return f" by {day_in_words(window.day)}"
    if isinstance(window, Between):
        return f" between {day_in_words(window.first)} and {day_in_words(window.last)}"
    if window.anchor is None or window.relation is None:
        return f" within {window.duration}"
    return f" within {window.duration} {window.relation} {_clause(window.anchor)}"
