"""Expressions of the model language: the typed tree, and the reader that makes it from text.

Python's `ast` serves as a tokenizer only; every node is translated into our own tree, from which the engine
generates its code. Anything outside the allow-list is an error (E120), so no text of a model file is ever run.
"""

from __future__ import annotations

import ast
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Literal

MAX_CHARACTERS, MAX_NODES, MAX_DEPTH, MAX_EXPONENT = 500, 60, 12, 4

ArithmeticOperator = Literal["+", "-", "*", "/", "**"]
ComparisonOperator = Literal["<", "<=", ">", ">=", "==", "!="]
Quantity = Literal["parameter", "level", "derived", "clock"]


@dataclass(frozen=True, slots=True)
class Number:
    """A constant."""

    value: float


@dataclass(frozen=True, slots=True)
class Read:
    """The value of a parameter, level, derived quantity or clock."""

    name: str
    kind: Quantity


@dataclass(frozen=True, slots=True)
class Change:
    """A quantity minus its value at the start of the simulation."""

    of: Read


@dataclass(frozen=True, slots=True)
class Relative:
    """A quantity minus its mean in the anchor run at the same time after the start."""

    of: Read


@dataclass(frozen=True, slots=True)
class StateIn:
    """Whether a state has one of some values (none of them where `negated`)."""

    state: str
    values: tuple[str, ...]
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Not:
    """Negation."""

    part: Expression


@dataclass(frozen=True, slots=True)
class Every:
    """Conjunction."""

    parts: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Some:
    """Disjunction."""

    parts: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Compare:
    """A comparison of two numbers."""

    operator: ComparisonOperator
    left: Expression
    right: Expression


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """Arithmetic on two numbers; the exponent of a power is a constant whole number."""

    operator: ArithmeticOperator
    left: Expression
    right: Expression


@dataclass(frozen=True, slots=True)
class Negative:
    """A number with its sign turned."""

    part: Expression


@dataclass(frozen=True, slots=True)
class Call:
    """A function of the allow-list."""

    function: str
    arguments: tuple[Expression, ...]


Expression = Number | Read | Change | Relative | StateIn | Not | Every | Some | Compare | Arithmetic | Negative | Call
Truth = (StateIn, Not, Every, Some, Compare)

# name: (fewest, most) arguments
FUNCTIONS: Mapping[str, tuple[int, int]] = {
    "min": (2, 6),
    "max": (2, 6),
    "exp": (1, 1),
    "log": (1, 1),
    "abs": (1, 1),
    "sqrt": (1, 1),
    "clip": (3, 3),
    "step": (1, 1),
    "logistic": (1, 1),
    "where": (3, 3),
}


class ExpressionError(Exception):
    """What is wrong with an expression: the number of the error, what, and how to mend it."""

    def __init__(self, code: str, what: str, mend: str = "") -> None:
        self.code, self.what, self.mend = code, what, mend
        super().__init__(code, what, mend)


@dataclass(frozen=True, slots=True)
class Scope:
    """The names that an expression may use: states with their values, and quantities by kind."""

    states: Mapping[str, tuple[str, ...]]
    quantities: Mapping[str, Quantity] = field(default_factory=dict)

    def nearest(self, name: str) -> str:
        """Advice that offers the names nearest to an unknown one."""
        near = get_close_matches(name, [*self.states, *self.quantities], n=3)
        return f"did you mean {' or '.join(near)}?" if near else "declare it among states, levels or parameters"


def is_truth(expression: Expression) -> bool:
    """Whether an expression is true or false, and not a number.

    >>> is_truth(parse("plot == none", Scope({"plot": ("none", "ready")})))
    True
    """
    return isinstance(expression, Truth)


