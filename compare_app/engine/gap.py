"""Gaps between our product and a benchmark (R28, R31): better is positive, whatever the direction of the indicator."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from compare_app.domain.comparison import NOT_AGAIN, Gap, Summary, Trace
from compare_app.domain.grade import grade_key
from compare_app.domain.interval import is_disjoint
from compare_app.domain.limit import Interval
from compare_app.domain.model import Equivalence, Indicator, Product
from compare_app.domain.number import plain, round_to, short, signed
from compare_app.domain.replicates import possible
from compare_app.domain.scheme import is_class
from compare_app.domain.terms import Basis, Comparability, Conclusion, Difference, Direction, Scale, Standing
from compare_app.domain.value import Grade, Number, PassFail
from compare_app.engine.gate import gate
from compare_app.engine.levels import level_index
from compare_app.text.message import M, Message


@dataclass(frozen=True, slots=True)
class Margin:
    """Δ, the practically relevant difference, and where it comes from (rulings 2)."""

    value: Decimal
    trace: Trace


def practical_margin(indicator: Indicator, bounds: Sequence[Decimal]) -> Margin:
    """Δ = what the user states, else the larger of the rounding interval and 2 % of the limit, in the canonical unit.

    `bounds` are the numbers of the product's own limits; the strictest counts, so that an old generous limit beside
    it does not make all values level. Uncertainty never widens Δ.
    """
    if indicator.delta is not None:
        stated = abs(indicator.delta)
        return Margin(stated, Trace(M("Δ = {delta}, stated by the user", delta=stated), "rulings 2"))
    parts = [indicator.rounding or Decimal(0)]
    if indicator.scale is Scale.RATIO and bounds:
        strictest = max if indicator.direction is Direction.LARGER else min
        parts.append(strictest(abs(bound) for bound in bounds) * Decimal("0.02"))
    delta = max(parts)
    if indicator.scale is not Scale.RATIO:
        said = (
            M("Δ = {delta}: the rounding interval alone; 2 % of a limit means something on ratio scales only",
              delta=plain(delta))
            if delta
            else M("Δ = 0: no rounding interval is given; 2 % of a limit means something on ratio scales only")
        )  # fmt: skip
        return Margin(delta, Trace(said, "rulings 2"))
    if delta == 0:
        return Margin(delta, Trace(M("Δ = 0: neither a rounding interval nor a limit is given"), "rulings 2"))
    if not bounds:
        said = M(
            "Δ = {delta}: the rounding interval; the product has no limit of its own", delta=plain(delta)
        )
        return Margin(delta, Trace(said, "rulings 2"))
    return Margin(
        delta,
        Trace(
            M("Δ = {delta}: the larger of the rounding interval and 2 % of the limit", delta=plain(delta)),
            "rulings 2",
        ),
    )


def gap(
    ours: Summary,
    theirs: Summary,
    benchmark: Product,
    indicator: Indicator,
    margin: Margin,
    replicates: tuple[Sequence[Decimal], Sequence[Decimal]],
    equivalences: Iterable[Equivalence],
) -> Gap:
    """Ours against one benchmark. `replicates` are both products' single values per unit, in the canonical unit."""
    passage = gate(ours, theirs, indicator, equivalences)
    base = Gap(
        product_id=benchmark.id,
        role=benchmark.role,
        primary=benchmark.primary,
        theirs=theirs,
        comparability=passage.comparability,
        reasons=passage.reasons,
        absolute=None,
        relative=None,
        ratio=None,
        delta=None,
        standing=Standing.UNDECIDED,
        conclusion=None,
        numeric_only=True,
        steps=passage.steps,
        remarks=passage.remarks,
    )
    if passage.comparability is Comparability.NOT_COMPARABLE:
        return base
    found = _by_value(base, ours, theirs, indicator, margin, replicates)
    if found.comparability is Comparability.MIXED_BASIS:  # the gap is shown, and nothing is said (rulings 6)
        return replace(found, standing=Standing.UNDECIDED, conclusion=None)
    return found


def unmeasured(one: Gap) -> Gap:
    """The gap to an earlier state with the very same results: values against themselves say nothing of a change."""
    return replace(
        one,
        standing=Standing.UNDECIDED,
        conclusion=None,
        numeric_only=True,
        interval95=None,
        significant_small=False,
        non_inferior=None,
        p_value=None,
        e_ratio=None,
        steps=(*one.steps, Trace(NOT_AGAIN)),
        remarks=(*one.remarks, NOT_AGAIN),
    )


