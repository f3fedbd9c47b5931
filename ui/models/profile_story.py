"""What the inspector says of the profile: where a figure comes from, how it was found, what may be done next."""

from __future__ import annotations

from collections.abc import Iterable

from compare_app.domain.comparison import Trace
from compare_app.domain.model import CellRef, IndexFigure, Inspection
from compare_app.domain.profile import (
    HONOUR_NOTICE,
    INDEX_NOTICE,
    ClassRate,
    HonourEstimate,
    IndexYear,
    PassRates,
    Profile,
    YearRate,
    difference_text,
    interval_text,
    rate_text,
    score_text,
)
from compare_app.domain.profile_digest import honour_title, index_line
from compare_app.domain.terms import Trust
from compare_app.text.message import M, Message
from compare_app.text.wording import Wording
from ui.models.inspections import WHAT_NEXT, WHERE_FROM, source_lines, steps_text
from ui.models.profile_edit import when_text
from ui.widgets.inspector import Answer
from ui.widgets.inspector import Inspection as Story
from ui.wording import joined

HOW_FOUND = M("How was it found?")
WHAT_OPEN = M("What is open?")


def _steps(steps: Iterable[Trace], words: Wording) -> Answer:
    return Answer(words(HOW_FOUND), tuple(steps_text(steps, words)), numbered=True)


# --- pass rates -----------------------------------------------------------------------------------------------------


def story_of_year(one: YearRate, rates: PassRates, words: Wording) -> Story:
    """One year of pass rates, with the classes it is made of."""
    side = words("our enterprise") if rates.own else words("the market")
    classes = [
        words("{title}: {text}", title=found.product_class, text=rate_text(found.rate))
        for found in sorted(rates.classes, key=lambda found: found.rate.share)
        if found.year == one.year
    ]
    return Story(
        joined((side, str(one.year)), words),
        joined(
            (rate_text(one.rate), words("95 % interval {interval}", interval=interval_text(one.rate))), words
        ),
        (
            _steps(one.steps, words),
            Answer(words("By product class"), tuple(classes)),
            Answer(words(WHAT_NEXT), (words(_next_of(one)),)),
        ),
    )


def _next_of(one: YearRate) -> Message:
    if one.unconfirmed:
        return M("Check the inspections against their documents and mark them as confirmed")
    if one.classes_weighted < one.classes:
        return M("State the output of every class: the rate can then be weighted")
    return M("Nothing needs to be done")


def story_of_class(one: ClassRate, own: bool, words: Wording) -> Story:
    """One class in one year."""
    side = words("our enterprise") if own else words("the market")
    return Story(
        one.product_class,
        joined((side, str(one.year), rate_text(one.rate)), words),
        (_steps(one.steps, words),),
    )


def story_of_rates(rates: PassRates, words: Wording) -> Story | None:
    """The last year of one side."""
    return story_of_year(rates.latest, rates, words) if rates.latest is not None else None


def story_of_inspection(one: Inspection, profile: Profile | None, words: Wording) -> Story:
    """One row of a bulletin or a name list: its source, and the rate it counts in."""
    rates = None if profile is None else profile.own if one.own else profile.market
    found = (
        next((rate for rate in rates.classes if one.id in rate.inspections), None)
        if rates is not None
        else None
    )
    counted: tuple[str, ...]
    if found is not None:
        counted = tuple(steps_text(found.steps, words))
    else:
        counted = (words("It counts in no rate on this reference date"),)
    lines = source_lines(one.source, one.cell, words) or [words("typed in the program")]
    return Story(
        one.product or one.product_class,
        joined((words("our enterprise") if one.own else words("the market"), when_text(one)), words),
        (
            Answer(words(WHERE_FROM), tuple(lines)),
            Answer(words(HOW_FOUND), counted, numbered=found is not None),
            Answer(words(WHAT_NEXT), tuple(words(said) for said in _next_for_inspection(one))),
        ),
    )


def _next_for_inspection(one: Inspection) -> list[Message]:
    said: list[Message] = []
    if one.failed and one.own:
        said.append(M("Open a case on the diagnosis page and put the measure into the plan"))
    if one.source.trust is Trust.UNCONFIRMED:
        said.append(M("Check it against its document and mark it as confirmed"))
    if one.output is None:
        said.append(M("State the output of the class: the rate can then be weighted"))
    return said or [M("Nothing needs to be done")]


# --- honour list ----------------------------------------------------------------------------------------------------


def story_of_honour(honour: HonourEstimate, words: Wording) -> Story:
    """The three windows and what is open."""
    return Story(
        words("Honour list, estimate"),
        words(honour_title(honour)),
        (
            _steps(honour.steps, words),
            Answer(words(WHAT_OPEN), tuple(words(said) for said in honour.open)),
            Answer(words("What is it?"), (words(HONOUR_NOTICE),)),
        ),
    )


# --- index ----------------------------------------------------------------------------------------------------------


def story_of_index(one: IndexYear, profile: Profile, words: Wording, key: str = "index") -> Story:
    """The index of a year, or one of its halves and nodes by the key of its bar."""
    for half in one.halves:
        if half.code == key:
            return Story(
                words(half.name), score_text(half.score), (_steps(half.steps, words), _notice(words))
            )
        for node in half.nodes:
            if node.node.value == key:
                items = [step for item in node.items for step in item.steps]
                return Story(
                    words.term(node.node),
                    score_text(node.score),
                    (_steps((*items, *node.steps), words), _notice(words)),
                )
    published = [
        words(
            "{region} {year}: {value}, ours {difference}",
            region=gap.reference.region,
            year=str(gap.reference.year),
            value=score_text(gap.reference.value),
            difference=difference_text(gap.difference),
        )
        if gap.reference.sourced
        else words(
            "{region} {year}: {value}, unconfirmed, not compared",
            region=gap.reference.region,
            year=str(gap.reference.year),
            value=score_text(gap.reference.value),
        )
        for gap in one.references
    ]
    return Story(
        words("Competitiveness index, simulated"),
        words(index_line(one, profile)),
        (
            _steps(one.steps, words),
            Answer(words("Published values, for orientation only"), tuple(published)),
            _notice(words),
        ),
    )


def story_of_figure(one: IndexFigure, year: IndexYear | None, words: Wording) -> Story:
    """One of the twelve figures: its source and its score."""
    item = (
        next((found for found in year.items if found.figure_id == one.id), None) if year is not None else None
    )
    steps = item.steps if item is not None else ()
    lines = source_lines(one.source, CellRef(), words) or [words("typed in the program")]
    return Story(
        words.term(one.item),
        str(one.year),
        (Answer(words(WHERE_FROM), tuple(lines)), _steps(steps, words), _notice(words)),
    )


def _notice(words: Wording) -> Answer:
    return Answer(words("What is it?"), (words(INDEX_NOTICE),))
