"""The library behind the comparison: editions with their requirements, the scheme, and what an import held back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from compare_app.domain.edit import Edit
from compare_app.domain.editions import ends, starts
from compare_app.domain.limit_text import print_conditions
from compare_app.domain.model import (
    Category,
    Equivalence,
    HeldCell,
    ImportBatch,
    Indicator,
    Requirement,
    StandardEdition,
    TestMethod,
)
from compare_app.domain.number import parse_decimal
from compare_app.domain.project import Project
from compare_app.domain.standard_number import parse_standard_number
from compare_app.domain.terms import (
    Difference,
    Direction,
    EditionStatus,
    IndicatorClass,
    SampleKind,
    Severity,
    StandardScope,
    Trust,
)
from compare_app.domain.tone import Tone
from compare_app.errors import AppError
from compare_app.text.message import M
from compare_app.text.wording import Wording
from ui.models.cell import Cell, Column, Grid, ReadyRows, day_fact, figure
from ui.wording import decimal_text, edition_state, listed, named, numbered, state_tone, unconfirmed


def editions_grid(
    editions: Sequence[StandardEdition], states: Mapping[str, EditionStatus], project: Project, words: Wording
) -> Grid:
    """One row an edition, with its status on the reference date."""
    counts: dict[str, int] = {}
    for requirement in project.all(Requirement).values():
        counts[requirement.edition_id] = counts.get(requirement.edition_id, 0) + 1
    columns = (
        Column("number", words("Number"), width=18),
        Column("title", words("Title"), width=28),
        Column("market", words("Market"), width=14),
        Column("force", words("Force"), width=13),
        Column("status", words("Status"), words("On the reference date"), width=14),
        Column("effective", words("In force from"), width=11),
        Column("ends", words("In force until"), width=11),
        Column("requirements", words("Requirements"), align="right"),
        Column("trust", words("Checked"), width=14),
    )
    rows = []
    for edition in editions:
        state, start, end = states[edition.id], starts(edition), ends(project, edition)
        title = (
            (edition.title_en or edition.title)
            if words.language == "en"
            else (edition.title or edition.title_en)
        )
        rows.append(
            (
                edition.id,
                (
                    _numbered(edition, words),
                    Cell(title, tip=title),
                    Cell(f"{words.term(edition.market)} {edition.region}".strip(), quiet=True),
                    Cell(words.term(edition.force)),
                    Cell(edition_state(state, words), tone=state_tone(state)),
                    Cell(start.isoformat() if start else "—", quiet=True, fact=day_fact(start)),
                    Cell(end.isoformat() if end else "—", quiet=True, fact=day_fact(end)),
                    Cell(
                        str(counts.get(edition.id, 0)), align="right", fact=figure(counts.get(edition.id, 0))
                    ),
                    Cell(words.term(edition.source.trust), tone=_trust(edition.source.trust)),
                ),
            )
        )
    return Grid(columns, ReadyRows(rows))


def _numbered(edition: StandardEdition, words: Wording) -> Cell:
    """The number with its 湾区 identifier; a form that is not recognised says so (R14)."""
    text = numbered(edition, words)
    if edition.scope is not StandardScope.UNRECOGNISED:
        return Cell(text, bold=True)
    readings = parse_standard_number(edition.number).readings
    said = words.term(edition.scope)
    if readings:
        said = words(M("{kind}; it can be read as {readings}", kind=said, readings=readings))
    return Cell(f"{text} [{words.term(edition.scope)}]", tip=said, bold=True)


def _trust(trust: Trust) -> Tone:
    return Tone.UNKNOWN if trust is Trust.UNCONFIRMED else Tone.NEUTRAL


def requirements_grid(edition_id: str, project: Project, words: Wording) -> Grid:
    """Every requirement of an edition, with the limit as written."""
    columns = (
        Column("clause", words("Clause"), width=8),
        Column("indicator", words("Indicator"), width=16),
        Column("raw", words("Limit as written"), width=22),
        Column("unit", words("Unit"), width=8),
        Column("statistic", words("Statistic"), width=9),
        Column("scope", words("Condition"), width=20),
        Column("method", words("Method"), width=16),
        Column("mode", words("Comparison"), width=12),
    )
    rows = []
    for one in project.all(Requirement).values():
        if one.edition_id != edition_id:
            continue
        indicator = project.get(Indicator, one.indicator_id)
        method = project.get(TestMethod, one.method_id)
        mark = unconfirmed(one.source.trust, words)
        scope = listed((print_conditions(one.conditions), one.scope_text), words)
        rows.append(
            (
                one.id,
                (
                    Cell(one.clause, quiet=True),
                    Cell(named(indicator, words) if indicator is not None else "—", bold=True),
                    Cell(one.raw + (f" [{mark}]" if mark else ""), tip=one.raw),
                    Cell(one.unit or (indicator.unit if indicator is not None else ""), quiet=True),
                    Cell(words.term(one.statistic)),
                    Cell(scope, tip=scope),
                    Cell(
                        f"{method.standard} {method.clause}".strip() if method is not None else "—",
                        quiet=True,
                    ),
                    Cell(words.term(one.mode), quiet=True),
                ),
            )
        )
    return Grid(columns, ReadyRows(rows))


def scheme_grid(indicators: Sequence[Indicator], words: Wording, *, editable: bool) -> Grid:
    """The scheme of a category; direction, class, severity, weight and Δ can be edited in place."""
    columns = (
        Column("code", words("Code"), width=10),
        Column("name", words("Indicator"), width=18),
        Column("quantity", words("Quantity"), width=10),
        Column("unit", words("Unit"), width=10),
        Column(
            "direction",
            words("Direction"),
            choices=tuple((d.value, words.term(d)) for d in Direction),
            width=10,
        ),
        Column(
            "indicator_class",
            words("Class"),
            choices=tuple((c.value, words.term(c)) for c in IndicatorClass),
            width=8,
        ),
        Column("severity", words("A/B"), choices=tuple((s.value, words.term(s)) for s in Severity), width=5),
        Column("weight", words("Weight"), align="right"),
        Column(
            "delta",
            "Δ",
            words("The practically relevant difference; empty: the rounding interval or 2 % of the limit"),
            align="right",
        ),
        Column("rounding", words("Rounding"), align="right"),
        Column("levels", words("Order of classes"), width=16),
        Column("formula", words("Formula"), width=16),
    )
    rows = []
    for one in indicators:

        def at(text: str) -> str | None:
            return text if editable else None

        rows.append(
            (
                one.id,
                (
                    Cell(one.code, quiet=True),
                    Cell(named(one, words), bold=True, sort=(0, one.position)),
                    Cell(one.quantity, quiet=True),
                    Cell(one.unit),
                    Cell(words.term(one.direction), edit=at(one.direction.value)),
                    Cell(words.term(one.indicator_class), edit=at(one.indicator_class.value)),
                    Cell(words.term(one.severity), edit=at(one.severity.value), align="center"),
                    _number(one.weight, editable=editable),
                    _number(one.delta, editable=editable),
                    _number(one.rounding, editable=editable),
                    Cell(" > ".join(one.levels), quiet=True),
                    Cell(one.formula, quiet=True),
                ),
            )
        )
    return Grid(columns, ReadyRows(rows))


def _number(value: Decimal | None, *, editable: bool) -> Cell:
    text = decimal_text(value)
    return Cell(text, align="right", edit=text if editable else None, fact=figure(value))


def edited_indicator(indicator: Indicator, column: str, text: str) -> Edit:
    """The edit that puts a typed text into a cell of the scheme; what is no number is an AppError."""
    text = text.strip()
    label = M("Edit indicator {name}", name=indicator.name)
    match column:
        case "direction":
            return Edit(label, (replace(indicator, direction=Direction(text)),))
        case "indicator_class":
            return Edit(label, (replace(indicator, indicator_class=IndicatorClass(text)),))
        case "severity":
            return Edit(label, (replace(indicator, severity=Severity(text)),))
        case "weight" | "delta" | "rounding":
            number = parse_decimal(text) if text else None
            wrong = (
                (text and number is None)
                or (number is not None and number < 0)
                or (column == "weight" and not text)
            )
            if wrong:
                raise AppError(
                    "SCHEME-NUMBER",
                    M("“{text}” is no number that can stand here", text=text),
                    M("Write a number that is not negative, with a point as decimal sign"),
                )
            changed: dict[str, Any] = {column: number}
            return Edit(label, (replace(indicator, **changed),))
    raise KeyError(column)


def equivalences_grid(project: Project, category_id: str, words: Wording) -> Grid:
    """What was stated to be equivalent, by whom and why."""
    columns = (
        Column("indicator", words("Indicator"), width=14),
        Column("aspect", words("What is equivalent"), width=18),
        Column("pair", words("Between"), width=26),
        Column("reason", words("Reason"), width=24),
        Column("author", words("Name"), width=10),
        Column("at", words("Date"), width=11),
    )
    kinds = {kind.value: words.term(kind) for kind in SampleKind}
    rows = []
    for one in project.all(Equivalence).values():
        if one.category_id != category_id:
            continue
        indicator = project.get(Indicator, one.indicator_id)
        sample = one.aspect is Difference.SAMPLE
        first, second = (kinds.get(text, text) if sample else text for text in (one.group_a, one.group_b))
        rows.append(
            (
                one.id,
                (
                    Cell(named(indicator, words) if indicator is not None else "—", bold=True),
                    Cell(words.term(one.aspect)),
                    Cell(f"{first} ↔ {second}", tip=f"{first}\n{second}"),
                    Cell(one.reason, tip=one.reason),
                    Cell(one.author),
                    Cell(one.at.date().isoformat() if one.at else "—", quiet=True),
                ),
            )
        )
    return Grid(columns, ReadyRows(rows))


def held_grid(cells: Sequence[HeldCell], project: Project, words: Wording) -> Grid:
    """What was not understood: where it stands, what stood there, what was expected."""
    columns = (
        Column("file", words("File"), width=20),
        Column("place", words("Cell"), width=16),
        Column("raw", words("Found"), width=24),
        Column("expected", words("Expected"), width=40),
        Column("state", words("State"), width=14),
    )
    batches = project.all(ImportBatch)
    rows = []
    for one in cells:
        batch = batches.get(one.batch_id)
        file = one.cell.file or (batch.file_name if batch is not None else "")
        place = "!".join(part for part in (one.cell.sheet, one.cell.cell) if part)
        rows.append(
            (
                one.id,
                (
                    Cell(file),
                    Cell(place, bold=True),
                    Cell(one.raw, tip=one.raw),
                    Cell(words(one.expected), tip=words(one.expected)),
                    Cell(
                        f"✓ {words('settled by hand')}" if one.resolved else f"? {words('open')}",
                        quiet=one.resolved,
                    ),
                ),
            )
        )
    return Grid(columns, ReadyRows(rows))


def categories_named(project: Project, words: Wording) -> list[tuple[str, str]]:
    """(id, name) of every category."""
    return [(one.id, named(one, words)) for one in project.all(Category).values()]
