"""The two comparisons as tables: standards (form F3) and indicators (form F4)."""

from __future__ import annotations

from compare_app.domain.comparison import Gap, IndicatorRow, LimitSide, StandardRow
from compare_app.domain.differences import has_figure
from compare_app.domain.digest import NOTICE, benchmark, primary_gap
from compare_app.domain.model import Indicator
from compare_app.domain.signs import tone
from compare_app.domain.terms import Comparability, Conformity, Role
from compare_app.domain.tone import Tone
from compare_app.exporters.cells import natural_places, places_of
from compare_app.exporters.phrases import (
    basis_text,
    capital,
    conclusion_text,
    consistency_text,
    gap_places,
    grade_text,
    indicator_marks,
    indicator_name,
    judgements_text,
    labelled,
    limit_text,
    listed,
    product_name,
    rank_text,
    source_text,
    spoken,
    standard_marks,
    standard_reason,
    value_text,
)
from compare_app.exporters.plan.look import LINE, NAVY, QUIET
from compare_app.exporters.plan.material import Material
from compare_app.exporters.plan.page import Content, Number, Page, Styled
from compare_app.text.message import M

_ROLES = (Role.DOMESTIC, Role.INTERNATIONAL)


def write_standards(material: Material) -> None:
    """Our limit beside theirs, row by row: verdict with sign, reason, and what is not confirmed."""
    words = material.words
    page = material.page(words(M("Standard comparison")), (17, 17, 18, 18, 17, 18, 18, 13, 14, 18, 26))
    page.title(words(M("Standard comparison")), words(material.comparison.rule))
    for one in material.comparison.consistency:
        if not one.region:
            page.paragraph(consistency_text(one, words))
    head = page.header(
        [
            words(title)
            for title in (
                M("Indicator"),
                M("Our standard, clause"),
                M("Our limit"),
                M("Our method"),
                M("Their standard, clause"),
                M("Their limit"),
                M("Their method"),
                M("Market, region"),
                M("Verdict"),
                M("Reason"),
                M("Marks"),
            )
        ]
    )
    for row in material.comparison.standards:
        page.line(_standard_line(material, row))
    if material.comparison.standards:
        page.sheet.autofilter(head, 0, page.row - 1, 10)
    else:
        page.paragraph(
            words(M("No limits to compare: enter standards and requirements first")), font_color=QUIET
        )
    page.sheet.freeze_panes(head + 1, 1)
    page.printing(material.footer, (head, head))


def _standard_line(material: Material, row: StandardRow) -> tuple[Content, ...]:
    words = material.words

    def side(limit: LimitSide | None) -> tuple[str, str, str]:
        if limit is None:
            return ("—", "—", "—")
        return (source_text(limit.standard, limit.clause), limit_text(limit, words), limit.method or "—")

    return (
        indicator_name(material.project, row.indicator_id, words),
        *side(row.ours),
        *side(row.theirs),
        words.term(row.market) + (f" · {row.region}" if row.region else ""),
        Styled(spoken(row.verdict, words), tone(row.verdict)),
        standard_reason(row, words),
        standard_marks(row, words),
    )


def write_indicators(material: Material) -> None:
    """Our value beside the benchmarks' (F4), with what may be said of each pair; other benchmarks below."""
    words = material.words
    widths = (17, 10, 11, 7, 7, 40, 13, 6, 9, 9, 9, *(11, 9, 9, 17) * 2, 9, 9, 13, 18)
    page = material.page(words(M("Indicator comparison")), widths)
    page.title(words(M("Indicator comparison")), words(NOTICE))
    page.paragraph(
        words(M("Gap: better is positive. {rule}", rule=material.comparison.rule)),
        font_color=QUIET,
    )
    top = page.row
    _group_heads(material, page)
    titles = (
        M("Indicator"),
        M("Unit"),
        M("Direction"),
        M("Weight"),
        M("A/B"),
        M("Limits and conformity"),
        M("Our value"),
        M("n"),
        M("Mean"),
        M("SD"),
        M("U"),
        *(M("Value"), M("Gap"), M("Gap in %"), M("Conclusion")) * 2,
        M("Rank / of"),
        M("Percentile"),
        M("Grade"),
        M("Marks"),
    )
    head = page.header([words(title) for title in titles])
    for row in material.comparison.indicators:
        page.line(_indicator_line(material, row))
    if material.comparison.indicators:
        page.sheet.autofilter(head, 0, page.row - 1, len(titles) - 1)
    page.sheet.freeze_panes(head + 1, 1)
    page.printing(material.footer, (top, head))
    _others(material, page)
    # 23 columns on one page could not be read: two pages side by side, the names of the rows on both. The lines above
    # the table would be cut by that, so they are printed as the page's header.
    page.sheet.set_print_scale(70)
    page.sheet.set_v_pagebreaks([11])
    page.sheet.repeat_columns(0, 0)
    page.sheet.print_across()
    page.sheet.print_area(top, 0, page.row, len(titles) - 1)
    page.printed_header(words(M("Indicator comparison")), words(material.comparison.rule))


