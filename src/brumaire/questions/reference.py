"""The table of events in the manual, made from the vocabulary.

python -m brumaire.questions.reference
"""

from __future__ import annotations

from collections.abc import Iterator

from brumaire.questions.event_rules import number_text
from brumaire.questions.vocabulary import EventDefinition, vocabulary


def table() -> str:
    """All events in Markdown, one section each.

    >>> print(table().split("### ")[2])
    `coup_attempt`
    <BLANKLINE>
    An overt illegal move by the military or by state elites to unseat the sitting executive.
    <BLANKLINE>
    - Arguments: `by` (an actor; needs no key), `rank` (`top`, `middle`, `bottom`).
    - Counts when: Overt illegal move by the military or state elites to unseat the sitting executive, whether it succeeds or not (Powell and Thyne). *The rule is given.*
    - Does not count: A plot that never becomes overt; an armed mutiny that does not aim at the executive; an uprising; rumours.
    <BLANKLINE>
    """
    return "\n".join(line for event in vocabulary().events.values() for line in _section(event))


def _section(event: EventDefinition) -> Iterator[str]:
    mark = "The rule is given." if event.mark == "given" else "The rule is our judgement."
    state = " A state: it comes true when it begins." if event.kind == "state" else ""
    yield f"### `{event.name}`\n"
    yield f"{event.definition}{state}\n"
    if arguments := list(_arguments(event)):
        yield f"- Arguments: {', '.join(arguments)}."
    yield f"- Counts when: {event.rule} *{mark}*"
    yield f"- Does not count: {event.not_counted}"
    if event.not_checkable:
        yield f"- Cannot enter the ledger: {event.not_checkable}."
    if event.implies:
        yield f"- On record with it: {', '.join(f'`{name}`' for name in event.implies)}."
    yield ""


def _arguments(event: EventDefinition) -> Iterator[str]:
    for argument in event.arguments:
        values = f"{'an' if argument.open == 'actor' else 'a'} {argument.open}"
        if argument.values:
            values = ", ".join(f"`{value}`" for value in argument.values)
        yield f"`{argument.key}` ({values}{'; needs no key' if argument.key == event.default else ''})"
    if event.units:
        least = f", at least {number_text(event.at_least)} unless one is given" if event.at_least else ""
        yield f"`amount` (in {' or '.join(event.units)}{least})"


if __name__ == "__main__":
    print(table())  # noqa: T201  # writing to standard output is what the module is run for
