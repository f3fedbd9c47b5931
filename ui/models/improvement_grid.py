"""Before and after, one row an indicator; those tested again come first."""

from __future__ import annotations

from collections.abc import Sequence

from compare_app.domain.differences import gap_words, has_figure, outcome
from compare_app.domain.improvement import Improvement, IndicatorChange, LimitChange
from compare_app.domain.model import Indicator, TestReport
from compare_app.domain.number import signed
from compare_app.domain.project import Project
from compare_app.domain.tone import Tone
from compare_app.text.wording import Wording
from ui.models.cell import NOT_SORTED, Cell, Column, Grid, ReadyRows, figure
from ui.wording import named, sign, tone, value_in_words, with_unit


def improvement_columns(words: Wording) -> tuple[Column, ...]:
    """Indicator, before, after, change, per cent, target, met, statement, report."""
    return (
        Column("indicator", words("Indicator"), width=16),
        Column("before", words("Before"), align="right", width=12),
        Column("after", words("After"), align="right", width=12),
        Column("change", words("Change (better is positive)"), align="right", width=16),
        Column("percent", "%", tip=words("On ratio scales only"), align="right", width=10),
        Column("target", words("Target"), align="right", width=12),
        Column("met", words("Target met?"), width=14),
        Column("statement", words("Statement"), width=36),
        Column("report", words("Test report"), width=16),
    )


def improvement_grid(found: Improvement, project: Project, words: Wording) -> Grid:
    """What was measured again first, then the rest, each in the order of the scheme."""
    shown = sorted(found.indicators, key=lambda one: one.gap is None and one.verification is None)
    rows = [(one.indicator_id, _cells(one, project, words)) for one in shown]
    return Grid(improvement_columns(words), ReadyRows(rows))


def _cells(row: IndicatorChange, project: Project, words: Wording) -> tuple[Cell, ...]:
    indicator = project.get(Indicator, row.indicator_id)
    absolute, percent, statement = _change(row, words)
    return (
        Cell(named(indicator, words) if indicator is not None else row.indicator_id, bold=True),
        Cell(with_unit_of(value_in_words(row.before, words), row, indicator), align="right"),
        Cell(with_unit_of(value_in_words(row.after, words), row, indicator), align="right"),
        absolute,
        percent,
        Cell(row.target or "—", align="right", quiet=not row.target),
        _met(row, words),
        statement,
        _report(row, project, words),
    )


def with_unit_of(text: str, row: IndicatorChange, indicator: Indicator | None) -> str:
    """A figure with the unit of the indicator; words have none."""
    unit = row.after.unit or (indicator.unit if indicator is not None else "")
    return with_unit(text, unit) if any(one.isdigit() for one in text) else text


def _change(row: IndicatorChange, words: Wording) -> tuple[Cell, Cell, Cell]:
    """Change, per cent and statement; where nothing can be compared only grey words with the reason."""
    gap = row.gap
    if row.reason is not None or gap is None:
        why = words(row.reason) if row.reason is not None else ""
        nothing = Cell("", sort=NOT_SORTED)
        return nothing, nothing, Cell(f"○ {why}" if why else "", tip=why, tone=Tone.UNKNOWN, quiet=True)
    shown = tone(gap.standing)
    absolute = (
        Cell("", sort=NOT_SORTED)
        if not has_figure(gap) or gap.absolute is None
        else Cell(
            f"{sign(gap.standing)} {gap_words(gap, words)}",
            tone=shown,
            bold=True,
            align="right",
            fact=figure(gap.absolute, row.after.unit),
        )
    )
    percent = (
        Cell("", sort=NOT_SORTED)
        if gap.relative is None
        else Cell(f"{signed(gap.relative)} %", tone=shown, align="right", fact=figure(gap.relative, "%"))
    )
    found = outcome(gap)
    said = words.term(found)
    if gap.numeric_only and found is gap.conclusion:
        said = words("{statement} (numbers only)", statement=said)
    elif gap.interval95 is not None:
        low, high = gap.interval95
        said = words("{statement}, 95 %: {low} to {high}", statement=said, low=signed(low), high=signed(high))
    return absolute, percent, Cell(f"{sign(gap.standing)} {said}", tip=said, tone=shown)


def _met(row: IndicatorChange, words: Wording) -> Cell:
    proof = row.verification
    if proof is not None and proof.waived_by:
        text = words("waived by {name}", name=proof.waived_by)
        return Cell(f"○ {text}", tip=f"{text}\n{proof.reason}", tone=Tone.UNKNOWN)
    if not row.actions:
        return Cell("—", quiet=True)
    if row.met is None:
        return Cell(f"○ {words('not judged')}", tone=Tone.UNKNOWN, quiet=True)
    if row.met:
        return Cell(f"▲ {words('target met')}", tone=Tone.BETTER)
    return Cell(f"▼ {words('target not met')}", tone=Tone.WORSE)


def _report(row: IndicatorChange, project: Project, words: Wording) -> Cell:
    proof = row.verification
    report = project.get(TestReport, proof.report_id) if proof is not None else None
    if report is None:
        return Cell("—", quiet=True)
    day = proof.on.isoformat() if proof is not None and proof.on is not None else ""
    tip = words("; ").join(part for part in (report.laboratory, day) if part)
    return Cell(report.number, tip=tip)


def limits_lines(limits: Sequence[LimitChange], project: Project, words: Wording) -> list[str]:
    """Limits that changed, a line each: then → now, what that is, why."""
    lines: list[str] = []
    for one in limits:
        indicator = project.get(Indicator, one.indicator_id)
        name = named(indicator, words) if indicator is not None else one.indicator_id
        why = words(one.reason) if one.reason is not None else words.term(one.verdict)
        lines.append(
            words(
                "{name}: {before} → {after} ({verdict})",
                name=name,
                before=one.before or "—",
                after=one.after or "—",
                verdict=f"{sign(one.verdict)} {why}",
            )
        )
    return lines