def _group_heads(material: Material, page: Page) -> None:
    words = material.words
    style = {"bold": True, "align": "center", "bg_color": "#DDE5EC", "font_color": NAVY, "border": 1}
    groups = [(0, 5, words(M("Scheme"))), (6, 10, capital(words.term(Role.OURS)))]
    for at, role in enumerate(_ROLES):
        found = benchmark(material.comparison, role)
        name = product_name(material.project, found, words) if found else words(M("none chosen"))
        groups.append((11 + 4 * at, 14 + 4 * at, labelled(capital(words.term(role)), name, words)))
    groups.append((19, 22, words(M("Place and grade"))))
    page.sheet.set_row(page.row, 20)
    for first, last, text in groups:
        page.sheet.merge_range(
            page.row, first, page.row, last, "", material.formats.get(**style, border_color=LINE)
        )
        page.text(page.row, first, text, **style, border_color=LINE)
    page.row += 1


def _indicator_line(material: Material, row: IndicatorRow) -> tuple[Content, ...]:
    words, ours = material.words, row.ours
    indicator = material.project.get(Indicator, row.indicator_id)
    places = places_of(ours.text)
    failed = any(one.conformity is Conformity.FAIL for one in row.judgements)
    return (
        indicator_name(material.project, row.indicator_id, words),
        ours.unit,
        words.term(indicator.direction) if indicator else "",
        Number(indicator.weight, natural_places(indicator.weight)) if indicator else None,
        words.term(indicator.severity) if indicator else "",
        Styled(
            judgements_text(row, words),
            Tone.FAIL if failed else Tone.NEUTRAL,
        ),
        listed((value_text(ours, words), basis_text(ours, words)), words),
        ours.n,
        Number(ours.mean, places) if ours.mean is not None else None,
        Number(ours.deviation, places + 2) if ours.deviation is not None else None,
        Number(ours.uncertainty, max(places, natural_places(ours.uncertainty)))
        if ours.uncertainty is not None
        else None,
        *_pair(material, row, Role.DOMESTIC),
        *_pair(material, row, Role.INTERNATIONAL),
        rank_text(row.pool, words),
        Number(row.pool.percentile, 1, suffix=" %") if row.pool and not row.pool.alone else None,
        grade_text(row, words),
        indicator_marks(row, words),
    )


def _pair(material: Material, row: IndicatorRow, role: Role) -> tuple[Content, ...]:
    gap = primary_gap(row, role)
    if gap is None:
        return ("—", None, None, "")
    return _gap_cells(material, row, gap)


def _gap_cells(material: Material, row: IndicatorRow, gap: Gap) -> tuple[Content, ...]:
    """Value, gap, per cent, conclusion; a pair without a number leaves the cells empty, never zero."""
    words = material.words
    colour = tone(gap.conclusion) if gap.conclusion is not None else Tone.UNKNOWN
    if gap.comparability in (Comparability.NOT_COMPARABLE, Comparability.MIXED_BASIS):
        colour = Tone.UNKNOWN
    return (
        listed((value_text(gap.theirs, words), basis_text(gap.theirs, words)), words),
        Number(gap.absolute, gap_places(row, gap), signed=True) if has_figure(gap) else None,
        Number(gap.relative, 1, signed=True, suffix=" %") if gap.relative is not None else None,
        Styled(conclusion_text(row, gap, words), colour),
    )


def _others(material: Material, page: Page) -> None:
    """What is not a primary benchmark: further ones, the industry's mean, our own history."""
    words = material.words
    others = [
        (row, gap)
        for row in material.comparison.indicators
        for gap in row.gaps
        if not (gap.primary and gap.role in _ROLES)
    ]
    if not others:
        return
    page.heading(words(M("Other products compared with")))
    heads = (
        M("Indicator"),
        M("Role"),
        M("Product"),
        M("Our value"),
        M("Value"),
        M("Gap"),
        M("Gap in %"),
        M("Conclusion"),
    )
    rows: list[tuple[Content, ...]] = [
        (
            indicator_name(material.project, row.indicator_id, words),
            words.term(gap.role),
            product_name(material.project, gap.product_id, words),
            value_text(row.ours, words),
            *_gap_cells(material, row, gap),
        )
        for row, gap in others
    ]
    page.table([words(head) for head in heads], rows, (1, 2, 3, 5, 1, 1, 1, 1))
