"""Edits of what is agreed: the decision rule of a category, equivalences, a person's verdicts, flags of outliers.

Each needs a name, and a reason wherever it can change a verdict that somebody has seen (design rule 5, R20, R30, R32).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Final

from compare_app.domain.edit import Edit, Ref
from compare_app.domain.model import DecisionRule, Equivalence, Indicator, Override, Result, new_id
from compare_app.domain.project import Project
from compare_app.domain.terms import Conformity, Difference, GuardBand, Verdict
from compare_app.errors import AppError
from compare_app.text.message import M

ASPECTS: Final = (Difference.METHOD, Difference.CONDITION, Difference.SAMPLE)
"""What an equivalence may open; quantities, units and bases it never does."""


def rule_of(project: Project, category_id: str) -> DecisionRule | None:
    """The decision rule of a category: the one confirmed last, where it was changed (rulings 12)."""
    rules = [one for one in project.all(DecisionRule).values() if one.category_id == category_id]
    stamp = datetime.min.replace(tzinfo=UTC)
    return max(
        rules, key=lambda one: one.confirmed_at.astimezone(UTC) if one.confirmed_at else stamp, default=None
    )


def change_rule(
    project: Project,
    category_id: str,
    guard: GuardBand,
    *,
    four_state: bool,
    author: str,
    reason: str,
    locked: bool,
) -> Edit:
    """Agree on a decision rule, or change it: `locked` says that the category has results, then a reason is needed.

    The former rule stays in the project; every comparison is judged anew by the new one (rulings 12).
    """
    _named(author)
    if locked and not reason.strip():
        raise AppError(
            "RULE-LOCKED",
            M("The decision rule is fixed, because there are results already"),
            M("State the reason for changing it; it is printed beside the rule"),
        )
    rule = DecisionRule(
        new_id(), category_id, guard, four_state, author.strip(), datetime.now(UTC), reason.strip()
    )
    return Edit(M("Decision rule: {guard}", guard=guard), (rule,))


def state_equivalence(
    indicator: Indicator, aspect: Difference, first: str, second: str, *, author: str, reason: str
) -> Edit:
    """Document that two method groups, test conditions or kinds of sample give comparable values of an indicator."""
    _named(author)
    _reasoned(reason)
    if aspect not in ASPECTS:
        raise AppError(
            "EQUIVALENCE-ASPECT",
            M("{aspect} can never be stated as equivalent", aspect=aspect),
            M("Choose the test method, the test condition or the kind of sample"),
        )
    if not (first.strip() and second.strip()) or first.strip() == second.strip():
        raise AppError(
            "EQUIVALENCE-TWO",
            M("An equivalence is between two different things"),
            M("Name both, as they stand in the project"),
        )
    one = Equivalence(
        new_id(), indicator.category_id, indicator.id, first.strip(), second.strip(), reason.strip(),
        author.strip(), datetime.now(UTC), aspect,
    )  # fmt: skip
    return Edit(M("Equivalence for {indicator}", indicator=indicator.name), (one,))


def overrule(
    project: Project, subject: str, verdict: Verdict | Conformity, *, author: str, reason: str
) -> Edit:
    """Put a person's verdict beside the automatic one. `subject` is ``standard:<key>`` or ``result:<product>:<id>``."""
    _named(author)
    _reasoned(reason)
    present = override_of(project, subject)
    override = Override(
        present.id if present is not None else new_id(),
        subject,
        verdict.value,
        reason.strip(),
        author.strip(),
        datetime.now(UTC),
    )
    return Edit(M("Change a verdict"), (override,))


def override_of(project: Project, subject: str) -> Override | None:
    """The person's verdict on a subject, if there is one."""
    return next((one for one in project.all(Override).values() if one.subject == subject), None)


def back_to_automatic(project: Project, subject: str) -> Edit:
    """Take a person's verdict away again."""
    present = override_of(project, subject)
    removes = (Ref(Override, present.id),) if present is not None else ()
    return Edit(M("Back to the automatic verdict"), removes=removes)


def flag_outlier(results: Iterable[Result], *, author: str, reason: str) -> Edit:
    """Flag results as outliers with a reason and a name, or take the flag away with an empty reason; they stay in."""
    _named(author)
    text = f"{reason.strip()} — {author.strip()}" if reason.strip() else ""
    return Edit(M("Flag an outlier"), tuple(replace(one, outlier=text) for one in results))


def _named(author: str) -> None:
    if not author.strip():
        raise AppError("RULE-NAME", M("Nobody's name stands beside it"), M("State who decides this"))


def _reasoned(reason: str) -> None:
    if not reason.strip():
        raise AppError("RULE-REASON", M("No reason is stated"), M("State why; it is printed in every output"))
