"""Chart specs of a comparison, in the reader's language: what each picture says is decided here, once, for screen,
paper and workbook. A kind may name its yardstick: ``diverging:international_benchmark``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from compare_app.domain.charts import (
    Bar,
    ChartSpec,
    Diverging,
    Dumbbell,
    DumbbellRow,
    HeatCell,
    Heatmap,
    Mark,
    NoChart,
    Point,
    Radar,
    RadarSeries,
    Tone,
)
from compare_app.domain.comparison import Comparison, Gap, IndicatorRow, Summary
from compare_app.domain.digest import NOTICE
from compare_app.domain.model import Indicator, Product
from compare_app.domain.number import signed
from compare_app.domain.project import Project
from compare_app.domain.terms import (
    Basis,
    Comparability,
    Difference,
    Direction,
    IndicatorClass,
    Role,
    Scale,
    Standing,
)
from compare_app.domain.value import Censored, NotDetected, Operator
from compare_app.engine.boards import ladder_chart, quadrant_chart
from compare_app.errors import AppError
from compare_app.text.message import M
from compare_app.text.wording import Wording

_TONES = {
    Role.DOMESTIC: Tone.DOMESTIC,
    Role.INTERNATIONAL: Tone.INTERNATIONAL,
}
_MARKS = {Basis.TESTED: Mark.SOLID, Basis.DECLARED: Mark.HOLLOW, Basis.ESTIMATED: Mark.HATCHED}
_CLIP = 60.0
_STRONG = 10.0
_RADAR_AXES = 8


@dataclass(frozen=True, slots=True)
class Scene:
    """What every builder needs."""

    project: Project
    comparison: Comparison
    words: Wording
    role: Role | None  # the yardstick asked for; None: domestic where there is one

    def name(self, indicator: Indicator) -> str:
        """An indicator's name in the reader's language, with its unit."""
        name = indicator.name_en if self.words.language == "en" and indicator.name_en else indicator.name
        return f"{name} ({indicator.unit})" if indicator.unit else name

    def indicator(self, row: IndicatorRow) -> Indicator:
        """The indicator of a row."""
        return self.project.all(Indicator)[row.indicator_id]

    @property
    def rows(self) -> tuple[IndicatorRow, ...]:
        """The rows a chart of gaps shows: parameters that are not ranked stay out and are named in the footnote."""
        return tuple(row for row in self.comparison.indicators if not _unranked(row))

    def yardstick(self) -> Product | None:
        """The primary benchmark that 100 % means."""
        roles = (self.role,) if self.role else (Role.DOMESTIC, Role.INTERNATIONAL)
        for role in roles:
            for row in self.comparison.indicators:
                for gap in row.gaps:
                    if gap.role is role and gap.primary:
                        return self.project.get(Product, gap.product_id)
        return None

    def title(self, what: str) -> str:
        """The chart's title: what it shows, of which product."""
        product = self.project.get(Product, self.comparison.product_id)
        return f"{what} · {product.name}" if product else what


def chart_of(project: Project, comparison: Comparison, kind: str, words: Wording) -> ChartSpec:
    """The spec of one kind of chart; an unknown kind or yardstick is an AppError."""
    name, _, role = kind.partition(":")
    builders: dict[str, Callable[[Scene], ChartSpec]] = {
        "dumbbell": dumbbell,
        "diverging": diverging,
        "heatmap": heatmap,
        "ladder": lambda scene: ladder_chart(scene.project, scene.comparison, scene.words),
        "quadrant": lambda scene: quadrant_chart(scene.project, scene.comparison, scene.words, scene.role),
        "radar": radar,
    }
    if name not in builders or (role and role not in [one.value for one in Role]):
        raise AppError(
            "CHART-KIND",
            M("There is no chart {kind}", kind=kind),
            M("Choose one of: {kinds}", kinds=list(builders)),
        )
    return builders[name](Scene(project, comparison, words, Role(role) if role else None))


def _no_benchmark(scene: Scene, title: str) -> NoChart:
    words = scene.words
    return NoChart(
        title,
        words("There is no primary benchmark to compare with"),
        words("Give a product the role of a benchmark on the data page"),
    )


def value_text(summary: Summary) -> str:
    """A value with its unit, as marks are labelled."""
    return f"{summary.text} {summary.unit}".strip()


def _unranked(row: IndicatorRow) -> bool:
    return any(Difference.UNRANKED in gap.reasons for gap in row.gaps)


