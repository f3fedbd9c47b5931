"""Enterprise standards in tiers, as 企业标准“领跑者” looks at them (R37): who passes the gate, who stands where."""

from __future__ import annotations

from collections.abc import Sequence

from compare_app.domain.front_runner import Entrant, Entry, FrontRunner, TierTable
from compare_app.domain.model import Indicator, Product
from compare_app.domain.project import Project
from compare_app.domain.terms import Role
from compare_app.domain.tone import Tone
from compare_app.text.wording import Wording
from ui.models.cell import NOT_SORTED, Cell, Column, Grid, ReadyRows
from ui.wording import joined, listed, named, unconfirmed


def entrants_grid(view: FrontRunner, project: Project, words: Wording) -> Grid:
    """One row a standard: whether it is formally compliant, and why not."""
    columns = (
        Column("standard", words("Enterprise standard"), width=20),
        Column("products", words("Products"), width=28),
        Column("gate", words("Gate"), width=18),
        Column("reasons", words("Reason"), width=60),
    )
    return Grid(
        columns, ReadyRows([(one.edition_id, _entrant(one, project, words)) for one in view.entrants])
    )


def _entrant(one: Entrant, project: Project, words: Wording) -> tuple[Cell, ...]:
    tone = {True: Tone.LEVEL, False: Tone.WORSE, None: Tone.UNKNOWN}[one.gate]
    names = listed((_product(each, project) for each in one.product_ids), words)
    reasons = joined((words(reason) for reason in one.reasons), words)
    mark = unconfirmed(one.trust, words)
    return (
        Cell(one.number + (f" [{mark}]" if mark else ""), bold=_is_ours(one, project)),
        Cell(names, tip=names),
        Cell(words(one.gate_sentence), tone=tone),
        Cell(reasons, tip="\n".join(words(reason) for reason in one.reasons)),
    )


def tiers_grid(view: FrontRunner, project: Project, words: Wording) -> Grid:
    """One row a tier of a core indicator, and one for each limit that is left out; ours is bold."""
    columns = (
        Column("indicator", words("Core indicator"), width=18),
        Column("kind", words("Statistic, condition"), width=16),
        Column("tier", words("Tier"), width=14),
        Column("limit", words("Limit"), width=14),
        Column("standards", words("Standard number"), width=30),
        Column("floor", words("Floor (national, sector)"), width=22),
        Column("note", words("Remark"), width=40),
    )
    ours = {one.edition_id for one in view.entrants if _is_ours(one, project)}
    rows: list[tuple[str, tuple[Cell, ...]]] = []
    for table in view.tables:
        rows += _table_rows(table, project, ours, words)
    return Grid(columns, ReadyRows(rows))


def _table_rows(
    table: TierTable, project: Project, ours: set[str], words: Wording
) -> list[tuple[str, tuple[Cell, ...]]]:
    indicator = project.get(Indicator, table.indicator_id)
    head = (
        Cell(named(indicator, words) if indicator is not None else table.indicator_id),
        Cell(listed((words.term(table.statistic), table.condition), words), quiet=True),
    )
    floor = Cell(listed(table.floor, words) or "—", tip=listed(table.floor, words), quiet=not table.floor)
    note = words(table.note) if table.note is not None else ""
    key = f"{table.indicator_id}:{table.statistic.value}:{table.condition}"
    rows: list[tuple[str, tuple[Cell, ...]]] = []
    for number, tier in enumerate(table.tiers, 1):
        state = words("tier {number}", number=number) if table.ranked else f"○ {words('not ranked')}"
        rows.append(
            (
                f"{key}:{number}",
                (
                    *head,
                    Cell(state, bold=table.ranked, quiet=not table.ranked, sort=(0, number)),
                    *_limit_cells(tier, ours, words),
                    floor,
                    Cell(note, tip=note, quiet=True),
                ),
            )
        )
    for left in table.left_out:
        reason = words(left.reason)
        rows.append(
            (
                f"{key}:{left.entry.requirement_id}",
                (
                    *head,
                    Cell(f"○ {words('left out')}", tone=Tone.UNKNOWN, sort=NOT_SORTED),
                    *_limit_cells((left.entry,), ours, words),
                    floor,
                    Cell(reason, tip=reason),
                ),
            )
        )
    if not rows:
        empty = (Cell(f"○ {words('not ranked')}", quiet=True), Cell("—", quiet=True), Cell("—", quiet=True))
        rows.append((key, (*head, *empty, floor, Cell(note, tip=note, quiet=True))))
    return rows


def _limit_cells(entries: Sequence[Entry], ours: set[str], words: Wording) -> tuple[Cell, Cell]:
    limits = listed(dict.fromkeys(one.limit for one in entries), words)
    numbers = listed((one.number for one in entries), words)
    mine = any(one.edition_id in ours for one in entries)
    return Cell(limits, tip=limits), Cell(numbers, tip=numbers, bold=mine)


def _is_ours(one: Entrant, project: Project) -> bool:
    products = (project.get(Product, each) for each in one.product_ids)
    return any(product is not None and product.role is Role.OURS for product in products)


def _product(product_id: str, project: Project) -> str:
    product = project.get(Product, product_id)
    return product.name if product is not None else product_id
