"""Derived indicators: arithmetic over indicator codes (R24): simpleeval with all but arithmetic removed."""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Mapping
from decimal import Decimal, DecimalException
from typing import TYPE_CHECKING, Any

from compare_app.text.message import M, Message

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_OPERATORS: dict[type, Callable[..., Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Pow: operator.pow,
    ast.USub: operator.neg,
    ast.UAdd: operator.pos,
}
_ALLOWED = (
    ast.Expression,
    ast.Expr,
    ast.Name,
    ast.Load,
    ast.UnaryOp,
    ast.BinOp,
    ast.Constant,
    ast.Call,
    *_OPERATORS,
)
_FUNCTIONS = ("min", "max", "abs", "sqrt")
_LONGEST = 500
_LARGEST_POWER = 10


class FormulaError(Exception):
    """A formula that cannot be read or computed; `message` says why."""

    def __init__(self, message: Message) -> None:
        super().__init__(str(message))
        self.message = message


def names(formula: str) -> frozenset[str]:
    """The indicator codes a formula uses. A FormulaError says what is not arithmetic in it."""
    return frozenset(
        node.id
        for node in ast.walk(_checked(formula))
        if isinstance(node, ast.Name) and node.id not in _FUNCTIONS
    )


def evaluate(formula: str, values: Mapping[str, Decimal]) -> Decimal:
    """The value of a formula, in Decimal throughout: 1.176 in the formula is exactly 1.176.

    The caller sees to units: the result is in the unit that the arithmetic of the inputs' units gives.
    """
    functions: dict[str, Callable[..., Any]] = {"min": min, "max": max, "abs": abs, "sqrt": Decimal.sqrt}
    try:
        result = _run(formula, values, functions, lambda number: Decimal(repr(number)))
    except (DecimalException, ArithmeticError) as error:
        raise FormulaError(M("{formula} cannot be computed with these values", formula=formula)) from error
    if not isinstance(result, Decimal) or not result.is_finite():
        raise FormulaError(M("{formula} cannot be computed with these values", formula=formula))
    return result


def evaluate_columns(formula: str, columns: Mapping[str, NDArray[np.float64]]) -> NDArray[np.float64]:
    """The same formula over whole columns in float64; what cannot be computed is NaN or infinite there."""
    import numpy as np

    functions: dict[str, Callable[..., Any]] = {
        "min": lambda *parts: np.minimum.reduce([np.asarray(part) for part in np.broadcast_arrays(*parts)]),
        "max": lambda *parts: np.maximum.reduce([np.asarray(part) for part in np.broadcast_arrays(*parts)]),
        "abs": np.abs,
        "sqrt": np.sqrt,
    }
    return np.asarray(_run(formula, columns, functions, float), dtype=np.float64)


def _checked(formula: str) -> ast.Expression:
    if len(formula) > _LONGEST:
        raise FormulaError(M("The formula is longer than {n} characters", n=_LONGEST))
    try:
        tree = ast.parse(formula.strip(), mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise FormulaError(M("{formula} is no formula", formula=formula)) from error
    for node in ast.walk(tree):
        if not isinstance(node, _ALLOWED):
            raise FormulaError(M("{what} is not allowed in a formula", what=type(node).__name__))
        match node:
            case ast.Constant(value=bool() | str() | bytes() | complex() | None):
                raise FormulaError(M("Only numbers and indicator codes may stand in a formula"))
            case ast.Call(func=ast.Name(id=name), keywords=[]) if name in _FUNCTIONS:
                pass
            case ast.Call():
                raise FormulaError(
                    M("Only {functions} may be called in a formula", functions=list(_FUNCTIONS))
                )
            case ast.BinOp(op=ast.Pow(), right=ast.Constant(value=int() | float() as power)) if (
                abs(power) <= _LARGEST_POWER
            ):
                pass
            case ast.BinOp(op=ast.Pow()):
                raise FormulaError(M("A power must be a number up to {n}", n=_LARGEST_POWER))
    return tree


def _run(
    formula: str,
    values: Mapping[str, object],
    functions: Mapping[str, Callable[..., Any]],
    constant: Callable[[float], object],
) -> object:
    from simpleeval import InvalidExpression, SimpleEval

    _checked(formula)
    evaluator = SimpleEval(operators=dict(_OPERATORS), functions=dict(functions), names=dict(values))
    evaluator.nodes[ast.Constant] = lambda node: constant(node.value)
    try:
        return evaluator.eval(formula.strip())
    except InvalidExpression as error:
        raise FormulaError(M("{formula} names something that has no value", formula=formula)) from error
    except (TypeError, ValueError) as error:
        raise FormulaError(M("{formula} cannot be computed with these values", formula=formula)) from error
