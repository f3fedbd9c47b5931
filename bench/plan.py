"""The plan workbook of 500 actions with every sheet and chart, beside bare XlsxWriter with as many rows and 30 charts.

Both write into memory with their libraries loaded; processor time, the better of two turns.
"""

from __future__ import annotations

import io
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

ACTIONS, CHARTS, COLUMNS = 500, 30, 21
SAMPLE = Path(__file__).resolve().parent.parent / "sample_data" / "ceramic_tiles.xlsx"


def our_plan(folder: Path) -> float:
    """Our sample of ceramic tiles with 500 actions; the comparison and the specs of its charts are done before."""
    from compare_app.domain.edit import Edit
    from compare_app.domain.loop import Action
    from compare_app.exporters.plan_workbook import plan_bytes
    from compare_app.text.message import M
    from compare_app.text.wording import Wording
    from compare_app.workspace import Workspace

    words = Wording.load("zh_CN")
    workspace = Workspace.create(folder / f"plan-{time.time_ns()}.dcmp")
    workspace.commit(workspace.read(SAMPLE))
    product = workspace.our_products()[0].id
    first = date(2026, 1, 1)
    actions = tuple(
        Action(
            f"bench-{at}",
            product,
            at + 1,
            f"差距 {at}",
            cause="窑炉温差",
            measure=f"调整烧成曲线第 {at} 段",
            owner="王工",
            start=first + timedelta(days=at),
            due=first + timedelta(days=at + 30),
        )
        for at in range(ACTIONS)
    )
    workspace.apply(Edit(M("Bench"), actions, ()))
    comparison = workspace.compare(product)
    others = {gap.product_id for row in comparison.indicators for gap in row.gaps}
    results = {one: workspace.results(one) for one in (product, *others)}
    charts = workspace.chart_set(product, words)
    project = workspace.project
    workspace.close()
    return _better(lambda: plan_bytes(project, comparison, results, charts, words, {}))


def bare_plan(folder: Path) -> float:
    """The same rows in one style, and column charts over them."""
    return _better(_bare)


def _bare() -> bytes:
    import xlsxwriter

    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    sheet = book.add_worksheet("Plan")
    style = book.add_format({"border": 1, "text_wrap": True})
    for row in range(ACTIONS):
        for column in range(COLUMNS):
            sheet.write_string(row, column, f"cell {row} {column}", style)
        sheet.write_number(row, COLUMNS, row, style)
    for at in range(CHARTS):
        chart = book.add_chart({"type": "column"})
        for column in range(3):
            chart.add_series(
                {
                    "categories": ["Plan", 0, column, 29, column],
                    "values": ["Plan", 0, COLUMNS, 29, COLUMNS],
                }
            )
        sheet.insert_chart(20 * at, COLUMNS + 2, chart)
    book.close()
    return buffer.getvalue()


def _better(write: Callable[[], bytes]) -> float:
    taken = []
    for _ in range(2):
        start = time.process_time()
        write()
        taken.append(time.process_time() - start)
    return min(taken)


SCENES: dict[str, Callable[[Path], float]] = {"our_plan": our_plan, "bare_plan": bare_plan}
