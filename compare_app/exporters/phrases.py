"""How the parts of a comparison are worded in tables: the workbook, the CSV and the report share these."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from compare_app.domain.comparison import (
    Consistency,
    Gap,
    IndicatorRow,
    Judgement,
    Ladder,
    LimitSide,
    PoolPlace,
    StandardRow,
    Summary,
)
from compare_app.domain.differences import difference_text, has_figure, outcome
from compare_app.domain.digest import grade_reached, mode_reason
from compare_app.domain.model import Indicator, Product
from compare_app.domain.number import chance_text, short
from compare_app.domain.project import Project
from compare_app.domain.signs import Judged, sign
from compare_app.domain.terms import (
    Basis,
    Comparability,
    ComparisonMode,
    Conformity,
    Scale,
    Statistic,
    Step,
    Trust,
    Verdict,
)
from compare_app.domain.value import Absent, NotDetected, PassFail, Unread
from compare_app.exporters.cells import figure, natural_places, percent, places_of, rounded
from compare_app.text.message import M
from compare_app.text.wording import Wording


def listed(parts: Iterable[str], words: Wording) -> str:
    """Several things in one cell."""
    return ("、" if words.language == "zh_CN" else ", ").join(part for part in parts if part)


def joined(parts: Iterable[str], words: Wording) -> str:
    """Several remarks in one cell."""
    return ("；" if words.language == "zh_CN" else "; ").join(part for part in parts if part)


def labelled(head: str, text: str, words: Wording) -> str:
    """A name and what is said of it; only the text where there is no name."""
    return words(M("{title}: {text}", title=head, text=text)) if head else text


def spoken(member: Judged, words: Wording) -> str:
    """Sign and word, e.g. ``▲ 严于``."""
    return f"{sign(member)} {words.term(member)}"


def with_unit(text: str, unit: str) -> str:
    """A figure and its unit; nothing where there is no figure, and no second unit where the text has it."""
    return f"{text} {unit}" if text and unit and unit not in text else text


def indicator_name(project: Project, indicator_id: str, words: Wording) -> str:
    """The indicator in the reader's language where the scheme has that name."""
    indicator = project.get(Indicator, indicator_id)
    if indicator is None:
        return indicator_id
    return indicator.name_en if words.language == "en" and indicator.name_en else indicator.name


def product_name(project: Project, product_id: str, words: Wording) -> str:
    """The product, marked 示例 where it was made up to show the program and its name does not say so."""
    product = project.get(Product, product_id)
    if product is None:
        return product_id
    mark = words(M("example"))
    said = mark.casefold() in product.name.casefold() or "示例" in product.name
    return (
        product.name
        if not product.fictional or said
        else words(M("{name} ({mark})", name=product.name, mark=mark))
    )


def unconfirmed(trust: Trust, words: Wording) -> str:
    """The mark of a fact that nobody has checked; empty for others."""
    return words.term(trust) if trust is Trust.UNCONFIRMED else ""


def value_text(summary: Summary, words: Wording) -> str:
    """The value as printed, or why there is none: absences are words, never zero and never blank (R29)."""
    match summary.value:
        case Absent(kind):
            return words.term(kind)
        case PassFail(passed):
            return words(M("conforms")) if passed else words(M("does not conform"))
        case Unread():
            reason = words.term(summary.problem) if summary.problem else words(M("not understood"))
            return words(M("no value: {reason}", reason=reason))
        case NotDetected(None) if not summary.text:
            return words(M("not detected"))
    return summary.text


def basis_text(summary: Summary, words: Wording) -> str:
    """标称 / 实测 / 估计, and which statistic where it is not the plain value."""
    if summary.basis is None:
        return ""
    extra = (
        words.term(summary.statistic) if summary.statistic in (Statistic.MINIMUM, Statistic.MAXIMUM) else ""
    )
    return listed((words.term(summary.basis), extra, words(M("computed")) if summary.derived else ""), words)


