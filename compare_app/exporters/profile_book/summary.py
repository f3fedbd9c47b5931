"""The first sheets: the profile at a glance, the pass rates by year and class with their chart, the honour list."""

from __future__ import annotations

from decimal import Decimal

from compare_app.domain.profile import (
    HONOUR_NOTICE,
    INDEX_NOTICE,
    PassRates,
    Rate,
    WindowState,
    YearRate,
)
from compare_app.domain.profile_digest import (
    WINDOW_SIGNS,
    honour_title,
    left_out,
    profile_lines,
    weighted_line,
)
from compare_app.domain.tone import Tone
from compare_app.exporters.phrases import joined
from compare_app.exporters.plan.look import BODY_FONT, QUIET, SERIES
from compare_app.exporters.plan.page import Content, Number, Page, Styled
from compare_app.exporters.profile_book.material import Material
from compare_app.text.message import M
from compare_app.text.wording import Wording

_CHART_ROWS = 15  # rows that the chart covers
_HELP = 11  # first column of what only feeds the chart


def write_summary(material: Material) -> None:
    """One page: a sentence for each part, the notices, what does not count."""
    words, profile = material.words, material.profile
    page = material.page(words(M("Summary")), (34, 90))
    page.title(words(M("Enterprise quality profile")), words(M("Reference date {on}", on=profile.on)))
    page.row += 1
    for caption, said in profile_lines(profile):
        style = (("bold", True), ("bg_color", "#F1F3F5"))
        page.line((Styled(words(caption), properties=style), words(said)))
    page.row += 1
    page.paragraph("◆ " + words(INDEX_NOTICE), tone=Tone.WORSE)
    page.paragraph("◆ " + words(HONOUR_NOTICE), tone=Tone.WORSE)
    for said in left_out(profile):
        page.paragraph("○ " + words(said), font_color=QUIET)
    page.printing(material.footer, tall=1)


def write_rates(material: Material) -> None:
    """Own and market inspections apart: years with a native chart, then classes."""
    words = material.words
    page = material.page(words(M("Pass rates")), (24, 9, 12, 12, 12, 12, 16, 14, 12, 30))
    page.title(
        words(M("Pass rates")),
        words(
            M(
                "Passed / tested batches, exact 95 % interval (Clopper–Pearson); weighted by output where it is stated"
            )
        ),
    )
    for rates, title in (
        (material.profile.own, M("Pass rate of our inspected batches")),
        (material.profile.market, M("Pass rate of batches on the market")),
    ):
        page.heading(words(title))
        if rates.overall is None:
            page.paragraph(words(M("No inspection is entered")), font_color=QUIET)
            continue
        _years(material, page, rates)
        _classes(material, page, rates)
    page.sheet.print_area(0, 0, page.row, len(page.widths) - 1)
    page.printing(material.footer)


def _counts(rate: Rate) -> tuple[Content, ...]:
    """Tested, failed, rate, interval, non-conforming rate, in per cent."""
    return (
        rate.tested,
        rate.failed,
        _per_cent(rate.share),
        _per_cent(rate.low),
        _per_cent(rate.high),
        _per_cent(rate.failed_share),
    )


def _per_cent(share: Decimal | None) -> Number:
    """One decimal, as everywhere; the traceability of the digits is in the counts beside."""
    return Number(None if share is None else share * 100, 1, suffix=" %")


_HEADS = (
    M("Tested batches"),
    M("Failed batches"),
    M("Pass rate"),
    M("95 % interval, lower end"),
    M("95 % interval, upper end"),
    M("Non-conforming rate"),
)


def _years(material: Material, page: Page, rates: PassRates) -> None:
    words = material.words
    heads = [words(head) for head in (M("Year"), M("Classes"), *_HEADS, M("Weighted by output"), M("Marks"))]
    rows: list[tuple[Content, ...]] = [
        (
            str(one.year),
            one.classes,
            *_counts(one.rate),
            _per_cent(one.weighted),
            joined((_coverage(one, words), material.mark(one.unconfirmed)), words),
        )
        for one in rates.years
    ]
    top = page.row
    if len(rates.years) > 1:  # above its table, so that no page ends within it
        page.row += _CHART_ROWS
    first = page.row + 1
    page.table(heads, rows)
    if len(rates.years) > 1:
        _chart(material, page, rates, top, first)


def _coverage(one: YearRate, words: Wording) -> str:
    """How many classes the weighted rate rests on."""
    if one.weighted is None:
        return words(weighted_line(one))
    return words(
        M("classes that state an output: {stated} of {all}", stated=one.classes_weighted, all=one.classes)
    )


