"""Which requirements a product is judged by, what each means to it, and the limits that Δ is taken from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from compare_app.domain.comparison import Judgement, Summary, Trace
from compare_app.domain.limit import ClassAtLeast, Computed, Grades, Interval
from compare_app.domain.model import (
    DecisionRule,
    Equivalence,
    Indicator,
    Override,
    Requirement,
    StandardEdition,
    TestMethod,
)
from compare_app.domain.project import Project
from compare_app.domain.quantity import group_of, quantity_key
from compare_app.domain.terms import Conformity, EditionStatus, Force, Market, StandardScope
from compare_app.domain.units import conversion_on
from compare_app.domain.value import Grade
from compare_app.engine.applies import Applies
from compare_app.engine.judge import Binding, judge
from compare_app.engine.levels import in_levels, passing
from compare_app.engine.library import Library
from compare_app.engine.order import methods_meet
from compare_app.engine.resolve import Resolve
from compare_app.text.message import M, Message

_BINDS = (EditionStatus.IN_FORCE, EditionStatus.UNKNOWN)  # of unknown status: taken as in force


@dataclass(frozen=True, slots=True)
class Bench:
    """What every judgement of one product rests on."""

    project: Project
    product_id: str
    summaries: Mapping[str, Summary]  # by indicator id
    shelf: Library
    applies: Applies
    resolve: Resolve
    rule: DecisionRule | None
    equivalences: Sequence[Equivalence]


def judgements_of(bench: Bench, indicators: Sequence[Indicator]) -> dict[str, tuple[Judgement, ...]]:
    """Every requirement that concerns the product, judged, by indicator id; a person's verdict over the rules' one.

    Editions and clauses count as they stood on the day of production (R17).
    """
    shelf = bench.shelf
    looked_at = {edition.id for edition in (*shelf.executed, *shelf.theirs, *shelf.ours)}
    looked_at |= {one for one, state in shelf.status_made.items() if state in _BINDS}
    overrides = {one.subject: one for one in bench.project.all(Override).values()}
    found: dict[str, tuple[Judgement, ...]] = {}
    for indicator in indicators:
        requirements = [
            one
            for one in bench.project.requirements(indicator.id)
            if one.edition_id in looked_at and shelf.holds(one, shelf.made)
        ]
        judged = [
            one
            for demand in requirements
            for one in _judged(bench, indicator, *_in_levels(bench, indicator, demand, requirements))
        ]
        found[indicator.id] = tuple(
            _overruled(one, overrides.get(f"result:{bench.product_id}:{one.requirement_id}"))
            for one in judged
        )
    return found


def _in_levels(
    bench: Bench, indicator: Indicator, demand: Requirement, beside: Sequence[Requirement]
) -> tuple[Requirement, Message | None]:
    """``≥2级`` of a measured value, read in the one ladder that applies and has the level; otherwise as it stands."""
    if isinstance(bench.summaries[indicator.id].value, Grade) or not isinstance(demand.limit, ClassAtLeast):
        return demand, None
    read = [
        (ladder, found)
        for ladder in beside
        if (found := in_levels(demand, ladder)) is not None and bench.applies(ladder)
    ]
    if len(read) != 1:
        return demand, None
    ((ladder, found),) = read
    edition = bench.project.all(StandardEdition)[ladder.edition_id]
    source = f"{edition.number} {ladder.clause}".strip()
    return found, M("{limit} is read in the levels of {standard}", limit=demand.raw, standard=source)


def _judged(
    bench: Bench, indicator: Indicator, requirement: Requirement, read: Message | None
) -> list[Judgement]:
    """The judgement of one requirement, and beside a ladder the one of the grade that was declared."""
    edition = bench.project.all(StandardEdition)[requirement.edition_id]
    summary = bench.summaries[indicator.id]
    binding = _binding(requirement, edition, bench.shelf)
    meet = methods_meet(
        summary.method_group,
        group_of(requirement.method_id, bench.project.all(TestMethod)),
        indicator,
        bench.equivalences,
    )[0]

    def by(demand: Requirement, binds: Binding, of: Summary) -> Judgement:
        return judge(
            of, demand, edition, indicator, bench.rule, binds, bench.applies(requirement),
            same_method=meet, resolve=bench.resolve,
        )  # fmt: skip

    judged = by(requirement, binding, summary)
    if read is not None:
        judged = replace(judged, note=read, steps=(Trace(read, "R4"), *judged.steps))
    if bench.shelf.made != bench.shelf.on:
        judged = _by_production(judged, edition, requirement, bench.shelf)
    if summary.declared is None or read is not None:
        return [judged]
    stated = by(requirement, binding, summary.declared)
    if stated.conformity is Conformity.FAIL and (binding.mandatory or binding.recommended):
        said = M("The declared value {value} does not meet it itself", value=stated.value_text)
        judged = replace(judged, note=said, steps=(*judged.steps, Trace(said, "R19")))
    grade = _declared_grade(summary.declared, stated, binding)
    if not isinstance(requirement.limit, Grades) or not grade:
        return [judged]
    ladder = replace(requirement.limit, pass_level=grade)
    demand = replace(requirement, id=f"{requirement.id}#declared", limit=ladder)
    held = by(demand, replace(binding, mandatory=False, declared=True, recommended=False), summary)
    said = M("The declared grade {grade} must hold", grade=grade)
    return [judged, replace(held, note=said, steps=(*held.steps, Trace(said, "domain.md §8.1")))]


def _declared_grade(declared: Summary, stated: Judgement, binding: Binding) -> str:
    """The grade that the product declares: by name, or by a declared value under a mandatory ladder (energy labels)."""
    by_name = isinstance(declared.value, Grade)
    return stated.grade if by_name or binding.mandatory else ""


def _by_production(
    judged: Judgement, edition: StandardEdition, requirement: Requirement, shelf: Library
) -> Judgement:
    """Why an edition or a clause of it binds, or does not, by the day of production (R17)."""
    then, now = shelf.status_made[edition.id], shelf.status[edition.id]
    if then is now and not shelf.holds(requirement):
        past = M(
            "On the day of production, {day}, this limit held; on the reference date it does not",
            day=shelf.made,
        )
        return replace(judged, note=past, steps=(*judged.steps, Trace(past, "R17")))
    if then is now:
        return judged
    said = M(
        "On the day of production, {day}, {standard} was {then}; on the reference date it is {now}",
        day=shelf.made,
        standard=edition.number,
        then=then,
        now=now,
    )
    return replace(judged, note=said, steps=(*judged.steps, Trace(said, "R17")))


def _overruled(judged: Judgement, override: Override | None) -> Judgement:
    """A person's verdict on one result, with name and reason; the automatic one stays beside it (design rule 5)."""
    if override is None or override.verdict not in set(Conformity):
        return judged
    said = M("Changed by {author}: {reason}", author=override.author, reason=override.reason)
    return replace(
        judged,
        conformity=Conformity(override.verdict),
        automatic=judged.conformity,
        override_reason=override.reason,
        override_author=override.author,
        steps=(*judged.steps, Trace(said, "design §2 rule 5")),
    )


