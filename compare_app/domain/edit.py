"""What can be changed, and what a change touched. Every applied edit returns its inverse: that is all undo needs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Flag, auto

from compare_app.domain.model import Result
from compare_app.domain.record import Record
from compare_app.text.message import Message


class Changes(Flag):
    """What an edit touched; a page refreshes only for what it cares about."""

    NOTHING = 0
    CATEGORIES = auto()
    SCHEME = auto()  # indicators
    STANDARDS = auto()  # editions, replacements, adoptions, requirements, methods, executed
    PRODUCTS = auto()
    RESULTS = auto()  # results, samples, reports
    RULES = auto()  # decision and ladder rules, overrides, equivalences
    IMPORTS = auto()  # batches, held cells, mappings
    PLAN = auto()  # rounds, cases, remedies, actions, verifications
    RELEASES = auto()  # snapshots, sign-offs
    PROFILE = auto()  # inspections, figures of the index
    ATTACHMENTS = auto()
    EXPORTS = auto()  # what left the program: nothing shown depends on it
    EVERYTHING = (
        CATEGORIES
        | SCHEME
        | STANDARDS
        | PRODUCTS
        | RESULTS
        | RULES
        | IMPORTS
        | PLAN
        | RELEASES
        | PROFILE
        | ATTACHMENTS
        | EXPORTS
    )  # spelled out: ~0 breaks the mask of a Flag in Python 3.11


@dataclass(frozen=True, slots=True)
class Ref:
    """Names a record."""

    kind: type
    id: str


@dataclass(frozen=True, slots=True)
class Edit:
    """Records to store (new or replacing the one with the same id) and records to remove, as one step of undo."""

    label: Message
    puts: tuple[Record, ...] = ()
    removes: tuple[Ref, ...] = ()
    rows: Sequence[Result] = ()  # more results to store, none of which the project has (`ResultRows`)


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """A stored change within reach of undo (done) or redo (not done); numbers grow with time."""

    number: int
    label: Message
    at: datetime
    author: str
    done: bool


@dataclass(frozen=True, slots=True)
class Applied:
    """What an edit did: what it touched, and the edit that takes it back."""

    changes: Changes
    inverse: Edit
