"""A re-test in a file: the JSON of docs/retest.md, or any table that the project can read, into new single values."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from compare_app.domain.draft import Draft
from compare_app.domain.model import Product, Result
from compare_app.domain.number import parse_decimal
from compare_app.domain.project import Project
from compare_app.domain.retest import values_of
from compare_app.domain.scheme import by_name
from compare_app.domain.terms import Basis
from compare_app.domain.value import Absent
from compare_app.errors import AppError, RefusedFile, unreadable
from compare_app.text.fold import key
from compare_app.text.message import M, Message

_MOST: Final = 4 << 20  # bytes of a JSON file


@dataclass(frozen=True, slots=True)
class RetestFile:
    """What a file says of a re-test; what it does not state is empty."""

    results: tuple[Result, ...]
    report: Mapping[str, str]
    sample: Mapping[str, str]
    on: date | None = None


def read_json(path: Path, project: Project, product: Product) -> RetestFile:
    """The JSON of docs/retest.md; anything wrong in it is an AppError that says where."""
    try:
        if path.stat().st_size > _MOST:
            raise _wrong(path, M("it is larger than {size} bytes", size=_MOST))
        body = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise unreadable(path, error) from error
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        raise _wrong(path, M("it is no JSON: {reason}", reason=str(error)[:120])) from error
    if not isinstance(body, dict) or not isinstance(body.get("results"), list):
        raise _wrong(path, M("there is no list named {name}", name="results"))
    named = by_name(project.indicators(product.category_id))
    found: list[Result] = []
    for number, one in enumerate(body["results"], 1):
        values = one.get("values") if isinstance(one, dict) else None
        if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
            raise _wrong(path, M("result {number} has no list of texts named values", number=number))
        indicator = named.get(key(str(one.get("indicator", ""))))
        if indicator is None:
            raise _wrong(
                path,
                M(
                    "result {number} names no indicator: {name}",
                    number=number,
                    name=one.get("indicator", "—"),
                ),
            )
        found += values_of(
            indicator,
            values,
            _text(path, one, "unit"),
            _number(path, one, "uncertainty"),
            _number(path, one, "coverage"),
        )
    return RetestFile(
        tuple(found), _part(path, body, "report"), _part(path, body, "sample"), _day(path, body)
    )


def from_draft(draft: Draft, project: Project, product: Product, name: str) -> RetestFile:
    """The results of one product in a table that was read as if the project held none yet.

    Cells that were not understood and indicators that the project lacks refuse the file: a re-test is taken in whole.
    Declared and estimated values are no re-test, whatever stands beside them.
    """
    if draft.already is not None:
        raise AppError(
            "RETEST-IMPORTED",
            M("{file} is in this project already, as an import", file=name),
            M("Undo that import first: what it brought in is not what stood before the re-test"),
        )
    if draft.held:
        raise RefusedFile(
            "RETEST-HELD",
            M("{file}: cells that were not understood: {count}", file=name, count=len(draft.held)),
            M("Mend them in the file; a re-test is taken in whole"),
            issues=tuple(draft.issues),
        )
    known = {one.id for one in project.indicators(product.category_id)}
    results = [
        one
        for one in draft.records
        if isinstance(one, Result)
        and one.product_id == product.id
        and one.basis is Basis.TESTED
        and not isinstance(one.value, Absent)
    ]
    if any(one.indicator_id not in known for one in results):
        raise AppError(
            "RETEST-INDICATOR",
            M("{file} names indicators that {product} does not have", file=name, product=product.name),
            M("Name them as the indicators of the category are named"),
        )
    if not results:
        raise AppError(
            "RETEST-EMPTY",
            M("{file} holds no tested value of {product}", file=name, product=product.name),
            M("Write the name of the product as the project has it"),
        )
    return RetestFile(tuple(results), {}, {})


def _part(path: Path, body: Mapping[str, Any], name: str) -> Mapping[str, str]:
    part = body.get(name)
    return {field: _text(path, part, field) for field in part} if isinstance(part, dict) else {}


def _text(path: Path, part: Mapping[str, Any], name: str) -> str:
    """A text, empty where it is left out; a U that is written as a number must not be lost."""
    found = part.get(name)
    if found is not None and not isinstance(found, str):
        raise _wrong(path, M("{name} is no text", name=name))
    return (found or "").strip()


def _number(path: Path, part: Mapping[str, Any], name: str) -> Decimal | None:
    text = _text(path, part, name)
    number = parse_decimal(text)
    if text and (number is None or number <= 0):
        raise _wrong(path, M("{name} “{text}” is no positive number", name=name, text=text))
    return number


def _day(path: Path, body: Mapping[str, Any]) -> date | None:
    text = _text(path, body, "date")
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise _wrong(path, M("“{text}” is no date", text=text)) from None


def _wrong(path: Path, why: Message) -> AppError:
    return AppError(
        "RETEST-FILE",
        M("{file} is no re-test: {why}", file=path.name, why=why),
        M("See docs/retest.md for what it must hold"),
    )
