"""What charts of values say as rows of texts: bullets, a distribution, parallel coordinates (see `chart_table`)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from compare_app.domain.tone import Tone
from compare_app.domain.value_charts import Bullet, Distribution, Parallel
from compare_app.text.wording import Wording

Header = Sequence[str]
Rows = Iterable[Sequence[str]]


def bullet_rows(spec: Bullet, words: Wording) -> tuple[Header, Rows]:
    """One row a mark; an indicator without any keeps its row, its limit and its words."""
    products: dict[Tone, str] = {tone: label for label, tone, _ in spec.legend if tone is not Tone.NEUTRAL}
    rows: list[Sequence[str]] = []
    for row in spec.rows:
        ends = (row.demand, row.source, row.verdict, row.note)
        rows += [
            (row.label, row.direction, products.get(one.tone, ""), one.label, *ends) for one in row.marks
        ]
        if not row.marks:
            rows.append((row.label, row.direction, "", "", *ends))
    header = (words("Indicator"), words("Better"), words("Product"), words("Value"), words("Limit"),
              words("Standard"), words("Conformity"), words("Note"))  # fmt: skip
    return header, rows


def distribution_rows(spec: Distribution, words: Wording) -> tuple[Header, Rows]:
    """The bins (or the single products), then the marks, the quartiles, the limits and the facts."""
    names = dict(spec.names)
    bins = [
        (names.get((low + high) / 2, f"{low:.6g} … {high:.6g}"), str(count))
        for low, high, count in zip(spec.edges[:-1], spec.edges[1:], spec.counts, strict=True)
    ]
    rows: list[Sequence[str]] = [*bins]
    below, above = spec.beyond
    if below:
        rows.insert(0, (f"< {spec.edges[0]:.6g}", str(below)))
    if above:
        rows.append((f"> {spec.edges[-1]:.6g}", str(above)))
    rows += [(one.label, "1") for one in spec.singles]
    rows += [(one.label, _whose(one.tone, spec.legend)) for one in spec.marks]
    rows += [(text, "") for _, text in spec.quartiles]
    rows += [(one.label, "") for one in spec.limits if one.label]
    rows += [(fact, "") for fact in spec.facts]
    return (spec.axis, words("number of products")), rows


def parallel_rows(spec: Parallel, words: Wording) -> tuple[Header, Rows]:
    """One row an indicator, one column a product; a break of the line says that there is no comparable value."""
    missing = words("no value")
    rows = (
        (
            axis.label,
            axis.direction,
            *(point.label if (point := line.points[at]) is not None else missing for line in spec.lines),
        )
        for at, axis in enumerate(spec.axes)
    )
    return (words("Indicator"), words("Better"), *(line.name for line in spec.lines)), rows


def _whose(tone: Tone, legend: Sequence[tuple[str, Tone, object]]) -> str:
    return next((label for label, one, _ in legend if one is tone), "")