def _gap_to(row: IndicatorRow, product_id: str) -> Gap | None:
    return next((gap for gap in row.gaps if gap.product_id == product_id), None)


def _shown(gap: Gap | None) -> bool:
    return gap is not None and gap.comparability is not Comparability.NOT_COMPARABLE


def _why_not(scene: Scene, gap: Gap | None) -> str:
    words = scene.words
    if gap is None:
        return words("no benchmark value")
    if gap.comparability is Comparability.NOT_COMPARABLE:
        return words("{state}: {reasons}", state=gap.comparability, reasons=gap.reasons)
    return words(
        "gap {gap} {unit}; no per cent on this scale",
        gap=_gap_text(gap),
        unit=gap.theirs.unit,
    )


def _gap_text(gap: Gap) -> str:
    return "—" if gap.absolute is None else signed(gap.absolute)


# --- dumbbell ---------------------------------------------------------------------------------------------------------


def dumbbell(scene: Scene) -> ChartSpec:
    """Our value and the benchmarks' on one achievement axis, the yardstick at 100 %, right = better."""
    words = scene.words
    title = scene.title(words("Distance to the benchmark"))
    yardstick = scene.yardstick()
    if yardstick is None:
        return _no_benchmark(scene, title)
    drawn: list[tuple[float, DumbbellRow]] = []
    noted: list[DumbbellRow] = []
    for row in scene.rows:
        indicator = scene.indicator(row)
        gap = _gap_to(row, yardstick.id)
        if gap is None or not _shown(gap) or gap.ratio is None:
            noted.append(DumbbellRow(indicator.id, scene.name(indicator), (), _why_not(scene, gap)))
            continue
        points = _points(scene, row, indicator, gap)
        note = words("different basis") if gap.comparability is Comparability.MIXED_BASIS else ""
        drawn.append((points[-1].x, DumbbellRow(indicator.id, scene.name(indicator), points, note)))
    drawn.sort(key=lambda pair: pair[0])
    return Dumbbell(
        title=title,
        axis=words("Achievement, % of {benchmark} (right = better)", benchmark=yardstick.name),
        legend=_legend(scene),
        rows=(*(row for _, row in drawn), *noted),
        footnote=_footnote(scene),
    )


def _legend(scene: Scene) -> tuple[tuple[str, Tone, Mark], ...]:
    words = scene.words
    entries = [(words.term(Role.OURS), Tone.OURS, Mark.SOLID)]
    seen: set[Role] = set()
    for row in scene.comparison.indicators:
        for gap in row.gaps:
            if gap.primary and gap.role in _TONES and gap.role not in seen:
                seen.add(gap.role)
    entries += [(words.term(role), _TONES[role], Mark.SOLID) for role in _TONES if role in seen]
    return (
        *entries,
        (words("declared"), Tone.NEUTRAL, Mark.HOLLOW),
        (words("tested"), Tone.NEUTRAL, Mark.SOLID),
        (words("estimated"), Tone.NEUTRAL, Mark.HATCHED),
    )


def _mark(summary: Summary) -> Mark:
    match summary.value:
        case Censored(Operator.BELOW | Operator.AT_MOST, _) | NotDetected():
            return Mark.ARROW_LEFT
        case Censored():
            return Mark.ARROW_RIGHT
        case _:
            return _MARKS.get(summary.basis or Basis.ESTIMATED, Mark.HATCHED)


def _points(scene: Scene, row: IndicatorRow, indicator: Indicator, gap: Gap) -> tuple[Point, ...]:
    """Benchmarks first, ours last: it is drawn on top."""
    points: list[Point] = []
    reference = gap.theirs.mean
    for other in row.gaps:
        if not other.primary or other.role not in _TONES or not _shown(other) or other.theirs.mean is None:
            continue
        ratio = _ratio(other.theirs.mean, reference, indicator)
        if ratio is None:
            continue
        product = scene.project.get(Product, other.product_id)
        points.append(
            Point(
                x=float(ratio * 100),
                label=value_text(other.theirs),
                tone=_TONES[other.role],
                mark=_mark(other.theirs),
                series=1 if other.role is Role.DOMESTIC else 2,
                story=f"{product.name if product else ''}\n{value_text(other.theirs)}",
            )
        )
    ours = float((gap.ratio or Decimal(0)) * 100)
    points.append(
        Point(
            x=ours,
            label=value_text(row.ours),
            tone=Tone.OURS,
            mark=_mark(row.ours),
            error=_error(row.ours, reference, indicator),
            story=_story(scene, row, gap),
        )
    )
    return tuple(points)


