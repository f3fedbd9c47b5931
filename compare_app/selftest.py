"""The program recomputes what others have published, with the same functions that judge a product (R59).

The vectors stand in `resources/vectors/`, each with its source; `run` gives one line for each.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from importlib.resources import files
from typing import Any, Final, TypeVar

from compare_app.domain.comparison import StandardRow, Summary
from compare_app.domain.formula import evaluate
from compare_app.domain.limit import Grades, Interval
from compare_app.domain.limit_text import parse_limit, print_limit
from compare_app.domain.model import DecisionRule, Indicator, Requirement, StandardEdition
from compare_app.domain.number import interval_of, plain, round_to
from compare_app.domain.standard_number import parse_standard_number
from compare_app.domain.statistics import (
    clopper_pearson,
    conformance_probability,
    grubbs_critical,
    guard_limits,
    guard_width,
    welch,
)
from compare_app.domain.terms import (
    Basis,
    ComparisonMode,
    Conformity,
    GuardBand,
    Market,
    Statistic,
    Trust,
    Verdict,
)
from compare_app.domain.value import Number
from compare_app.engine.consistency import consistency
from compare_app.engine.judge import Binding, conforms, judge
from compare_app.text.message import M, Message

Case = dict[str, Any]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Check:
    """One published vector: what was computed, what the source says, what came out."""

    name: str | Message
    source: str | Message
    expected: str | Message
    found: str | Message

    @property
    def passed(self) -> bool:
        """Whether the program reproduces the source."""
        return self.found == self.expected


def run() -> tuple[Check, ...]:
    """Every vector, in the order of its file. A vector that raises is a defect and raises here too."""
    return tuple(
        check for checks in (_rounding, _comparison, _light, _numbers, _statistics) for check in checks()
    )


def _vectors(name: str) -> Case:
    found: Case = json.loads(
        files("resources").joinpath("vectors").joinpath(name).read_text(encoding="utf-8")
    )
    return found


def _rounding() -> Iterator[Check]:
    for case in _vectors("rounding.json")["cases"]:
        found = round_to(Decimal(case["value"]), Decimal(case["interval"]))
        yield Check(f"{case['value']} → {case['interval']}", case["source"], case["rounded"], plain(found))


def _comparison() -> Iterator[Check]:
    for case in _vectors("comparison.json")["cases"]:
        limit = _interval(case["limit"])
        for mode in ComparisonMode:
            expected = case["full" if mode is ComparisonMode.FULL_VALUE else "rounded"]
            found = conforms(Decimal(case["value"]), limit, mode)
            name = M("{value} : {limit} ({mode})", value=case["value"], limit=case["limit"], mode=mode)
            yield Check(name, case["source"], _word(expected), _word(found))


def _light() -> Iterator[Check]:
    vectors = _vectors("light_source.json")
    ladder = _only(parse_limit(vectors["ladder"]).rows).limit
    assert isinstance(ladder, Grades)
    for case in vectors["cases"]:
        factor = vectors["factors"][case["category"]]
        inputs = {"flux": Decimal(case["flux"]), "power": Decimal(case["power"]), "f_tm": Decimal(factor)}
        efficacy = evaluate(vectors["formula"], inputs)
        level = next(
            step.name for step in ladder.steps if conforms(efficacy, step.interval, ComparisonMode.FULL_VALUE)
        )
        shown = plain(round_to(efficacy, interval_of(Decimal(case["efficacy"]))))
        name = f"η_TM {case['flux']} lm, {case['power']} W, {case['category']}"
        yield Check(name, case["source"], f"{case['efficacy']} {case['class']}", f"{shown} {level}")


def _numbers() -> Iterator[Check]:
    for case in _vectors("standard_numbers.json")["cases"]:
        number = parse_standard_number(case["written"])
        same = number.recognised and parse_standard_number(number.text).key == number.key
        yield Check(
            case["written"], M("numbering of its issuing body"), case["normal"], number.text if same else "?"
        )


# --- statistics ---------------------------------------------------------------------------------------------------


def _statistics() -> Iterator[Check]:
    for case in _vectors("statistics.json")["cases"]:
        name, found = _KINDS[case["kind"]](case)
        yield Check(name, case["source"], case["expected"], found)


def _welch(case: Case) -> tuple[str, str]:
    result = welch([Decimal(text) for text in case["ours"]], [Decimal(text) for text in case["theirs"]])
    wide, narrow = result.interval(0.95), result.interval(0.90)
    found = (
        f"d={result.difference:.4f} se={result.se:.4f} t={result.t:.3f} df={result.df:.3f} p={result.p:.4f} "
        f"ci95=({wide[0]:.3f},{wide[1]:.3f}) ci90=({narrow[0]:.3f},{narrow[1]:.3f})"
    )
    return f"Welch {' '.join(case['ours'])} : {' '.join(case['theirs'])}", found


def _pass_rate(case: Case) -> tuple[str, str]:
    low, high = clopper_pearson(case["k"], case["n"])
    return f"{case['k']}/{case['n']}", f"{low:.3f}..{high:.3f}"


def _probability(case: Case) -> tuple[str, str]:
    limit = _interval(case["limit"])
    u = Decimal(case["uncertainty"]) / Decimal(case["coverage"])
    found = conformance_probability(Decimal(case["value"]), u, limit.low, limit.high)
    return f"p_c {case['limit']}, y = {case['value']}, u = {plain(u)}", f"{found:.3f}"


def _guard(case: Case) -> tuple[str, str]:
    """The acceptance limit, then what the engine's judgement says under the binary and the four-state rule."""
    limit, uncertainty = _interval(case["limit"]), Decimal(case["uncertainty"])
    low, high = guard_limits(limit.low, limit.high, guard_width(GuardBand(case["guard"]), uncertainty))
    verdicts = [
        _judged(limit, Decimal(case["value"]), uncertainty, GuardBand(case["guard"]), four)
        for four in (False, True)
    ]
    region = print_limit(Interval(_trimmed(low), _trimmed(high)))
    return (
        f"{case['limit']}, y = {case['value']}, U = {case['uncertainty']}, {case['guard']}",
        f"{region}: {', '.join(verdicts)}",
    )


