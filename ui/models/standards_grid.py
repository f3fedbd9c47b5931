"""Standards side by side: our limits down, every other standard across, each cell a limit and its verdict."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from compare_app.domain.comparison import Comparison, Consistency, LimitSide, StandardRow
from compare_app.domain.digest import mode_reason
from compare_app.domain.model import Indicator, StandardEdition
from compare_app.domain.project import Project
from compare_app.domain.quality_domain import domain_name
from compare_app.domain.terms import EditionStatus, Market, Statistic, Trust, Verdict
from compare_app.domain.tone import Tone
from compare_app.text.wording import Wording
from ui.models.cell import NOT_SORTED, Cell, Column, Grid, ReadyRows
from ui.wording import labelled, listed, named, percent, sign, spoken, titled, tone, unconfirmed

DIFFERENCES = frozenset(
    {Verdict.LOOSER, Verdict.DIFFERENT, Verdict.MISSING_OURS, Verdict.MISSING_THEIRS, Verdict.PENDING}
)
_ORDER = {verdict: place for place, verdict in enumerate((
    Verdict.LOOSER, Verdict.MISSING_OURS, Verdict.DIFFERENT, Verdict.PENDING, Verdict.EQUAL, Verdict.STRICTER,
    Verdict.MISSING_THEIRS,
))}  # fmt: skip


@dataclass(slots=True)
class Line:
    """One line of the table: a limit of ours (or one that we lack) and what each standard says to it."""

    indicator_id: str
    ours: LimitSide | None
    turn: int = 0  # the second, third … limit of theirs beside the same one of ours
    cells: dict[str, StandardRow] = field(default_factory=dict)  # by edition, or by market and region


@dataclass(frozen=True, slots=True)
class StandardsTable:
    """The grid and what stands behind its cells."""

    grid: Grid
    rows: dict[tuple[str, str], StandardRow]  # by line key and column key
    differences: int  # lines that differ somewhere
    lines: int


def standards_table(
    comparison: Comparison, project: Project, words: Wording, *, only_differences: bool = False
) -> StandardsTable:
    """Lines in the order of the scheme; columns by market, then as they come."""
    editions = _columns(comparison, project)
    lines = _lines(comparison)
    shown = [line for line in lines if not only_differences or _differs(line)]
    columns = [
        Column("indicator", words("Indicator"), width=26),
        Column("ours", _our_title(comparison, words), width=20),
    ]
    columns += [
        Column(edition.id, _title(edition, words), titled(edition, words), width=22) for edition in editions
    ]
    rows: list[tuple[str, tuple[Cell, ...]]] = []
    behind: dict[tuple[str, str], StandardRow] = {}
    for number, line in enumerate(shown):
        indicator = project.get(Indicator, line.indicator_id)
        key = f"{line.indicator_id}:{line.ours.requirement_id if line.ours else ''}:{number}"
        cells = [_indicator_cell(indicator, line, words), _our_cell(line, words)]
        for edition in editions:
            row = (
                line.cells.get(edition.id)
                or line.cells.get(_place(edition.market, edition.region))
                or line.cells.get(_place(edition.market, ""))  # what the whole market lacks
            )
            cells.append(_cell(row, words))
            if row is not None:
                behind[key, edition.id] = row
        first = next(iter(line.cells.values()), None)
        if first is not None:
            behind[key, "indicator"] = behind[key, "ours"] = first
        rows.append((key, tuple(cells)))
    return StandardsTable(
        Grid(tuple(columns), ReadyRows(rows)), behind, sum(_differs(line) for line in lines), len(lines)
    )


def _columns(comparison: Comparison, project: Project) -> list[StandardEdition]:
    known = project.all(StandardEdition)
    ids = dict.fromkeys(row.theirs.edition_id for row in comparison.standards if row.theirs is not None)
    found = [known[one] for one in ids if one in known]
    return sorted(
        found, key=lambda edition: (edition.market is not Market.DOMESTIC, edition.region, edition.number)
    )


def _lines(comparison: Comparison) -> list[Line]:
    lines: dict[tuple[str, str, int], Line] = {}
    for row in comparison.standards:
        if row.ours is not None:
            subject = row.ours.requirement_id
        elif row.theirs is not None:
            subject = f"{row.theirs.statistic}:{row.theirs.condition}"
        else:
            continue
        column = row.theirs.edition_id if row.theirs is not None else _place(row.market, row.region)
        turn = 0
        while (row.indicator_id, subject, turn) in lines and column in lines[
            row.indicator_id, subject, turn
        ].cells:
            turn += 1
        line = lines.setdefault((row.indicator_id, subject, turn), Line(row.indicator_id, row.ours, turn))
        line.cells[column] = row
    return _in_order(lines.values(), comparison)


def _in_order(lines: Iterable[Line], comparison: Comparison) -> list[Line]:
    place = {row.indicator_id: at for at, row in enumerate(comparison.indicators)}
    return sorted(lines, key=lambda line: place.get(line.indicator_id, len(place)))


def _differs(line: Line) -> bool:
    return any(row.verdict in DIFFERENCES for row in line.cells.values())


def _place(market: Market, region: str) -> str:
    return f"{market}:{region}"


def _our_title(comparison: Comparison, words: Wording) -> str:
    numbers = list(dict.fromkeys(row.ours.standard for row in comparison.standards if row.ours is not None))
    if not numbers:
        return words("Ours")
    more = f" +{len(numbers) - 1}" if len(numbers) > 1 else ""
    return f"{words('Ours')}\n{numbers[0]}{more}"


def _title(edition: StandardEdition, words: Wording) -> str:
    return f"{words.term(edition.market)} {edition.region}".strip() + f"\n{edition.number}"


def _indicator_cell(indicator: Indicator | None, line: Line, words: Wording) -> Cell:
    if indicator is None:
        return Cell(line.indicator_id)
    side = line.ours or next((row.theirs for row in line.cells.values() if row.theirs is not None), None)
    notes = []
    if side is not None:
        if side.statistic is not Statistic.UNSTATED:
            notes.append(words.term(side.statistic))
        if side.condition:
            notes.append(side.condition)
    text = named(indicator, words)
    if notes:
        text = words("{name} ({mark})", name=text, mark=listed(notes, words))
    if line.turn:
        return Cell(f"〃 {text}", tip=text, quiet=True, sort=(0, indicator.position))
    return Cell(text, tip=text, bold=True, sort=(0, indicator.position))


def _our_cell(line: Line, words: Wording) -> Cell:
    if line.ours is None:
        return Cell(f"○ {words('sets nothing')}", tone=Tone.UNKNOWN, quiet=True)
    side = line.ours
    if line.turn:
        return Cell("〃", tip=_side_tip(side, words), quiet=True, sort=(1, side.text), copy=side.text)
    text = side.text + (" *" if side.trust is Trust.UNCONFIRMED else "")
    return Cell(text, tip=_side_tip(side, words), sort=(1, text))


def _cell(row: StandardRow | None, words: Wording) -> Cell:
    if row is None:
        return Cell("", sort=NOT_SORTED)
    verdict = spoken(row.verdict, words)
    mode = mode_reason(row)
    reasons = listed([words.term(reason) for reason in row.reasons], words) or (words(mode) if mode else "")
    changed = " ※" if row.override_reason else ""
    if row.theirs is None:
        text = f"{sign(row.verdict)} {words.term(row.verdict)}{changed}"
        return Cell(text, tone=tone(row.verdict), quiet=True, sort=(_ORDER[row.verdict], ""), group=verdict)
    side = row.theirs
    marks = []
    if row.statistic_unconfirmed:
        marks.append(words("statistic to be confirmed"))
    if side.status not in (EditionStatus.IN_FORCE, EditionStatus.UNKNOWN):
        marks.append(words.term(side.status))
    mark = " *" if side.trust is Trust.UNCONFIRMED else ""
    mark += f" [{listed(marks, words)}]" if marks else ""
    band = row.scope if row.scope and (row.ours is None or row.scope != row.ours.condition) else ""
    where = labelled(words("Where both hold"), band, words) if band else ""
    tip = "\n".join(part for part in (_side_tip(side, words), verdict, where, reasons) if part)
    text = f"{verdict}{changed}   {side.text}{mark}" + (f"  ({band})" if band else "")
    return Cell(
        text,
        tip=tip,
        tone=tone(row.verdict),
        shaded=True,
        sort=(_ORDER[row.verdict], side.text),
        group=verdict,
    )


def _side_tip(side: LimitSide, words: Wording) -> str:
    head = f"{side.standard} {side.clause}".strip()
    facts = listed((words.term(side.statistic), side.condition, side.method), words)
    mark = unconfirmed(side.trust, words)
    return "\n".join(
        part for part in (head, labelled(words("as written"), side.raw, words), facts, mark) if part
    )


def consistency_lines(
    rates: Iterable[Consistency], words: Wording, *, by_domain: bool = False
) -> list[tuple[str, str, str]]:
    """(market, counts, rates) for each market and region, or market and domain, with every denominator."""
    return [(_market(one, words, by_domain), _counts(one, words), _rates(one, words)) for one in rates]


def _market(one: Consistency, words: Wording, by_domain: bool) -> str:
    part = words(domain_name(one.domain)) if by_domain else one.region
    return f"{words.term(one.market)} {part}".strip()


def _counts(one: Consistency, words: Wording) -> str:
    return "   ".join(
        f"{spoken(verdict, words)} {one.counts.get(verdict, 0)}"
        for verdict in (
            Verdict.STRICTER,
            Verdict.EQUAL,
            Verdict.LOOSER,
            Verdict.DIFFERENT,
            Verdict.MISSING_OURS,
            Verdict.MISSING_THEIRS,
            Verdict.PENDING,
        )
        if one.counts.get(verdict, 0) or verdict in (Verdict.STRICTER, Verdict.EQUAL, Verdict.LOOSER)
    )


def _rates(one: Consistency, words: Wording) -> str:
    return words(
        "consistency {rate} ({met}/{of}) · orderable {orderable} ({met}/{orderable_of}) · "
        "compared {coverage} ({of}/{rows})",
        rate=percent(one.rate),
        met=one.counts.get(Verdict.STRICTER, 0) + one.counts.get(Verdict.EQUAL, 0),
        of=one.rate_of,
        orderable=percent(one.orderable_rate),
        orderable_of=one.orderable_of,
        coverage=percent(one.coverage, 0),
        rows=one.rows,
    )
