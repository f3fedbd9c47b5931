"""Both comparisons as one CSV table: UTF-8 with BOM, every field quoted, no text that a spreadsheet would compute (E2).

One row per pair of limits, one per pair of products, one per rate with its denominator and coverage; the first column
says which. Numbers are plain decimals in full digits; an absent one is an empty field.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Final

from compare_app.domain.assessment import Proposal
from compare_app.domain.comparison import (
    Comparison,
    Consistency,
    Gap,
    IndicatorRow,
    Judgement,
    LimitSide,
    Score,
    StandardRow,
)
from compare_app.domain.digest import Tally, conclusion, grade_reached, notice_of, step_text, tally
from compare_app.domain.grading import level_sentence
from compare_app.domain.project import Project
from compare_app.domain.quality_domain import domain_name
from compare_app.domain.terms import Role
from compare_app.exporters.cells import percent
from compare_app.exporters.csv_text import Field, csv_text, write_csv_text
from compare_app.exporters.outlook import Outlook
from compare_app.exporters.phrases import (
    conclusion_text,
    grade_text,
    indicator_marks,
    indicator_name,
    judgement_marks,
    labelled,
    limit_text,
    listed,
    product_name,
    source_text,
    standard_marks,
    standard_reason,
    step_code,
    unconfirmed,
    value_text,
)
from compare_app.exporters.rating_phrases import (
    against_text,
    coverage_line,
    deciding_text,
    factors_text,
    marks_text,
    next_text,
    range_text,
    reached_text,
    stable_text,
)
from compare_app.text.message import M, Message
from compare_app.text.wording import Wording

COLUMNS: Final[tuple[tuple[str, Message], ...]] = (
    ("row", M("Row")),
    ("indicator", M("Indicator")),
    ("unit", M("Unit")),
    ("with", M("Compared with")),
    ("other", M("Region or product")),
    ("our_standard", M("Our standard")),
    ("our_clause", M("Our clause")),
    ("our_limit", M("Our limit")),
    ("their_standard", M("Their standard")),
    ("their_clause", M("Their clause")),
    ("their_limit", M("Their limit")),
    ("our_value", M("Our value")),
    ("n", M("n")),
    ("their_value", M("Their value")),
    ("verdict", M("Verdict")),
    ("code", M("Code")),
    ("reason", M("Reason")),
    ("gap", M("Gap")),
    ("gap_percent", M("Gap in %")),
    ("rank", M("Rank")),
    ("of", M("Of")),
    ("share", M("Percentile, rate, probability or score")),
    ("grade", M("Grade")),
    ("marks", M("Marks")),
    ("uncertainty", M("U (k = 2)")),
)
"""Keys and heads in order; the keys are stable, the heads are in the reader's language."""


def write_csv(to: Path, project: Project, comparison: Comparison, words: Wording) -> None:
    """Write the table; the old file survives a failure."""
    write_csv_text(to, comparison_csv(project, comparison, words))


def comparison_csv(project: Project, comparison: Comparison, words: Wording) -> str:
    """The table as text."""
    return csv_text(COLUMNS, _Table(project, comparison, words).rows(), words)


