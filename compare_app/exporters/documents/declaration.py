"""自我声明公开: what a product declares to meet, in the layout of the public declaration of enterprise standards.

Function and performance indicators with requirement and test method; what a mandatory standard demands stands apart,
because it binds whether it is declared or not. A column of our own says what our results show: declare what you keep.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from compare_app.domain.comparison import Comparison, IndicatorRow, Judgement
from compare_app.domain.limit_text import print_conditions
from compare_app.domain.model import Indicator, Requirement
from compare_app.domain.report import Block, PageBreak, Report, TableCell
from compare_app.domain.signs import tone
from compare_app.domain.terms import Conformity, Direction, Statistic
from compare_app.exporters.documents.papers import Papers
from compare_app.exporters.documents.sources import sources_blocks
from compare_app.exporters.outlook import full_number
from compare_app.exporters.phrases import (
    joined,
    source_text,
    spoken,
    unconfirmed,
    with_unit,
)
from compare_app.exporters.report_tables import cell
from compare_app.text.message import M, Message

_HEADS = (
    M("No."),
    M("Indicator"),
    M("Requirement"),
    M("Test method"),
    M("Standard, clause"),
    M("Our own results"),
    M("Marks"),
)
_WIDTHS = (0.5, 1.8, 2, 2, 2, 1.4, 1)
Demand = tuple[IndicatorRow, Judgement]


def declaration(papers: Papers, comparison: Comparison) -> Report:
    """The declaration of one product."""
    words = papers.words
    product = papers.record(comparison.product_id)
    demands = [
        (row, one)
        for row in comparison.indicators
        for one in row.judgements
        if (one.mandatory or one.declared) and one.conformity is not Conformity.NOT_APPLICABLE
    ]
    mandatory = [demand for demand in demands if demand[1].mandatory]
    declared = [demand for demand in demands if not demand[1].mandatory]
    function = [demand for demand in declared if _is_function(papers, demand)]
    performance = [demand for demand in declared if not _is_function(papers, demand)]
    editions = papers.project.executed(product.id)
    title = M("Self-declaration: {product}", product=papers.product(product.id))
    blocks: list[Block] = [
        PageBreak(words(M("Self-declaration"))),
        papers.title(title),
        papers.origin(product.id),
        papers.quiet(
            M("A draft for the declaration on the public platform; the column of our own results is not declared.")
        ),
        papers.pairs(
            (
                (M("Enterprise"), product.enterprise),
                (M("Unified social credit code"), product.credit_code),
                (M("Product"), papers.product(product.id)),
                (M("Brand and model"), " ".join(one for one in (product.brand, product.model) if one)),
                (
                    M("Executed standards"),
                    "\n".join(
                        " ".join(
                            part
                            for part in (full_number(one, words), one.title, unconfirmed(one.source.trust, words))
                            if part
                        )
                        for one in editions
                    ),
                ),
            )
        ),
        papers.part(M("Function indicators")),
        papers.quiet(M("Indicators without a figure: conforms or not, classes.")),
        _table(papers, function),
        papers.part(M("Performance indicators")),
        _table(papers, performance),
        papers.part(M("Requirements of mandatory standards")),
        papers.quiet(M("They bind whether they are declared or not.")),
        _table(papers, mandatory),
        PageBreak(words(M("Sources"))),
        *sources_blocks(papers, comparison),
    ]  # fmt: skip
    return papers.report(title, blocks, product.id)


def _is_function(papers: Papers, demand: Demand) -> bool:
    indicator = papers.scheme(demand[0].indicator_id)
    return indicator is not None and indicator.direction in (Direction.PASS_FAIL, Direction.GRADE)


def _table(papers: Papers, demands: Sequence[Demand]) -> Block:
    rows = ((str(number), *cells) for number, cells in enumerate(_rows(papers, demands), 1))
    nothing: Message = M("The executed standards set none")
    return papers.table(_HEADS, rows, _WIDTHS, nothing)


def _rows(papers: Papers, demands: Iterable[Demand]) -> Iterable[tuple[TableCell | str, ...]]:
    words = papers.words
    for row, one in demands:
        requirement = papers.project.get(Requirement, one.requirement_id)
        statistic = "" if one.statistic is Statistic.SINGLE else words.term(one.statistic)
        where = print_conditions(requirement.conditions) if requirement else ""
        scope = requirement.scope_text if requirement else ""
        extra = joined((statistic, where, scope), words)
        limit = with_unit(one.limit_text, one.unit)
        yield (
            _name(papers, papers.scheme(row.indicator_id), row),
            words(M("{head} ({remark})", head=limit, remark=extra)) if extra else limit,
            papers.said(papers.methods((requirement.method_id,)) if requirement else ""),
            source_text(one.standard, one.clause),
            cell(spoken(one.conformity, words), tone(one.conformity)),
            unconfirmed(one.trust, words) or cell("—"),
        )


def _name(papers: Papers, indicator: Indicator | None, row: IndicatorRow) -> str:
    name = papers.indicator(row.indicator_id)
    return f"{name}（{indicator.unit}）" if indicator and indicator.unit and papers.words.language == "zh_CN" else (
        f"{name} ({indicator.unit})" if indicator and indicator.unit else name
    )  # fmt: skip
