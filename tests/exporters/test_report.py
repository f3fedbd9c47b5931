"""The reports as blocks: what is on the one page, and that the whole leaves nothing out."""

from dataclasses import replace

import pytest

from compare_app.domain.charts import Dumbbell, DumbbellRow, NoChart, Point
from compare_app.domain.report import Facts, Figure, Heading, PageBreak, Paragraph, Report, Signatures, Table
from compare_app.domain.terms import SignOffKind, Step
from compare_app.domain.tone import Tone
from compare_app.exporters.report import full_report, one_page_report
from compare_app.text.wording import Wording
from tests.exporters.made import actions, made_charts, made_comparison, made_project

LANGUAGES = ("zh_CN", "en")


@pytest.fixture(params=LANGUAGES)
def words(request) -> Wording:
    return Wording.load(request.param)


def one_page(words: Wording, **charts) -> Report:
    return one_page_report(made_project(), made_comparison(), {**made_charts(), **charts}, words)


def whole(words: Wording, **charts) -> Report:
    return full_report(made_project(), made_comparison(), {**made_charts(), **charts}, words)


def texts(report: Report) -> list[str]:
    found: list[str] = []
    for block in report.blocks:
        match block:
            case Heading(text) | Paragraph(text):
                found.append(text)
            case Table(header, rows):
                found += header
                found += [cell.text for row in rows for cell in row]
            case Facts(items):
                found += [part for one in items for part in (one.caption, one.figure, one.note)]
            case Signatures(boxes):
                found += [part for box in boxes for part in box]
    return found


def tables(report: Report) -> list[Table]:
    return [block for block in report.blocks if isinstance(block, Table)]


def test_one_page_has_what_a_cqo_signs(words):
    report = one_page(words)
    said = "\n".join(texts(report))
    comparison = made_comparison()
    facts = next(block for block in report.blocks if isinstance(block, Facts))
    assert facts.items[0].figure == "L2"
    assert [item.figure for item in facts.items[1:]] == ["2 / 2", "2 / 4", "▲1 ●1 ▼2", "▲0 ●1 ▼2", "1"]
    tones = [tone for _, tone in facts.items[4].parts]
    assert tones == [Tone.UNKNOWN, Tone.LEVEL, Tone.WORSE]  # each sign its own; none ahead is grey
    assert facts.items[3].parts[0][1] is Tone.BETTER
    assert words(comparison.rule) in said
    assert [words(one.reason) in said for one in comparison.ladder.blockers] == [True, True]
    assert ("100.0 %（2/2）" if words.language == "zh_CN" else "100.0 % (2/2)") in said
    assert "50.0 %" in said  # coverage
    assert ("非官方" if words.language == "zh_CN" else "not official") in report.footer + said
    boxes = next(block for block in report.blocks if isinstance(block, Signatures)).boxes
    assert len(boxes) == len(SignOffKind)
    assert any("断裂模数未复测" in name for _, name, _ in boxes)  # a veto stays visible
    assert not report.landscape
    assert not any(isinstance(block, PageBreak) for block in report.blocks)


def test_one_page_says_first_what_fails_and_what_is_overdue(words):
    report = one_page(words)
    warnings = [
        block.text for block in report.blocks if isinstance(block, Paragraph) and block.style == "warning"
    ]
    assert any("×" in text and "≤42 dB(A)" in text for text in warnings)
    plan = next(
        table
        for table in tables(report)
        if any("2026-02-20" in cell.text for row in table.rows for cell in row)
    )
    due = next(cell for cell in plan.rows[0] if "2026-02-20" in cell.text)
    assert due.tone is Tone.WORSE
    assert "9" in due.text.splitlines()[1]
    assert all("2026-01-01" not in cell.text for row in plan.rows for cell in row)  # verified: no longer due


def test_one_page_shows_six_pairs_and_says_of_how_many(words):
    rows = tuple(DumbbellRow(f"i{at}", f"指标{at}", (Point(90.0 + at, "1", Tone.OURS),)) for at in range(20))
    report = one_page(words, dumbbell=Dumbbell("t", "a", (), rows))
    figure = next(block for block in report.blocks if isinstance(block, Figure))
    assert [row.key for row in figure.chart.rows] == [f"i{at}" for at in range(6)]
    assert "6" in figure.chart.footnote
    assert "20" in figure.chart.footnote
    assert figure.height_mm < 100


def test_no_chart_is_a_sentence_and_no_empty_frame(words):
    report = one_page(words, dumbbell=NoChart("差距", "没有可比的指标", "补充检测"))
    assert not any(isinstance(block, Figure) for block in report.blocks)
    assert any("没有可比的指标" in text and "补充检测" in text for text in texts(report))
    report = whole(words, radar=NoChart("达标率", "可比的指标少于 3 项", "补充检测"))
    assert any("可比的指标少于 3 项" in text for text in texts(report))
    assert len([block for block in report.blocks if isinstance(block, Figure)]) == 5


