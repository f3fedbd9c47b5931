"""The two boards: the ladder as a staircase, and standard gap × product gap as a 2×2."""

from __future__ import annotations

from typing import Literal

from compare_app.domain.charts import LadderChart, LadderStepSpec, NoChart, QuadrantChart, QuadrantItem
from compare_app.domain.comparison import Comparison, Quadrant
from compare_app.domain.digest import NOTICE, notice_of
from compare_app.domain.model import Indicator, Product
from compare_app.domain.project import Project
from compare_app.domain.terms import Conformity, Market, Role, Route, Standing, Step, Verdict
from compare_app.domain.tone import Tone
from compare_app.text.message import M
from compare_app.text.wording import Wording

_TONES = {Standing.AHEAD: Tone.BETTER, Standing.LEVEL: Tone.LEVEL, Standing.BEHIND: Tone.WORSE}
_MOST_LINES = 6


def ladder_chart(project: Project, comparison: Comparison, words: Wording) -> LadderChart:
    """The staircase: evidence on the steps reached, blockers on the next one, the rest open."""
    ladder = comparison.ladder
    evidence = dict(ladder.achieved)
    untested = ladder.step is Step.L0 and not ladder.assessed
    steps: list[LadderStepSpec] = []
    for step in Step:
        code, _, name = words.term(step).partition(" ")
        state: Literal["reached", "current", "blocked", "unknown"]
        lines: tuple[str, ...] = ()
        if step is ladder.step:
            state = "unknown" if untested else "current"
            lines = (words(evidence[step]),) if step in evidence else ()
        elif step < ladder.step:
            state = "reached"
            lines = (words(evidence[step]),) if step in evidence else ()
        elif step == ladder.step + 1:
            state = "blocked" if ladder.assessed else "unknown"
            lines = _blockers(project, comparison, words)
        else:
            state = "unknown"
        steps.append(LadderStepSpec(code, name, state, lines))
    product = project.get(Product, comparison.product_id)
    title = words("Quality ladder")
    note = words(notice_of(comparison))
    if ladder.numeric_only:
        note += " · " + words("compared as numbers only")
    return LadderChart(f"{title} · {product.name}" if product else title, tuple(steps), note)


def _blockers(project: Project, comparison: Comparison, words: Wording) -> tuple[str, ...]:
    lines: list[str] = []
    for blocker in comparison.ladder.blockers:
        indicator = project.get(Indicator, blocker.indicator_id)
        sign = "○" if blocker.unknown else "▼"
        name = _name(indicator, words) if indicator else ""
        reason = words(blocker.reason)
        lines.append(f"{sign} " + (words("{title}: {text}", title=name, text=reason) if name else reason))
    if len(lines) > _MOST_LINES:
        rest = len(lines) - _MOST_LINES + 1
        lines = [*lines[: _MOST_LINES - 1], words("… and {n} more", n=rest)]
    return tuple(lines)


def _name(indicator: Indicator, words: Wording) -> str:
    return indicator.name_en if words.language == "en" and indicator.name_en else indicator.name


def quadrant_chart(
    project: Project, comparison: Comparison, words: Wording, role: Role | None
) -> QuadrantChart | NoChart:
    """Each indicator in the field of its route, for one market; what could not be assessed is listed beside."""
    title = words("Standard gap and product gap")
    product = project.get(Product, comparison.product_id)
    if product is not None:
        title = f"{title} · {product.name}"
    market = _market(comparison, role)
    rows = [one for one in comparison.quadrants if one.market is market]
    if not rows:
        return NoChart(
            title,
            words("Neither a standard nor a benchmark of this market is in the project"),
            words("Import standards and benchmark products on the data page"),
        )
    items: list[QuadrantItem] = []
    unassessed: list[str] = []
    for one in rows:
        indicator = project.all(Indicator)[one.indicator_id]
        if one.route is Route.UNASSESSED:
            unassessed.append(words("{name} ({mark})", name=_name(indicator, words), mark=words(one.reason)))
            continue
        items.append(_item(one, indicator, words))
    return QuadrantChart(
        title=f"{title} · {words.term(market)}",
        x_axis=words("Our standard against theirs: looser → equal or stricter"),
        y_axis=words("Our product: behind the benchmark or not conforming → level or ahead"),
        names=(
            words.term(Route.RAISE_BOTH),
            words.term(Route.RAISE_PRODUCT),
            words.term(Route.RAISE_STANDARD),
            words.term(Route.KEEP_LEAD),
        ),
        items=tuple(items),
        unassessed=tuple(unassessed),
        footnote=words(NOTICE),
    )


def _market(comparison: Comparison, role: Role | None) -> Market:
    if role is Role.INTERNATIONAL:
        return Market.INTERNATIONAL
    if role is Role.DOMESTIC or any(one.market is Market.DOMESTIC for one in comparison.quadrants):
        return Market.DOMESTIC
    return Market.INTERNATIONAL


def _item(one: Quadrant, indicator: Indicator, words: Wording) -> QuadrantItem:
    loose = one.standard in (Verdict.LOOSER, Verdict.MISSING_OURS)
    short = one.route in (Route.RAISE_PRODUCT, Route.RAISE_BOTH)
    standard = words.term(one.standard) if one.standard else "—"
    product = words.term(one.product) if one.product else "—"
    return QuadrantItem(
        key=indicator.id,
        label=_name(indicator, words),
        column=0 if loose else 1,
        row=0 if short else 1,
        tone=Tone.FAIL if one.failed else Tone.WORSE if short else _TONES[one.product or Standing.LEVEL],
        story="\n".join(
            (
                _name(indicator, words),
                words("standard: {verdict}", verdict=standard),
                words("product: {standing}", standing=product),
                *([words.term(Conformity.FAIL)] if one.failed else []),
                words(M("{reason}", reason=one.reason)),
            )
        ),
    )