def gap_places(row: IndicatorRow, gap: Gap) -> int:
    """Decimals of a gap: as many as the finer value shows, and enough not to print it as zero."""
    shown = max(places_of(row.ours.text), places_of(gap.theirs.text))
    if gap.absolute is None:
        return shown
    shown = min(shown, natural_places(gap.absolute, shown))
    while gap.absolute and not rounded(gap.absolute, shown) and shown < 12:
        shown += 1
    return shown


def gap_text(project: Project, row: IndicatorRow, gap: Gap, words: Wording) -> str:
    """The absolute gap with its unit; steps for classes; a dash where there is no figure."""
    if gap.absolute is None or not has_figure(gap):
        return "—"
    indicator = project.get(Indicator, row.indicator_id)
    text = figure(gap.absolute, gap_places(row, gap), signed=True)
    if indicator is not None and indicator.scale is Scale.ORDINAL:
        return words(M("{count} steps", count=text))
    return difference_text(text, row.ours.unit, words)


def relative_text(gap: Gap) -> str:
    """The gap in per cent of the benchmark."""
    return "—" if gap.relative is None else f"{figure(gap.relative, 1, signed=True)} %"


def conclusion_text(row: IndicatorRow, gap: Gap, words: Wording) -> str:
    """What may be said of a pair: the conclusion, or 不可比 / 口径不同 with the reason."""
    reasons = listed((words.term(reason) for reason in gap.reasons), words)
    match gap.comparability:
        case Comparability.NOT_COMPARABLE:
            head = spoken(Comparability.NOT_COMPARABLE, words)
            said = words(M("{head}: {reasons}", head=head, reasons=reasons)) if reasons else head
            more = joined(map(words, gap.remarks), words)
            return words(M("{head} ({remark})", head=said, remark=more)) if more else said
        case Comparability.MIXED_BASIS:
            ours, theirs = (
                words.term(basis) if isinstance(basis, Basis) else "—" for basis in _bases(row, gap)
            )
            said = words(
                M(
                    "{head}: {ours} vs {theirs}",
                    head=spoken(gap.comparability, words),
                    ours=ours,
                    theirs=theirs,
                )
            )
            more = joined(map(words, gap.remarks), words)
            return words(M("{head} ({remark})", head=said, remark=more)) if more else said
    said = spoken(outcome(gap), words)
    remarks = [reasons]
    if gap.comparability is Comparability.CONVERTED:
        remarks.append(words.term(gap.comparability))
    if gap.significant_small:
        remarks.append(words(M("significant, yet smaller than Δ")))
    remarks += [words(one) for one in gap.remarks]
    more = joined(remarks, words)
    return words(M("{head} ({remark})", head=said, remark=more)) if more else said


def _bases(row: IndicatorRow, gap: Gap) -> tuple[Basis | None, Basis | None]:
    return row.ours.basis, gap.theirs.basis


def limit_text(side: LimitSide | None, words: Wording) -> str:
    """A limit with unit, statistic and condition; the absence in words."""
    if side is None:
        return "—"
    statistic = "" if side.statistic is Statistic.SINGLE else words.term(side.statistic)
    extra = joined((statistic, side.condition), words)
    text = with_unit(side.text or side.raw, side.unit if side.text else "")
    return words(M("{head} ({remark})", head=text, remark=extra)) if extra else text


def source_text(standard: str, clause: str) -> str:
    """A standard and its clause."""
    return f"{standard} {clause}".strip()


def standard_reason(row: StandardRow, words: Wording) -> str:
    """Why a pair of limits cannot be ordered, or why one of two that look alike is the stricter."""
    if not row.reasons and (mode := mode_reason(row)) is not None:
        return words(mode)
    return listed((words.term(reason) for reason in row.reasons), words)


