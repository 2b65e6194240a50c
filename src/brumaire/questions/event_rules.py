"""What may be said of an event: keys, values and amounts, checked against the vocabulary, in canonical order.

The parser calls these with the column of what it read, the normal form without one.
"""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import pairwise

from brumaire.errors import QuestionError
from brumaire.questions.vocabulary import SYNONYMS, EventDefinition, near
from brumaire.records.outside_view import IRREGULAR
from brumaire.records.question import Amount, Argument

NAME = re.compile(r"[^\W\d][\w-]*")
LARGEST_AMOUNT = 1e15
_ARGUMENT_RULE = 'arg = [key "="] value {"|" value} | amount (">=" | "<=") number [unit]'


def argument(
    definition: EventDefinition, key: str, values: tuple[tuple[str, int], ...], *, column: int = 0
) -> Argument:
    """An argument from its values and their columns: each allowed, none twice, closed values in their own order."""
    known = definition.argument(key)
    if known is None:
        raise _unknown_key(definition, key, column)
    expanded: list[str] = []
    for value, at in values:
        if known.open is not None:
            if not NAME.fullmatch(value):
                raise QuestionError(f"{value!r} is not a name", column=at, rule=_ARGUMENT_RULE, mend="write one word")
            expanded.append(SYNONYMS.get(value, value))
        elif value == "irregular" and key == "manner":
            expanded.extend(IRREGULAR)
        elif value in known.values:
            expanded.append(value)
        else:
            raise _unknown_value(definition, key, value, at)
    if not expanded:
        raise QuestionError(f"{key} has no value", column=column, rule=_ARGUMENT_RULE, mend=f"write {key}=VALUE")
    order = known.values.index if known.values else str
    return Argument(key, tuple(sorted(set(expanded), key=order)))


def amount(definition: EventDefinition, comparison: str, number: float, unit: str | None, *, column: int = 0) -> Amount:
    """A bound on the amount: an event that has one, a number in range, a unit that it is counted in."""
    if not definition.units:
        raise QuestionError(
            f"{definition.name} has no amount",
            column=column,
            rule="only events that are counted have one",
            mend="leave the amount out",
        )
    if not 0 <= number <= LARGEST_AMOUNT:  # also false for what is not a number
        raise QuestionError(
            f"amount {number} is out of range", column=column, rule="0 to 10^15", mend="check the number"
        )
    if unit is not None and unit not in definition.units:
        raise QuestionError(
            f"{definition.name} is not counted in {unit!r}",
            column=column,
            rule=f"its units are {', '.join(definition.units)}",
            mend=f"write {definition.units[0]} or leave the unit out",
        )
    if comparison == ">=":
        return Amount(">=", float(number), None if unit == definition.units[0] else unit)
    if comparison == "<=":
        return Amount("<=", float(number), None if unit == definition.units[0] else unit)
    raise QuestionError(f"{comparison!r} is not a bound", column=column, rule=_ARGUMENT_RULE, mend="write >= or <=")


def arranged(definition: EventDefinition, args: tuple[Argument | Amount, ...]) -> tuple[Argument | Amount, ...]:
    """Arguments in the vocabulary's order, then the lower and the upper bound of the amount; none twice."""
    keys = [a.key for a in definition.arguments]

    def place(arg: Argument | Amount) -> tuple[int, str]:
        return (keys.index(arg.key), "") if isinstance(arg, Argument) else (len(keys), "<>"[arg.comparison == "<="])

    ordered = tuple(sorted(args, key=place))
    for one, two in pairwise(ordered):
        if place(one) == place(two):
            name = one.key if isinstance(one, Argument) else f"amount {one.comparison}"
            raise QuestionError(
                f"{name} stands twice in {definition.name}",
                rule="all arguments hold of one occurrence",
                mend="join values with |" if isinstance(one, Argument) else "keep one bound",
            )
    return ordered


def number_text(number: float) -> str:
    """A number without exponent and without needless decimals; reading it back gives the same number.

    >>> number_text(500000.0), number_text(2.5), number_text(1e-7)
    ('500000', '2.5', '0.0000001')
    """
    text = format(Decimal(repr(float(number))), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _unknown_key(definition: EventDefinition, key: str, column: int) -> QuestionError:
    keys = tuple(a.key for a in definition.arguments)
    if not keys and not definition.units:
        what, mend = f"{definition.name} takes no arguments", "leave the brackets out"
    else:
        what = f"{definition.name} has no argument {key!r}"
        offered = near(key, keys)
        mend = (
            f"did you mean {offered[0]}?" if offered else f"write one of {', '.join([*keys, *_amount_key(definition)])}"
        )
    return QuestionError(what, column=column, rule="arguments are those of the vocabulary", mend=mend)


def _amount_key(definition: EventDefinition) -> tuple[str, ...]:
    return ("amount",) if definition.units else ()


def _unknown_value(definition: EventDefinition, key: str, value: str, column: int) -> QuestionError:
    known = definition.argument(key)
    assert known is not None
    elsewhere = next((a.key for a in definition.arguments if value in a.values), None)
    offered = near(value, known.values)
    if elsewhere is not None:
        mend = f"write {elsewhere}={value}"
    elif offered:
        mend = f"did you mean {', '.join(offered)}?"
    else:
        mend = f"write one of {', '.join(known.values)}"
    return QuestionError(
        f"{value!r} is not a {key} of {definition.name}",
        column=column,
        rule=f"{key} is one of {', '.join(known.values)}",
        mend=mend,
    )
