"""What a template can ask for: single facts by name, and tables whose columns are found by their heads."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Final

from compare_app.domain.comparison import Comparison, IndicatorRow, StandardRow
from compare_app.domain.digest import actions_of, conclusion, headline, notice_of, primary_gap, step_text
from compare_app.domain.loop import Action
from compare_app.domain.model import Category, Indicator, Product
from compare_app.domain.plan_columns import PLAN_COLUMNS
from compare_app.domain.project import Project
from compare_app.domain.retest import latest_values
from compare_app.domain.terms import Role
from compare_app.exporters.cells import exact
from compare_app.exporters.phrases import (
    conclusion_text,
    gap_text,
    indicator_name,
    joined,
    judgements_text,
    limit_text,
    listed,
    product_name,
    relative_text,
    source_text,
    spoken,
    standard_marks,
    standard_reason,
    value_text,
)
from compare_app.text.message import M, Message
from compare_app.text.wording import Wording

Fact = str | Decimal | date | None


@dataclass(frozen=True, slots=True)
class Subject:
    """What is told of: one product on one day."""

    project: Project
    comparison: Comparison
    words: Wording

    @property
    def product(self) -> Product:
        """The product of ours."""
        return self.project.all(Product)[self.comparison.product_id]


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column of a table: its key, its head in both languages, what stands in a row of it."""

    key: str
    head: Message


def _category(one: Subject) -> str:
    found = one.project.get(Category, one.comparison.category_id)
    return found.name if found is not None else ""


FACTS: Final[Mapping[str, Callable[[Subject], Fact]]] = {
    "DC_PRODUCT": lambda one: product_name(one.project, one.product.id, one.words),
    "DC_BRAND": lambda one: one.product.brand,
    "DC_MODEL": lambda one: one.product.model,
    "DC_ENTERPRISE": lambda one: one.product.enterprise,
    "DC_CATEGORY": _category,
    "DC_DATE": lambda one: one.comparison.on,
    "DC_STANDARDS_USED": lambda one: listed(
        (edition.number for edition in one.project.executed(one.product.id)), one.words
    ),
    # a step never stands alone: it is our own evaluation, and says so (design.md §2 rule 7)
    "DC_STEP": lambda one: joined(
        (one.words(step_text(one.project, one.comparison.ladder)), one.words(notice_of(one.comparison))),
        one.words,
    ),
    "DC_SUMMARY": lambda one: joined(
        (one.words(headline(one.project, one.comparison)), one.words(notice_of(one.comparison))), one.words
    ),
    "DC_CONCLUSION": lambda one: one.words(conclusion(one.comparison)),
    "DC_RULE": lambda one: one.words(one.comparison.rule),
}
"""Single cells by name."""


_GAPS: Final = (("domestic", Role.DOMESTIC), ("international", Role.INTERNATIONAL))
_INDICATORS: Final = (
    TableColumn("indicator", M("Indicator")),
    TableColumn("unit", M("Unit")),
    TableColumn("value", M("Our value")),
    TableColumn("conformity", M("Limits and conformity")),
    TableColumn("domestic_value", M("Domestic benchmark")),
    TableColumn("domestic_gap", M("Gap to the domestic benchmark")),
    TableColumn("domestic_percent", M("Gap to the domestic benchmark in %")),
    TableColumn("domestic_conclusion", M("Conclusion against the domestic benchmark")),
    TableColumn("international_value", M("International benchmark")),
    TableColumn("international_gap", M("Gap to the international benchmark")),
    TableColumn("international_percent", M("Gap to the international benchmark in %")),
    TableColumn("international_conclusion", M("Conclusion against the international benchmark")),
)
_STANDARDS: Final = (
    TableColumn("indicator", M("Indicator")),
    TableColumn("our_standard", M("Our standard, clause")),
    TableColumn("our_limit", M("Our limit")),
    TableColumn("their_standard", M("Their standard, clause")),
    TableColumn("their_limit", M("Their limit")),
    TableColumn("verdict", M("Verdict")),
    TableColumn("reason", M("Reason")),
    TableColumn("marks", M("Marks")),
)
TABLES: Final[Mapping[str, Sequence[TableColumn]]] = {
    "DC_PLAN": tuple(
        TableColumn(one.key, one.title) for one in PLAN_COLUMNS if one.key not in ("id", "remark")
    ),
    "DC_INDICATORS": _INDICATORS,
    "DC_STANDARDS": _STANDARDS,
}
"""Ranges by name: the columns that the row of heads above them may ask for."""


def rows_of(name: str, one: Subject) -> list[Mapping[str, Fact]]:
    """The rows of a table, by column key."""
    match name:
        case "DC_PLAN":
            results = latest_values(one.project)
            make = partial(_action, one)
            return [
                make(action, results.get(action.id, "")) for action in actions_of(one.project, one.product.id)
            ]
        case "DC_INDICATORS":
            return [_indicator(one, row) for row in one.comparison.indicators]
        case _:
            return [_standard(one, row) for row in one.comparison.standards]


def _action(one: Subject, action: Action, result: str) -> Mapping[str, Fact]:
    words = one.words
    target: Fact = action.target_text
    if action.target is not None:  # a spreadsheet keeps fifteen digits; more of them are a text (E5)
        target = action.target if exact(action.target) else format(action.target, "f")
    return {
        "position": Decimal(action.position),
        "indicator": indicator_name(one.project, action.indicator_id, words) if action.indicator_id else "",
        "gap": action.gap,
        "cause": action.cause,
        "measure": action.measure,
        "action_type": words.term(action.action_type),
        "owner": action.owner,
        "support": action.support,
        "budget": action.budget,
        "start": action.start,
        "due": action.due,
        "baseline": action.baseline,
        "target": target,
        "unit": action.unit,
        "verification": action.verification,
        "result": result,
        "evidence": action.evidence,
        "status": words.term(action.status),
        "note": action.note,
    }


def _indicator(one: Subject, row: IndicatorRow) -> Mapping[str, Fact]:
    words, indicator = one.words, one.project.get(Indicator, row.indicator_id)
    said: dict[str, Fact] = {
        "indicator": indicator_name(one.project, row.indicator_id, words),
        "unit": indicator.unit if indicator is not None else "",
        "value": value_text(row.ours, words),
        "conformity": judgements_text(row, words),
    }
    for key, role in _GAPS:
        gap = primary_gap(row, role)
        if gap is not None:
            said |= {
                f"{key}_value": value_text(gap.theirs, words),
                f"{key}_gap": gap_text(one.project, row, gap, words),
                f"{key}_percent": relative_text(gap),
                f"{key}_conclusion": conclusion_text(row, gap, words),
            }
    return said


def _standard(one: Subject, row: StandardRow) -> Mapping[str, Fact]:
    words, ours, theirs = one.words, row.ours, row.theirs
    return {
        "indicator": indicator_name(one.project, row.indicator_id, words),
        "our_standard": source_text(ours.standard, ours.clause) if ours is not None else "—",
        "our_limit": limit_text(ours, words),
        "their_standard": source_text(theirs.standard, theirs.clause) if theirs is not None else "—",
        "their_limit": limit_text(theirs, words),
        "verdict": spoken(row.verdict, words),
        "reason": standard_reason(row, words),
        "marks": standard_marks(row, words),
    }