def _by_value(
    base: Gap,
    ours: Summary,
    theirs: Summary,
    indicator: Indicator,
    margin: Margin,
    replicates: tuple[Sequence[Decimal], Sequence[Decimal]],
) -> Gap:
    match ours.value, theirs.value:
        case PassFail(mine), PassFail(other):
            return _by_steps(base, Decimal(int(mine) - int(other)))
        case Grade(mine_label), Grade(other_label):
            mine_at, other_at = level_index(indicator, mine_label), level_index(indicator, other_label)
            if grade_key(mine_label) == grade_key(other_label):
                mine_at = other_at = 0
            if mine_at is None or other_at is None:
                return _without_order(base)
            return _by_steps(base, Decimal(other_at - mine_at))
        case Number(), Number() if is_class(indicator):  # a formula gave them: numbers are no classes
            return _without_order(base)
        case Number(mine_value), Number(other_value):
            return _by_numbers(base, ours, theirs, mine_value, other_value, indicator, margin, replicates)
        case _:
            return _by_sets(base, ours, theirs, indicator, margin)


def _without_order(base: Gap) -> Gap:
    return replace(
        base,
        comparability=Comparability.NOT_COMPARABLE,
        reasons=(Difference.CLASS_ORDER,),
        steps=(*base.steps, Trace(M("The order of the classes is not known"))),
    )


def _by_steps(base: Gap, steps: Decimal) -> Gap:
    standing = _sign(steps, Decimal(0))
    return replace(
        base,
        absolute=steps,
        standing=standing,
        conclusion=_numeric(standing),
        steps=(*base.steps, Trace(M("Difference in steps: {steps}", steps=signed(steps)), "R28")),
    )


def difference(ours: Decimal, theirs: Decimal, indicator: Indicator) -> Decimal:
    """Better = positive: x−b, b−x, or how much nearer to the target (R28)."""
    match indicator.direction:
        case Direction.SMALLER:
            return theirs - ours
        case Direction.TARGET | Direction.RANGE if indicator.target is not None:
            return abs(theirs - indicator.target) - abs(ours - indicator.target)
        case _:
            return ours - theirs


def farthest(summary: Summary, target: Decimal) -> Decimal | None:
    """How far the single value lies from the target that misses it most; the mean where no single value is known.

    Deviations to both sides cancel in a mean: ±0.5 about a target of 0 would look perfect.
    """
    ends = [end for end in (summary.low, summary.high, summary.mean) if end is not None]
    return max((abs(end - target) for end in ends), default=None)


def farthest_value(summary: Summary, target: Decimal) -> Decimal | None:
    """The single value that lies farthest from the target, the larger one of two that lie equally far."""
    ends = [end for end in (summary.low, summary.high, summary.mean) if end is not None]
    return max(ends, key=lambda end: (abs(end - target), end), default=None)


def _by_numbers(
    base: Gap,
    ours: Summary,
    theirs: Summary,
    mine: Decimal,
    other: Decimal,
    indicator: Indicator,
    margin: Margin,
    replicates: tuple[Sequence[Decimal], Sequence[Decimal]],
) -> Gap:
    distance = difference(mine, other, indicator)
    said = M(
        "Ours {ours}, theirs {theirs} {unit}: gap {gap} (better = positive)",
        ours=ours.text,
        theirs=theirs.text,
        unit=indicator.unit,
        gap=signed(distance),
    )
    remarks = base.remarks
    if indicator.direction in (Direction.TARGET, Direction.RANGE) and indicator.target is not None:
        far = farthest_value(ours, indicator.target), farthest_value(theirs, indicator.target)
        if far[0] is not None and far[1] is not None:
            distance = difference(far[0], far[1], indicator)
            said = M(
                "Farthest from the target {target}: ours {ours}, theirs {theirs} {unit}: gap {gap} (better = positive)",
                target=plain(indicator.target),
                ours=short(far[0]),
                theirs=short(far[1]),
                unit=indicator.unit,
                gap=signed(distance),
            )
            if far != (mine, other):
                remark = M(
                    "farthest single values: ours {ours}, theirs {theirs}",
                    ours=short(far[0]),
                    theirs=short(far[1]),
                )
                remarks = (*remarks, remark)
    relative, ratio = _shares(mine, other, indicator)
    steps = [*base.steps, Trace(said, "R28"), margin.trace]
    found = replace(
        base, absolute=distance, relative=relative, ratio=ratio, delta=margin.value, remarks=remarks
    )
    both_tested = ours.basis is theirs.basis is Basis.TESTED
    ordered = indicator.direction in (Direction.LARGER, Direction.SMALLER)
    if both_tested and ordered and min(len(values) for values in replicates) >= 2:
        return _by_statistics(found, replicates, indicator, margin.value, steps)
    standing = _sign(distance, margin.value)
    single = ours.n == theirs.n == 1 and ours.stated.alone and theirs.stated.alone
    if both_tested and ours.uncertainty and theirs.uncertainty and single:
        return _by_uncertainty(
            found, standing, abs(mine - other), (ours.uncertainty, theirs.uncertainty), steps
        )
    steps.append(Trace(_numbers_only(ordered=ordered, both_tested=both_tested), "rulings 1"))
    return replace(found, standing=standing, conclusion=_numeric(standing), steps=tuple(steps))