def _judged(limit: Interval, value: Decimal, uncertainty: Decimal, guard: GuardBand, four_state: bool) -> str:
    summary = Summary(
        product_id="",
        value=Number(value),
        text=plain(value),
        raw=(plain(value),),
        unit="",
        basis=Basis.TESTED,
        n=1,
        mean=value,
        deviation=None,
        uncertainty=uncertainty,
        low=value,
        high=value,
        method_group="",
        quantity="",
        trust=Trust.USER,
    )
    requirement = Requirement("", "", "", "", limit, statistic=Statistic.MEAN)
    rule = DecisionRule("", "", guard, four_state)
    binding = Binding(mandatory=True, declared=False, recommended=False)
    judged = judge(
        summary, requirement, StandardEdition("", ""), Indicator("", "", 0, "x", "x"), rule, binding, True
    )
    return judged.conformity.value


def _grubbs(case: Case) -> tuple[str, str]:
    digit = interval_of(Decimal(case["expected"].partition("/")[0]))
    found = [round_to(Decimal(repr(grubbs_critical(case["n"], alpha))), digit) for alpha in (0.05, 0.01)]
    return f"Grubbs n = {case['n']}", "/".join(map(plain, found))


def _consistency(case: Case) -> tuple[str, str]:
    verdicts = (Verdict.STRICTER, Verdict.EQUAL, Verdict.LOOSER, Verdict.DIFFERENT)
    rows = []
    for verdict in verdicts:
        row = StandardRow("", "", Market.INTERNATIONAL, "", None, None, verdict, verdict)
        rows += [replace(row, key=str(at)) for at in range(case[verdict.value])]
    one = _only(consistency(rows))
    found = f"{_percent(one.rate)} ({one.rate_of}), {_percent(one.orderable_rate)} ({one.orderable_of})"
    return "consistency {stricter}/{equal}/{looser}/{different}".format(**case), found


def _share(case: Case) -> tuple[str, str]:
    return f"{case['part']}/{case['whole']}", _percent(Decimal(case["part"]) / case["whole"])


def _difference(case: Case) -> tuple[str, str]:
    return f"{case['minuend']} − {case['subtrahend']}", plain(
        Decimal(case["minuend"]) - Decimal(case["subtrahend"])
    )


_KINDS: Final[dict[str, Callable[[Case], tuple[str, str]]]] = {
    "welch": _welch,
    "clopper_pearson": _pass_rate,
    "conformance": _probability,
    "guard": _guard,
    "grubbs": _grubbs,
    "consistency": _consistency,
    "share": _share,
    "difference": _difference,
}


def _interval(text: str) -> Interval:
    limit = _only(parse_limit(text).rows).limit
    assert isinstance(limit, Interval), text
    return limit


def _only(rows: tuple[T, ...]) -> T:
    (one,) = rows
    return one


def _percent(rate: Decimal | None) -> str:
    return "—" if rate is None else f"{plain(round_to(100 * rate, Decimal('0.1')))} %"


def _trimmed(number: Decimal | None) -> Decimal | None:
    return None if number is None else number.normalize()


def _word(passed: bool) -> Message:
    return M("{result}", result=Conformity.PASS if passed else Conformity.FAIL)
