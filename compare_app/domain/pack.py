"""A library pack: one category with its scheme, standards and benchmark products, to hand on and to take in (R58)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from compare_app.domain.edit import Ref
from compare_app.domain.record import Record


@dataclass(frozen=True, slots=True)
class PackInfo:
    """What a pack is. `id` stays the same from version to version; `source` says where its facts come from."""

    id: str
    name: str
    version: str
    category: str
    made_at: datetime
    author: str = ""
    source: str = ""
    note: str = ""
    program: str = ""  # version of the program that wrote it


@dataclass(frozen=True, slots=True)
class Pack:
    """A pack as read: its records stand after what they name. `sha256` is of the whole file."""

    info: PackInfo
    records: Sequence[Record]
    file: str = ""
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class PackDiff:
    """What taking a pack in would do. What people changed since the last version is in `conflicts` and stays.

    `left_out`: what a person removed after an earlier version, or what belongs to a product whose results a person
    changed. `gone`: what an earlier version brought and this one has no more; it stays. `refused`: what stands under an
    id that another thing of this project has, and all that belongs to it; it is never taken.
    """

    pack: Pack
    before: str  # version taken in before; empty: none
    new: Sequence[Record]
    updates: Sequence[tuple[Record, Record]]
    conflicts: Sequence[tuple[Record, Record]]
    left_out: Sequence[Record]
    gone: Sequence[Record]
    unchanged: int
    refused: Sequence[Record] = ()
    digests: Mapping[str, str] = field(default_factory=dict)

    def without(self, kept: Collection[Ref]) -> PackDiff:
        """The diff that leaves some of what it would update as it stands."""
        updates = [pair for pair in self.updates if Ref(type(pair[1]), pair[1].id) not in kept]
        return replace(self, updates=updates)

    @property
    def changes_nothing(self) -> bool:
        """Whether the project holds all of it already."""
        return not (self.new or self.updates or self.conflicts or self.left_out)