def standard_marks(row: StandardRow, words: Wording) -> str:
    """未核实, 统计口径待确认, a person's verdict with the automatic one beside it, an edition that is not in force."""
    marks: list[str] = []
    for side, whose in ((row.ours, M("ours")), (row.theirs, M("theirs"))):
        if side is None:
            continue
        if mark := unconfirmed(side.trust, words):
            marks.append(words(M("{name} ({mark})", name=mark, mark=words(whose))))
        if side.status.value not in ("in_force", "unknown"):
            marks.append(f"{side.standard} {words.term(side.status)}")
    if row.statistic_unconfirmed:
        marks.append(words(M("statistic to be confirmed")))
    if row.override_reason or row.override_author:
        marks.append(
            words(
                M(
                    "judged by {author}, automatic: {automatic}, reason: {reason}",
                    author=row.override_author,
                    automatic=row.automatic,
                    reason=row.override_reason,
                )
            )
        )
    return joined(marks, words)


def judgement_text(judgement: Judgement, words: Wording) -> str:
    """One requirement, what came out, and how far the limit is."""
    limit = with_unit(judgement.limit_text, judgement.unit)
    margin = ""
    if judgement.margin is not None:
        places = max(
            places_of(judgement.value_text),
            places_of(judgement.limit_text),
            natural_places(judgement.margin, 3),
        )
        shown = difference_text(figure(judgement.margin, places, signed=True), judgement.unit, words)
        margin = words(M("margin {margin}", margin=shown))
    grade = words(M("grade {grade}", grade=grade_reached(judgement))) if judgement.grade else ""
    head = labelled(source_text(judgement.standard, judgement.clause), limit, words)
    rounded = judgement.mode is ComparisonMode.ROUNDED_VALUE  # the reason says what rounding did
    why = words(judgement.reason) if rounded else ""
    said = (spoken(judgement.conformity, words), grade, margin, why, judgement_marks(judgement, words))
    return f"{head} → {joined(said, words)}"


def judgement_marks(judgement: Judgement, words: Wording) -> str:
    """The value that counts, 临界, p_c, 未核实, the note, a person's verdict with the automatic one, 统计口径待确认."""
    rounded = judgement.mode is ComparisonMode.ROUNDED_VALUE
    marks = [
        "" if judgement.worst is None else words(M("worst value {value}", value=short(judgement.worst))),
        words(M("borderline")) if judgement.borderline else "",
        words(M("p_c = {p}", p=chance_text(judgement.probability)))
        if judgement.probability is not None
        else "",
        words(M("for information: the rounded value decides"))
        if rounded and judgement.probability is not None
        else "",
        unconfirmed(judgement.trust, words),
        words(judgement.note) if judgement.note is not None else "",
    ]
    if judgement.automatic is not None:
        marks.append(
            words(
                M(
                    "changed by {author} from {automatic}: {reason}",
                    author=judgement.override_author,
                    automatic=judgement.automatic,
                    reason=judgement.override_reason,
                )
            )
        )
    if judgement.statistic_unconfirmed:
        marks.append(words(M("statistic to be confirmed")))
    return joined(marks, words)


def judgements_text(row: IndicatorRow, words: Wording) -> str:
    """Every requirement that binds us or could be judged, one a line; the rest of the world's is counted."""
    said = (Conformity.PASS, Conformity.FAIL, Conformity.CONDITIONAL_PASS, Conformity.CONDITIONAL_FAIL)
    shown = [
        one
        for one in row.judgements
        if one.declared or one.mandatory or one.recommended or one.conformity in said
    ]
    lines = [judgement_text(one, words) for one in shown]
    if rest := len(row.judgements) - len(shown):
        lines.append(
            "○ " + words(M("further requirements, binding elsewhere only, not judged: {count}", count=rest))
        )
    return "\n".join(lines) or words(M("no limit applies"))


