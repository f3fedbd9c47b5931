"""The profile on paper: one page of pass rates and the honour list, one of the index, with its figures and sources."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Final

from compare_app.domain.charts import ChartSpec, NoChart, Scores
from compare_app.domain.index_table import ROWS
from compare_app.domain.profile import (
    HONOUR_NOTICE,
    INDEX_NOTICE,
    IndexYear,
    PassRates,
    Profile,
    WindowState,
    difference_text,
    index_text,
    interval_text,
    rate_text,
    score_text,
    share_text,
)
from compare_app.domain.profile_digest import (
    WINDOW_SIGNS,
    honour_title,
    index_line,
    left_out,
    rates_line,
    weighted_line,
)
from compare_app.domain.project import Project
from compare_app.domain.report import (
    Block,
    Fact,
    Facts,
    Figure,
    Heading,
    PageBreak,
    Paragraph,
    Report,
    Table,
    TableCell,
)
from compare_app.domain.terms import Trust
from compare_app.domain.tone import Tone
from compare_app.exporters.cells import visible
from compare_app.exporters.phrases import capital, joined, listed
from compare_app.exporters.report_tables import cell, made
from compare_app.text.message import M
from compare_app.text.wording import Wording

_WIDE: Final = 180.0  # mm, on A4 portrait
_MOST_CLASSES: Final = 10


def profile_report(
    project: Project, profile: Profile, charts: Mapping[str, ChartSpec], words: Wording
) -> Report:
    """Two pages: pass rates and honour list, then the simulated index of the last year."""
    title = words(M("Enterprise quality profile"))
    name = words(M("Reference date {on}", on=profile.on))
    blocks: list[Block] = [
        Heading(title),
        Paragraph(visible(f"{project.name}  ·  {name}"), "quiet"),
        _facts(profile, words),
        *_rates(profile.own, charts.get("own_rates"), words),
        *_market(profile.market, words),
        *_honour(profile, words),
        *(Paragraph("◆ " + words(said), "quiet") for said in left_out(profile)),
        PageBreak(),
        *_index(profile, charts.get("index"), words),
    ]
    note = words(M("Enterprise's own evaluation, not official"))
    return Report(
        title=title,
        footer=visible(f"{note}  ·  {project.name}  ·  {profile.on.isoformat()}"),
        blocks=tuple(blocks),
    )


def _facts(profile: Profile, words: Wording) -> Facts:
    """The three cards of the window."""
    latest = profile.own.latest
    last = profile.index[-1] if profile.index else None
    return Facts(
        (
            Fact.plain(
                words(M("Pass rate of our inspected batches")),
                share_text(latest.rate.share) if latest else "—",
                words(rates_line(profile.own)),
                Tone.OURS if latest else Tone.UNKNOWN,
            ),
            Fact.plain(
                words(M("Honour list, estimate")),
                words(honour_title(profile.honour)),
                words(M("inspections since 2011: {count}", count=profile.honour.inspections)),
                Tone.OURS if profile.honour.honour else Tone.UNKNOWN,
            ),
            Fact.plain(
                words(M("Competitiveness index, simulated")),
                index_text(last.value, profile.bands) if last else "—",
                words(index_line(last, profile)) if last else words(M("No figure of the index is entered")),
                Tone.OURS if last and last.value is not None else Tone.UNKNOWN,
            ),
        )
    )


# --- pass rates -----------------------------------------------------------------------------------------------------


def _rates(rates: PassRates, chart: ChartSpec | None, words: Wording) -> list[Block]:
    blocks: list[Block] = [Heading(words(M("Pass rate of our inspected batches")), 2)]
    match chart:
        case NoChart(_, reason, remedy):
            return [*blocks, Paragraph(f"○ {reason} {remedy}".rstrip())]
        case None:
            pass
        case _:
            blocks.append(Figure(replace(chart, title=""), _WIDE, 62))
    latest = rates.latest
    if latest is not None:
        blocks.append(
            Paragraph(joined((words(rates_line(rates)), words(weighted_line(latest))), words), "quiet")
        )
        blocks.append(_classes(rates, latest.year, words))
    return blocks


def _market(rates: PassRates, words: Wording) -> list[Block]:
    latest = rates.latest
    if latest is None:
        return []
    return [
        Heading(words(M("Pass rate of batches on the market")), 2),
        Paragraph(joined((words(rates_line(rates)), words(weighted_line(latest))), words), "quiet"),
        _classes(rates, latest.year, words),
    ]


def _classes(rates: PassRates, year: int, words: Wording) -> Table:
    """The classes of the last year, the lowest rate first."""
    found = sorted((one for one in rates.classes if one.year == year), key=lambda one: one.rate.share)
    shown = found[:_MOST_CLASSES]
    rest = len(found) - len(shown)
    rows = [
        (
            one.product_class + (f" [{words.term(Trust.UNCONFIRMED)}]" if one.unconfirmed else ""),
            cell(rate_text(one.rate), right=True),
            cell(interval_text(one.rate), right=True),
            cell(share_text(one.rate.failed_share), right=True),
            cell("—" if one.weight is None else share_text(one.weight), right=True),
        )
        for one in shown
    ]
    table = made(
        words,
        (
            M("Product class"),
            M("Pass rate (passed/tested)"),
            M("95 % interval"),
            M("Non-conforming rate"),
            M("Weight by output"),
        ),
        rows,
        (4, 3, 2.4, 2, 2),
    )
    caption = words(M("Classes of {year}", year=str(year)))
    more = words(M("and {count} more", count=rest)) if rest else ""
    return replace(table, caption=listed((caption, more), words))


# --- honour list ----------------------------------------------------------------------------------------------------


def _honour(profile: Profile, words: Wording) -> list[Block]:
    found = profile.honour
    rows = [
        (
            cell(
                f"{WINDOW_SIGNS[one.state]} {words.term(one.honour)}",
                Tone.FAIL if one.state is WindowState.FAILED else Tone.NEUTRAL,
                bold=one.state is WindowState.MET,
            ),
            words(one.reason),
        )
        for one in found.windows
    ]
    said = [*(words(one) for one in found.open), words(HONOUR_NOTICE)]
    return [
        Heading(words(M("Honour list, estimate: {title}", title=honour_title(found))), 2),
        made(words, (M("List"), M("What the inspections say")), rows, (1, 5)),
        Paragraph("○ " + joined(said, words), "quiet"),
    ]


# --- index ----------------------------------------------------------------------------------------------------------


def _index(profile: Profile, chart: ChartSpec | None, words: Wording) -> list[Block]:
    blocks: list[Block] = [
        Heading(words(M("Competitiveness index, simulated"))),
        Paragraph(words(INDEX_NOTICE), "warning"),
    ]
    match chart:
        case NoChart(_, reason, remedy):
            return [*blocks, Paragraph(f"○ {reason} {remedy}".rstrip())]
        case Scores():
            blocks.append(Figure(replace(chart, title=str(profile.index[-1].year), footnote=""), _WIDE, 64))
    if not profile.index:
        return blocks
    last = profile.index[-1]
    years = joined((words(index_line(one, profile)) for one in profile.index[-3:]), words)
    blocks.append(Paragraph(years))
    blocks.append(
        Paragraph(
            words(M("Bands: {name}; {source}", name=profile.bands.name, source=profile.bands.source)), "quiet"
        )
    )
    blocks.append(_items(last, words))
    blocks.append(_references(last, words))
    return blocks


def _items(one: IndexYear, words: Wording) -> Table:
    """The twelve figures: value, bounds, score, part of the index."""
    rows: list[tuple[TableCell | str, ...]] = []
    for item in one.items:
        marks = [words.term(Trust.UNCONFIRMED) if item.unconfirmed else ""]
        marks.append(words(M("held at its bound")) if item.clamped else "")
        marks.append(words(item.reason) if item.reason is not None else "")
        unit = words(ROWS[item.item].unit)
        rows.append(
            (
                capital(words.term(item.item)),
                cell("—" if item.value is None else f"{item.value:f}", right=True),
                unit,
                cell(_bounds(item.low, item.high), right=True),
                cell(score_text(item.score), right=True),
                cell("—" if item.share is None else share_text(item.share), right=True),
                joined(marks, words),
            )
        )
    table = made(
        words,
        (
            M("Figure"),
            M("Value"),
            M("Unit"),
            M("Bounds"),
            M("Score"),
            M("Part"),
            M("Marks"),
        ),
        rows,
        (6.2, 1.5, 2.7, 1.8, 1.7, 1.8, 5.2),
    )
    return replace(table, caption=words(M("Figures of {year}", year=str(one.year))))


def _bounds(low: Decimal | None, high: Decimal | None) -> str:
    return "—" if low is None or high is None else f"{low:f}–{high:f}"


def _references(one: IndexYear, words: Wording) -> Table:
    """Published values beside ours; those without a source are marked and compared with nothing."""
    rows = [
        (
            words(gap.reference.region),
            words(M("{year} (target)", year=str(gap.reference.year)))
            if gap.reference.target
            else str(gap.reference.year),
            cell(score_text(gap.reference.value), right=True),
            cell(difference_text(gap.difference), right=True),
            joined(
                (
                    "" if gap.reference.sourced else words.term(Trust.UNCONFIRMED),
                    words(gap.reference.source),
                ),
                words,
            ),
        )
        for gap in one.references
    ]
    table = made(
        words,
        (M("Region"), M("Year"), M("Published"), M("Ours − published"), M("Source")),
        rows,
        (2, 2, 1.8, 2.6, 8.6),
    )
    caption = words(
        M("Published values, computed with weights and bounds that are not known: for orientation only")
    )
    return replace(table, caption=caption)
