"""A traceback in two forms: whole for the person it happened to, bare for the log and for whom it is handed to.

What an error says of itself may hold cells of a project (`KeyError: '甲灯'`); where it happened never does.
"""

from __future__ import annotations

import traceback

from compare_app.errors import AppError


def whole(error: BaseException) -> str:
    """As Python prints it."""
    return "".join(traceback.format_exception(error))


def bare(error: BaseException) -> str:
    """Where it happened and what kind of error it was, causes first; nothing of what it says."""
    parts = []
    seen: set[int] = set()
    one: BaseException | None = error
    while one is not None and id(one) not in seen:
        seen.add(id(one))
        parts.append("".join(traceback.format_tb(one.__traceback__)) + _kind(one))
        one = one.__cause__ or (None if one.__suppress_context__ else one.__context__)
    return "\n\nthen:\n\n".join(reversed(parts))


def _kind(error: BaseException) -> str:
    name = f"{type(error).__module__}.{type(error).__qualname__}".removeprefix("builtins.")
    match error:
        case AppError():
            return f"{name}: {error.code}"
        case OSError():
            return f"{name}: errno {error.errno}, winerror {getattr(error, 'winerror', None)}"
        case _:
            return name