def _chart(material: Material, page: Page, rates: PassRates, top: int, first: int) -> None:
    """A native line chart of the table of years; the interval as error bars, whose lengths stand beside the page."""
    words, sheet = material.words, page.sheet.get_name()
    last = first + len(rates.years) - 1
    page.text(first - 1, _HELP, words(M("feeds the chart")), font_color=QUIET, font_size=8)
    for row, one in enumerate(rates.years, first):
        for column, length in (
            (_HELP, one.rate.share - one.rate.low),
            (_HELP + 1, one.rate.high - one.rate.share),
        ):
            page.put(row, column, Number(max(length, Decimal(0)) * 100, 1), font_color=QUIET, font_size=8)

    def lengths(column: int) -> str:
        from xlsxwriter.utility import xl_range_abs

        return f"='{sheet}'!{xl_range_abs(first, column, last, column)}"

    drawn = material.workbook.add_chart({"type": "line"})
    drawn.add_series(
        {
            "name": words(M("passed / tested, with 95 % interval")),
            "categories": [sheet, first, 0, last, 0],
            "values": [sheet, first, 4, last, 4],
            "line": {"color": SERIES[Tone.OURS], "width": 1.75},
            "marker": {"type": "circle", "size": 6, "fill": {"color": SERIES[Tone.OURS]}},
            "y_error_bars": {
                "type": "custom",
                "plus_values": lengths(_HELP + 1),
                "minus_values": lengths(_HELP),
            },
        }
    )
    if any(one.weighted is not None for one in rates.years):
        drawn.add_series(
            {
                "name": words(M("weighted by output")),
                "categories": [sheet, first, 0, last, 0],
                "values": [sheet, first, 8, last, 8],
                "line": {"none": True},
                "marker": {
                    "type": "diamond",
                    "size": 7,
                    "border": {"color": SERIES[Tone.NEUTRAL]},
                    "fill": {"none": True},
                },
            }
        )
    font = {"name": BODY_FONT, "size": 9}
    least = min(one.rate.low for one in rates.years)
    drawn.set_y_axis(
        {
            "name": words(M("Pass rate, %")),
            "name_font": font,
            "num_font": font,
            "num_format": "0",
            "min": max(0, int(least * 10) * 10 - 10),
            "max": 100,
        }
    )
    drawn.set_x_axis({"num_font": font})
    drawn.set_legend({"position": "bottom", "font": font})
    drawn.set_title({"none": True})
    drawn.set_size({"width": 720, "height": _CHART_ROWS * 20 - 10})
    page.sheet.insert_chart(top, 0, drawn, {"object_position": 2, "description": words(M("Pass rate, %"))})


def _classes(material: Material, page: Page, rates: PassRates) -> None:
    words = material.words
    heads = [
        words(head) for head in (M("Product class"), M("Year"), *_HEADS, M("Weight by output"), M("Marks"))
    ]
    rows: list[tuple[Content, ...]] = []
    for one in rates.classes:
        marks = [material.mark(one.unconfirmed)]
        if one.total:
            marks.append(words(M("a total, not added to its classes")))
        if one.serious:
            marks.append(words(M("serious (class A) in {count} inspections", count=one.serious)))
        rows.append(
            (
                one.product_class,
                one.year,
                *_counts(one.rate),
                _per_cent(one.weight),
                Styled("\n".join(part for part in marks if part), Tone.FAIL if one.serious else Tone.NEUTRAL),
            )
        )
    page.heading(words(M("By product class")))
    page.table(heads, rows)


def write_honour(material: Material) -> None:
    """The three windows with their reasons, and what is open."""
    words, found = material.words, material.profile.honour
    page = material.page(words(M("Honour list, estimate")), (22, 14, 14, 14, 70))
    page.title(words(M("Honour list, estimate: {title}", title=honour_title(found))), words(HONOUR_NOTICE))
    rows: list[tuple[Content, ...]] = [
        (
            Styled(
                f"{WINDOW_SIGNS[one.state]} {words.term(one.honour)}",
                Tone.FAIL if one.state is WindowState.FAILED else Tone.NEUTRAL,
            ),
            one.first,
            one.last,
            one.inspections,
            words(one.reason),
        )
        for one in found.windows
    ]
    heads = (M("List"), M("From"), M("To"), M("Inspections"), M("What the inspections say"))
    page.table([words(head) for head in heads], rows)
    page.heading(words(M("What is open")))
    for said in found.open:
        page.paragraph("○ " + words(said))
    page.printing(material.footer, tall=1)
