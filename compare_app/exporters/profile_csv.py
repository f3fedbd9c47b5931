"""A profile as one CSV table: UTF-8 with BOM, every field quoted, no text that a spreadsheet would compute (E2).

One row per class and year, per year, per window of the honour list, per figure, node and year of the index; the first
column says which. Numbers are plain decimals in full digits; an absent one is an empty field.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from compare_app.domain.index_table import ROWS
from compare_app.domain.profile import (
    HONOUR_NOTICE,
    INDEX_NOTICE,
    ClassRate,
    IndexYear,
    ItemScore,
    PassRates,
    Profile,
    Rate,
    YearRate,
)
from compare_app.domain.profile_digest import honour_title, left_out, weighted_line
from compare_app.domain.terms import Trust
from compare_app.exporters.csv_text import Field, csv_text, write_csv_text
from compare_app.text.message import M, Message
from compare_app.text.wording import Wording

COLUMNS: Final[tuple[tuple[str, Message], ...]] = (
    ("row", M("Row")),
    ("year", M("Year")),
    ("name", M("Name")),
    ("value", M("Value")),
    ("unit", M("Unit")),
    ("passed", M("Passed batches")),
    ("tested", M("Tested batches")),
    ("failed", M("Failed batches")),
    ("interval_low", M("95 % interval, lower end")),
    ("interval_high", M("95 % interval, upper end")),
    ("low", M("Lower bound")),
    ("high", M("Upper bound")),
    ("score", M("Score")),
    ("weight", M("Weight")),
    ("share", M("Share in %")),
    ("covered", M("Covered")),
    ("of", M("Of")),
    ("code", M("Code")),
    ("reason", M("Reason")),
    ("marks", M("Marks")),
)
"""Keys and heads in order; the keys are stable, the heads are in the reader's language."""


def write_profile_csv(to: Path, profile: Profile, words: Wording) -> None:
    """Write the table; the old file survives a failure."""
    write_csv_text(to, profile_csv(profile, words))


def profile_csv(profile: Profile, words: Wording) -> str:
    """The table as text."""
    return csv_text(COLUMNS, _Table(profile, words).rows(), words)


@dataclass(frozen=True, slots=True)
class _Table:
    profile: Profile
    words: Wording

    def rows(self) -> Iterator[Mapping[str, Field]]:
        for rates, side in (
            (self.profile.own, M("Pass rate of our inspected batches")),
            (self.profile.market, M("Pass rate of batches on the market")),
        ):
            yield from self.rates(rates, self.words(side))
        yield from self.honour()
        for one in self.profile.index:
            yield from self.index(one)
        for said in left_out(self.profile):
            yield {"row": self.words(M("Left out")), "reason": self.words(said)}

    def rates(self, rates: PassRates, side: str) -> Iterator[Mapping[str, Field]]:
        for one in rates.classes:
            yield {
                "row": side,
                "year": one.year,
                "name": one.product_class,
                **_rate(one.rate),
                "weight": one.weight,
                "code": one.key,
                "marks": self.mark(one),
            }
        for year in rates.years:
            name = self.words(M("all classes"))
            yield {
                "row": side,
                "year": year.year,
                "name": name,
                **_rate(year.rate),
                "code": year.key,
                "marks": self.mark(year),
            }
            yield {
                "row": side,
                "year": year.year,
                "name": self.words(M("all classes, weighted by output")),
                "value": None if year.weighted is None else year.weighted * 100,
                "unit": "%",
                "covered": year.classes_weighted,
                "of": year.classes,
                "reason": self.words(weighted_line(year)),
            }

    def mark(self, one: ClassRate | YearRate) -> str:
        return self.words.term(Trust.UNCONFIRMED) if one.unconfirmed else ""

    def honour(self) -> Iterator[Mapping[str, Field]]:
        found = self.profile.honour
        row = self.words(M("Honour list, estimate"))
        for window in found.windows:
            yield {
                "row": row,
                "name": self.words.term(window.honour),
                "code": window.state.value,
                "covered": window.inspections,
                "reason": self.words(window.reason),
            }
        yield {
            "row": row,
            "name": self.words(honour_title(found)),
            "code": found.honour.value if found.honour is not None else "",
            "covered": found.inspections,
            "marks": self.words(HONOUR_NOTICE),
        }
        for said in found.open:
            yield {"row": row, "name": self.words(M("open")), "reason": self.words(said)}

    def index(self, one: IndexYear) -> Iterator[Mapping[str, Field]]:
        row = self.words(M("Competitiveness index, simulated"))
        for item in one.items:
            yield {"row": row, "year": one.year, **self.item(item)}
        for half in one.halves:
            for node in half.nodes:
                yield {
                    "row": row,
                    "year": one.year,
                    "name": self.words.term(node.node),
                    "score": node.score,
                    "share": node.share * 100,
                    "covered": node.covered,
                    "of": len(node.items),
                    "code": node.node.value,
                }
            yield {
                "row": row, "year": one.year, "name": self.words(half.name), "score": half.score, "code": half.code,
            }  # fmt: skip
        yield {
            "row": row,
            "year": one.year,
            "name": self.words(M("Index, simulated")),
            "score": one.value,
            "covered": one.covered,
            "of": one.total,
            "reason": self.words(one.band.name)
            if one.band is not None
            else self.words(M("no index: nothing known of {names}", names=one.empty)),
            "marks": self.words(INDEX_NOTICE),
        }

    def item(self, one: ItemScore) -> Mapping[str, Field]:
        return {
            "name": self.words.term(one.item),
            "value": one.value,
            "unit": self.words(ROWS[one.item].unit),
            "low": one.low,
            "high": one.high,
            "score": one.score,
            "weight": one.weight,
            "share": None if one.share is None else one.share * 100,
            "code": one.item.value,
            "reason": self.words(one.reason) if one.reason is not None else "",
            "marks": self.words.term(Trust.UNCONFIRMED) if one.unconfirmed else "",
        }


def _rate(rate: Rate) -> Mapping[str, Field]:
    """Shares in per cent, with their counts."""
    return {
        "value": rate.share * 100,
        "unit": "%",
        "passed": rate.passed,
        "tested": rate.tested,
        "failed": rate.failed,
        "interval_low": rate.low * 100,
        "interval_high": rate.high * 100,
    }
