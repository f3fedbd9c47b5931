"""Random records and edits: any value that a type allows, over small sets of ids so that records meet."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum, EnumType
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from hypothesis import strategies as st

from compare_app.domain.edit import Edit, Ref
from compare_app.domain.limit import (
    ClassAtLeast,
    Classes,
    Combined,
    Computed,
    Condition,
    Grades,
    GradeStep,
    Interval,
    NoLimit,
    NotDetectable,
    Part,
    Required,
    UnreadLimit,
)
from compare_app.domain.loop import ExportBase, SignOff, Snapshot, Verification
from compare_app.domain.model import CellRef, ImportBatch, LadderLine, Provenance, Result, SchemeLevel
from compare_app.domain.record import KINDS, Record
from compare_app.domain.terms import Absence, LadderCondition, Step
from compare_app.domain.value import (
    Absent,
    Censored,
    Grade,
    NotDetected,
    Number,
    Operator,
    PassFail,
    Span,
    Unread,
)
from compare_app.storage.records import table_of
from compare_app.text.message import M, Message

words = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=12)
numbers = st.decimals(allow_nan=False, allow_infinity=False).filter(
    lambda number: abs(number.adjusted()) < 5000
)
days = st.dates()
moments = st.datetimes(timezones=st.just(UTC)).map(lambda moment: moment.replace(fold=0))
intervals = st.builds(
    Interval, st.none() | numbers, st.none() | numbers, st.booleans(), st.booleans(), st.none() | numbers
)
rungs = st.lists(st.builds(GradeStep, words, intervals), max_size=4).map(tuple)
parts = st.lists(st.builds(Part, intervals, words), max_size=3).map(tuple)
limits = st.one_of(
    intervals,
    st.builds(Grades, rungs, words),
    st.builds(Classes, rungs, words),
    st.builds(ClassAtLeast, words),
    st.builds(Combined, parts, st.booleans()),
    st.builds(Computed, words, words, st.booleans(), st.booleans()),
    st.builds(Required, words),
    st.just(NotDetectable()),
    st.just(NoLimit()),
    st.just(UnreadLimit()),
)
texts = st.lists(words, max_size=3).map(tuple)
conditions = st.lists(st.builds(Condition, words, intervals, words, texts), max_size=3).map(tuple)
ladder_lines = st.lists(
    st.builds(LadderLine, st.sampled_from(LadderCondition), st.none() | st.sampled_from(Step)), max_size=3
).map(tuple)
scheme_levels = st.lists(
    st.builds(
        SchemeLevel,
        words,
        st.lists(st.tuples(words, words), max_size=3).map(tuple),
        st.none() | numbers,
        st.none() | numbers,
    ),
    max_size=3,
).map(tuple)
values = st.one_of(
    st.builds(Number, numbers),
    st.builds(Censored, st.sampled_from(Operator), numbers),
    st.builds(NotDetected, st.none() | numbers),
    st.builds(Span, numbers, numbers),
    st.builds(Grade, words),
    st.builds(PassFail, st.booleans()),
    st.builds(Absent, st.sampled_from(Absence)),
    st.just(Unread()),
)
_SIMPLE: dict[Any, st.SearchStrategy[Any]] = {
    str: words,
    int: st.integers(-(2**62), 2**62),
    bool: st.booleans(),
    Decimal: numbers,
    date: days,
    datetime: moments,
    tuple[str, ...]: texts,
    tuple[Condition, ...]: conditions,
    tuple[LadderLine, ...]: ladder_lines,
    tuple[SchemeLevel, ...]: scheme_levels,
    Message: st.sampled_from(
        [M("a number"), M("one unit; not {unit}", unit="mm"), M("{m} of {n}", m=M("all"), n=1)]
    ),
}


def of_type(hint: Any) -> st.SearchStrategy[Any]:
    """Any value of a field's type."""
    if hint in _SIMPLE:
        return _SIMPLE[hint]
    if isinstance(hint, type) and issubclass(hint, Enum):
        return st.sampled_from(hint)
    if hint in (Provenance, CellRef):
        return of_class(hint)
    arguments = get_args(hint)
    if get_origin(hint) in (Union, UnionType):
        if type(None) in arguments:
            return st.none() | of_type(next(one for one in arguments if one is not type(None)))
        return limits if Interval in arguments else values
    raise AssertionError(f"no strategy for {hint}")


