"""A re-test of a product: what comes in, and what storing it does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from compare_app.domain.edit import Edit
from compare_app.domain.loop import Action, Verification
from compare_app.domain.model import Indicator, Product, Result, Sample, TestReport
from compare_app.domain.project import Project
from compare_app.domain.result_text import parse_result
from compare_app.domain.terms import Statistic
from compare_app.domain.units import conversion_on
from compare_app.domain.value import Absent, Unread
from compare_app.errors import AppError
from compare_app.text.message import M, Message

SEPARATOR = "; "
"""Between the single values of a verification: what `parse` splits again."""


@dataclass(frozen=True, slots=True)
class Retest:
    """What the laboratory reports after the measures: single values, the sample (F2) and the report (F5).

    Product, replicate, sample, report and day of the results are set when it is taken in.
    """

    product_id: str
    results: tuple[Result, ...]
    report: TestReport
    sample: Sample
    on: date
    author: str = ""


@dataclass(frozen=True, slots=True)
class Judged:
    """One action and what its re-test says of it. `met` None: it could not be judged, `reason` says why."""

    action: Action  # as it stands afterwards
    verification: Verification
    met: bool | None
    reason: Message


@dataclass(frozen=True, slots=True)
class Retested:
    """What taking a re-test in would store."""

    edit: Edit
    judged: tuple[Judged, ...]
    earlier: Product | None  # keeps the results from before; None: there were none


def earlier_state(project: Project, product: Product) -> Product | None:
    """What keeps the results from before the last re-test; None: the product was not tested again."""
    own = [one for one in project.benchmarks_of(product) if one.earlier_of == product.id]
    return next((one for one in own if one.primary), own[-1] if own else None)


def latest_values(project: Project) -> dict[str, str]:
    """What the latest re-test of each action found, as typed; its unit stands once, also where the texts name it."""
    return {
        one.action_id: one.raw if one.unit in one.raw else f"{one.raw} {one.unit}"
        for one in project.all(Verification).values()
        if one.raw
    }


def values_of(
    indicator: Indicator,
    texts: Sequence[str],
    unit: str = "",
    uncertainty: Decimal | None = None,
    coverage: Decimal | None = None,
) -> tuple[Result, ...]:
    """Raw texts as results of an indicator, one a value. A text without a value, or with a unit that cannot be that of
    the indicator, is an AppError: nothing is guessed, and what is taken in is never undone.
    """
    found: list[Result] = []
    for text in texts:
        for reading in parse_result(text):
            if isinstance(reading.value, Unread | Absent):
                raise AppError(
                    "RETEST-VALUE",
                    M("“{text}” is no value of {indicator}", text=text, indicator=indicator.name),
                    M("Write what the report says; leave the indicator out where it was not tested"),
                )
            said = reading.unit or unit
            if said and indicator.unit and conversion_on(indicator.scale, said, indicator.unit) is None:
                raise AppError(
                    "RETEST-UNIT",
                    M("{indicator} is in {own}; {said} cannot be converted", indicator=indicator.name,
                      own=indicator.unit, said=said),
                    M("Write the unit behind the value, or leave it out for that of the indicator"),
                )  # fmt: skip
            found.append(
                Result(
                    "",
                    indicator.id,
                    len(found) + 1,
                    text.strip(),
                    reading.value,
                    unit=said,
                    statistic=reading.statistic or Statistic.SINGLE,
                    uncertainty=uncertainty,
                    coverage=coverage,
                )
            )
    if not found:
        raise AppError("RETEST-VALUE", M("No value of {indicator} is given", indicator=indicator.name))
    return tuple(found)
