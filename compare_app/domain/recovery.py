"""What a project that cannot be opened could be put back to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Offer:
    """A backup that was looked over just now, and how many edits confirmed after it are kept."""

    backup: Path
    made: datetime  # UTC
    edits: int
    skipped: int  # newer copies that are damaged themselves
