"""Expressions and numbers in the notation of model files, exactly: what is printed can be read again."""

from __future__ import annotations

from collections.abc import Mapping

from brumaire.models.base import Parameter
from brumaire.models.expressions import (
    Arithmetic,
    Call,
    Change,
    Compare,
    Every,
    Expression,
    Negative,
    Not,
    Number,
    Read,
    Relative,
    Some,
    StateIn,
)

_ATOM, _POWER, _SIGN, _TIMES, _PLUS, _COMPARED, _NOT, _AND, _OR = 9, 8, 7, 6, 5, 4, 3, 2, 1
_BINDS: Mapping[str, int] = {"+": _PLUS, "-": _PLUS, "*": _TIMES, "/": _TIMES, "**": _POWER}


def notation(expression: Expression, parameters: Mapping[str, Parameter] | None = None) -> str:
    """An expression as a model file would have it, with as few brackets as it needs.

    `parameters` gives the intervals of numbers that were written in place; these cannot be read again as part of an
    expression, all else can.

    >>> from brumaire.models.expressions import Scope, parse
    >>> notation(parse("max(0, (x-2)*-y)", Scope({}, {"x": "level", "y": "level"})))
    'max(0, (x - 2) * -y)'
    """
    return _write(expression, parameters or {}, 0)


def interval(parameter: Parameter) -> str:
    """The interval of a parameter, with its distribution where its unit does not give it.

    >>> interval(Parameter("p", 3, 9, "months", "lognormal", "judged", ""))
    '3 to 9'
    """
    if parameter.low == parameter.high:
        return plain(parameter.low)
    law = f" {parameter.distribution}" if parameter.distribution == "uniform" else ""
    return f"{plain(parameter.low)} to {plain(parameter.high)}{law}"


def plain(value: float) -> str:
    """A number without what it does not need.

    >>> plain(2.0), plain(0.1), plain(-1e-9)
    ('2', '0.1', '-1e-09')
    """
    text = repr(float(value))
    return text.removesuffix(".0")


def _write(e: Expression, known: Mapping[str, Parameter], needed: int) -> str:
    text, binds = _written(e, known)
    return f"({text})" if binds < needed else text


def _written(e: Expression, known: Mapping[str, Parameter]) -> tuple[str, int]:
    match e:
        case Number(value):
            return plain(value), _SIGN if value < 0 else _ATOM
        case Read(name, _):
            inline = name in known and known[name].inline
            return (f"({interval(known[name])})" if inline else name), _ATOM
        case Change(of):
            return f"change({of.name})", _ATOM
        case Relative(of):
            return f"relative({of.name})", _ATOM
        case StateIn(state, (value,), negated):
            return f"{state} {'!=' if negated else '=='} {value}", _COMPARED
        case StateIn(state, values, negated):
            return f"{state} {'not in' if negated else 'in'} [{', '.join(values)}]", _COMPARED
        case Not(part):
            return f"not {_write(part, known, _NOT)}", _NOT
        case Every(parts):
            return " and ".join(_write(p, known, _AND + 1) for p in parts), _AND
        case Some(parts):
            return " or ".join(_write(p, known, _OR + 1) for p in parts), _OR
        case Compare(operator, left, right):
            return f"{_write(left, known, _COMPARED + 1)} {operator} {_write(right, known, _COMPARED + 1)}", _COMPARED
        case Negative(part):
            return f"-{_write(part, known, _SIGN)}", _SIGN
        case Arithmetic("**", left, right):
            return f"{_write(left, known, _ATOM)} ** {_write(right, known, _SIGN)}", _POWER
        case Arithmetic(operator, left, right):
            own = _BINDS[operator]
            return f"{_write(left, known, own)} {operator} {_write(right, known, own + 1)}", own
        case Call(function, arguments):
            return f"{function}({', '.join(_write(a, known, 0) for a in arguments)})", _ATOM
