"""Results as rows: keyed by three small numbers, with what many of them share kept once."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Final, NamedTuple

from compare_app.domain.model import CellRef, Indicator, Product, Result, Sample, TestMethod, TestReport
from compare_app.domain.project import Project
from compare_app.domain.result_rows import ResultRows
from compare_app.domain.samples import ResultLinks
from compare_app.domain.terms import Basis, Statistic, Trust
from compare_app.domain.value import Number
from compare_app.storage.codec import (
    NUMBER,
    Scalar,
    Unreadable,
    decimal_from,
    decimal_text,
    decode_value,
    encode_value,
)
from compare_app.storage.failures import unknown
from compare_app.text.fold import clean

Key = tuple[int, int, int]
Row = tuple[Scalar, ...]

COLUMNS: Final = (
    "product",
    "indicator",
    "replicate",
    "version",
    "raw",
    "kind",
    "first_text",
    "second_text",
    "uncertainty",
    "specimen",
    "outlier",
    "note",
    "cell_address",
    "context",
)
ALL: Final = ", ".join(COLUMNS)
BODY: Final = slice(4, None)  # what a person could change: without key and version


class Context(NamedTuple):
    """What the results of one column of one file share."""

    unit: str
    basis: Basis
    statistic: Statistic
    coverage: Decimal | None
    quantity: str
    method_id: str
    condition: str
    sample_id: str
    report_id: str
    tested_on: date | None
    trust: Trust
    file: str
    sheet: str


_CONTEXT_COLUMNS: Final = (
    "unit, basis, statistic, coverage, quantity, method_id, test_condition, sample_id, report_id, tested_on, trust, "
    "cell_file, cell_sheet"
)


class Contexts:
    """The shared parts, known by number and by content. Forget it when a transaction is taken back."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.by_number: dict[int, Context] = {}
        self.numbers: dict[Context, int] = {}
        for row in connection.execute(f"SELECT seq, {_CONTEXT_COLUMNS} FROM result_context"):
            self._learn(row[0], _context_from(row[1:]))

    def number(self, context: Context, connection: sqlite3.Connection) -> int:
        """The number of a context; a new one is stored."""
        known = self.numbers.get(context)
        if known is not None:
            return known
        number = len(self.by_number) + 1
        connection.execute(
            f"INSERT INTO result_context (seq, {_CONTEXT_COLUMNS}) VALUES ({', '.join('?' * 14)})",
            (number, *_context_row(context)),
        )
        self._learn(number, context)
        return number

    def _learn(self, number: int, context: Context) -> None:
        self.by_number[number] = context
        self.numbers[context] = number


def _context_row(context: Context) -> tuple[Scalar, ...]:
    return (
        clean(context.unit),
        context.basis.value,
        context.statistic.value,
        None if context.coverage is None else decimal_text(context.coverage),
        clean(context.quantity),
        context.method_id,
        clean(context.condition),
        context.sample_id,
        context.report_id,
        None if context.tested_on is None else context.tested_on.isoformat(),
        context.trust.value,
        clean(context.file),
        clean(context.sheet),
    )


def _context_from(row: tuple[str, ...]) -> Context:
    (
        unit,
        basis,
        statistic,
        coverage,
        quantity,
        method,
        condition,
        sample,
        report,
        tested,
        trust,
        file,
        sheet,
    ) = row
    try:
        return Context(
            unit,
            Basis(basis),
            Statistic(statistic),
            decimal_from(coverage) if coverage is not None else None,
            quantity,
            method,
            condition,
            sample,
            report,
            date.fromisoformat(tested) if tested is not None else None,
            Trust(trust),
            file,
            sheet,
        )
    except ValueError as error:
        raise Unreadable(f"result_context: {error}") from error


class Seats:
    """The numbers of products and indicators, which stand for their ids in the rows of results."""

    def __init__(self, products: Mapping[str, int], indicators: Mapping[str, int]) -> None:
        self.products = products
        self.indicators = indicators

    def key(self, result: Result) -> Key:
        """The key of a result; an AppError names what does not exist."""
        product, indicator = self.products.get(result.product_id), self.indicators.get(result.indicator_id)
        if product is None or indicator is None:
            raise unknown(Product if product is None else Indicator, Result)
        return product, indicator, result.replicate


def encode(
    results: Iterable[Result],
    seats: Seats,
    contexts: Contexts,
    connection: sqlite3.Connection,
    project: Project,
) -> Iterator[Row]:
    """Rows of results, version 1. Methods, samples and reports they name must exist in `project`."""
    known: dict[tuple[object, ...], int] = {}
    for result in results:
        cell = result.cell
        # by identity where the parts are shared objects: hashing enum members a million times costs a second
        mark = (
            result.unit,
            id(result.basis),
            id(result.statistic),
            result.coverage,
            result.quantity,
            result.method_id,
            result.condition,
            result.sample_id,
            result.report_id,
            result.tested_on,
            id(result.trust),
            cell.file,
            cell.sheet,
        )
        number = known.get(mark)
        if number is None:
            _check_links(result, project)
            number = known[mark] = contexts.number(_context_of(result), connection)
        raw = result.raw if result.raw.isascii() and "\x00" not in result.raw else clean(result.raw)
        value = result.value
        kind: str
        first: str | None
        second: str | None
        if type(value) is Number:
            text = decimal_text(value.value)
            kind, first, second = NUMBER, None if text == raw else text, None
        else:
            kind, first, second = encode_value(value, raw)
        product, indicator, replicate = seats.key(result)
        yield (
            product,
            indicator,
            replicate,
            1,
            raw,
            kind,
            first,
            second,
            None if result.uncertainty is None else decimal_text(result.uncertainty),
            clean(result.specimen) or None if result.specimen else None,
            clean(result.outlier) or None if result.outlier else None,
            clean(result.note) or None if result.note else None,
            cell.cell or None,
            number,
        )