def parse(text: str, scope: Scope) -> Expression:
    """Read an expression.

    >>> parse("max(0, 1 - x)", Scope({}, {"x": "level"}))
    Call(function='max', arguments=(Number(value=0.0), Arithmetic(operator='-', left=Number(value=1.0),
        right=Read(name='x', kind='level'))))

    Raises
    ------
    ExpressionError
        E120 for what the language does not have, E121 for a limit, E122 for an unknown name or value, E123 for
        something true or false where a number is needed, or the other way round.
    """
    if len(text) > MAX_CHARACTERS:
        raise ExpressionError("E121", f"an expression of {len(text)} characters", f"at most {MAX_CHARACTERS}")
    try:
        with warnings.catch_warnings():
            # Python warns of code that looks odd; here it is refused or means what it says.
            warnings.simplefilter("ignore")
            tree = ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, ValueError, MemoryError, RecursionError) as error:
        detail = error.msg if isinstance(error, SyntaxError) else "cannot be read"
        raise ExpressionError("E120", f"{text!r} is not an expression: {detail}") from None
    if sum(1 for _ in ast.walk(tree)) > 4 * MAX_NODES or _depth(tree) > 2 * MAX_DEPTH:
        raise ExpressionError("E121", f"{text!r} is too large", "name its parts among derived")
    expression = _translate(tree, scope)
    if sum(1 for _ in walk(expression)) > MAX_NODES or _height(expression) > MAX_DEPTH:
        raise ExpressionError("E121", f"{text!r} is too large", "name its parts among derived")
    return expression


def walk(expression: Expression) -> Iterator[Expression]:
    """The expression and all its parts."""
    yield expression
    for part in children(expression):
        yield from walk(part)


def children(expression: Expression) -> tuple[Expression, ...]:
    """The direct parts of an expression."""
    match expression:
        case Change(of) | Relative(of):
            return (of,)
        case Not(part) | Negative(part):
            return (part,)
        case Every(parts) | Some(parts):
            return parts
        case Compare(_, left, right) | Arithmetic(_, left, right):
            return (left, right)
        case Call(_, arguments):
            return arguments
        case _:
            return ()


def reads(expression: Expression) -> frozenset[str]:
    """Names of the states and quantities that an expression reads."""
    return frozenset(
        part.name if isinstance(part, Read) else part.state
        for part in walk(expression)
        if isinstance(part, Read | StateIn)
    )


def _height(expression: Expression) -> int:
    return 1 + max((_height(part) for part in children(expression)), default=0)


def _depth(tree: ast.AST) -> int:
    height, layer = 0, [tree]
    while layer:
        height, layer = height + 1, [child for node in layer for child in ast.iter_child_nodes(node)]
    return height


_ARITHMETIC: Mapping[type[ast.operator], ArithmeticOperator] = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.Div: "/",
    ast.Pow: "**",
}
_COMPARISON: Mapping[type[ast.cmpop], ComparisonOperator] = {
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.Eq: "==",
    ast.NotEq: "!=",
}


def _translate(node: ast.expr, scope: Scope) -> Expression:
    match node:
        case ast.Constant(value=value) if isinstance(value, int | float) and not isinstance(value, bool):
            if abs(value) > 1e12:
                raise ExpressionError("E121", f"the number {value} is too large")
            return Number(float(value))
        case ast.Name(id=name):
            if name in scope.states:
                raise ExpressionError(
                    "E123", f"the state {name} stands where a number is needed", f"compare it: {name} == value"
                )
            return _read(name, scope)
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            part = _number(operand, scope)
            return Number(-part.value) if isinstance(part, Number) else Negative(part)
        case ast.UnaryOp(op=ast.UAdd(), operand=operand):
            return _number(operand, scope)
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            return Not(_truth(operand, scope))
        case ast.BoolOp(op=operator, values=values):
            parts = tuple(_truth(value, scope) for value in values)
            return Every(parts) if isinstance(operator, ast.And) else Some(parts)
        case ast.BinOp(left=left, op=binary, right=right) if type(binary) in _ARITHMETIC:
            made = Arithmetic(_ARITHMETIC[type(binary)], _number(left, scope), _number(right, scope))
            if made.operator == "**" and not (
                isinstance(made.right, Number)
                and made.right.value.is_integer()
                and abs(made.right.value) <= MAX_EXPONENT
            ):
                raise ExpressionError(
                    "E121", "an exponent that is not a whole number from -4 to 4", "write exp(log(x) * y)"
                )
            return made
        case ast.Compare(left=left, ops=[operator], comparators=[right]):
            return _comparison(left, operator, right, scope)
        case ast.Compare():
            raise ExpressionError("E120", "a chained comparison", "join two comparisons with and")
        case ast.Call(func=ast.Name(id=function), args=arguments, keywords=[]):
            return _call(function, arguments, scope)
        case _:
            raise ExpressionError("E120", f"{ast.unparse(node)!r} is not part of the language")


