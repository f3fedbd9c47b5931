"""The tables of the profile: inspections and index figures, each with a last row to type in, and the pass rates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from compare_app.domain.index_table import ROWS
from compare_app.domain.model import IndexFigure, Inspection
from compare_app.domain.profile import ItemScore, PassRates, Rate, interval_text, score_text, share_text
from compare_app.domain.terms import IndexItem, Trust
from compare_app.domain.tone import Tone
from compare_app.text.wording import Wording
from ui.models.cell import NOT_SORTED, Cell, Column, Grid, ReadyRows, RowsOnSight, day_fact, figure, share
from ui.models.profile_edit import INSPECTION_TEXTS, MARKET, NEW, NO, OURS, YES, when_text
from ui.wording import decimal_text, listed


def inspection_columns(words: Wording) -> tuple[Column, ...]:
    """The columns of 监督抽查."""
    sides = ((OURS, words("our enterprise")), (MARKET, words("the market")))
    answers = ((NO, words("no")), (YES, words("yes")))
    trusts = tuple((one.value, words.term(one)) for one in Trust)
    return (
        Column("product_class", words("Product class"), words("As the bulletin names it"), width=18),
        Column("own", words("Whose"), choices=sides, width=10),
        Column(
            "when", words("Day or year"), words("A day such as 2024-05-31, or only the year: 2024"), width=12
        ),
        Column("batches", words("Tested"), words("Tested batches, not drawn ones"), align="right", width=11),
        Column("failed", words("Failed"), words("Failed batches; 0 where none failed"), align="right", width=12),
        Column("failed_items", words("Failed items"), words("Separated by semicolons; mark class A: (A类)"), width=22),
        Column("serious", words("Serious"), words("An item of class A failed"), choices=answers, width=12),
        Column("output", words("Output"), words("Of the class in that year: the weight of its rate"), align="right"),
        Column("product", words("Product"), width=20),
        Column("lot", words("Lot"), width=10),
        Column("organiser", words("Organiser"), width=16),
        Column("enterprise", words("Enterprise"), width=16),
        Column("laboratory", words("Laboratory"), width=14),
        Column("document", words("Source"), width=18),
        Column("trust", words("Checked"), choices=trusts, width=10),
        Column("note", words("Note"), width=16),
    )  # fmt: skip


def inspections_grid(
    inspections: Sequence[Inspection], draft: Mapping[str, str], words: Wording, *, editable: bool
) -> Grid:
    """The newest first, then the row to type in; failed batches are marked by sign and word, never by colour alone."""
    columns = inspection_columns(words)
    order = sorted(inspections, key=_when, reverse=True)

    def make(index: int) -> tuple[Cell, ...]:
        if index == len(order):
            return _draft(columns, draft, words)
        return _inspection(order[index], columns, words, editable=editable)

    return Grid(columns, RowsOnSight(_keys([one.id for one in order], editable), make))


def _keys(ids: list[str], editable: bool) -> list[str]:
    """The ids, and the row to type in."""
    return [*ids, NEW] if editable else ids


def _when(one: Inspection) -> str:
    return when_text(one) or "0"


def _inspection(
    one: Inspection, columns: Sequence[Column], words: Wording, *, editable: bool
) -> tuple[Cell, ...]:
    cells: list[Cell] = []
    for column in columns:
        key = str(column.key)
        edit: str | None
        match key:
            case "own":
                text, edit = (
                    words("our enterprise") if one.own else words("the market"),
                    OURS if one.own else MARKET,
                )
                cell = Cell(text, edit=edit)
            case "when":
                cell = Cell(
                    when_text(one),
                    edit=when_text(one),
                    fact=day_fact(one.inspected_on),
                    sort=(1, when_text(one)),
                )
            case "batches":
                cell = Cell(str(one.batches), align="right", edit=str(one.batches), fact=figure(one.batches))
            case "failed":
                shown = f"× {one.failed}" if one.failed else "0"
                tone = Tone.FAIL if one.failed else Tone.NEUTRAL
                cell = Cell(shown, tone=tone, align="right", bold=bool(one.failed), edit=str(one.failed),
                            fact=figure(one.failed), copy=str(one.failed))  # fmt: skip
            case "failed_items":
                text = "; ".join(one.failed_items)
                cell = Cell(text, tip=text, edit=text)
            case "serious":
                text = f"× {words('yes')}" if one.serious else words("no")
                cell = Cell(
                    text, tone=Tone.FAIL if one.serious else Tone.NEUTRAL, edit=YES if one.serious else NO
                )
            case "output":
                text = decimal_text(one.output)
                cell = Cell(text, align="right", edit=text, fact=figure(one.output))
            case "document":
                cell = Cell(
                    one.source.document, tip=one.source.document, quiet=True, edit=one.source.document
                )
            case "trust":
                cell = _trust(one.source.trust, words)
            case _:
                text = str(getattr(one, key))
                cell = Cell(
                    text, tip=text, bold=key == "product_class", quiet=key in INSPECTION_TEXTS, edit=text
                )
        cells.append(cell)
    return tuple(cells) if editable else tuple(_fixed(cell) for cell in cells)


def _trust(trust: Trust, words: Wording) -> Cell:
    tone = Tone.UNKNOWN if trust is Trust.UNCONFIRMED else Tone.NEUTRAL
    return Cell(words.term(trust), tone=tone, edit=trust.value)


def _fixed(cell: Cell) -> Cell:
    return replace(cell, edit=None)


def _draft(columns: Sequence[Column], draft: Mapping[str, str], words: Wording) -> tuple[Cell, ...]:
    """The last row: what was typed so far; it is stored when it is complete."""
    cells = []
    for at, column in enumerate(columns):
        key = str(column.key)
        typed = draft.get(key, "")
        shown = dict(column.choices).get(typed, typed)
        hint = words("Type here to add a row") if at == 0 and not draft.keys() - {"own"} else ""
        cells.append(
            Cell(shown or hint, quiet=not typed, align=column.align, edit=typed, sort=NOT_SORTED)
            if column.key not in ("unit", "score")
            else Cell("", sort=NOT_SORTED)
        )
    return tuple(cells)


# --- rates ------------------------------------------------------------------------------------------------------------


def rates_grid(sides: Sequence[PassRates], words: Wording) -> Grid:
    """Every class in every year, the last year first, each year headed by the rate of all its classes."""
    columns = (
        Column("year", words("Year"), align="right", width=8),
        Column("own", words("Whose"), width=16),
        Column("name", words("Product class"), width=22),
        Column("counts", words("Passed/tested"), words("Passed / tested batches"), align="right"),
        Column("rate", words("Pass rate"), align="right", width=11),
        Column(
            "interval", words("95 % interval"), words("Exact interval of Clopper and Pearson"), align="right"
        ),
        Column(
            "failed", words("Non-conforming rate"), words("Failed / tested batches"), align="right", width=22
        ),
        Column("weight", words("Weight by output"), align="right", width=16),
        Column("marks", words("Marks"), width=30),
    )
    rows: list[tuple[str, tuple[Cell, ...]]] = []
    for year in sorted({one.year for rates in sides for one in rates.years}, reverse=True):
        for rates in sides:
            side = words("our enterprise") if rates.own else words("the market")
            for whole in (one for one in rates.years if one.year == year):
                weighted = (
                    ""
                    if whole.weighted is None
                    else words("weighted by output {share}", share=share_text(whole.weighted))
                )
                coverage = f"{weighted} ({whole.classes_weighted}/{whole.classes})" if weighted else ""
                marks = listed((coverage, unconfirmed_mark(whole.unconfirmed, words)), words)
                head = Cell(words("all classes"), bold=True)
                rows.append((whole.key, _rate_cells(year, side, head, whole.rate, "", marks, bold=True)))
            for one in sorted(
                (one for one in rates.classes if one.year == year), key=lambda one: one.rate.share
            ):
                marks = listed(
                    (
                        words("a total, not added to its classes") if one.total else "",
                        f"× {words('Serious')}" if one.serious else "",
                        unconfirmed_mark(one.unconfirmed, words),
                    ),
                    words,
                )
                weight = "" if one.weight is None else share_text(one.weight)
                rows.append(
                    (one.key, _rate_cells(year, side, Cell(one.product_class), one.rate, weight, marks))
                )
    return Grid(columns, ReadyRows(rows))


def unconfirmed_mark(unconfirmed: bool, words: Wording) -> str:
    """未核实 where a figure rests on a record that nobody has checked."""
    return words.term(Trust.UNCONFIRMED) if unconfirmed else ""


def _rate_cells(
    year: int, side: str, name: Cell, rate: Rate, weight: str, marks: str, *, bold: bool = False
) -> tuple[Cell, ...]:
    tone = Tone.FAIL if rate.failed else Tone.NEUTRAL
    failed = f"× {share_text(rate.failed_share)}" if rate.failed else share_text(rate.failed_share)
    return (
        Cell(str(year), align="right", fact=figure(year)),
        Cell(side, quiet=True),
        name,
        Cell(f"{rate.passed}/{rate.tested}", align="right", sort=(0, rate.tested)),
        Cell(share_text(rate.share), align="right", bold=bold, fact=share(rate.share)),
        Cell(interval_text(rate), align="right", quiet=True, sort=(0, float(rate.low))),
        Cell(failed, tone=tone, align="right", fact=share(rate.failed_share)),
        Cell(weight, align="right", quiet=True),
        Cell(marks, tip=marks, quiet=True),
    )


# --- index figures ----------------------------------------------------------------------------------------------------


def figure_columns(words: Wording) -> tuple[Column, ...]:
    """The columns of 指数数据."""
    items = tuple((one.value, words.term(one)) for one in IndexItem)
    trusts = tuple((one.value, words.term(one)) for one in Trust)
    return (
        Column("year", words("Year"), align="right", width=8),
        Column("item", words("Figure"), choices=items, width=38),
        Column("value", words("Value"), words("Blank: missing; it is never taken for zero"), align="right"),
        Column("unit", words("Unit"), width=18),
        Column("low", words("Lower bound"), words("Scores 60; the quality loss rate: 100"), align="right"),
        Column("high", words("Upper bound"), words("Scores 100; the quality loss rate: 60"), align="right"),
        Column("weight", words("Weight"), words("Blank: 1. Official weights are not published"), align="right"),
        Column("score", words("Score"), words("60 to 100, simulated"), align="right"),
        Column("document", words("Source"), width=20),
        Column("trust", words("Checked"), choices=trusts, width=10),
        Column("note", words("Note"), width=20),
    )  # fmt: skip


def figures_grid(
    figures: Sequence[IndexFigure],
    scores: Mapping[str, ItemScore],
    draft: Mapping[str, str],
    words: Wording,
    *,
    editable: bool,
) -> Grid:
    """The last year first, the figures in their published order, then the row to type in."""
    columns = figure_columns(words)
    place = {item: at for at, item in enumerate(IndexItem)}
    order = sorted(figures, key=lambda one: (-one.year, place[one.item]))

    def make(index: int) -> tuple[Cell, ...]:
        if index == len(order):
            return _draft(columns, draft, words)
        return _figure(order[index], scores.get(order[index].id), words, editable=editable)

    return Grid(columns, RowsOnSight(_keys([one.id for one in order], editable), make))


def _figure(one: IndexFigure, score: ItemScore | None, words: Wording, *, editable: bool) -> tuple[Cell, ...]:
    reason = words(score.reason) if score is not None and score.reason is not None else ""
    held = words("held at its bound") if score is not None and score.clamped else ""
    shown = "—" if score is None else score_text(score.score) + (" ◆" if held else "")
    number = score.score if score is not None else None
    cells = (
        Cell(str(one.year), align="right", edit=str(one.year), fact=figure(one.year)),
        Cell(words.term(one.item), bold=True, edit=one.item.value),
        _number(one.value),
        Cell(words(ROWS[one.item].unit), quiet=True),
        _number(one.low),
        _number(one.high),
        _number(one.weight),
        Cell(shown, tip=reason or held, align="right", quiet=number is None,
             fact=figure(number), sort=NOT_SORTED if number is None else None),
        Cell(one.source.document, tip=one.source.document, quiet=True, edit=one.source.document),
        _trust(one.source.trust, words),
        Cell(one.note, tip=one.note, quiet=True, edit=one.note),
    )  # fmt: skip
    return cells if editable else tuple(_fixed(cell) for cell in cells)


def _number(value: Decimal | None) -> Cell:
    text = decimal_text(value)
    return Cell(text, align="right", edit=text, fact=figure(value))
