"""In which language a spec speaks. Specs arrive in the reader's language and carry no name of it; the few words that
drawing adds ("… and 3 more") have to match.
"""

from __future__ import annotations

from collections.abc import Iterable

from compare_app.domain.charts import (
    ChartSpec,
    Diverging,
    Dumbbell,
    Heatmap,
    LadderChart,
    NoChart,
    Pareto,
    QuadrantChart,
    Radar,
    Scores,
    Trend,
)
from compare_app.domain.quality_charts import Control, Fishbone, Gantt, Histogram
from compare_app.domain.report import Heading, Paragraph, Report, Table
from compare_app.domain.value_charts import Bullet, Distribution, Parallel


def language_of_chart(spec: ChartSpec) -> str:
    """zh_CN or en, by the words that the program chose: captions and legends, not names from the data."""
    match spec:
        case Dumbbell() | Bullet():
            return _language([*(label for label, _, _ in spec.legend), spec.axis, spec.footnote])
        case Diverging() | Pareto():
            return _language([spec.axis, spec.footnote])
        case Distribution():
            return _language([*spec.facts, spec.footnote])
        case Parallel():
            return _language([spec.axis, spec.footnote])
        case Heatmap():
            return _language([*(label for label, _ in spec.legend), spec.footnote])
        case LadderChart():
            return _language([*(step.name for step in spec.steps), spec.footnote])
        case QuadrantChart():
            return _language([spec.x_axis, spec.y_axis, *spec.names])
        case Radar():
            return _language([spec.footnote or spec.title])
        case Trend():
            return _language([*(label for label, _, _ in spec.legend), spec.axis])
        case Scores():
            return _language([*(bar.label for bar in spec.bars), spec.axis])
        case Control():
            return _language([spec.verdict, *spec.rules, spec.footnote])
        case Histogram():
            return _language([*(name for name, _ in spec.facts[1:]), spec.count_axis, spec.footnote])
        case Gantt():
            return _language([spec.today_text, *(label for label, _ in spec.legend), spec.footnote])
        case Fishbone():
            return _language([spec.loose.name, *(bone.name for bone in spec.bones), spec.hint, spec.footnote])
        case NoChart():
            return _language([spec.reason])


def language_of_report(report: Report) -> str:
    """zh_CN or en, by headings, paragraphs and table headers."""
    said: list[str] = []
    for block in report.blocks:
        match block:
            case Heading():
                said.append(block.text)
            case Paragraph():
                said.append(block.text)
            case Table():
                said += block.header
            case _:
                pass
    return _language(said or [report.title])


def _language(texts: Iterable[str]) -> str:
    """By majority: a Chinese product name in an English caption does not make the chart Chinese."""
    votes = 0
    for text in texts:
        if text.strip():
            chinese = sum("一" <= sign <= "鿿" for sign in text)
            latin = sum(sign.isascii() and sign.isalpha() for sign in text)
            votes += 1 if chinese * 3 > latin else -1  # one character says as much as about three letters
    return "en" if votes < 0 else "zh_CN"
