"""The fishbone of one gap: what the case and the plan say of its causes, on six bones 人机料法环测."""

from __future__ import annotations

from collections.abc import Iterator

from compare_app.domain.cause import SIGNS, Cause, parse_diagnosis
from compare_app.domain.charts import ChartSpec, NoChart
from compare_app.domain.comparison import IndicatorRow
from compare_app.domain.digest import actions_of, failures, worst_gaps
from compare_app.domain.loop import Case
from compare_app.domain.model import Indicator, Product
from compare_app.domain.project import Project
from compare_app.domain.quality_charts import FishBone, Fishbone, FishCause
from compare_app.domain.signs import sign
from compare_app.domain.terms import CauseBranch, Conformity
from compare_app.engine.scene import Scene, percent, value_text
from compare_app.text.fold import key
from compare_app.text.wording import Wording


def fishbone(scene: Scene, indicator: Indicator | None) -> ChartSpec:
    """The fish of an indicator; without one of the gap of highest priority."""
    words = scene.words
    if indicator is None:
        first = next(iter(scene.comparison.assessment.priorities), None)
        if first is None:
            return NoChart(
                scene.title(words("Fishbone of causes")),
                words("No gap to explain: nothing fails and nothing lags behind a primary benchmark"),
                words("Name an indicator to look for its causes all the same"),
            )
        indicator = scene.project.all(Indicator)[first.indicator_id]
    causes = tuple(_causes(scene, indicator))
    return Fishbone(
        title=scene.title(words("Fishbone of causes: {indicator}", indicator=scene.name(indicator))),
        head=_head(scene, indicator),
        head_key=indicator.id,
        bones=tuple(
            FishBone(
                branch.value,
                words.term(branch).capitalize(),
                tuple(_drawn(words, record, one) for record, one in causes if one.branch is branch),
            )
            for branch in CauseBranch
        ),
        loose=FishBone(
            "",
            words("not assigned"),
            tuple(_drawn(words, record, one) for record, one in causes if one.branch is None),
        ),
        hint=""
        if causes
        else words(
            "No cause is entered: write one into the case of this indicator, or into the plan's column of causes"
        ),
        footnote=words("● confirmed  ◆ likely  ○ to be checked  — ruled out"),
    )


def case_fishbone(project: Project, case: Case, words: Wording) -> Fishbone:
    """The fish of a case as it is edited: every cause and every bone has its own key (`cause_key`, `bone_key`)."""
    causes = parse_diagnosis(case.diagnosis)
    indicator = project.get(Indicator, case.indicator_id)
    add = words("Click to add a cause here")

    def bone(branch: CauseBranch | None, name: str) -> FishBone:
        drawn = tuple(
            _drawn(words, cause_key(case.id, at), one)
            for at, one in enumerate(causes)
            if one.branch is branch
        )
        code = branch.value if branch is not None else ""
        return FishBone(code, name, drawn, bone_key(branch) if branch is not None else "", f"{name}\n{add}")

    title = words("Fishbone of case {number}", number=case.number or "—")
    return Fishbone(
        title=title,
        head=case.complaint.strip() or (indicator.name if indicator is not None else "") or title,
        head_key=case.indicator_id,
        bones=tuple(bone(branch, words.term(branch).capitalize()) for branch in CauseBranch),
        loose=bone(None, words("not assigned")),
        hint="" if causes else words("No cause yet: click the name of a bone to write one there"),
        footnote=words("● confirmed  ◆ likely  ○ to be checked  — ruled out"),
    )


def cause_key(case_id: str, place: int) -> str:
    """Names one cause of a case on its fish."""
    return f"{case_id}#{place}"


def bone_key(branch: CauseBranch) -> str:
    """Names one bone of a case's fish."""
    return f"bone:{branch.value}"


def _causes(scene: Scene, indicator: Indicator) -> Iterator[tuple[str, Cause]]:
    """Causes with the record they stand in: of the cases first, then those that only the plan names."""
    known: set[str] = set()
    product = scene.comparison.product_id
    for case in scene.project.all(Case).values():
        if case.product_id == product and case.indicator_id == indicator.id:
            for cause in parse_diagnosis(case.diagnosis):
                known.add(key(cause.text))
                yield case.id, cause
    for action in actions_of(scene.project, product):
        if action.indicator_id == indicator.id and action.cause.strip() and key(action.cause) not in known:
            known.add(key(action.cause))
            yield action.id, Cause(action.cause.strip())


def _drawn(words: Wording, record: str, cause: Cause) -> FishCause:
    state = words.term(cause.state)
    lines = [cause.text, f"{SIGNS[cause.state]} {state}"]
    if cause.evidence:
        lines.append(words("evidence: {text}", text=cause.evidence))
    if cause.why:
        lines.append(words("why: {whys}", whys=" ← ".join(cause.why)))
    return FishCause(record, cause.text, state, SIGNS[cause.state], cause.evidence, "\n".join(lines))


def _head(scene: Scene, indicator: Indicator) -> str:
    """The problem: what fails first, otherwise the lag behind a primary benchmark, otherwise what there is."""
    name = scene.name(indicator)
    row = scene.comparison.row(indicator.id)
    said = (
        "" if row is None else _failure(scene, row) or _lag(scene, row) or value_text(row.ours, scene.words)
    )
    return f"{name}\n{said}".strip()


def _failure(scene: Scene, row: IndicatorRow) -> str:
    for found, one in failures(scene.comparison):
        if found is row:
            return f"{one.value_text} {sign(Conformity.FAIL)} {one.limit_text}\n{one.standard}".strip()
    return ""


def _lag(scene: Scene, row: IndicatorRow) -> str:
    for found, gap in worst_gaps(scene.project, scene.comparison):
        if found is row:
            product = scene.project.get(Product, gap.product_id)
            name = product.name if product else ""
            share = "" if gap.relative is None else f"\n{percent(gap.relative)}"
            return f"{row.ours.text} ▼ {value_text(gap.theirs, scene.words)}{share}\n{name}".strip()
    return ""
