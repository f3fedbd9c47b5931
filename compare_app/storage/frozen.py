"""What a comparison rests on, as rows of JSON, and back: the key `frozen` of a released state (docs/snapshot-json.md).

The codec is that of the project file, so that every record comes back as it was.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final, TypeVar, cast

from compare_app.domain.comparison import Comparison
from compare_app.domain.digest import actions_of
from compare_app.domain.ladder_table import rule_of as ladder_rule
from compare_app.domain.loop import Action, Round, Verification
from compare_app.domain.model import (
    Category,
    DecisionRule,
    Equivalence,
    Executed,
    Indicator,
    LadderRule,
    Override,
    PackImport,
    Product,
    Requirement,
    Result,
    Sample,
    TestMethod,
    TestReport,
)
from compare_app.domain.project import Project
from compare_app.domain.record import Record
from compare_app.domain.rules import rule_of
from compare_app.storage.pack_file import RESULT_COLUMNS, defaults_of, result_row, results_from
from compare_app.storage.records import table_of

R = TypeVar("R")
Frozen = dict[str, Any]
PARTS: Final[Mapping[str, type]] = {
    "scheme": Indicator,
    "products": Product,
    "executed": Executed,
    "requirements": Requirement,
    "methods": TestMethod,
    "samples": Sample,
    "reports": TestReport,
    "decision_rule": DecisionRule,
    "ladder_rule": LadderRule,
    "equivalences": Equivalence,
    "overrides": Override,
    "plan": Action,
    "verifications": Verification,
}
"""Which kind of record each table holds; results and packs stand beside them, and the round where there is one."""


def frozen(
    project: Project,
    comparison: Comparison,
    results_of: Callable[[str], Sequence[Result]],
    present: Round | None = None,
) -> Frozen:
    """Everything that a comparison of one product was made from, in the order of the project, with the facts of its
    round; without one there is no such table, as in states of older programs.
    """
    category = comparison.category_id
    product = project.all(Product)[comparison.product_id]
    products = (product, *project.benchmarks_of(product))
    ids = {one.id for one in products}
    executed = [one for one in project.all(Executed).values() if one.product_id in ids]
    editions = {one.edition_id for one in executed}
    editions |= {
        side.edition_id
        for row in (*comparison.standards, *comparison.other_scopes)
        for side in (row.ours, row.theirs)
        if side is not None
    }
    editions |= {one.edition_id for row in comparison.indicators for one in row.judgements}
    scheme = project.indicators(category)
    demands = [
        one
        for indicator in scheme
        for one in project.requirements(indicator.id)
        if one.edition_id in editions
    ]
    results = [one for owner in products for one in results_of(owner.id)]
    actions = actions_of(project, product.id)
    planned = {one.id for one in actions}
    verifications = [one for one in project.all(Verification).values() if one.action_id in planned]
    methods = {one.method_id for one in demands} | {one.method_id for one in results}
    samples = {one.sample_id for one in results} | {one.sample_id for one in verifications}
    reports = {one.report_id for one in results} | {one.report_id for one in verifications}
    subjects = tuple(f"result:{one}:" for one in ids)
    keys = {f"standard:{row.key}" for row in (*comparison.standards, *comparison.other_scopes)}
    records: dict[str, Iterable[Record | None]] = {
        "scheme": scheme,
        "products": products,
        "executed": executed,
        "requirements": demands,
        "methods": (one for one in project.all(TestMethod).values() if one.id in methods),
        "samples": (one for one in project.all(Sample).values() if one.id in samples),
        "reports": (one for one in project.all(TestReport).values() if one.id in reports),
        "decision_rule": (rule_of(project, category),),
        "ladder_rule": (ladder_rule(project, category),),
        "equivalences": (one for one in project.all(Equivalence).values() if one.category_id == category),
        "overrides": (
            one
            for one in project.all(Override).values()
            if one.subject in keys or one.subject.startswith(subjects)
        ),
        "plan": actions,
        "verifications": verifications,
    }
    return {
        **{name: _table(kind, records[name]) for name, kind in PARTS.items()},
        "results": {
            "columns": list(RESULT_COLUMNS),
            "rows": [list(result_row(one)) for one in results],
        },
        "packs": [
            {"id": one.pack_id, "name": one.name, "version": one.pack_version, "sha256": one.sha256}
            for one in project.all(PackImport).values()
            if f"{Category.__name__}/{category}" in json.loads(one.digests)
        ],
        **({} if present is None else {"round": _table(Round, (present,))}),
    }


def _table(kind: type, records: Iterable[Record | None]) -> Frozen:
    table = table_of(kind)
    return {
        "columns": list(table.columns),
        "rows": [list(table.encode(one)) for one in records if one is not None],
    }


def thawed(body: Mapping[str, Any], name: str, kind: type[R]) -> tuple[R, ...]:
    """The records of one table of a frozen state; a column that it lacks, of a younger program, has its default."""
    table, defaults = table_of(cast("type", kind)), defaults_of(cast("type", kind))
    part = body["frozen"][name]
    at = {column: place for place, column in enumerate(part["columns"])}
    rows = [
        tuple(row[at[column]] if column in at else defaults.get(column) for column in table.columns)
        for row in part["rows"]
    ]
    return tuple(cast("list[R]", table.decode(rows)))


def thawed_results(body: Mapping[str, Any]) -> dict[str, list[Result]]:
    """The raw results of a frozen state, by product."""
    found: dict[str, list[Result]] = {}
    part = body["frozen"]["results"]
    for one in results_from([tuple(row) for row in part["rows"]]):
        found.setdefault(one.product_id, []).append(one)
    return found