def _read(name: str, scope: Scope) -> Read:
    if name not in scope.quantities:
        raise ExpressionError("E122", f"nothing is named {name}", scope.nearest(name))
    return Read(name, scope.quantities[name])


def _number(node: ast.expr, scope: Scope) -> Expression:
    expression = _translate(node, scope)
    if is_truth(expression):
        raise ExpressionError(
            "E123", f"{ast.unparse(node)} is true or false where a number is needed", "write where(condition, 1, 0)"
        )
    return expression


def _truth(node: ast.expr, scope: Scope) -> Expression:
    expression = _translate(node, scope)
    if not is_truth(expression):
        raise ExpressionError(
            "E123", f"{ast.unparse(node)} is a number where true or false is needed", "compare it with something"
        )
    return expression


def _comparison(left: ast.expr, operator: ast.cmpop, right: ast.expr, scope: Scope) -> Expression:
    if isinstance(left, ast.Name) and left.id in scope.states:
        values: list[ast.expr]
        match operator, right:
            case ((ast.Eq() | ast.NotEq()), ast.Name() | ast.Constant()):
                values = [right]
            case ((ast.In() | ast.NotIn()), ast.List(elts=elements) | ast.Tuple(elts=elements)):
                values = elements
            case _:
                raise ExpressionError(
                    "E123",
                    f"{left.id} is a state and can only be compared with its values",
                    f"write {left.id} == value or {left.id} in [value, value]",
                )
        names = tuple(_value(left.id, value, scope) for value in values)
        return StateIn(left.id, names, isinstance(operator, ast.NotEq | ast.NotIn))
    if type(operator) not in _COMPARISON:
        name = left.id if isinstance(left, ast.Name) else ast.unparse(left)
        raise ExpressionError("E122", f"{name} is not a state", scope.nearest(name))
    return Compare(_COMPARISON[type(operator)], _number(left, scope), _number(right, scope))


def _value(state: str, node: ast.expr, scope: Scope) -> str:
    if isinstance(node, ast.Constant) and node.value is None:
        name = "none"
    else:
        name = node.id if isinstance(node, ast.Name) else str(node.value) if isinstance(node, ast.Constant) else ""
    values = scope.states[state]
    if name not in values:
        near = get_close_matches(name, values, n=2)
        advice = f"did you mean {' or '.join(near)}?" if near else f"its values are {', '.join(values)}"
        raise ExpressionError("E122", f"{state} has no value {ast.unparse(node)}", advice)
    return name


def _call(function: str, arguments: list[ast.expr], scope: Scope) -> Expression:
    if function in ("change", "relative"):
        if len(arguments) != 1 or not isinstance(arguments[0], ast.Name):
            raise ExpressionError("E120", f"{function}() takes one name")
        of = _read(arguments[0].id, scope)
        if of.kind == "parameter" or (of.kind == "clock" and function == "relative"):
            raise ExpressionError("E123", f"{function}({of.name}): it does not move", "name a level or derived")
        return Change(of) if function == "change" else Relative(of)
    if function not in FUNCTIONS:
        near = get_close_matches(function, FUNCTIONS, n=2)
        raise ExpressionError(
            "E122",
            f"there is no function {function}",
            f"did you mean {' or '.join(near)}?" if near else f"there are {', '.join(FUNCTIONS)}, change, relative",
        )
    fewest, most = FUNCTIONS[function]
    if not fewest <= len(arguments) <= most:
        raise ExpressionError("E120", f"{function}() takes {fewest} to {most} arguments, not {len(arguments)}")
    if function == "where":
        return Call(
            function,
            (_truth(arguments[0], scope), _number(arguments[1], scope), _number(arguments[2], scope)),
        )
    return Call(function, tuple(_number(argument, scope) for argument in arguments))
