"""A small world for suppositions: our tile with its own standard, two benchmarks, peers, a formula, a class."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from compare_app.domain.loop import Action
from compare_app.domain.model import Requirement, Result
from compare_app.domain.record import Record
from compare_app.domain.terms import Direction, Force, Market, Role, Scale, StandardScope
from compare_app.engine.what_if import Present
from compare_app.storage.pools import with_results
from tests.engine import made

STRENGTH = made.indicator("S", name="断裂模数", position=1)
ABSORPTION = made.indicator(
    "W", name="吸水率", position=2, unit="%", direction=Direction.SMALLER, rounding=None
)
RATIO = made.indicator(
    "Q", name="比值", position=3, unit="", formula="S / T", rounding=None,
    indicator_class=made.IndicatorClass.INNOVATIVE,
)  # fmt: skip
THICKNESS = made.indicator(
    "T", name="厚度", position=4, unit="MPa", direction=Direction.SMALLER, rounding=None,
    indicator_class=made.IndicatorClass.BASE,
)  # fmt: skip
CLASS = made.indicator(
    "K",
    name="耐污",
    position=5,
    unit="",
    scale=Scale.ORDINAL,
    direction=Direction.GRADE,
    levels=("5级", "4级", "3级"),
)
SCHEME = (STRENGTH, ABSORPTION, RATIO, THICKNESS, CLASS)
OWN = made.own_standard()
NATIONAL = made.edition("GB/T 1-2020")
MANDATORY = made.edition("GB 2-2020", force=Force.MANDATORY)
ABROAD = made.edition(
    "ISO 1:2020", scope=StandardScope.INTERNATIONAL, market=Market.INTERNATIONAL, region="ISO"
)
PRODUCTS = (
    made.product("ours", Role.OURS),
    made.product("home", Role.DOMESTIC, primary=True),
    made.product("abroad", Role.INTERNATIONAL, primary=True),
    *(made.product(f"peer{at}", Role.PEER) for at in range(3)),
)
LIMITS = (
    made.requirement(OWN.id, "S", "≥30"),
    made.requirement(OWN.id, "W", "≤1.0", unit="%"),
    made.requirement(NATIONAL.id, "S", "≥35"),
    made.requirement(NATIONAL.id, "W", "≤0.5", unit="%"),
    made.requirement(MANDATORY.id, "S", "≥25"),
    made.requirement(ABROAD.id, "S", "≥40"),
    made.requirement(ABROAD.id, "W", "≤0.5", unit="%"),
    replace(made.requirement(OWN.id, "K", "不低于3级"), unit=""),
    replace(made.requirement(NATIONAL.id, "K", "不低于4级"), unit=""),
)
VALUES = {
    "ours": {"S": ("33", "34"), "W": ("0.8",), "T": ("8",), "K": ("3级",)},
    "home": {"S": ("40",), "W": ("0.4",), "T": ("8",), "K": ("4级",)},
    "abroad": {"S": ("44",), "W": ("0.3",), "T": ("7.5",), "K": ("5级",)},
    "peer0": {"S": ("36",), "W": ("0.6",), "T": ("8",), "K": ("4级",)},
    "peer1": {"S": ("37",), "W": ("0.5",), "T": ("8",), "K": ("3级",)},
    "peer2": {"S": ("38",), "W": ("0.5",), "T": ("9",), "K": ("4级",)},
}


def rows(values: dict[str, dict[str, tuple[str, ...]]] | None = None) -> list[Result]:
    """The results of every product."""
    found: list[Result] = []
    for name, own in (values or VALUES).items():
        for code, texts in own.items():
            found += made.results(name, code, *texts)
    return found


def raised(id_: str, text: str) -> Requirement:
    """A limit of ours as it would read with another text."""
    ours = next(one for one in LIMITS if one.id == id_)
    return replace(ours, raw=text, limit=made.requirement("x", ours.indicator_id, text).limit)


RAISED = (
    raised("Q/SL 1-2025/S/≥30", "≥40"),
    raised("Q/SL 1-2025/W/≤1.0", "≤0.5"),
    raised("Q/SL 1-2025/K/不低于3级", "不低于4级"),
)
"""Our standard as strict as all others."""


def present(
    actions: Iterable[Action] = (),
    limits: Sequence[Requirement] = LIMITS,
    more: Iterable[Record] = (),
    results: Sequence[Result] | None = None,
    scheme: Sequence[Record] = SCHEME,
) -> Present:
    """The ground of suppositions about our tile."""
    measured = rows() if results is None else results
    project = made.project_of(
        [
            *scheme, OWN, NATIONAL, MANDATORY, ABROAD, *PRODUCTS,
            *made.executes("ours", OWN), *made.executes("abroad", ABROAD), *limits, *more, *actions,
        ]
    )  # fmt: skip
    details = {
        one.id: tuple(row for row in measured if row.product_id == one.id) for one in project.products("cat")
    }
    pool = made.pool_of(project, measured)
    comparison = made.compare(project, "ours", details, pool, made.ON)
    return Present(
        project,
        comparison,
        details["ours"],
        pool,
        lambda changed, columns, results: with_results(changed, columns, "ours", results),
        details.__getitem__,
    )