def encode_rows(
    rows: ResultRows, seats: Seats, contexts: Contexts, connection: sqlite3.Connection
) -> Iterator[Row]:
    """Rows of many new results, version 1: what repeats is encoded once."""
    products = [seats.products.get(one) for one in rows.products]
    indicators = [seats.indicators.get(one.indicator_id) for one in rows.columns]
    if None in products or None in indicators:
        raise unknown(Product if None in products else Indicator, Result)
    texts: list[tuple[str, str, str | None, str | None]] = []
    for said in rows.said:
        raw = clean(said.raw)
        texts.append((raw, *encode_value(said.value, raw)))
    numbers: dict[tuple[int, str, Statistic], int] = {}
    for product, column, what, replicate, row in zip(
        rows.product, rows.column, rows.what, rows.replicate, rows.row
    ):
        said, shared = rows.said[what], rows.columns[column]
        mark = (column, said.unit, said.statistic)
        number = numbers.get(mark)
        if number is None:
            number = numbers[mark] = contexts.number(
                Context(
                    said.unit, shared.basis, said.statistic, None, "", "", "", "", "", None, Trust.USER,
                    shared.file, shared.sheet,
                ),
                connection,
            )  # fmt: skip
        raw, kind, first, second = texts[what]
        yield (
            products[product], indicators[column], replicate, 1, raw, kind, first, second, None, None, None, None,
            shared.address(row), number,
        )  # fmt: skip


def _check_links(result: Result, project: Project) -> None:
    for kind, record_id in (
        (TestMethod, result.method_id),
        (Sample, result.sample_id),
        (TestReport, result.report_id),
    ):
        if record_id and project.get(kind, record_id) is None:
            raise unknown(kind, Result)


def _context_of(result: Result) -> Context:
    return Context(
        result.unit,
        result.basis,
        result.statistic,
        result.coverage,
        result.quantity,
        result.method_id,
        result.condition,
        result.sample_id,
        result.report_id,
        result.tested_on,
        result.trust,
        result.cell.file,
        result.cell.sheet,
    )


def decode(
    rows: Iterable[Row],
    products: Mapping[int, str],
    indicators: Mapping[int, str],
    contexts: Mapping[int, Context],
) -> Iterator[Result]:
    """Results of rows; `Unreadable` where a text is not ours."""
    for (
        product,
        indicator,
        replicate,
        _,
        raw,
        kind,
        first,
        second,
        uncertainty,
        specimen,
        outlier,
        note,
        address,
        number,
    ) in rows:
        shared = contexts[number]  # type: ignore[index]
        yield Result(
            products[product],  # type: ignore[index]
            indicators[indicator],  # type: ignore[index]
            replicate,  # type: ignore[arg-type]
            raw,  # type: ignore[arg-type]
            decode_value(kind, first, second, raw),  # type: ignore[arg-type]
            shared.unit,
            shared.basis,
            shared.statistic,
            None if uncertainty is None else decimal_from(uncertainty),  # type: ignore[arg-type]
            shared.coverage,
            specimen or "",  # type: ignore[arg-type]
            shared.quantity,
            shared.method_id,
            shared.condition,
            shared.sample_id,
            shared.report_id,
            shared.tested_on,
            outlier or "",  # type: ignore[arg-type]
            note or "",  # type: ignore[arg-type]
            shared.trust,
            CellRef(shared.file, shared.sheet, address or ""),  # type: ignore[arg-type]
        )


def described(result: Result) -> dict[str, Scalar]:
    """Everything that a result says, field by field, for the audit trail; what it does not say is left out."""
    kind, first, second = encode_value(result.value, "")
    said = {
        "raw": clean(result.raw),
        "kind": kind,
        "first_text": first,
        "second_text": second,
        "uncertainty": None if result.uncertainty is None else decimal_text(result.uncertainty),
        "specimen": clean(result.specimen),
        "outlier": clean(result.outlier),
        "note": clean(result.note),
        "cell_address": result.cell.cell,
        **dict(zip(_CONTEXT_COLUMNS.split(", "), _context_row(_context_of(result)))),
    }
    return {name: value for name, value in said.items() if value not in (None, "")}


def links(connection: sqlite3.Connection) -> ResultLinks:
    """How many results name each sample and each report."""
    samples: Counter[str] = Counter()
    reports: Counter[str] = Counter()
    rows = connection.execute(
        "SELECT sample_id, report_id, count(*) FROM result JOIN result_context ON result_context.seq = context"
        " WHERE sample_id <> '' OR report_id <> '' GROUP BY sample_id, report_id"
    )
    for sample_id, report_id, count in rows:
        samples[sample_id] += count
        reports[report_id] += count
    del samples[""], reports[""]
    return ResultLinks(samples, reports)
