"""What if: targets of one product in place of its results, judged by the same engine as everything else.

A target is one number, class or verdict. It is taken to be found as the present tested results were (method, condition,
kind of sample, statistic, U), so that neither more nor less can be said of it: with n = 1 comparisons are numerical
only (rulings 1). The columns of the pool hold our own values too, so they are substituted as well.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from compare_app.domain.comparison import Comparison, Summary
from compare_app.domain.model import Indicator, Override, Requirement, Result, TestMethod
from compare_app.domain.pool import Pool
from compare_app.domain.project import Project
from compare_app.domain.quantity import group_of, quantity_key
from compare_app.domain.result_text import Reading, parse_result
from compare_app.domain.scheme import is_class
from compare_app.domain.terms import Basis, Direction, Statistic
from compare_app.domain.units import conversion_on
from compare_app.domain.value import Absent, Grade, PassFail, Unread
from compare_app.domain.what_if import Supposed, WhatIf
from compare_app.engine.again import verdicts_on, with_derived
from compare_app.engine.compare import Fetch, compare
from compare_app.engine.levels import label_of, level_index
from compare_app.errors import AppError
from compare_app.text.message import M, Message

Columns = Callable[[Project, Pool, Mapping[str, Sequence[Result]]], Pool]
"""The pool with other results of our product, by indicator id: copies of those columns only."""


@dataclass(frozen=True, slots=True)
class Present:
    """What is, as the ground of every supposition: the comparison, the results of its product, the pool."""

    project: Project
    comparison: Comparison
    results: Sequence[Result]
    pool: Pool
    columns: Columns
    fetch: Fetch | None = None

    def indicator(self, indicator_id: str) -> Indicator:
        """An indicator of the product's category; another one is an AppError."""
        found = self.project.get(Indicator, indicator_id)
        if found is None or found.category_id != self.comparison.category_id:
            raise AppError("WHAT-IF", M("There is no indicator {name} in this category", name=indicator_id))
        return found


def what_if(present: Present, targets: Mapping[str, str], limits: Sequence[Requirement] = ()) -> WhatIf:
    """The comparison over supposed values: `targets` are texts by indicator id, as a person types them.

    A `Requirement` among `limits` takes the place of that of ours with its id, or stands beside ours where there is
    none. An AppError is raised for a text that is no value of its indicator.
    """
    before = present.comparison
    project = _with_limits(_without_verdicts(present, targets), limits)
    changed = {name: _substituted(present, present.indicator(name), text) for name, text in targets.items()}
    mine = [one for one in present.results if one.indicator_id not in changed]
    mine += [one for rows in changed.values() for one in rows]
    known = _theirs(before)
    after = compare(
        project,
        before.product_id,
        {before.product_id: mine},
        present.columns(project, present.pool, changed),
        before.on,
        present.fetch,
        known,
    )
    supposed = tuple(Supposed(name, text.strip()) for name, text in targets.items())
    return WhatIf(before, after, supposed, tuple(dict.fromkeys(one.indicator_id for one in limits)))


def _theirs(before: Comparison) -> dict[str, dict[str, Summary]]:
    """The summaries of the benchmarks, which no target of ours changes."""
    found: dict[str, dict[str, Summary]] = {}
    for row in before.indicators:
        for gap in row.gaps:
            found.setdefault(gap.product_id, {})[row.indicator_id] = gap.theirs
    return found


def _without_verdicts(present: Present, targets: Collection[str]) -> Project:
    """A person's verdict on a present value says nothing of a target in its place, as after a re-test."""
    project = present.project
    supposed = with_derived(project.indicators(present.comparison.category_id), targets, present.results)
    gone = [
        (Override, one.id)
        for one, demand, _ in verdicts_on(project, present.comparison.product_id)
        if demand.indicator_id in supposed
    ]
    return project.with_records((), gone) if gone else project


def _with_limits(project: Project, limits: Sequence[Requirement]) -> Project:
    """A person's verdict about the present limit says nothing of another one: that is why the id is another."""
    if not limits:
        return project  # what it has grouped already is not grouped anew
    known = project.all(Requirement)
    removes = [(Requirement, one.id) for one in limits if one.id in known]
    return project.with_records([replace(one, id=f"{one.id}#supposed") for one in limits], removes)


