"""The words of the closed vocabularies as people write them in cells, in either language or as codes."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import Final, TypeVar

from compare_app.domain.terms import (
    AdoptionDegree,
    Basis,
    ComparisonMode,
    Direction,
    Force,
    IndexItem,
    IndicatorClass,
    Market,
    Role,
    Scale,
    Severity,
    Statistic,
    Trust,
)
from compare_app.text.fold import key
from compare_app.text.wording import LANGUAGES, Wording

E = TypeVar("E", bound=Enum)

_MORE: Final[Mapping[Enum, str]] = {
    Direction.LARGER: "越大越优 越高越好 越高越优 望大 大 高 ↑ higherisbetter largerisbetter larger higher up max",
    Direction.SMALLER: "越小越优 越低越好 越低越优 望小 小 低 ↓ lowerisbetter smallerisbetter smaller lower down min",
    Direction.TARGET: "望目 目标 接近目标值 越接近越好 nominal",
    Direction.RANGE: "范围 区间内 区间值",
    Direction.GRADE: "分级 级别 等级制 class level",
    Direction.PASS_FAIL: "合格不合格 合格与否 符合性 定性 是否合格 passfail pass/fail",
    Scale.RATIO: "比例",
    Scale.ORDINAL: "定序 有序",
    Scale.NOMINAL: "定类 名称",
    Scale.INTERVAL: "定距",
    IndicatorClass.BASE: "基础指标 basic",
    IndicatorClass.CORE: "核心指标",
    IndicatorClass.INNOVATIVE: "创新指标 创新性 innovation",
    Severity.A: "A类",
    Severity.B: "B类",
    Role.OURS: "我方 我方产品 本企业产品 本公司 自有 自产 我司 ours own",
    Role.DOMESTIC: "国内标杆产品 国内对标 国内领先",
    Role.INTERNATIONAL: "国际标杆产品 国际对标 国外标杆",
    Role.INDUSTRY_AVERAGE: "行业均值 平均水平",
    Role.OWN_HISTORY: "历史自身 本企业历史",
    Role.PEER: "同类 竞品 竞争产品 普通 其他 其它 competitor other",
    Basis.DECLARED: "标称值 声明 声称 额定 铭牌 明示 nominal rated claimed",
    Basis.TESTED: "实测值 检测 检测值 测试 measured",
    Basis.ESTIMATED: "估算 估值 推算 estimate",
    Statistic.UNSTATED: "未说明 不详 unknown",
    Statistic.SINGLE: "单个值 单块值 单个 单次 individual",
    Statistic.MEAN: "平均 均值 average avg",
    Statistic.MINIMUM: "最小 最低 最低值 min",
    Statistic.MAXIMUM: "最大 最高 最高值 max",
    ComparisonMode.FULL_VALUE: "全数值 全数值法 fullvalue",
    ComparisonMode.ROUNDED_VALUE: "修约值 修约值法 roundedvalue",
    Force.MANDATORY: "强制 强制性标准",
    Force.RECOMMENDED: "推荐 推荐性标准 voluntary",
    Force.GUIDANCE: "指导 指导性技术文件",
    Force.SELF_DECLARED: "自我声明公开 企业自我声明 声明",
    Force.FOREIGN: "境外",
    Market.DOMESTIC: "境内 中国",
    Market.INTERNATIONAL: "国外 境外 海外 overseas",
    Trust.CONFIRMED: "已确认 已核对 已核验 核实 verified",
    Trust.UNCONFIRMED: "待核实 未确认 未核对 待确认 unverified",
    Trust.USER: "用户输入 录入 自行录入",
    AdoptionDegree.IDT: "等同 identical",
    AdoptionDegree.MOD: "修改 modified",
    AdoptionDegree.NEQ: "非等效采用 不等效 notequivalent",
    IndexItem.GRADED_PRODUCTS: "等级品率",
    IndexItem.QMS_CERTIFIED: "体系认证率 管理体系认证率",
    IndexItem.SUPERVISION_PASSED: "监督抽查合格率 抽查合格率",
    IndexItem.EXPORT_PASSED: "出口检验合格率 出口合格率",
    IndexItem.RESEARCH_SPENDING: "研发经费比重 R&D经费比重 研究与发展经费比重",
    IndexItem.RENEWAL_SPENDING: "技改经费比重",
    IndexItem.PATENTS: "专利数",
    IndexItem.INTERNATIONAL_SALES: "国际销售率",
}
_YES: Final = frozenset(["是", "有", "对", "√", "✓", "✔", "y", "yes", "true", "1", "强制", "首选"])
_NO: Final = frozenset(["否", "无", "不", "非", "×", "✗", "✘", "n", "no", "false", "0", "不强制", "非强制"])


class Vocabulary:
    """Finds members by word. Make one for an import; it reads the words of both languages."""

    def __init__(self) -> None:
        self._languages = [Wording.load(language) for language in LANGUAGES]
        self._members: dict[type[Enum], dict[str, Enum]] = {}

    def member(self, kind: type[E], text: str) -> E | None:
        """The member whose word, code or name this is; None where there is none."""
        words = self._members.get(kind)
        if words is None:
            words = self._members[kind] = self._words(kind)
        found = words.get(key(text))
        return found if isinstance(found, kind) else None

    def _words(self, kind: type[Enum]) -> dict[str, Enum]:
        words: dict[str, Enum] = {}
        for member in kind:
            for word in _MORE.get(member, "").split():
                words.setdefault(key(word), member)
        for member in kind:
            names = [str(member.value), member.name, *(words_.term(member) for words_ in self._languages)]
            words |= {key(name): member for name in names}
        return words


def yes_no(text: str) -> bool | None:
    """Yes, no, or None where it is neither."""
    folded = key(text)
    return True if folded in _YES else False if folded in _NO else None
