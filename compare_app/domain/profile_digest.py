"""The short form of a profile: one sentence for each part. Screen, workbook, report and command line take them here."""

from __future__ import annotations

from compare_app.domain.profile import (
    HonourEstimate,
    IndexYear,
    PassRates,
    Profile,
    WindowState,
    YearRate,
    index_text,
    interval_text,
    rate_text,
    share_text,
)
from compare_app.domain.terms import HonourList
from compare_app.text.message import M, Message

WINDOW_SIGNS = {
    WindowState.MET: "●",
    WindowState.FAILED: "×",
    WindowState.NOTHING: "○",
    WindowState.OPEN: "○",
    WindowState.TOO_EARLY: "○",
}
"""Sign of a window of the honour list: ● met, × an inspection with failed batches, ○ nothing to say."""


def rates_line(rates: PassRates) -> Message:
    """The last year with inspections: rate, counts, interval."""
    latest = rates.latest
    if latest is None:
        return M("No inspection is entered")
    line = M(
        "{year}: {rate}, 95 % interval {interval}",
        year=str(latest.year),
        rate=rate_text(latest.rate),
        interval=interval_text(latest.rate),
    )
    return _marked(line, latest.unconfirmed)


def _marked(line: Message, unconfirmed: bool) -> Message:
    """A figure that rests on something nobody has checked says so (rule 6 of the design)."""
    return M("{text} (rests on unconfirmed values)", text=line) if unconfirmed else line


def weighted_line(one: YearRate) -> Message:
    """The rate weighted by output with its coverage, or why there is none."""
    if one.weighted is None:
        return M("not weighted: no class states its output")
    return M(
        "weighted by output {share} (classes that state it: {stated} of {all})",
        share=share_text(one.weighted),
        stated=one.classes_weighted,
        all=one.classes,
    )


def honour_title(honour: HonourEstimate) -> Message:
    """十年榜 … or that nothing can be estimated; always with 预估."""
    if honour.honour is None:
        return M("cannot be estimated")
    if honour.honour is HonourList.NONE:
        return M("{name}", name=honour.honour)
    return M("{name} (estimate)", name=honour.honour)


def index_line(one: IndexYear, profile: Profile) -> Message:
    """The simulated index of a year with its band and coverage, or why there is none."""
    if one.value is None or one.band is None:
        return M(
            "{year}: no index, nothing known of {names} (figures with a score: {covered} of {total})",
            year=str(one.year),
            names=one.empty,
            covered=one.covered,
            total=one.total,
        )
    line = M(
        "{year}: {value}, {band} (figures with a score: {covered} of {total})",
        year=str(one.year),
        value=index_text(one.value, profile.bands),
        band=one.band.name,
        covered=one.covered,
        total=one.total,
    )
    return _marked(line, bool(one.unconfirmed))


def profile_lines(profile: Profile) -> tuple[tuple[Message, Message], ...]:
    """Caption and sentence of every part, in order."""
    lines = [
        (M("Pass rate of our inspected batches"), rates_line(profile.own)),
        (M("Pass rate of batches on the market"), rates_line(profile.market)),
        (M("Honour list, estimate"), honour_title(profile.honour)),
    ]
    lines += [(M("Competitiveness index, simulated"), index_line(one, profile)) for one in profile.index]
    if not profile.index:
        lines.append((M("Competitiveness index, simulated"), M("No figure of the index is entered")))
    return tuple(lines)


def left_out(profile: Profile) -> tuple[Message, ...]:
    """Everything that does not count, and why."""
    return (*profile.own.left_out, *profile.market.left_out, *profile.warnings)
