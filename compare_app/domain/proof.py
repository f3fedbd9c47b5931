"""What is printed as proof beside a comparison: the head of the change record, and what was signed."""

from __future__ import annotations

from dataclasses import dataclass

from compare_app.text.message import M, Message

_SHOWN = 12  # hex digits: enough to compare by eye


@dataclass(frozen=True, slots=True)
class Trail:
    """The change record of the project: how many entries, and the hash of the last one (`""`: none)."""

    entries: int = 0
    head: str = ""

    @property
    def short(self) -> str:
        """The first digits of the head."""
        return self.head[:_SHOWN]


@dataclass(frozen=True, slots=True)
class Proof:
    """Stands on every paper: at which entry of the change record it was written, and whether this state is signed."""

    trail: Trail
    signed: Message

    @property
    def sentence(self) -> Message:
        """Both in one sentence."""
        return M(
            "Change record: {entries} entries, head {head}; signatures: {signed}",
            entries=self.trail.entries,
            head=self.trail.short or "—",
            signed=self.signed,
        )
