"""One line of the enterprise's overview, from a comparison and the plan."""

from __future__ import annotations

from datetime import date

from compare_app.domain.comparison import Comparison, ProductStanding
from compare_app.domain.digest import actions_of, failures, is_overdue, tally, worst_gaps
from compare_app.domain.model import Indicator
from compare_app.domain.project import Project
from compare_app.domain.sign_off import SignedState, last_approval
from compare_app.domain.terms import Role


def standing_of(
    project: Project, comparison: Comparison, on: date, state: SignedState | None = None
) -> ProductStanding:
    """Where one product stands: step, counts against both primary benchmarks together, worst gap, plan, signature.

    `state` says whether it still is what was approved; where nobody looked, an approval counts as it stands.
    """
    counts = [
        one for role in (Role.DOMESTIC, Role.INTERNATIONAL) if (one := tally(comparison, role)) is not None
    ]
    failed = next(
        (row for row, one in failures(comparison) if one.mandatory or one.declared or one.recommended), None
    )
    worst = worst_gaps(project, comparison)
    actions = actions_of(project, comparison.product_id)
    approved = last_approval(project, comparison.product_id) is not None
    changed = state is not None and bool(state.changed)
    first = failed or (worst[0][0] if worst else None)  # what does not conform comes before every lag
    indicator = project.get(Indicator, first.indicator_id) if first else None
    return ProductStanding(
        product_id=comparison.product_id,
        category_id=comparison.category_id,
        ladder=comparison.ladder,
        ahead=sum(one.ahead for one in counts),
        level=sum(one.level for one in counts),
        behind=sum(one.behind for one in counts),
        undecided=sum(one.undecided for one in counts),
        worst_indicator_id=indicator.id if indicator else "",
        worst_relative=worst[0][1].relative if worst and failed is None else None,
        worst_text=indicator.name if indicator else "",
        worst_failed=failed is not None,
        actions=len(actions),
        overdue=sum(is_overdue(action, on) for action in actions),
        signed=approved and not changed,
        changed=approved and changed,
    )