def _ratio(value: Decimal, reference: Decimal | None, indicator: Indicator) -> Decimal | None:
    if reference is None or reference <= 0 or value <= 0:
        return None
    return reference / value if indicator.direction is Direction.SMALLER else value / reference


def _error(summary: Summary, reference: Decimal | None, indicator: Indicator) -> tuple[float, float] | None:
    if summary.mean is None or summary.uncertainty is None:
        return None
    ends = [
        _ratio(summary.mean + sign * summary.uncertainty, reference, indicator)
        for sign in (Decimal(-1), Decimal(1))
    ]
    known = sorted(float(end * 100) for end in ends if end is not None)
    return (known[0], known[1]) if len(known) == 2 else None


def _story(scene: Scene, row: IndicatorRow, gap: Gap) -> str:
    words = scene.words
    lines = [
        scene.name(scene.indicator(row)),
        words("ours {value}", value=value_text(row.ours)),
        words("benchmark {value}", value=value_text(gap.theirs)),
        words("gap {gap} {unit}", gap=_gap_text(gap), unit=gap.theirs.unit),
    ]
    if gap.relative is not None:
        lines.append(words("{percent} % of the benchmark", percent=f"{gap.relative:+.1f}"))
    if gap.conclusion is not None:
        lines.append(words.term(gap.conclusion))
    return "\n".join(lines)


def _footnote(scene: Scene) -> str:
    words = scene.words
    mixed = any(
        gap.comparability is Comparability.MIXED_BASIS and gap.primary
        for row in scene.comparison.indicators
        for gap in row.gaps
    )
    parts = [words(NOTICE)]
    unranked = [scene.indicator(row) for row in scene.comparison.indicators if _unranked(row)]
    if unranked:
        names = [one.name_en if words.language == "en" and one.name_en else one.name for one in unranked]
        parts.append(words("Not ranked: {names}", names=names))
    if mixed:
        parts.append(words("Pairs of different basis (declared against tested) carry no statement"))
    return "；".join(parts) if words.language == "zh_CN" else "; ".join(parts)


# --- diverging bars ---------------------------------------------------------------------------------------------------


def diverging(scene: Scene) -> ChartSpec:
    """Relative gap to the yardstick for each indicator, worst first; what has no per cent is named, never zero."""
    words = scene.words
    yardstick = scene.yardstick()
    title = scene.title(words("Gap to the benchmark"))
    if yardstick is None:
        return _no_benchmark(scene, title)
    bars: list[Bar] = []
    notes: list[Bar] = []
    for row in scene.rows:
        indicator = scene.indicator(row)
        gap = _gap_to(row, yardstick.id)
        if gap is None or not _shown(gap) or gap.relative is None:
            notes.append(
                Bar(indicator.id, scene.name(indicator), None, "", Tone.UNKNOWN, note=_why_not(scene, gap))
            )
            continue
        value = float(gap.relative)
        mixed = gap.comparability is Comparability.MIXED_BASIS
        bars.append(
            Bar(
                key=indicator.id,
                label=scene.name(indicator),
                value=max(-_CLIP, min(_CLIP, value)),
                text=f"{value:+.1f} %",
                tone=Tone.UNKNOWN if mixed else tone_of(gap.standing),
                note=words("different basis") if mixed else "",
                clipped=abs(value) > _CLIP,
                story=_story(scene, row, gap),
            )
        )
    bars.sort(key=lambda bar: bar.value or 0.0)
    return Diverging(
        title=title,
        axis=words("Gap, % of {benchmark} (right = better)", benchmark=yardstick.name),
        bars=(*bars, *notes),
        footnote=_footnote(scene),
    )


def tone_of(standing: Standing) -> Tone:
    """The tone of a standing."""
    match standing:
        case Standing.AHEAD:
            return Tone.BETTER
        case Standing.BEHIND:
            return Tone.WORSE
        case Standing.LEVEL:
            return Tone.LEVEL
        case Standing.UNDECIDED:
            return Tone.UNKNOWN


# --- heat map ---------------------------------------------------------------------------------------------------------