@dataclass(frozen=True, slots=True)
class _Table:
    project: Project
    comparison: Comparison
    words: Wording

    def rows(self) -> Iterator[dict[str, Field]]:
        for standard in self.comparison.standards:
            yield self.standard(standard, M("Standard comparison"))
        for standard in self.comparison.other_scopes:
            yield self.standard(standard, M("Standard comparison, other scopes"))
        for indicator in self.comparison.indicators:
            for judgement in indicator.judgements:
                yield self.conformity(indicator, judgement)
            if not indicator.gaps:
                yield self.alone(indicator)
            for gap in indicator.gaps:
                yield self.pair(indicator, gap)
        outlook = Outlook(self.project, self.comparison, self.words)
        for proposal in self.comparison.assessment.proposals:
            yield self.proposal(proposal, outlook.proposal(proposal))
        overall = self.comparison.assessment.overall
        yield {
            "row": self.words(M("Conclusion")),
            "verdict": self.words(conclusion(self.comparison)),
            "code": overall.outcome.value,
            "n": overall.judged,
            "of": overall.judged + len(overall.open),
        }
        for one in (*self.comparison.consistency, *self.comparison.consistency_by_domain):
            yield from self.rates(one)
        for role in (Role.DOMESTIC, Role.INTERNATIONAL):
            counted = tally(self.comparison, role)
            if counted is not None:
                yield self.tally(counted)
        for score in self.comparison.scores:
            yield self.score(score)
        yield from self.rating()
        yield {
            "row": self.words(M("Present step")),
            "verdict": self.words(step_text(self.project, self.comparison.ladder)),
            "code": step_code(self.comparison.ladder),
            "marks": self.words(notice_of(self.comparison)),
        }
        yield {"row": self.words(M("Decision rule")), "reason": self.words(self.comparison.rule)}

    def standard(self, row: StandardRow, kind: Message) -> dict[str, Field]:
        def side(limit: LimitSide | None, whose: str) -> dict[str, Field]:
            if limit is None:
                return {}
            return {
                f"{whose}_standard": limit.standard,
                f"{whose}_clause": limit.clause,
                f"{whose}_limit": limit_text(limit, self.words),
            }

        return {
            "row": self.words(kind),
            "indicator": indicator_name(self.project, row.indicator_id, self.words),
            "unit": row.ours.unit if row.ours else row.theirs.unit if row.theirs else "",
            "with": self.words.term(row.market),
            "other": listed((row.region, row.scope), self.words),
            **side(row.ours, "our"),
            **side(row.theirs, "their"),
            "verdict": self.words.term(row.verdict),
            "code": row.verdict.value,
            "reason": standard_reason(row, self.words),
            "marks": standard_marks(row, self.words),
        }

    def proposal(self, one: Proposal, row: Mapping[str, Field]) -> dict[str, Field]:
        """A line for the next edition of our standard; the gap is the margin of our results to it."""
        return {
            "row": self.words(M("Standard proposals")),
            "indicator": row["indicator"],
            "unit": one.unit,
            "with": self.words.term(one.market),
            "our_standard": one.present.standard if one.present else "",
            "our_clause": one.present.clause if one.present else "",
            "our_limit": row["present"],
            "their_standard": one.source.standard,
            "their_clause": one.source.clause,
            "their_limit": row["proposed"],
            "our_value": row["value"],
            "verdict": self.words.term(one.readiness),
            "code": one.readiness.value,
            "reason": row["why"],
            "gap": one.margin,
            "gap_percent": one.margin_percent,
            "marks": row["marks"],
        }

    def conformity(self, row: IndicatorRow, one: Judgement) -> dict[str, Field]:
        """One requirement that was looked at; `share` is the conformance probability in per cent."""
        return {
            "row": self.words(M("Conformity")),
            "indicator": indicator_name(self.project, row.indicator_id, self.words),
            "unit": one.unit,
            "our_standard": one.standard,
            "our_clause": one.clause,
            "our_limit": one.limit_text,
            "our_value": one.value_text,
            "n": row.ours.n,
            "verdict": self.words.term(one.conformity),
            "code": one.conformity.value,
            "reason": self.words(one.reason),
            "gap": one.margin,
            "gap_percent": one.margin_percent,
            "share": None if one.probability is None else one.probability * 100,
            "grade": self.words(grade_reached(one)) if one.grade else "",
            "marks": judgement_marks(one, self.words),
        }

    def alone(self, row: IndicatorRow) -> dict[str, Field]:
        """An indicator that is compared with no product still has its value, its rank and its conformity."""
        judged = [
            labelled(source_text(one.standard, one.clause), self.words.term(one.conformity), self.words)
            for one in row.judgements
        ]
        place = row.pool if row.pool is not None and not row.pool.alone else None
        return {
            "row": self.words(M("Indicator comparison")),
            "indicator": indicator_name(self.project, row.indicator_id, self.words),
            "unit": row.ours.unit,
            "our_limit": listed(judged, self.words),
            "our_value": value_text(row.ours, self.words),
            "n": row.ours.n,
            "rank": place.rank if place else None,
            "of": place.of if place else None,
            "share": place.percentile if place else None,
            "grade": grade_text(row, self.words),
            "marks": indicator_marks(row, self.words),
            "uncertainty": row.ours.uncertainty,
        }

    def pair(self, row: IndicatorRow, gap: Gap) -> dict[str, Field]:
        marks = [indicator_marks(row, self.words)]
        if not gap.primary:
            marks.append(unconfirmed(gap.theirs.trust, self.words))
        return {
            **self.alone(row),
            "with": self.words.term(gap.role),
            "other": product_name(self.project, gap.product_id, self.words),
            "their_value": value_text(gap.theirs, self.words),
            "verdict": conclusion_text(row, gap, self.words),
            "code": gap.conclusion.value if gap.conclusion else gap.comparability.value,
            "reason": listed((self.words.term(reason) for reason in gap.reasons), self.words),
            "gap": gap.absolute,
            "gap_percent": gap.relative,
            "marks": listed(marks, self.words),
        }

    def rates(self, one: Consistency) -> Iterator[dict[str, Field]]:
        """Shares in per cent, with their denominators beside."""
        for title, share, of in (
            (M("Consistency rate"), one.rate, one.rate_of),
            (M("Orderable consistency rate"), one.orderable_rate, one.orderable_of),
            (M("Coverage"), one.coverage, one.rows),
        ):
            yield {
                "row": self.words(title),
                "with": self.words.term(one.market),
                "other": self.words(domain_name(one.domain)) if one.domain else one.region,
                "share": None if share is None else share * 100,
                "of": of,
                "unit": "%",
            }

    def tally(self, one: Tally) -> dict[str, Field]:
        return {
            "row": self.words(M("Coverage")),
            "with": self.words.term(one.role),
            "other": product_name(self.project, one.benchmark_id, self.words),
            "n": one.judged,
            "of": one.total,
            "share": Decimal(one.judged) / one.total * 100 if one.total else None,
            "unit": "%",
        }

    def rating(self) -> Iterator[dict[str, Field]]:
        """Grades with the level of each indicator, gaps in the order of their priority, ranks and how firm they are."""
        words, project, assessment = self.words, self.project, self.comparison.assessment
        for grade in assessment.grades:
            yield {
                "row": words(M("Grade (grading scheme)")),
                "other": grade.name,
                "with": words.term(grade.combination),
                "verdict": words(level_sentence(grade)),
                "grade": grade.level,
                "reason": deciding_text(project, grade, words),
                "n": sum(not line.unknown for line in grade.indicators),
                "of": len(grade.indicators),
                "share": grade.points,
                "marks": marks_text(grade, words),
            }
            for line in grade.indicators:
                yield {
                    "row": words(M("Level in the grading scheme")),
                    "other": grade.name,
                    "indicator": indicator_name(project, line.indicator_id, words),
                    "unit": line.unit,
                    "their_limit": next_text(line, words),
                    "verdict": reached_text(line, words),
                    "grade": line.level,
                    "reason": words(line.reason),
                    "gap": None if line.next_distance is None else -line.next_distance,
                }
        for place, gap in enumerate(assessment.priorities, 1):
            yield {
                "row": words(M("Priority of the gap (not official)")),
                "indicator": indicator_name(project, gap.indicator_id, words),
                "with": against_text(gap, words),
                "code": "failed" if gap.role is None else gap.role.value,
                "reason": factors_text(gap, words),
                "rank": place,
                "of": len(assessment.priorities),
                "share": gap.value,
                "verdict": words(M("cumulated {share}", share=percent(gap.cumulated))),
            }
        for found in assessment.sensitivity:
            for one in found.rows:
                yield {
                    "row": words(M("Rank by weighted score (not official)")),
                    "with": words.term(found.role),
                    "other": product_name(project, one.product_id, words),
                    "rank": one.rank,
                    "of": found.of,
                    "share": one.score,
                    "verdict": stable_text(one, words),
                    "code": "stable" if one.stable else "shaky",
                    "reason": labelled(
                        words(M("ranks {ranks}", ranks=range_text(one))), coverage_line(found, words), words
                    ),
                }

    def score(self, one: Score) -> dict[str, Field]:
        return {
            "row": self.words(M("Weighted score (not official)")),
            "with": self.words.term(one.role),
            "other": product_name(self.project, one.benchmark_id, self.words),
            "n": one.covered,
            "of": one.total,
            "share": one.value,
        }
