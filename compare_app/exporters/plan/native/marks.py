"""What a chart's spec does not carry: what rests on facts that nobody has checked, and units of their own."""

from __future__ import annotations

from typing import Final

from compare_app.domain.comparison import Summary
from compare_app.domain.model import Indicator
from compare_app.domain.terms import Role, Trust
from compare_app.domain.tone import Tone
from compare_app.exporters.plan.material import Material
from compare_app.text.message import M

_ROLES: Final = {Tone.DOMESTIC: Role.DOMESTIC, Tone.INTERNATIONAL: Role.INTERNATIONAL}


def marked(material: Material, indicator_id: str, tone: Tone, text: str) -> str:
    """The words of a value, with 未核实 behind them where its side's value of the indicator is unconfirmed."""
    found = _summary(material, indicator_id, tone)
    if found is None or found.trust is not Trust.UNCONFIRMED or not text:
        return text
    return material.words(M("{name} ({mark})", name=text, mark=Trust.UNCONFIRMED))


def unit_of(material: Material, indicator_id: str) -> str:
    """The unit of an indicator; empty where it has none, or is not in the project any more."""
    found = material.project.get(Indicator, indicator_id)
    return found.unit if found else ""


def _summary(material: Material, indicator_id: str, tone: Tone) -> Summary | None:
    """Ours, or that of the primary benchmark; others have no mark of their own in a chart."""
    row = material.comparison.row(indicator_id)
    if row is None:
        return None
    if tone is Tone.OURS:
        return row.ours
    role = _ROLES.get(tone)
    return next((gap.theirs for gap in row.gaps if gap.role is role and gap.primary), None)