def _numbers_only(*, ordered: bool, both_tested: bool) -> Message:
    """Why nothing is said about significance."""
    if not ordered:
        return M("Compared as numbers only: significance is not computed near a target")
    if not both_tested:
        return M("Compared as numbers only: significance needs tested values on both sides")
    return M(
        "Compared as numbers only: there are not several single values on both sides, nor one value a side with its U"
    )


def _shares(mine: Decimal, other: Decimal, indicator: Indicator) -> tuple[Decimal | None, Decimal | None]:
    """Gap in per cent of the benchmark and achievement ratio: on ratio scales with a direction only (rulings 5).

    A zero of ours is a value: it achieves nothing where larger is better; where smaller is better no ratio exists.
    """
    larger, smaller = indicator.direction is Direction.LARGER, indicator.direction is Direction.SMALLER
    if indicator.scale is not Scale.RATIO or not (larger or smaller):
        return None, None
    relative = 100 * difference(mine, other, indicator) / abs(other) if other != 0 else None
    ratio = None
    if larger and mine >= 0 and other > 0:
        ratio = mine / other
    elif smaller and mine > 0 and other >= 0:
        ratio = other / mine
    return relative, ratio


def _by_uncertainty(
    found: Gap, standing: Standing, apart: Decimal, both: tuple[Decimal, Decimal], steps: list[Trace]
) -> Gap:
    """One value a side, each with its U (k = 2): |E| ≤ 1 is no difference within the uncertainty (domain.md §6.5).

    Uncertainty never widens Δ (rulings 2): a lead that E does not bear out is level, a lag beyond Δ that it does not
    bear out is undecided, so that a poor measurement never makes a product not inferior.
    """
    ratio = apart / (both[0] ** 2 + both[1] ** 2).sqrt()
    steps.append(Trace(M("E = |d| / √(U₁² + U₂²) = {e}", e=plain(round_to(ratio, Decimal("0.01")))), "R31"))
    conclusion = _numeric(standing)
    if ratio <= 1:
        steps.append(Trace(M("No difference within the measurement uncertainty"), "R31"))
        if standing is Standing.BEHIND:
            standing, conclusion = Standing.UNDECIDED, Conclusion.UNDECIDED
        else:
            standing, conclusion = Standing.LEVEL, Conclusion.NUMERIC_EQUIVALENT
    return replace(
        found,
        standing=standing,
        conclusion=conclusion,
        e_ratio=round_to(ratio, Decimal("0.001")),
        steps=tuple(steps),
    )


def _by_statistics(
    found: Gap,
    replicates: tuple[Sequence[Decimal], Sequence[Decimal]],
    indicator: Indicator,
    delta: Decimal,
    steps: list[Trace],
) -> Gap:
    """Welch's interval of the difference against ±Δ, in the order of rulings 3."""
    from compare_app.domain.statistics import welch

    ours, theirs = replicates
    if len(set(ours)) == len(set(theirs)) == 1:  # neither side spreads: there is nothing to test
        standing = _sign(found.absolute or Decimal(0), delta)
        steps.append(Trace(M("No spread in the values: compared as numbers only"), "R31"))
        return replace(found, standing=standing, conclusion=_numeric(standing), steps=tuple(steps))
    result = welch(ours, theirs)
    sign = -1 if indicator.direction is Direction.SMALLER else 1
    wide = _oriented(result.interval(0.95), sign)
    narrow = _oriented(result.interval(0.90), sign)
    limit = float(delta)
    excludes_zero = wide[0] > 0 or wide[1] < 0
    if -limit < narrow[0] and narrow[1] < limit:
        conclusion = Conclusion.EQUIVALENT
    elif wide[0] > 0:
        conclusion = Conclusion.CLEARLY_BETTER if wide[0] > limit else Conclusion.BETTER
    elif wide[1] < 0:
        conclusion = Conclusion.CLEARLY_WORSE if wide[1] < -limit else Conclusion.WORSE
    else:
        conclusion = Conclusion.UNDECIDED
    steps.append(
        Trace(
            M(
                "Welch, n = {n1} and {n2}: 95 % interval of the difference {low} … {high}, {p}",
                n1=len(ours),
                n2=len(theirs),
                low=f"{wide[0]:+.4g}",
                high=f"{wide[1]:+.4g}",
                p="p < 0.0001" if result.p < 0.00005 else f"p = {result.p:.4f}",
            ),
            "Welch; rulings 3",
        )
    )
    not_inferior = narrow[0] > -limit
    bound = f"{narrow[0]:+.4g}"
    said = (
        M("Not inferior: the one-sided 95 % bound {bound} lies above −Δ", bound=bound)
        if not_inferior
        else M("Non-inferiority is not shown: the one-sided 95 % bound {bound} lies below −Δ", bound=bound)
    )
    steps.append(Trace(said, "R31"))
    return replace(
        found,
        standing=_standing(conclusion),
        conclusion=conclusion,
        numeric_only=False,
        interval95=(Decimal(repr(wide[0])), Decimal(repr(wide[1]))),
        significant_small=conclusion is Conclusion.EQUIVALENT and excludes_zero,
        non_inferior=not_inferior,
        p_value=Decimal(repr(result.p)),
        steps=tuple(steps),
    )


