"""The made comparison with what is said of standards: proposals of every state, transitions, rates of one domain."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal as D

from compare_app.domain.assessment import Proposal, Transition
from compare_app.domain.comparison import Comparison, Consistency, Trace
from compare_app.domain.terms import (
    Conformity,
    EditionStatus,
    Market,
    Readiness,
    Trust,
    Verdict,
)
from compare_app.text.message import M
from tests.exporters.made import made_comparison, side


def proposals() -> tuple[Proposal, ...]:
    """Ready, after the product, and open."""
    return (
        Proposal(
            "i1", Market.DOMESTIC, Verdict.LOOSER, side("e-q", "Q/SL 1-2025", "5.2", "≤0.4"),
            side("e-gb", "GB/T 4100-2015", "5.1", "≤0.30"), "≤0.30", "%", M("{name}", name="对方更严"),
            Conformity.PASS, D("0.2280"), D("76"), (Trace(M("{name}", name="对方更严"), "R23"),),
            Readiness.NOW, M("Our results meet it with a margin of {margin}", margin="0.2280 %"), ("e-iso-6.1",),
        ),
        Proposal(
            "i2", Market.INTERNATIONAL, Verdict.LOOSER, side("e-q", "Q/SL 1-2025", "5.3", "≥35", "MPa"),
            side("e-iso", "ISO 13006:2018", "6.4", "≥40", "MPa", trust=Trust.UNCONFIRMED), "≥40", "MPa",
            M("{name}", name="=1+1"), Conformity.FAIL, D("-1.8"), D("-4.5"), (Trace(M("{name}", name="=1+1"), "R23"),),
            Readiness.PRODUCT_FIRST, M("Our results do not meet it"),
        ),
        Proposal(
            "i4", Market.DOMESTIC, Verdict.MISSING_OURS, None, side("e-gb", "GB/T 4100-2015", "5.7", "不低于3级", ""),
            "不低于3级", "", M("{name}", name="我方缺失"), Conformity.NOT_TESTED, None, None, (),
            Readiness.OPEN, M("Whether our results meet it is open: {state}", state=Conformity.NOT_TESTED),
        ),
    )  # fmt: skip


def transitions() -> tuple[Transition, ...]:
    """Two that merge into one, with a change of force, and a stale adoption."""
    first = M("{standard} is in force until {day} only", standard="GB/T 4100-2015", day=date(2026, 12, 1))
    stale = M(
        "{standard} adopts {base}; the edition now in force is {newer}",
        standard="GB/T 4100-2015", base="ISO 13006:2012", newer="ISO 13006:2018",
    )  # fmt: skip
    return (
        Transition(
            "e-gb", "GB/T 4100-2015", EditionStatus.IN_FORCE, date(2015, 12, 1), date(2026, 12, 1),
            ("GB 4100-2026",), ("GB/T 4100-2006",), True, first, "ISO 13006:2018", Trust.UNCONFIRMED,
            (Trace(first, "R16"), Trace(stale, "R18")), executed=True,
        ),
    )  # fmt: skip


def with_standards_assessment() -> Comparison:
    """The whole."""
    found = made_comparison()
    counts = dict(zip(Verdict, (1, 0, 1, 0, 0, 0, 0), strict=True))
    return replace(
        found,
        consistency_by_domain=(
            Consistency(Market.DOMESTIC, "", counts, D("0.5"), 2, D("0.5"), 2, D(1), 2, domain="安全"),
        ),
        assessment=replace(found.assessment, proposals=proposals(), transitions=transitions()),
    )
