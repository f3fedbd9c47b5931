"""Derived indicators: arithmetic over codes of other indicators, in Decimal, and nothing but arithmetic (R24).

`flux / power * f_tm` is walked by simpleeval with a closed list of nodes, operators and functions: no attributes, no
subscripts, no text, no calls but abs, max, min and round. A formula from a file cannot do anything else.
"""

from __future__ import annotations

import ast
import operator
import re
from collections.abc import Callable, Mapping
from decimal import Context, Decimal, localcontext
from typing import TYPE_CHECKING, Any, Final, SupportsInt

from compare_app.domain.number import parse_decimal, round_to
from compare_app.errors import AppError
from compare_app.text.fold import half_width
from compare_app.text.message import M, Message

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from simpleeval import SimpleEval

_LONGEST: Final = 400
_DIGITS: Final = 28
_LARGEST: Final = 300  # powers of ten either way: what columns of float64 can hold as well
_SIGNS: Final = str.maketrans({"×": "*", "÷": "/", "·": "*", "−": "-", "–": "-"})
_ALLOWED: Final = re.compile(r"[\w\s+\-*/().,]+")
_ODD_NUMBER: Final = re.compile(r"(?<![\w.])[0-9][0-9.]*[^\W0-9]")  # 1_000, 0x10, 1j, 2x
_NODES: Final = (ast.Expression, ast.BinOp, ast.UnaryOp, ast.Call, ast.Name, ast.Constant, ast.Load)
_OPERATORS: Final[dict[type[ast.AST], Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Pow: operator.pow,
    ast.USub: operator.neg,
    ast.UAdd: operator.pos,
}


class FormulaError(AppError):
    """A formula that cannot be read or computed; the sentence says why."""

    def __init__(self, what: Message, remedy: Message | None = None) -> None:
        super().__init__("FORMULA", what, remedy or M("Correct the formula of the indicator"))


def names(formula: str) -> frozenset[str]:
    """The codes a formula refers to; `FormulaError` where it is no formula."""
    return _names(_parse(formula))


def evaluate(formula: str, values: Mapping[str, Decimal]) -> Decimal:
    """The value of a formula to 28 digits; `FormulaError` for an unknown code, a division by zero, no formula."""
    with localcontext(Context(prec=_DIGITS)):
        found = +_computed(formula, values)
    if found and abs(found.adjusted()) > _LARGEST:
        raise FormulaError(M("{formula} cannot be computed", formula=formula))
    return found


def _computed(formula: str, values: Mapping[str, Decimal]) -> Decimal:
    """The value in the precision of the present context."""
    found: Decimal = _walked(formula, values, _FUNCTIONS, _constant)
    return found


def _walked(
    formula: str,
    values: Mapping[str, object],
    functions: Mapping[str, Callable[..., Any]],
    constant: Callable[[ast.Constant], object],
    leave: tuple[type[Exception], ...] = (),
) -> Any:
    """What the formula gives; whatever goes wrong in it is a `FormulaError`, but for the errors in `leave`.

    A formula is data: whichever error one provokes in the libraries below, it must not end what asked for it.
    """
    tree = _parse(formula)
    missing = sorted(_names(tree) - values.keys())
    if missing:
        raise FormulaError(
            M("{formula} needs the value of {codes}", formula=formula, codes=tuple(missing)),
            M("Use codes of indicators of the same category that have a value"),
        )
    try:
        return _walker(values, functions, constant).eval(formula, previously_parsed=tree.body)
    except leave:
        raise
    except ZeroDivisionError:
        raise FormulaError(M("{formula} divides by zero", formula=formula)) from None
    except Exception as error:
        raise FormulaError(M("{formula} cannot be computed", formula=formula)) from error


def evaluate_columns(formula: str, columns: Mapping[str, NDArray[np.float64]]) -> NDArray[np.float64]:
    """The same formula over whole columns in float64; what cannot be computed is NaN or infinite there.

    `FormulaError` where no row at all can be computed, as in a + 1/0.
    """
    import numpy as np

    functions: dict[str, Callable[..., Any]] = {
        "abs": abs,
        "max": lambda *parts: np.maximum.reduce(np.broadcast_arrays(*parts)),
        "min": lambda *parts: np.minimum.reduce(np.broadcast_arrays(*parts)),
        "round": lambda number, places=0.0: np.round(number, _whole(places)),
    }
    with np.errstate(all="ignore"):
        found = _walked(formula, columns, functions, lambda node: np.float64(str(node.value)))
        return np.asarray(found, dtype=np.float64)


def evaluate_with(formula: str, values: Mapping[str, Any], leave: tuple[type[Exception], ...] = ()) -> Any:
    """The same formula over all that knows arithmetic, e.g. quantities with units; errors in `leave` go through."""
    functions: dict[str, Callable[..., Any]] = {
        "abs": abs,
        "max": lambda *parts: max(parts),
        "min": lambda *parts: min(parts),
        "round": lambda one, *_: one,
    }
    return _walked(formula, values, functions, _constant, leave)


_STEP: Final = Decimal("1e-9")


def sensitivities(formula: str, values: Mapping[str, Decimal]) -> dict[str, Decimal]:
    """∂f/∂x at the values for each code, by central differences in 28 digits (GUM 5.1.3); FormulaError as `evaluate`.

    With a step of 10⁻⁹ of the value the difference is right to some fifteen digits, far beyond any uncertainty.
    """
    found: dict[str, Decimal] = {}
    with localcontext(Context(prec=60)):
        _computed(formula, values)  # what has no value has no slope, and says why as `evaluate` does
        for name in sorted(names(formula)):
            step = _STEP * (abs(values[name]) or Decimal(1))
            up = _computed(formula, {**values, name: values[name] + step})
            down = _computed(formula, {**values, name: values[name] - step})
            try:
                found[name] = (up - down) / (2 * step)
            except ArithmeticError as error:  # beside a pole the difference itself grows beyond all numbers
                raise FormulaError(M("{formula} cannot be computed", formula=formula)) from error
    return found


def _walker(
    values: Mapping[str, object],
    functions: Mapping[str, Callable[..., Any]],
    constant: Callable[[ast.Constant], object],
) -> SimpleEval:
    from simpleeval import SimpleEval

    walker = SimpleEval(operators=_OPERATORS, functions=dict(functions), names=dict(values))
    walker.nodes = {kind: handler for kind, handler in walker.nodes.items() if kind in _NODES}
    walker.nodes[ast.Constant] = constant
    return walker


def _round(number: Decimal, places: Decimal = Decimal(0)) -> Decimal:
    """Ties to even, as everywhere here (GB/T 8170-2008 3.2)."""
    return round_to(number, Decimal(1).scaleb(-_whole(places)))


def _whole(places: SupportsInt) -> int:
    whole = int(places)
    if places != whole or abs(whole) > _DIGITS:
        raise ValueError(places)
    return whole


_FUNCTIONS: Final[dict[str, Callable[..., Any]]] = {
    "abs": abs,
    "max": lambda *parts: max(parts),
    "min": lambda *parts: min(parts),
    "round": _round,
}


def _constant(node: ast.Constant) -> Decimal:
    return Decimal(str(node.value))


def _parse(formula: str) -> ast.Expression:
    """The tree of a formula that holds arithmetic only; its numbers are the digits as typed."""
    text = half_width(formula).translate(_SIGNS).replace("^", "**").strip()
    if not text or len(text) > _LONGEST or not _ALLOWED.fullmatch(text) or _ODD_NUMBER.search(text):
        raise FormulaError(M("{formula} is no formula", formula=formula))
    try:
        tree = ast.parse(text, mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise FormulaError(M("{formula} is no formula", formula=formula)) from None
    for node in ast.walk(tree):
        if not isinstance(node, (*_NODES, *_OPERATORS)) or (
            isinstance(node, ast.Call) and not _is_ours(node)
        ):
            raise FormulaError(M("{formula} is more than arithmetic", formula=formula))
        if isinstance(node, ast.Constant):
            number = parse_decimal(ast.get_source_segment(text, node) or "")
            if number is None:
                raise FormulaError(M("{formula} is no formula", formula=formula))
            node.value = str(number)
    return tree


def _is_ours(call: ast.Call) -> bool:
    return (
        isinstance(call.func, ast.Name)
        and call.func.id in _FUNCTIONS
        and not call.keywords
        and bool(call.args)
    )


def _names(tree: ast.Expression) -> frozenset[str]:
    called = {id(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    return frozenset(
        node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and id(node) not in called
    )