def read_target(indicator: Indicator, text: str) -> Reading:
    """The one value that a target names; an AppError says why it is none of the indicator."""
    readings = parse_result(text.strip())
    if len(readings) > 1:
        raise _refused(indicator, M("“{text}” holds several values; a target is one", text=text))
    reading = readings[0]
    label = label_of(reading.value) if is_class(indicator) else None
    at = None if label is None else level_index(indicator, label)
    if at is not None:  # 2 typed for 2级
        reading = replace(reading, value=Grade(indicator.levels[at]))
    problem = reading.problem or _misfit(indicator, reading, text)
    if problem is not None:
        raise _refused(indicator, problem)
    return reading


def _misfit(indicator: Indicator, reading: Reading, text: str) -> Message | None:
    match reading.value:
        case Absent() | Unread():
            return M("“{text}” is no value", text=text)
        case PassFail():
            fits = indicator.direction is Direction.PASS_FAIL
        case Grade(label):
            if is_class(indicator) and level_index(indicator, label) is None:
                return M("{level} is none of the levels {levels}", level=label, levels=indicator.levels)
            fits = is_class(indicator) and indicator.direction is not Direction.PASS_FAIL
        case _:
            fits = not is_class(indicator)
    if not fits:
        return M("“{text}” is no value of this kind of indicator", text=text)
    if conversion_on(indicator.scale, reading.unit or indicator.unit, indicator.unit) is None:
        return M("{unit} cannot be converted to {target}", unit=reading.unit, target=indicator.unit or "1")
    return None


def _refused(indicator: Indicator, problem: Message) -> AppError:
    return AppError(
        "WHAT-IF",
        M("{name}: {problem}", name=indicator.name, problem=problem),
        M("Type one number in the indicator's unit, one of its classes, or pass or fail"),
    )


def _substituted(present: Present, indicator: Indicator, text: str) -> list[Result]:
    """The results of ours for an indicator where the target stands in place of the tested ones.

    Declared values stay beside it, and so do results in units that do not convert: no re-test takes them away.
    """
    reading = read_target(indicator, text)
    before = [one for one in present.results if one.indicator_id == indicator.id]
    row = present.comparison.row(indicator.id)
    summary = row.ours if row is not None else None
    tested = [one for one in before if one.basis is Basis.TESTED]
    replaced = [
        one
        for one in tested
        if conversion_on(indicator.scale, one.unit or indicator.unit, indicator.unit) is not None
    ]
    unit = reading.unit or indicator.unit
    like = _like(present.project, indicator, replaced, summary)
    uncertainty = None
    if summary is not None and summary.basis is Basis.TESTED and summary.uncertainty is not None:
        change = conversion_on(indicator.scale, indicator.unit, unit)
        uncertainty = None if change is None else change.difference(summary.uncertainty)
    single = not replaced or any(one.statistic is Statistic.SINGLE for one in replaced)
    target = Result(
        product_id=present.comparison.product_id,
        indicator_id=indicator.id,
        replicate=max((one.replicate for one in before), default=0) + 1,
        raw=text.strip(),
        value=reading.value,
        unit=unit,
        basis=Basis.TESTED,
        statistic=Statistic.SINGLE if single or like is None else like.statistic,
        uncertainty=uncertainty,
        quantity=like.quantity if like is not None else "",
        method_id=like.method_id if like is not None else "",
        condition=like.condition if like is not None else "",
        sample_id=like.sample_id if like is not None else "",
    )
    return [*(one for one in before if one not in replaced), target]


def _like(
    project: Project, indicator: Indicator, tested: Sequence[Result], summary: Summary | None
) -> Result | None:
    """The present result that a re-test would be done like: one of those that the comparison speaks of."""
    methods = project.all(TestMethod)

    def spoken_of(one: Result) -> bool:
        return (
            summary is not None
            and not isinstance(one.value, Absent | Unread)
            and group_of(one.method_id, methods) == summary.method_group
            and quantity_key(one.quantity, indicator) == quantity_key(summary.quantity, indicator)
        )

    return next((one for one in tested if spoken_of(one)), next(iter(tested), None))
