"""The words by which a column of a foreign table is guessed. A guess is shown and marked; the user confirms it."""

from __future__ import annotations

from typing import Final

from compare_app.domain.mapping import ColumnUse
from compare_app.domain.terms import Basis, Direction, Statistic
from compare_app.text.fold import half_width, key


def _split(text: str) -> tuple[str, ...]:
    return tuple(text.split())


NAME_WORDS: Final = _split(
    "产品名称 样品名称 商品名称 产品型号名称 试样名称 品名 productname samplename name 名称 产品 "
    "样品 product sample"
)
USES: Final[dict[ColumnUse, tuple[str, ...]]] = {
    ColumnUse.BRAND: _split("品牌 商标 注册商标 brand trademark"),
    ColumnUse.MODEL: _split(
        "型号 规格型号 型号规格 产品型号 规格 型号/规格 规格/型号 model modelcode model_code modelno type"
    ),
    ColumnUse.ENTERPRISE: _split(
        "生产企业 企业名称 企业 制造商 生产厂家 厂家 厂商 生产单位 受检单位 生产者 生产企业名称 "
        "manufacturer maker company enterprise"
    ),
    ColumnUse.ROLE: _split("角色 产品角色 对标角色 role"),
    ColumnUse.STANDARD: _split(
        "执行标准 产品标准 执行标准号 执行标准编号 产品执行标准 标准编号 标准号 standard"
    ),
    ColumnUse.PRODUCED: _split("生产日期 出厂日期 生产日期/批号 productiondate"),
    ColumnUse.ORIGIN: _split("产地 原产地 origin countryoforigin"),
    ColumnUse.PRICE: _split("价格 售价 官方售价 参考价 单价 价格(元) official_price price"),
    ColumnUse.SOURCE: _split("来源 出处 数据来源 资料来源 source url 链接 verify_url"),
    ColumnUse.NOTE: _split("备注 说明 附注 note notes remark remarks comment"),
}
IGNORED: Final = frozenset(
    _split("序号 编号 样品编号 id no no. # 行号 index 年份 year 结论 判定 单项判定 判定结果 verdict")
)
LIMIT_WORDS: Final = _split("标准限值 限值 标准值 标准要求 技术要求 指标要求 标准指标 limit requirement")

OF_ITEMS: Final[dict[ColumnUse, tuple[str, ...]]] = {
    ColumnUse.ITEM: _split(
        "检验项目 检测项目 试验项目 测试项目 项目 项目名称 检验项目名称 指标 指标名称 参数 性能 性能项目 "
        "item testitem items parameter property indicator characteristic"
    ),
    ColumnUse.UNIT: _split("单位 计量单位 unit units"),
    ColumnUse.VALUE: _split(
        "检验结果 检测结果 试验结果 测试结果 实测结果 结果 实测值 检验值 检测值 测定值 测试值 检验数据 实测数据 "
        "数值 值 result testresult results value measuredvalue measured result_text 平均值 单值 最大值 最小值"
    ),
    ColumnUse.LIMIT: (*LIMIT_WORDS, *_split("标准规定 规定值 指标值 合格要求 requirement_text requirements")),
}
HEAD_NAMES: Final = _split("样品名称 产品名称 品名 样品 产品 商品名称 samplename productname sample product")
HEAD_STANDARDS: Final = _split(
    "执行标准 产品标准 判定依据 检验判定依据 判定标准 检验依据 检测依据 检验标准 检测标准 依据标准 标准编号 standard"
)