def of_class(kind: type, **fixed: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Any record of a class; some fields may be given."""
    hints = get_type_hints(kind)
    fields = {
        field.name: fixed.get(field.name) or of_type(hints[field.name]) for field in dataclasses.fields(kind)
    }
    return st.builds(kind, **fields)


# --- edits over a small world --------------------------------------------------------------------

NEVER_UNDONE = (SignOff, Snapshot, Verification, ExportBase)
WORLD = tuple(kind for kind in KINDS if kind not in NEVER_UNDONE)
IDS = ("a", "b", "c")
NOW = datetime(2026, 11, 23, tzinfo=UTC)
lines = st.sampled_from(["", "x", "甲", "=1+1"])
plain_values = st.sampled_from(
    [
        Number(Decimal("5.00")),
        Number(Decimal("5")),
        Censored(Operator.BELOW, Decimal("0.01")),
        Grade("A"),
        Unread(),
    ]
)


def ref_to(kind: type) -> str:
    return f"{kind.__name__}-"


@st.composite
def small_record(draw: Callable[[st.SearchStrategy[Any]], Any], kind: type) -> Record:
    """A record whose id and references come from few ids; texts are short, so that examples stay quick."""
    hints = get_type_hints(kind)
    references = {one.field: one for one in table_of(kind).references}
    fields: dict[str, Any] = {}
    for field in dataclasses.fields(kind):
        if field.name == "id":
            fields["id"] = ref_to(kind) + draw(st.sampled_from(IDS))
        elif field.name in references:
            bond = references[field.name]
            choices = [ref_to(bond.kind) + one for one in ("a", "b", "a", "b", "c")]
            choices += [""] if bond.bond == "link" else []
            fields[field.name] = draw(st.sampled_from(choices))
        elif hints[field.name] is str:
            fields[field.name] = draw(lines)
        elif field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING:
            fields[field.name] = draw(of_type(hints[field.name]))
    record: Record = kind(**fields)
    return dataclasses.replace(record, undone=False) if isinstance(record, ImportBatch) else record


@st.composite
def small_result(draw: Callable[[st.SearchStrategy[Any]], Any]) -> Result:
    """A result of the small world; some name a method, a sample or a report."""
    return Result(
        product_id="Product-" + draw(st.sampled_from(IDS)),
        indicator_id="Indicator-" + draw(st.sampled_from(IDS)),
        replicate=draw(st.integers(1, 2)),
        raw=draw(st.sampled_from(["5.00", "<0.01", "甲"])),
        value=draw(plain_values),
        unit=draw(st.sampled_from(["", "g"])),
        method_id=draw(st.sampled_from(["", "TestMethod-a"])),
        report_id=draw(st.sampled_from(["", "TestReport-a"])),
        note=draw(lines),
    )


removals = st.builds(
    lambda kind, one: Ref(kind, ref_to(kind) + one), st.sampled_from(WORLD), st.sampled_from(IDS)
)
result_removals = small_result().map(lambda result: Ref(Result, result.id))
puts = st.sampled_from(WORLD).flatmap(small_record) | small_result()
edits = st.builds(
    lambda records, refs: Edit(M("Edit of {n} records", n=len(records)), tuple(records), tuple(refs)),
    st.lists(puts, max_size=6),
    st.lists(removals | result_removals, max_size=2),
)


def foundation() -> Edit:
    """Two records of each kind and some results, so that the edits after it have something to meet."""
    records: list[Record] = []
    for kind in WORLD:
        hints = get_type_hints(kind)
        references = {one.field: one for one in table_of(kind).references}
        for one in ("a", "b"):
            fields: dict[str, Any] = {}
            for field in dataclasses.fields(kind):
                if field.name == "id":
                    fields["id"] = ref_to(kind) + one
                elif field.name in references:
                    fields[field.name] = ref_to(references[field.name].kind) + one
                elif field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING:
                    hint = hints[field.name]
                    given = {
                        str: "x",
                        int: 1,
                        datetime: NOW,
                        CellRef: CellRef(),
                        Decimal: Decimal(1),
                        Message: M("x"),
                    }
                    fields[field.name] = next(iter(hint)) if isinstance(hint, EnumType) else given[hint]
            records.append(kind(**fields))
    records += [
        Result(product, indicator, 1, "5.00", Number(Decimal("5.00")), method_id="TestMethod-a", note=product)
        for product in ("Product-a", "Product-b")
        for indicator in ("Indicator-a", "Indicator-b")
    ]
    return Edit(M("Foundation"), tuple(records))
