"""A question's text as a tree, by recursive descent: one method for each rule of the grammar.

```
question = [CASE ":"] clause ["given" (clause | "do(" LEVER "=" value ")")]
clause   = term {("and" | "or") term}              and binds tighter than or
term     = ["not"] (event | "(" clause ")") [window]
event    = name ["(" arg {"," arg} ")"]
arg      = [key "="] value {"|" value} | amount (">=" | "<=") number [unit]
window   = "by" DATE | "between" DATE "and" DATE | "within" DURATION [("of" | "before") (event | "(" clause ")")]
```
"""

from __future__ import annotations

import re
from datetime import date
from typing import cast

from brumaire.dates import Duration, Unit
from brumaire.errors import QuestionError
from brumaire.questions.event_rules import amount, argument, arranged
from brumaire.questions.normal_form import (
    CASE,
    bracketed,
    check_anchor,
    check_day,
    check_depth,
    check_do,
    check_duration,
    check_range,
    conjunction,
    disjunction,
    normal,
)
from brumaire.questions.tokens import Token, tokens
from brumaire.questions.vocabulary import EventDefinition, vocabulary
from brumaire.records.question import (
    Amount,
    Argument,
    Between,
    By,
    Clause,
    Do,
    Event,
    Question,
    Term,
    Window,
    Within,
)

_KEYWORDS = frozenset({"and", "or", "not", "given", "by", "between", "within"})
_WINDOWS = ("by", "between", "within")
_UNITS = {name + ending: name for name in ("day", "week", "month", "year") for ending in ("", "s")}
_CASE = re.compile(rf"\s*({CASE.pattern})\s*:")

QUESTION_RULE = 'question = [CASE ":"] clause ["given" (clause | "do(" LEVER "=" value ")")]'
TERM_RULE = 'term = ["not"] (event | "(" clause ")") [window]'
EVENT_RULE = 'event = name ["(" arg {"," arg} ")"]'
ARGUMENT_RULE = 'arg = [key "="] value {"|" value} | amount (">=" | "<=") number [unit]'
WINDOW_RULE = (
    'window = "by" DATE | "between" DATE "and" DATE | "within" DURATION [("of" | "before") (event | "(" clause ")")]'
)


def parse(text: str) -> Question:
    """Read a question.

    Raises
    ------
    QuestionError
        With the column, what was expected there, the rule of the grammar and how to mend it.

    Examples
    --------
    >>> question = parse("coup_attempt within 24 months given not victory by 2023-06-30")
    >>> question.clause
    Term(body=Event(name='coup_attempt', args=()), window=Within(duration=Duration(amount=24, unit='month'), ...
    >>> parse("coup_atempt by 2023-12-31")
    Traceback (most recent call last):
        ...
    brumaire.errors.QuestionError: question, column 1: unknown event 'coup_atempt' (events are those of the
    vocabulary); to mend: did you mean coup_attempt...
    """
    match = _CASE.match(text)
    case = None
    if match is not None:
        # Blanks keep the columns of all that follows.
        case, text = match[1], " " * match.end() + text[match.end() :]
    return _Parser(tokens(text)).question(case)


