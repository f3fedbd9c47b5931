"""Since when a product stands on its step, from its released reports: nothing else is proof of what was then."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date

from compare_app.domain.loop import Snapshot
from compare_app.domain.project import Project
from compare_app.domain.terms import Step


@dataclass(frozen=True, slots=True)
class Since:
    """The first released report of the unbroken row of reports that show this step, and the step before it."""

    on: date
    before: Step | None = None


def step_since(project: Project, product_id: str, step: Step) -> Since | None:
    """Since when the reports show `step`; None where the last one shows another step or there is none."""
    reports = sorted(
        (one for one in project.all(Snapshot).values() if one.product_id == product_id),
        key=lambda one: one.at,
    )
    steps = [(one.at.date(), _step(one)) for one in reports]
    found: Since | None = None
    for on, then in reversed(steps):
        if then is not step:
            return Since(found.on, then) if found is not None else None
        found = Since(on)
    return found


def _step(snapshot: Snapshot) -> Step | None:
    """The step that a report froze (docs/comparison-json.md: `ladder.step`, 0 … 5); None where it says none."""
    try:
        written = json.loads(snapshot.body)["ladder"]["step"]
        return Step(written)
    except (ValueError, KeyError, TypeError):
        return None
