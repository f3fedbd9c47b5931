"""From gap to proof: a re-test typed and taken over, releases, what became better, its trend."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from compare_app.domain.digest import actions_of, is_open
from compare_app.domain.loop import Action
from compare_app.domain.model import Indicator
from compare_app.domain.number import interval_of, plain, round_to
from compare_app.domain.terms import ActionType, Direction
from ui.dialogs.releases import ReleasesDialog
from ui.dialogs.retest import RetestDialog
from ui.dialogs.waive import WaiveDialog
from ui.models.retest_grid import VALUES
from ui.pages.plan import PlanPage
from ui.pictures.stage import Shot, Stage


def proof(stage: Stage) -> Iterator[Shot]:
    """The plan of the product that is looked at, with one measure that holds and one that misses its target."""
    page, product = stage.window.show_page("plan"), stage.session.product
    stage.settle()
    if not isinstance(page, PlanPage) or product is None:
        return
    page.propose()
    stage.settle()
    page.effect_button.setChecked(True)
    yield stage.shot("c1-effect-nothing")
    chores = stage.window.chores
    chores.open_dialog("releases", product.id)
    releases = stage.opened(ReleasesDialog)
    yield stage.shot("c2-releases-none", releases)
    releases.title_edit.setText("立项")
    releases.release()
    stage.settle()
    chores.open_dialog("retest", product.id)
    form = stage.opened(RetestDialog)
    yield stage.shot("c3-retest-empty", form)
    _type(stage, form)
    yield stage.shot("c4-retest-judged", form, rest_ms=400)
    form.report_edit.setText("WT-2026-1187")
    form.sample_edit.setText("S-2026-031")
    form.laboratory_edit.setText("示例检测院")
    yield stage.shot("c4-retest-ready", form, rest_ms=400)
    form.accept()
    stage.settle()
    releases.title_edit.setText("复测后")
    releases.release()
    stage.settle()
    releases.view.selectAll()
    yield stage.shot("c5-releases", releases)
    releases.reject()
    yield stage.shot("c6-effect-retest")
    first = stage.session.workspace.snapshots(product.id)[0]
    page.effect.from_box.setCurrentIndex(page.effect.from_box.findData(first.id))
    page.effect.from_box.activated.emit(page.effect.from_box.currentIndex())
    yield stage.shot("c6-effect-release")
    for measure in ("passed", "step", _measured(stage)[0].indicator_id):
        page.effect.show_trend(measure)
        yield stage.shot(f"c7-trend-{measure if measure in ('passed', 'step') else 'gap'}")
    page.effect.show_trend("")
    page.effect_button.setChecked(False)
    rest = [one for one in actions_of(stage.session.project, product.id) if is_open(one)]
    if rest:
        chores.open_dialog("waive", rest[0].id)
        waiver = stage.opened(WaiveDialog)
        yield stage.shot("c8-waive", waiver)
        waiver.reject()
    stage.window.show_page("report")
    yield stage.shot("c9-report")


def _measured(stage: Stage) -> list[Action]:
    """Rows of the plan with a number as their target, that a measurement can meet."""
    product, project = stage.session.product, stage.session.project
    rows = actions_of(project, product.id) if product is not None else ()
    return [
        one
        for one in rows
        if one.target is not None
        and one.action_type is not ActionType.STANDARD
        and not project.all(Indicator)[one.indicator_id].formula
    ]


def _type(stage: Stage, form: RetestDialog) -> None:
    """Three values that meet the first target, one that misses the second."""
    texts: dict[str, str] = {}
    for action in _measured(stage):
        if action.indicator_id in texts or len(texts) == 2 or action.target is None:
            continue
        falls = stage.session.project.all(Indicator)[action.indicator_id].direction is Direction.SMALLER
        better = Decimal(-1 if falls else 1)
        shares = ("0.02", "0.03", "0.025") if not texts else ("-0.02",)
        values = [action.target * (1 + better * Decimal(one)) for one in shares]
        texts[action.indicator_id] = ", ".join(
            plain(round_to(one, interval_of(action.target))) for one in values
        )
    for key, text in texts.items():
        model = form.model
        model.setData(model.index(model.row_of(key), model.column_of(VALUES)), text)
        stage.settle()