def heatmap(scene: Scene) -> ChartSpec:
    """Indicators × benchmarks, the gap in each cell; five classes, hatched where nothing may be compared."""
    words = scene.words
    title = scene.title(words("Gaps at a glance"))
    products = list(dict.fromkeys(gap.product_id for row in scene.comparison.indicators for gap in row.gaps))
    if not products:
        return _no_benchmark(scene, title)
    rows = scene.rows
    cells = tuple(tuple(_heat(scene, row, _gap_to(row, one)) for one in products) for row in rows)
    return Heatmap(
        title=title,
        columns=tuple(scene.project.all(Product)[one].name for one in products),
        rows=tuple(scene.name(scene.indicator(row)) for row in rows),
        keys=tuple(row.indicator_id for row in rows),
        cells=cells,
        legend=(
            (words("behind by more than 10 %"), -2),
            (words("behind"), -1),
            (words("level"), 0),
            (words("ahead"), 1),
            (words("ahead by more than 10 %"), 2),
            (words("not comparable, undecided or no value"), None),
        ),
        footnote=_footnote(scene),
    )


def _heat(scene: Scene, row: IndicatorRow, gap: Gap | None) -> HeatCell:
    words = scene.words
    if gap is None or not _shown(gap):
        reasons = gap.reasons if gap else ()
        text = words("{reasons}", reasons=reasons) if reasons else words("no value")
        return HeatCell(text, None, row.indicator_id, text)
    text = (
        f"{gap.relative:+.1f} %"
        if gap.relative is not None
        else f"{_gap_text(gap)} {gap.theirs.unit}".strip()
    )
    if gap.absolute is None:
        text = words.term(gap.standing)
    if gap.comparability is Comparability.MIXED_BASIS or gap.standing is Standing.UNDECIDED:
        return HeatCell(text, None, row.indicator_id, _story(scene, row, gap))
    base = {Standing.AHEAD: 1, Standing.BEHIND: -1}.get(gap.standing, 0)
    strong = gap.relative is not None and abs(gap.relative) > _STRONG
    return HeatCell(text, base * 2 if strong else base, row.indicator_id, _story(scene, row, gap))


# --- radar ------------------------------------------------------------------------------------------------------------


def radar(scene: Scene) -> ChartSpec:
    """Cover picture with guard rails: achievement of comparable ratio-scale indicators, at least three, core first."""
    words = scene.words
    title = scene.title(words("Profile against the benchmark"))
    yardstick = scene.yardstick()
    if yardstick is None:
        return _no_benchmark(scene, title)
    usable = [
        (row, scene.indicator(row), gap)
        for row in scene.comparison.indicators
        if (gap := _gap_to(row, yardstick.id)) is not None
        and gap.comparability in (Comparability.COMPARABLE, Comparability.CONVERTED)
        and gap.ratio is not None
        and scene.indicator(row).scale is Scale.RATIO
    ]
    usable.sort(key=lambda item: item[1].indicator_class is not IndicatorClass.CORE)
    usable = usable[:_RADAR_AXES]
    if len(usable) < 3:
        return NoChart(
            title,
            words(
                "A radar needs at least three comparable indicators on a ratio scale; there are {n}",
                n=len(usable),
            ),
            words("Read the dumbbell instead: it shows every indicator"),
        )
    total = len(scene.comparison.indicators)
    series = [
        RadarSeries(words.term(Role.OURS), Tone.OURS, tuple(_capped(gap.ratio) for _, _, gap in usable))
    ]
    for role, tone in _TONES.items():
        values = tuple(_profile(row, indicator, gap, role) for row, indicator, gap in usable)
        if any(value is not None for value in values):
            series.append(RadarSeries(words.term(role), tone, values))
    return Radar(
        title=title,
        axes=tuple(scene.name(indicator) for _, indicator, _ in usable),
        series=tuple(series),
        footnote=words(
            "{n} of {total} indicators; {benchmark} = 100 %; drawn to 120 % at most. Overview only: read the dumbbell",
            n=len(usable),
            total=total,
            benchmark=yardstick.name,
        ),
    )


def _capped(ratio: Decimal | None) -> float | None:
    return None if ratio is None else min(120.0, float(ratio * 100))


def _profile(row: IndicatorRow, indicator: Indicator, gap: Gap, role: Role) -> float | None:
    other = next((one for one in row.gaps if one.role is role and one.primary and _shown(one)), None)
    if other is None or other.theirs.mean is None:
        return None
    return _capped(_ratio(other.theirs.mean, gap.theirs.mean, indicator))
