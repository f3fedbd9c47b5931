"""Every dialog and every menu of a filled project."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QMenu

from compare_app.domain.comparison import Comparison, Judgement, StandardRow
from compare_app.domain.edit import Edit
from compare_app.domain.loop import Round, RoundMove
from compare_app.domain.model import Product, new_id
from compare_app.domain.rounds import begin
from compare_app.domain.terms import Role, RoundState
from compare_app.domain.value import Number
from ui.dialogs.crash import CrashDialog
from ui.pages.indicators import IndicatorsPage
from ui.pages.overview import OverviewPage
from ui.pages.standards import StandardsPage
from ui.pictures.stage import Shot, Stage


def dialogs(stage: Stage) -> Iterator[Shot]:
    """What the menus and the pages open, each with a subject of the project."""
    for name, open_one in _openers(stage):
        yield from stage.dialogs(f"80-dialog-{name}", open_one)
    yield from _round(stage)
    window = stage.window
    page = window.show_page("indicators")
    stage.settle()
    if isinstance(page, IndicatorsPage) and page.chart.spec is not None:
        yield from stage.dialogs("80-dialog-picture", page.chart.save)
    broken = '  File "ui/example.py", line 1, in example\nValueError'
    crash = CrashDialog(broken, Path("log"), window.words, window, f"{broken}: example")
    crash.show()
    yield stage.shot("80-dialog-crash", crash)
    crash.reject()


def _round(stage: Stage) -> Iterator[Shot]:
    """A round that has moved once, on the overview and in its form; taken back after the pictures."""
    session, window, product = stage.session, stage.window, stage.session.product
    if product is None:
        return
    one = Round(new_id(), product.id, f"{product.name} 2026", leader="王工", due=date(2099, 12, 31))
    moved = RoundMove(
        "picture", one.id, RoundState.INDICATORS_SET, datetime(2026, 11, 27, tzinfo=UTC), "李工"
    )
    session.apply(Edit(begin(session.project, one).label, (one, moved)))
    stage.settle()
    page = window.show_page("overview")
    if isinstance(page, OverviewPage):
        page.open_product(product.id)
        stage.settle()
        yield stage.shot("12-overview-round")
    for name in ("round", "edit_round"):
        shot = f"80-dialog-{name.replace('_', '-')}"
        yield from stage.dialogs(shot, partial(window.chores.open_dialog, name, product.id))
    session.undo()
    stage.settle()


def menus(stage: Stage) -> Iterator[Shot]:
    """The menus of the bar, and those of a header and of a cell."""
    bar = stage.window.menuBar()
    for number, action in enumerate(bar.actions()):
        one = action.menu()
        if isinstance(one, QMenu):
            one.popup(bar.mapToGlobal(bar.actionGeometry(action).bottomLeft()))
            yield stage.shot(f"81-menu-{number}", one)
            one.close()
    page = stage.window.show_page("indicators")
    stage.settle()
    if isinstance(page, IndicatorsPage):
        page.view.setCurrentIndex(page.model.index(0, 1))
        for name, one in (("header", page.view.header_menu(1)), ("cell", page.view.menu())):
            one.popup(page.view.under_header(1))
            yield stage.shot(f"81-menu-{name}", one)
            one.close()
            one.deleteLater()


def _openers(stage: Stage) -> Iterator[tuple[str, Callable[[], object]]]:
    actions, chores = stage.window.actions_by_key, stage.window.chores
    for name, key in (
        ("keys", "help_keys"),
        ("about", "about"),
        ("check", "check"),
        ("selftest", "selftest"),
        ("name", "settings"),
        ("changes", "changes"),
        ("ladder", "ladder_rules"),
    ):
        yield name, actions[key].trigger
    if stage.session.path is not None:  # any file will do: it is none of the published ones
        yield "update", partial(chores.look_at_update, stage.session.path)
    comparison = stage.session.comparison()
    peer = _peer(stage)
    subjects: tuple[tuple[str, str, object], ...] = ()
    if comparison is not None:
        subjects += (
            ("verdict", "verdict", _disputed(stage, comparison)),
            ("result-verdict", "verdict", _judged(comparison)),
            ("outliers", "outliers", _pair(stage, comparison)),
            ("sign", "sign", comparison.product_id),
            ("new-round", "new_round", comparison.product_id),
            ("retest", "retest", comparison.product_id),
            ("releases", "releases", comparison.product_id),
        )
    if peer is not None:
        subjects += (
            ("role", "role", peer),
            ("rule", "rule", peer.category_id),
            ("equivalences", "equivalences", peer.category_id),
        )
    for name, kind, subject in subjects:
        yield name, partial(chores.open_dialog, kind, subject)


def _disputed(stage: Stage, comparison: Comparison) -> StandardRow | None:
    page = stage.window.show_page("standards")
    stage.settle()
    row = page.selected_row() if isinstance(page, StandardsPage) else None
    return row or next((one for one in comparison.standards if one.ours and one.theirs), None)


def _judged(comparison: Comparison) -> Judgement | None:
    return next((one for found in comparison.indicators for one in found.judgements), None)


def _pair(stage: Stage, comparison: Comparison) -> tuple[str, str]:
    results = stage.session.workspace.results(comparison.product_id)
    single = next(one for one in results if isinstance(one.value, Number))
    return single.product_id, single.indicator_id


def _peer(stage: Stage) -> Product | None:
    product = stage.session.product
    category = product.category_id if product is not None else ""
    return next((one for one in stage.session.project.products(category) if one.role is Role.PEER), None)
