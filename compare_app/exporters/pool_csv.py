"""One product against its whole pool as a CSV table: for each product one row, then one for each indicator (E2).

UTF-8 with BOM, every field quoted, no text that a spreadsheet would compute. The figures were computed in float64 and
are printed to twelve significant digits, which is all of them where the values are typed to fewer.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, Final, TextIO

from compare_app.domain.against_pool import COMPARABILITIES, CONCLUSIONS, DIFFERENCES, AgainstPool
from compare_app.domain.model import Indicator, Product
from compare_app.domain.project import Project
from compare_app.domain.terms import Comparability, Standing
from compare_app.exporters.atomic import atomic_write
from compare_app.exporters.cells import guarded
from compare_app.exporters.csv_text import csv_writer
from compare_app.exporters.phrases import indicator_name
from compare_app.progress import pause
from compare_app.text.message import M, Message
from compare_app.text.wording import Wording

COLUMNS: Final[tuple[tuple[str, Message], ...]] = (
    ("row", M("Row")),
    ("product", M("Product")),
    ("id", M("Id")),
    ("role", M("Role")),
    ("indicator", M("Indicator")),
    ("unit", M("Unit")),
    ("low", M("Value from")),
    ("high", M("Value to")),
    ("comparability", M("Comparability")),
    ("reason", M("Reason")),
    ("gap", M("Gap")),
    ("gap_percent", M("Gap in %")),
    ("conclusion", M("Conclusion")),
    ("code", M("Code")),
    ("p", M("p")),
    ("rank", M("Rank from")),
    ("rank_last", M("Rank to")),
    ("of", M("Of")),
    ("percentile", M("Percentile")),
    ("score", M("Score (not official)")),
    ("ahead", M("Ours ahead")),
    ("level", M("Level")),
    ("behind", M("Ours behind")),
    ("undecided", M("Undecided")),
    ("mixed_basis", M("Different basis")),
    ("not_comparable", M("Not comparable")),
    ("covered", M("Indicators with a score")),
    ("weight_covered", M("Share of the weight in %")),
    ("weakest", M("Weakest core indicator")),
)
"""Keys and heads in order; the keys are stable, the heads are in the reader's language."""

_COUNTS: Final = (
    *(one.value for one in Standing),
    Comparability.MIXED_BASIS.value,
    Comparability.NOT_COMPARABLE.value,
)


def write_pool_csv(to: Path, project: Project, found: AgainstPool, words: Wording) -> None:
    """Write the table; the old file survives a failure."""

    def fill(temporary: Path) -> None:
        with temporary.open("w", encoding="utf-8-sig", newline="") as stream:
            pool_csv(stream, project, found, words)

    atomic_write(to, fill)


def pool_csv(stream: TextIO, project: Project, found: AgainstPool, words: Wording) -> None:
    """The table, row by row, ours first; line ends of Windows as RFC 4180 has them."""
    writer = csv_writer(stream)
    writer.writerow([guarded(words(title)) for _, title in COLUMNS])
    for row in _Table(project, found, words).rows():
        pause()
        writer.writerow(row)


class _Table:
    """The rows; everything that repeats is worded once, everything numerical is taken from the arrays whole."""

    def __init__(self, project: Project, found: AgainstPool, words: Wording) -> None:
        self._found = found
        products = project.all(Product)
        self._products = [products[one] for one in found.product_ids]
        self._roles = {one.role: words.term(one.role) for one in self._products}
        indicators = project.all(Indicator)
        self._indicators = [
            (guarded(indicator_name(project, one, words)), guarded(indicators[one].unit))
            for one in found.indicator_ids
        ]
        self._names = (words(M("Product")), words(M("Indicator comparison")))
        self._comparabilities = [words.term(one) for one in COMPARABILITIES]
        self._reasons = ["" if one is None else words.term(one) for one in DIFFERENCES]
        self._conclusions = [("", "") if one is None else (words.term(one), one.value) for one in CONCLUSIONS]
        self._counts = [found.counts[one].tolist() for one in _COUNTS]
        self._of = [int((row > 0).sum()) for row in found.rank]
        self._p = [found.p(row).tolist() for row in range(len(self._indicators))]

    def rows(self) -> Iterator[Sequence[str]]:
        found = self._found
        others = (at for at in range(len(self._products)) if at != found.seat)
        for at in (found.seat, *others):
            head = self._head(at)
            yield self._product(at, head)
            for row in range(len(self._indicators)):
                yield self._pair(row, at, head)

    def _head(self, at: int) -> list[str]:
        product = self._products[at]
        return [guarded(product.name), guarded(product.id), self._roles[product.role]]

    def _product(self, at: int, head: list[str]) -> list[str]:
        found = self._found
        weakest = int(found.weakest[at])
        ours = at == found.seat
        return [
            self._names[0],
            *head,
            *([""] * 15),
            _figure(found.weighted[at]),
            *("" if ours else str(count[at]) for count in self._counts),
            str(found.covered[at]),
            _figure(100 * found.weight_covered[at]),
            self._indicators[weakest][0] if weakest >= 0 else "",
        ]

    def _pair(self, row: int, at: int, head: list[str]) -> list[str]:
        found = self._found
        rank, ours = int(found.rank[row, at]), at == found.seat
        conclusion, code = self._conclusions[found.conclusion[row, at]]
        return [
            self._names[1],
            *head,
            *self._indicators[row],
            _figure(found.low[row][at]),
            _figure(found.high[row][at]),
            *(
                ("", "", "", "", "", "", "")  # nothing is compared with itself
                if ours
                else (
                    self._comparabilities[found.comparability[row, at]],
                    self._reasons[found.reason[row, at]],
                    _figure(found.absolute[row, at]),
                    _figure(found.relative[row, at]),
                    conclusion,
                    code,
                    _figure(self._p[row][at]),
                )
            ),
            *((str(rank), str(found.rank_last[row, at]), str(self._of[row])) if rank else ("", "", "")),
            _figure(found.percentile[row, at]),
            _figure(found.score[row, at]),
            *([""] * 9),
        ]


def _figure(value: Any) -> str:
    """A number without an exponent; none where there is none, or no end."""
    if not math.isfinite(value):
        return ""
    text = f"{value:.12g}"
    return format(Decimal(text), "f") if "e" in text else text