class _Parser:
    def __init__(self, found: list[Token]) -> None:
        self._tokens = found
        self._at = 0
        self._depth = 0

    @property
    def _next(self) -> Token:
        return self._tokens[self._at]

    def _take(self) -> Token:
        token = self._next
        self._at += token.kind != "end"
        return token

    def _sees(self, *texts: str) -> bool:
        return self._next.kind in ("name", "symbol") and self._next.text in texts

    def _accept(self, *texts: str) -> bool:
        return self._sees(*texts) and self._take() is not None

    def _expect(self, text: str, rule: str, mend: str) -> Token:
        if not self._sees(text):
            raise self._error(f"{text!r}", rule, mend)
        return self._take()

    def _error(self, expected: str, rule: str, mend: str) -> QuestionError:
        return QuestionError(f"expected {expected}, found {self._next}", column=self._next.column, rule=rule, mend=mend)

    def question(self, case: str | None) -> Question:
        clause = self._clause()
        given: Clause | Do | None = None
        if self._accept("given"):
            ahead = self._tokens[self._at + 1] if self._sees("do") else None
            given = self._do() if ahead is not None and ahead.text == "(" else self._clause()
        if self._next.kind != "end":
            raise self._unexpected(given_seen=given is not None)
        return normal(Question(clause, given, case))

    def _unexpected(self, *, given_seen: bool) -> QuestionError:
        expected, mend = "'and', 'or', 'given' or the end", "join events by and, or"
        if self._sees(*_WINDOWS):
            expected, mend = "no second window", "keep one, or join two terms by and"
        elif self._sees(")"):
            mend = "leave the bracket out, or open one before"
        elif self._sees("given") and given_seen:
            expected, mend = "the end", "join the conditions by and"
        elif self._sees("("):
            mend = "put the arguments beside the event's name, before its window"
        return self._error(expected, QUESTION_RULE, mend)

    def _clause(self) -> Clause:
        parts = [self._conjunction()]
        while self._accept("or"):
            parts.append(self._conjunction())
        return disjunction(tuple(parts))

    def _conjunction(self) -> Clause:
        parts = [self._term()]
        while self._accept("and"):
            parts.append(self._term())
        return conjunction(tuple(parts))

    def _term(self) -> Clause:
        negated = self._accept("not")
        if self._sees("("):
            inner = self._brackets()
            column = self._next.column
            return bracketed(inner, self._window(), negated=negated, column=column)
        return Term(self._event(), self._window(), negated)

    def _brackets(self) -> Clause:
        opening = self._take()
        self._depth += 1
        check_depth(self._depth, column=opening.column)
        inner = self._clause()
        if self._sees(*_WINDOWS):
            raise self._unexpected(given_seen=False)
        if self._sees("given"):
            raise self._error("')'", QUESTION_RULE, "put the condition at the end, outside brackets")
        self._expect(")", TERM_RULE, "close the bracket")
        self._depth -= 1
        return inner

    def _event(self) -> Event:
        name = self._name("an event", TERM_RULE, "name an event of the vocabulary")
        known = vocabulary()
        if name.text in known.shorthands:
            definition = known["leader_exit"]
            args: list[Argument | Amount] = [Argument("manner", known.shorthands[name.text])]
        else:
            definition = known.definition(name.text, column=name.column)
            args = []
        if self._accept("("):
            while True:
                column = self._next.column
                args.append(self._argument(definition))
                self._check_twice(args, definition, column)
                if not self._accept(","):
                    break
            self._expect(")", EVENT_RULE, "close the bracket, or separate arguments by commas")
        return Event(definition.name, arranged(definition, tuple(args)))

    def _check_twice(self, args: list[Argument | Amount], definition: EventDefinition, column: int) -> None:
        try:
            arranged(definition, tuple(args))
        except QuestionError as error:
            raise QuestionError(error.what, column=column, rule=error.rule, mend=error.mend) from None

    def _argument(self, definition: EventDefinition) -> Argument | Amount:
        first = self._next
        if first.kind != "name":
            raise self._error("a value", ARGUMENT_RULE, "write a value, or leave the brackets out")
        follows = self._tokens[self._at + 1]
        if first.text == "amount" and follows.kind == "symbol" and follows.text in (">=", "<=", "="):
            return self._amount(definition)
        key, column = definition.default, first.column
        if follows.text == "=" and follows.kind == "symbol":
            key = self._take().text
            self._take()
        elif key is None:
            raise QuestionError(
                f"{definition.name} takes no value without a key"
                if definition.units
                else f"{definition.name} takes no arguments",
                column=column,
                rule=ARGUMENT_RULE,
                mend="write amount >= NUMBER" if definition.units else "leave the brackets out",
            )
        if definition.argument(key) is None:
            argument(definition, key, (), column=column)
        values = [self._value()]
        while self._accept("|"):
            values.append(self._value())
        return argument(definition, key, tuple((v.text, v.column) for v in values), column=column)

    def _value(self) -> Token:
        if self._next.kind != "name":
            raise self._error("a value", ARGUMENT_RULE, "write one word, with _ for blanks")
        return self._take()

    def _amount(self, definition: EventDefinition) -> Amount:
        column = self._take().column
        if self._sees("="):
            raise self._error("'>=' or '<='", ARGUMENT_RULE, "write amount >= NUMBER or amount <= NUMBER")
        comparison = self._take().text
        if self._next.kind != "number":
            raise self._error("a number", ARGUMENT_RULE, "write it in digits, such as 500000")
        number = float(self._take().text)
        at = self._next.column
        following = self._tokens[self._at]
        unit = self._take().text if following.kind == "name" else None
        return amount(definition, comparison, number, unit, column=at if unit and definition.units else column)

    def _window(self) -> Window | None:
        if self._accept("by"):
            return By(self._date())
        if self._accept("between"):
            first = self._date()
            self._expect("and", WINDOW_RULE, "write between DATE and DATE")
            column = self._next.column
            last = self._date()
            check_range(first, last, column=column)
            return Between(first, last)
        if self._accept("within"):
            return self._within()
        return None

    def _within(self) -> Within:
        duration = self._duration()
        if not self._sees("of", "before"):
            return Within(duration)
        relation = self._take().text
        column = self._next.column
        anchor = self._brackets() if self._sees("(") else Term(self._event())
        check_anchor(anchor, column=column)
        return Within(duration, "of" if relation == "of" else "before", anchor)

    def _duration(self) -> Duration:
        token = self._next
        if token.kind != "number" or "." in token.text:
            raise self._error("a whole number", WINDOW_RULE, "write a duration such as 30 days or 6 months")
        self._take()
        if self._next.text not in _UNITS:
            raise self._error(
                "days, weeks, months or years", WINDOW_RULE, "write a duration such as 30 days or 6 months"
            )
        duration = Duration(int(token.text), cast("Unit", _UNITS[self._take().text]))
        check_duration(duration, column=token.column)
        return duration

    def _date(self) -> date:
        token = self._next
        if token.kind != "date":
            raise self._error("a date", WINDOW_RULE, "write YYYY-MM-DD")
        self._take()
        if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", token.text, re.ASCII):
            raise QuestionError(
                f"{token.text!r} is not a date", column=token.column, rule=WINDOW_RULE, mend="write YYYY-MM-DD"
            )
        try:
            day = date.fromisoformat(token.text)
        except ValueError:
            raise QuestionError(
                f"{token.text!r} is not a day of the calendar",
                column=token.column,
                rule=WINDOW_RULE,
                mend="check the day",
            ) from None
        check_day(day, column=token.column)
        return day

    def _do(self) -> Do:
        self._take()
        self._take()
        rule = "do(LEVER=value)"
        lever = self._name("a lever", rule, "write given do(LEVER=value)")
        self._expect("=", rule, "write given do(LEVER=value)")
        minus = "-" if self._accept("-") else ""
        value = self._next
        if value.kind != "number" and (minus or value.kind != "name"):
            raise self._error("a value", rule, "write one word or a number")
        self._take()
        check_do(lever.text, minus + value.text, column=lever.column)
        self._expect(")", rule, "close the bracket; one lever stands in a question")
        return Do(lever.text, minus + value.text)

    def _name(self, expected: str, rule: str, mend: str) -> Token:
        if self._next.kind != "name" or self._next.text in _KEYWORDS:
            raise self._error(expected, rule, mend)
        return self._take()