def _binding(requirement: Requirement, edition: StandardEdition, shelf: Library) -> Binding:
    """What a requirement is to the product: mandatory here, declared by it, or recommended here.

    What binds is what was in force on the day of production (R17). A clause that a mandatory edition only recommends
    counts as recommended (R4: the flag of the requirement wins).
    """
    current = shelf.status_made[edition.id] in _BINDS
    home = edition.market is Market.DOMESTIC
    forced = requirement.mandatory if requirement.mandatory is not None else edition.force is Force.MANDATORY
    return Binding(
        mandatory=bool(forced) and home and current,
        declared=any(one.id == edition.id for one in shelf.executed),
        recommended=(
            home
            and current
            and (edition.force is Force.RECOMMENDED or (edition.force is Force.MANDATORY and not forced))
            and edition.scope in (StandardScope.NATIONAL, StandardScope.SECTOR)
        ),
    )


def bounds_of(
    project: Project, indicator: Indicator, shelf: Library, applies: Applies, resolve: Resolve
) -> list[Decimal]:
    """The numbers of our own limits, in the indicator's unit, that Δ is taken from; of a ladder that of its pass line.

    A limit that is a formula counts as it is for this product.
    """
    ours = {edition.id for edition in shelf.ours} | {edition.id for edition in shelf.executed}
    found: list[Decimal] = []
    for requirement in project.requirements(indicator.id):
        foreign = quantity_key(requirement.quantity, indicator) != quantity_key("", indicator)
        if requirement.edition_id not in ours or foreign or not shelf.holds(requirement):
            continue
        if applies(requirement) is False:
            continue
        if isinstance(requirement.limit, Computed):
            interval = resolve(requirement, indicator).interval
            if interval is None:
                continue
            requirement = replace(requirement, limit=interval)
        elif isinstance(requirement.limit, Grades):
            requirement = replace(requirement, limit=passing(requirement.limit).interval)
        bound = _numeric_bound(requirement)
        change = conversion_on(indicator.scale, requirement.unit or indicator.unit, indicator.unit)
        if bound is not None and change is not None:
            found.append(abs(change.value(bound)))
    return found


def _numeric_bound(requirement: Requirement) -> Decimal | None:
    """The one number of a limit that Δ is taken from: its only end, or its nominal value (rulings 2)."""
    match requirement.limit:
        case Interval(low, high, _, _, nominal):
            if nominal is not None and nominal != 0:
                return nominal
            if low is not None and high is None:
                return low
            if high is not None and low is None:
                return high
    return None


def silent(project: Project, category_id: str, shelf: Library) -> tuple[str, ...]:
    """Executed standards of which no requirement is known: nobody can say that they are met (rulings 1)."""
    speaking = {
        one.edition_id
        for indicator in project.indicators(category_id)
        for one in project.requirements(indicator.id)
    }
    return tuple(edition.number for edition in shelf.executed if edition.id not in speaking)
