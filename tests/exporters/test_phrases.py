"""How parts of a comparison are worded for the row they stand in."""

from dataclasses import replace
from decimal import Decimal as D

from compare_app.domain.comparison import PoolPlace
from compare_app.domain.terms import ComparisonMode
from compare_app.exporters.phrases import conclusion_text, judgement_marks, judgement_text, rank_text
from compare_app.text.message import M
from compare_app.text.wording import Wording
from tests.exporters.made import made_comparison


def test_what_a_reader_of_the_row_must_know_stands_in_it() -> None:
    """The worst of several values, p_c as information under rounded-value comparison, no rank for one product."""
    words = Wording.load("zh_CN")
    judged = made_comparison().indicators[0].judgements[0]
    several = replace(judged, worst=D("0.14"), mode=ComparisonMode.ROUNDED_VALUE, probability=D("0.58"))
    assert judgement_marks(several, words).startswith("最不利值 0.14；")
    assert "仅供参考，按修约值判定" in judgement_marks(several, words)
    assert "仅供参考" not in judgement_marks(replace(several, mode=ComparisonMode.FULL_VALUE), words)
    assert rank_text(PoolPlace(1, 1, 1, D(50)), words) == "不足两个可比产品"
    row = made_comparison().indicators[0]
    said = replace(
        row.gaps[0],
        remarks=(M("farthest single values: ours {ours}, theirs {theirs}", ours="511", theirs="504"),),
    )
    assert "最远单值：本企业 511，对方 504" in conclusion_text(row, said, words)


def test_the_plan_and_the_report_say_what_rounding_did() -> None:
    words = Wording.load("zh_CN")
    judged = made_comparison().indicators[0].judgements[0]
    reason = M("{said} (rounded value {rounded})", said="0.54 ≤ 0.5", rounded="0.5")
    rounded = replace(judged, mode=ComparisonMode.ROUNDED_VALUE, reason=reason)
    assert "（修约值 0.5）" in judgement_text(rounded, words)