def grade_text(row: IndicatorRow, words: Wording) -> str:
    """The grade reached and the distance to the next better one."""
    for one in row.judgements:
        if not one.grade:
            continue
        if one.next_grade and one.next_distance is not None:
            places = max(places_of(one.value_text), natural_places(one.next_distance, 3))
            said = words(
                M(
                    "{grade}; {distance} to {next}",
                    grade=grade_reached(one),
                    distance=difference_text(figure(one.next_distance, places), one.unit, words),
                    next=one.next_grade,
                )
            )
            if one.worst is None:
                return said
            worst = words(M("worst value {value}", value=short(one.worst)))
            return words(M("{head} ({remark})", head=said, remark=worst))
        return words(grade_reached(one))
    return ""


def rank_text(place: PoolPlace | None, words: Wording) -> str:
    """Rank in the pool with its denominator; a range where a censored value leaves it open."""
    if place is None:
        return ""
    if place.alone:
        return words(M("no rank: fewer than two comparable products"))
    rank = f"{place.rank}" if place.rank == place.rank_last else f"{place.rank}–{place.rank_last}"
    return f"{rank} / {place.of}"


def indicator_marks(row: IndicatorRow, words: Wording) -> str:
    """未核实 for our value and the benchmarks', 统计口径待确认, and the note of the row."""
    marks: list[str] = []
    ours = unconfirmed(row.ours.trust, words)
    if ours:
        marks.append(words(M("{mark}: our value", mark=ours)))
    if any(gap.theirs.trust is Trust.UNCONFIRMED for gap in row.gaps if gap.primary):
        marks.append(words(M("{mark}: benchmark value", mark=words.term(Trust.UNCONFIRMED))))
    if any(one.trust is Trust.UNCONFIRMED for one in row.judgements):
        marks.append(words(M("{mark}: limit", mark=words.term(Trust.UNCONFIRMED))))
    if any(one.statistic_unconfirmed for one in row.judgements):
        marks.append(words(M("statistic to be confirmed")))
    if row.ours.suspects:
        far = listed((one.text for one in row.ours.suspects), words)
        marks.append(words(M("far from the other values, kept: {values}", values=far)))
    if row.note is not None:
        marks.append(words(row.note))
    return joined(marks, words)


def rate_text(one: Consistency, words: Wording) -> str:
    """The published rate with its counts."""
    return _share(one.rate, _met(one), one.rate_of, words)


def orderable_text(one: Consistency, words: Wording) -> str:
    """The rate over orderable pairs with its counts."""
    return _share(one.orderable_rate, _met(one), one.orderable_of, words)


def coverage_text(one: Consistency, words: Wording) -> str:
    """How many of the rows were compared."""
    return _share(one.coverage, one.rate_of, one.rows, words)


def _met(one: Consistency) -> int:
    return one.counts.get(Verdict.STRICTER, 0) + one.counts.get(Verdict.EQUAL, 0)


def _share(rate: Decimal | None, part: int, whole: int, words: Wording) -> str:
    return words(M("{rate} ({part}/{whole})", rate=percent(rate), part=part, whole=whole))


def consistency_text(one: Consistency, words: Wording) -> str:
    """Both rates of a market or region in one sentence, with denominators and coverage."""
    return words(
        M(
            "{market}: consistency rate {rate}, orderable consistency rate {orderable}, coverage {coverage}",
            market=capital(words.term(one.market)) + (f" · {one.region}" if one.region else ""),
            rate=rate_text(one, words),
            orderable=orderable_text(one, words),
            coverage=coverage_text(one, words),
        )
    )


def step_code(ladder: Ladder) -> str:
    """``L0`` … ``L5``; empty where not even compliance is assessed: L0 would say that something fails."""
    return "" if ladder.step is Step.L0 and not ladder.assessed else f"L{int(ladder.step)}"


def capital(text: str) -> str:
    """A word at the beginning of a cell: English terms are lower case, Chinese ones have no case."""
    return text[:1].upper() + text[1:]
