"""What every chart builder works from: the comparison in the reader's language, its yardstick and its footnote."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from compare_app.domain.charts import NoChart
from compare_app.domain.comparison import Comparison, Gap, IndicatorRow, Summary
from compare_app.domain.differences import gap_words, has_figure, outcome
from compare_app.domain.digest import NOTICE
from compare_app.domain.model import Indicator, Product
from compare_app.domain.project import Project
from compare_app.domain.terms import Comparability, Conformity, Difference, Direction, Role, Scale
from compare_app.domain.tone import Tone
from compare_app.domain.value import PassFail
from compare_app.text.wording import Wording

TONES = {
    Role.DOMESTIC: Tone.DOMESTIC,
    Role.INTERNATIONAL: Tone.INTERNATIONAL,
}


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
        if "(" in indicator.unit:  # no brackets within brackets: (W·h)/(W·h)
            return f"{name} {indicator.unit}"
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


def no_benchmark(scene: Scene, title: str) -> NoChart:
    words = scene.words
    return NoChart(
        title,
        words("There is no primary benchmark to compare with"),
        words("Give a product the role of a benchmark on the data page"),
    )


def value_text(summary: Summary, words: Wording) -> str:
    """A value with its unit, as marks are labelled; 合格 and 不合格 in words."""
    if isinstance(summary.value, PassFail):
        return words.term(Conformity.PASS if summary.value.passed else Conformity.FAIL)
    return f"{summary.text} {summary.unit}".strip()


def _unranked(row: IndicatorRow) -> bool:
    return any(Difference.UNRANKED in gap.reasons for gap in row.gaps)


def gap_to(row: IndicatorRow, product_id: str) -> Gap | None:
    return next((gap for gap in row.gaps if gap.product_id == product_id), None)


def is_shown(gap: Gap | None) -> bool:
    return gap is not None and gap.comparability is not Comparability.NOT_COMPARABLE


def why_not(scene: Scene, indicator: Indicator, gap: Gap | None) -> str:
    """Why a pair has no bar or point: no value, not comparable, or no percentage on its scale or near its target."""
    words = scene.words
    if gap is None:
        return words("no benchmark value")
    if gap.comparability is Comparability.NOT_COMPARABLE:
        return words("{state}: {reasons}", state=gap.comparability, reasons=gap.reasons)
    if isinstance(gap.theirs.value, PassFail):
        return words("pass or fail only, without a number")
    if gap.absolute is None:
        return words("{standing}; of one value only a bound is known", standing=gap.standing)
    if indicator.scale is not Scale.RATIO:
        return words("gap {gap}; no per cent on this scale", gap=gap_words(gap, words))
    if indicator.direction in (Direction.TARGET, Direction.RANGE):
        return words("gap {gap}, in distance to the target; no per cent there", gap=gap_words(gap, words))
    return words("gap {gap}", gap=gap_words(gap, words))


def percent(relative: Decimal) -> str:
    """A relative gap as charts print it, with a real minus sign."""
    return f"{relative:+.1f} %".replace("-", "−")


def achievement(value: Decimal, reference: Decimal | None, indicator: Indicator) -> Decimal | None:
    """How far a value achieves the reference, 1 = as good, larger = better; positive ratio-scale values only."""
    if reference is None or reference <= 0 or value <= 0:
        return None
    return reference / value if indicator.direction is Direction.SMALLER else value / reference


def story_of(scene: Scene, row: IndicatorRow, gap: Gap) -> str:
    """What a mark tells when it is pointed at."""
    words = scene.words
    lines = [
        scene.name(scene.indicator(row)),
        words("ours {value}", value=value_text(row.ours, words)),
        words("benchmark {value}", value=value_text(gap.theirs, words)),
    ]
    if has_figure(gap):
        lines.append(words("gap {gap}", gap=gap_words(gap, words)))
    if gap.relative is not None:
        lines.append(
            words("{percent} % against the benchmark", percent=percent(gap.relative).removesuffix(" %"))
        )
    if gap.conclusion is not None:
        lines.append(words.term(outcome(gap)))
    return "\n".join(lines)


def footnote(scene: Scene) -> str:
    """What every chart of gaps says below: whose evaluation it is, what it leaves out."""
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