_SMALLER: Final = _split(
    "噪声 噪音 功率 功耗 能耗 电耗 耗电 耗电量 耗水 用水量 耗气 吸水率 含量 释放量 溶出量 迁移量 "
    "残留 偏差 误差 损耗 损失 磨损 磨耗 失重 泄漏 泄露 温升 煮沸时间 色差 色容差 照射指数 释放 甲醛 "
    "重金属 铅 镉 汞 铬 翘曲 弯曲度 收缩率 变形 待机 响应时间 重量 闪烁 noise power loss content "
    "leakage emission deviation error wear consumption weight shrinkage"
)
_LARGER: Final = _split(
    "强度 模数 效率 能效 寿命 显色 光通量 光效 洁净空气量 cadr 制冷量 制热量 容量 硬度 韧性 拉力 "
    "附着力 维持率 功率因数 风量 循环次数 续航 效率等级 耐磨 防滑 摩擦系数 apf seer eer cop cspf "
    "strength efficiency life flux capacity output hardness powerfactor"
)
_DECLARED: Final = _split("标称 额定 声称 铭牌 明示 declared rated nominal claimed")
_TESTED: Final = _split("实测 实际 检测 测定 measured tested actual real")
_SINGLE: Final = _split("单 单个 单块 single individual")
_STATISTICS: Final = (
    (Statistic.MEAN, _split("平均 均值 average mean avg")),
    (Statistic.MINIMUM, _split("最小 最低 minimum min")),
    (Statistic.MAXIMUM, _split("最大 最高 maximum max")),
)


def use_of(name: str) -> ColumnUse | None:
    """What a header without its unit says the column is; None where it says nothing."""
    folded = key(name)
    if folded in IGNORED:
        return ColumnUse.IGNORE
    if folded in NAME_WORDS:
        return ColumnUse.NAME
    return next((use for use, words in USES.items() if folded in words), None)


def use_in_long(name: str) -> ColumnUse | None:
    """What a header says its column is in a table with an item a row; None where it says nothing."""
    folded = key(name).replace(" ", "")
    return next((use for use, words in OF_ITEMS.items() if folded in words), None)


def limit_of(name: str) -> str:
    """The indicator of a column of limits, e.g. `APF 限值` → `APF`; empty where it is none."""
    text = name.strip()
    for word in LIMIT_WORDS:
        folded = text.casefold()
        if folded.endswith(word) or folded.startswith(word):
            rest = text[: -len(word)] if folded.endswith(word) else text[len(word) :]
            return rest.strip(" :：-_/()（）")
    return ""


def direction_of(name: str) -> Direction:
    """The way that is usually better for a quantity of that name; the longest word that fits decides."""
    folded = key(name)
    best, length = Direction.LARGER, 0
    for direction, words in ((Direction.LARGER, _LARGER), (Direction.SMALLER, _SMALLER)):
        for word in words:
            if word in folded and len(word) > length:
                best, length = direction, len(word)
    return best


def names_quantity(name: str) -> bool:
    """Whether a name holds a word of a quantity whose better way is known: 噪声, 强度."""
    folded = key(name)
    return bool(folded) and any(word in folded for word in (*_LARGER, *_SMALLER))


def basis_of(name: str) -> Basis:
    """Declared where the header says so, otherwise tested."""
    folded = key(name)
    return Basis.DECLARED if any(word in folded for word in _DECLARED) else Basis.TESTED


def base_and_basis(name: str) -> tuple[str, Basis | None]:
    """A name without the word that says claimed or measured at its beginning or end, and what that word said."""
    text = half_width(name).strip()
    for basis, words in ((Basis.DECLARED, _DECLARED), (Basis.TESTED, _TESTED)):
        for word in sorted(words, key=len, reverse=True):
            for part in (
                f"({word}值)",
                f"({word})",
                f"{word}值",
                f"{word}_",
                f"_{word}",
                f"{word} ",
                f" {word}",
                word,
            ):
                if text.casefold().startswith(part) and not part.startswith(("_", " ")):
                    rest = text[len(part) :]
                elif text.casefold().endswith(part) and not part.endswith(("_", " ")):
                    rest = text[: -len(part)]
                else:
                    continue
                if (base := rest.strip(" _-:：()（）")) and (not word.isascii() or part != word):
                    return base, basis
    return text, None


def is_statistic(name: str) -> bool:
    """Whether a header says nothing but a figure of the replicates: 平均值, min, 单值."""
    folded = key(name).removesuffix("值").removesuffix("value")
    return folded in _SINGLE or any(folded in words for _, words in _STATISTICS)


def statistic_of(name: str) -> Statistic:
    """The figure of the replicates that a header names; a single value otherwise."""
    folded = key(name)
    found = (one for one, words in _STATISTICS if any(word in folded for word in words))
    return next(found, Statistic.SINGLE)