def _oriented(interval: tuple[float, float], sign: int) -> tuple[float, float]:
    return interval if sign > 0 else (-interval[1], -interval[0])


def _standing(conclusion: Conclusion) -> Standing:
    match conclusion:
        case Conclusion.CLEARLY_BETTER | Conclusion.BETTER | Conclusion.NUMERIC_BETTER:
            return Standing.AHEAD
        case Conclusion.EQUIVALENT | Conclusion.NUMERIC_EQUIVALENT:
            return Standing.LEVEL
        case Conclusion.CLEARLY_WORSE | Conclusion.WORSE | Conclusion.NUMERIC_WORSE:
            return Standing.BEHIND
        case _:
            return Standing.UNDECIDED


def _sign(distance: Decimal, delta: Decimal) -> Standing:
    if distance > delta:
        return Standing.AHEAD
    return Standing.BEHIND if distance < -delta else Standing.LEVEL


def _numeric(standing: Standing) -> Conclusion:
    match standing:
        case Standing.AHEAD:
            return Conclusion.NUMERIC_BETTER
        case Standing.BEHIND:
            return Conclusion.NUMERIC_WORSE
        case _:
            return Conclusion.NUMERIC_EQUIVALENT


def _by_sets(base: Gap, ours: Summary, theirs: Summary, indicator: Indicator, margin: Margin) -> Gap:
    """Censored values and ranges: ordered only where the possible values do not meet (domain.md §6.6).

    Ahead needs the nearest ends to lie more than Δ apart. Nearer ones on the better side are level, which is the least
    that is sure; on the worse side it stays open whether the lag matters.
    """
    mine, other = _possible(ours), _possible(theirs)
    if (
        mine is None
        or other is None
        or not is_disjoint(mine, other)
        or indicator.direction not in (Direction.LARGER, Direction.SMALLER)
    ):
        return replace(
            base,
            comparability=Comparability.NOT_COMPARABLE,
            reasons=(Difference.CENSORED,),
            steps=(*base.steps, Trace(M("The possible values overlap; the order is open"), "domain §6.6")),
        )
    ends = _nearest(mine, other)
    apart = Decimal(0) if ends is None else abs(ends[0] - ends[1])
    mine_higher = mine.low is not None and (other.high is not None and mine.low >= other.high)
    better = mine_higher == (indicator.direction is Direction.LARGER)
    if apart > margin.value:
        standing = Standing.AHEAD if better else Standing.BEHIND
    else:
        standing = Standing.LEVEL if better else Standing.UNDECIDED
    return replace(
        base,
        delta=margin.value,
        standing=standing,
        conclusion=Conclusion.UNDECIDED if standing is Standing.UNDECIDED else _numeric(standing),
        steps=(
            *base.steps,
            margin.trace,
            Trace(
                M("Ordered by bounds: {ours} against {theirs}", ours=ours.text, theirs=theirs.text),
                "domain §6.6",
            ),
        ),
    )


def nearest_ends(ours: Summary, theirs: Summary) -> tuple[Decimal, Decimal] | None:
    """The ends, ours and theirs, at which what is possible for the two comes nearest; None where it meets.

    The lag is at least their difference, and at least that share of their end: both grow with what lies beyond.
    """
    mine, other = _possible(ours), _possible(theirs)
    return None if mine is None or other is None or not is_disjoint(mine, other) else _nearest(mine, other)


def _nearest(mine: Interval, other: Interval) -> tuple[Decimal, Decimal] | None:
    """The same of two sets that do not meet."""
    mine_higher = mine.low is not None and other.high is not None and mine.low >= other.high
    own, their = (mine.low, other.high) if mine_higher else (mine.high, other.low)
    return None if own is None or their is None else (own, their)


def _possible(summary: Summary) -> Interval | None:
    """What the report leaves possible for the product's value."""
    if len(summary.means) == 1:
        return summary.means[0]
    return possible(summary.value)