def test_the_whole_report_leaves_nothing_out(words):
    report = whole(words)
    said = "\n".join(texts(report))
    comparison = made_comparison()
    warnings = [
        block.text for block in report.blocks if isinstance(block, Paragraph) and block.style == "warning"
    ]
    assert any("×" in text and "≤42 dB(A)" in text for text in warnings)
    assert report.landscape
    assert len([block for block in report.blocks if isinstance(block, Figure)]) == 6
    for row in comparison.standards:
        for side in (row.ours, row.theirs):
            assert side is None or side.standard in said
    for action in actions():
        assert action.gap.replace("\r", "␍") in said
    headings = [block.text for block in report.blocks if isinstance(block, Heading)]
    for title in (
        "Definitions",
        "Steps of the verdicts (the plan workbook has all of them)",
        "Test methods",
        "Standards and regulations",
    ):
        assert words(title) in headings
    assert any(text.startswith(("未核实事项（", "Unconfirmed facts (")) for text in headings)
    assert "GB/T 8170-2008 4.3.2" in said  # the rule of a step
    assert "示例数据.xlsx!实测!C7" in said  # the cell it came from
    assert words(comparison.warnings[0]) in said
    assert "赵工" in said
    mark = "未核实" if words.language == "zh_CN" else "unconfirmed"
    assert mark in said


def test_every_table_is_rectangular_and_has_a_share_for_each_column(words):
    for report in (one_page(words), whole(words)):
        for table in tables(report):
            assert table.rows
            for row in table.rows:
                assert len(row) == len(table.widths)
            assert len(table.header) in (0, len(table.widths))


def test_an_incomparable_pair_prints_no_number_in_the_report(words):
    table = next(table for table in tables(whole(words)) if words("Domestic benchmark") in table.header)
    name = "全年能源消耗效率" if words.language == "zh_CN" else "APF"
    row = next(row for row in table.rows if row[0].text.startswith(name))
    international, conclusion = row[6], row[7]
    assert "%" not in international.text
    assert "−" not in international.text
    assert conclusion.tone is Tone.UNKNOWN
    assert ("不可比" if words.language == "zh_CN" else "not comparable") in conclusion.text


def test_only_a_failed_requirement_is_red(words):
    for report in (one_page(words), whole(words)):
        for table in tables(report):
            for row in table.rows:
                for cell in row:
                    if cell.tone is Tone.FAIL:
                        assert "×" in cell.text


def test_compliance_that_is_not_assessed_is_no_l0(words):
    ladder = replace(made_comparison().ladder, step=Step.L0, assessed=False, achieved=())
    comparison = replace(made_comparison(), ladder=ladder)
    report = one_page_report(made_project(), comparison, made_charts(), words)
    facts = next(block for block in report.blocks if isinstance(block, Facts))
    assert facts.items[0].figure == "—"
    assert facts.items[0].tone is not Tone.FAIL
    assert words.term(Step.L0) not in "\n".join(texts(report))
    failed = replace(comparison, ladder=replace(ladder, assessed=True, blockers=()))
    report = one_page_report(made_project(), failed, made_charts(), words)
    facts = next(block for block in report.blocks if isinstance(block, Facts))
    assert facts.items[0].figure == "L0"
    assert facts.items[0].tone is Tone.FAIL


def test_an_empty_comparison_still_makes_both_reports(words):
    comparison = replace(
        made_comparison(), standards=(), indicators=(), consistency=(), quadrants=(), scores=(), warnings=()
    )
    for make in (one_page_report, full_report):
        report = make(made_project(), comparison, {}, words)
        assert report.blocks
        assert all(table.rows for table in tables(report))


def test_the_report_has_grades_priorities_and_how_firm_the_rank_is(words):
    said = "\n".join(texts(whole(words)))
    for part in (
        "=分级方案",
        words("Held back by"),
        words("Factors"),
        words("Ranks at ±20 % weights"),
        "2–3",
    ):
        assert part in said
    assert (
        "4A（非官方、未核实）" if words.language == "zh_CN" else "4A (not official, unconfirmed)"
    ) in "\n".join(texts(one_page(words)))
    (ranks,) = [table for table in tables(whole(words)) if words("Ranks at ±20 % weights") in table.header]
    assert [row[0].bold for row in ranks.rows] == [True, False]


def test_a_changed_ladder_table_stands_beside_the_notice(words):
    from compare_app.text.message import M

    comparison = made_comparison()
    changed = replace(comparison, ladder=replace(comparison.ladder, table=M("{name}", name="表已改 王工")))
    for make in (one_page_report, full_report):
        report = make(made_project(), changed, made_charts(), words)
        assert "表已改 王工" in "\n".join(texts(report))
