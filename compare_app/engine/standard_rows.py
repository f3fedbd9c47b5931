"""Rows of the plan about our own standard are proven by the standard itself: its limit against the promised one.

No record is made of it: the edition and its clause stand in the project, and the order of two limits is R20's.
"""

from __future__ import annotations

from datetime import date

from compare_app.domain.closing import deciding, lack
from compare_app.domain.limit import UnreadLimit
from compare_app.domain.limit_text import print_limit
from compare_app.domain.loop import Action
from compare_app.domain.model import Equivalence, Indicator, Product, Requirement, TestMethod
from compare_app.domain.project import Project
from compare_app.domain.terms import ActionType, Verdict
from compare_app.engine.library import GONE, OWN_SCOPES, library
from compare_app.engine.order import order
from compare_app.engine.targets import demands_of
from compare_app.text.message import M, Message

_KEPT = (Verdict.EQUAL, Verdict.STRICTER)


def unproven(project: Project, action: Action, on: date) -> Message | None:
    """What a row of the plan still lacks to be closed (R50); None: it is proven, or waived with a name and a reason.

    A row of type 标准提升 is proven as well where the product's own standard in force that day says what was promised.
    """
    one = deciding(project, action.id)
    tested = one is None or (one.raw and not one.waived_by)  # a figure says nothing of what a standard says
    if action.action_type is ActionType.STANDARD and tested:
        return unsaid(project, action, on)
    return lack(project, action)


def unsaid(project: Project, action: Action, on: date) -> Message | None:
    """Why our own standard does not say yet what a row promises; None: it does, and nowhere something looser."""
    indicator = project.get(Indicator, action.indicator_id)
    product = project.get(Product, action.product_id)
    if indicator is None or product is None:
        return M("The row names no indicator")
    promised = promised_limits(project, action, indicator)
    if isinstance(promised, Message):
        return promised
    shelf = library(project, product, on)
    own = {one.id: one for one in shelf.ours if one.scope in OWN_SCOPES and shelf.status[one.id] not in GONE}
    ours = [
        one for one in project.requirements(indicator.id) if one.edition_id in own and shelf.holds(one, on)
    ]
    if not ours:
        return M(
            "no standard of our own in force on {date} has a limit for {name}", date=on, name=indicator.name
        )
    methods, equivalences = project.all(TestMethod), tuple(project.all(Equivalence).values())
    for wanted in promised:
        found = [order(one, wanted, indicator, methods, equivalences).verdict for one in ours]
        worst = next((at for at, one in enumerate(found) if one is Verdict.LOOSER), None)
        if worst is None and not any(one in _KEPT for one in found):
            worst = 0
        if worst is not None:
            return M(
                "{number} says {ours}; against the promised {theirs} that is: {verdict}",
                number=own[ours[worst].edition_id].number,
                ours=ours[worst].raw,
                theirs=wanted.raw,
                verdict=found[worst],
            )
    return None


def promised_limits(
    project: Project, action: Action, indicator: Indicator
) -> tuple[Requirement, ...] | Message:
    """The limits that a row promises, or why it names none: its target where that is a limit, otherwise the one that it
    answers; that one too, with its method and conditions, where the target says the same.
    """
    theirs = project.get(Requirement, action.requirement_id)
    if theirs is None or isinstance(theirs.limit, UnreadLimit):
        return demands_of(action, indicator)
    written = action.target_text.strip()
    same = ("", theirs.raw.strip(), print_limit(theirs.limit, theirs.unit or indicator.unit))
    if action.target is None and written in same:
        return (theirs,)
    read = demands_of(action, indicator)
    return (theirs,) if isinstance(read, Message) else read
