"""What a person has begun and not finished: forms half filled in, an import half way, a word being typed.

One small JSON file beside the settings, in the folder of the person, never in the project: a draft is nobody else's
business. It is written while one works and deleted with the last form; what a program that was killed left is shown
again with its project. Passwords never come here. Everything read is checked; what does not fit is forgotten.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Final

from compare_app.settings import write_whole

LONGEST: Final = 200_000  # characters of one text: what is longer was not typed
MOST: Final = 200  # forms, fields of one form
Entry = str | bool | int


@dataclass(frozen=True, slots=True)
class FormDraft:
    """A form and what was entered in it. `subject` names what it is about: an id, or several."""

    kind: str
    subject: tuple[str, ...]
    fields: Mapping[str, Entry] = field(default_factory=dict)  # place of a field in its form → what it says


@dataclass(frozen=True, slots=True)
class ImportDraft:
    """An import half way: the file, the step, and what was said about it."""

    file: str
    step: int = 0
    sheet: str = ""
    mapping: str = ""  # the JSON of docs/mapping.md
    corrections: Mapping[str, Mapping[str, str]] = field(default_factory=dict)  # sheet → cell → text
    fields: Mapping[str, Entry] = field(default_factory=dict)  # of the step, as in a form


@dataclass(frozen=True, slots=True)
class Drafts:
    """Everything that was begun in one project. `typing` is a word in a cell or field that was not left yet."""

    project: str = ""  # the file
    forms: tuple[FormDraft, ...] = ()
    taking_in: ImportDraft | None = None
    typing: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to bring back."""
        return not (self.forms or self.taking_in or self.typing)


def save(drafts: Drafts, path: Path) -> bool:
    """Write the file, or remove it where nothing is unfinished; False where the place cannot be written."""
    if drafts.is_empty:
        try:
            path.unlink(missing_ok=True)
        except OSError:
            return False
        return True
    return write_whole(json.dumps(asdict(drafts), ensure_ascii=False), path, durable=False)


def load(path: Path) -> Drafts:
    """Read the file; what is missing, damaged or of another shape is nothing."""
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return Drafts()
    if not isinstance(raw, dict):
        return Drafts()
    forms = raw.get("forms")
    return Drafts(
        _text(raw.get("project")),
        tuple(one for each in _list(forms) if (one := _form(each)) is not None),
        _import(raw.get("taking_in")),
        _text(raw.get("typing")),
    )


def _form(raw: object) -> FormDraft | None:
    if not isinstance(raw, dict) or not _text(raw.get("kind")):
        return None
    subject = tuple(_text(one) for one in _list(raw.get("subject")))
    return FormDraft(_text(raw.get("kind")), subject, _fields(raw.get("fields")))


def _fields(raw: object) -> dict[str, Entry]:
    return {
        place: entry
        for place, entry in _dict(raw).items()
        if isinstance(entry, bool | int) or (isinstance(entry, str) and len(entry) <= LONGEST)
    }


def _import(raw: object) -> ImportDraft | None:
    if not isinstance(raw, dict) or not _text(raw.get("file")):
        return None
    step = raw.get("step")
    corrections = {
        sheet: {cell: _text(text) for cell, text in _dict(cells).items()}
        for sheet, cells in _dict(raw.get("corrections")).items()
    }
    return ImportDraft(
        _text(raw.get("file")),
        step if isinstance(step, int) and 0 <= step < MOST else 0,
        _text(raw.get("sheet")),
        _text(raw.get("mapping")),
        corrections,
        _fields(raw.get("fields")),
    )


def _text(raw: object) -> str:
    return raw if isinstance(raw, str) and len(raw) <= LONGEST else ""


def _list(raw: object) -> list[Any]:
    return raw[:MOST] if isinstance(raw, list) else []


def _dict(raw: object) -> dict[str, Any]:
    return raw if isinstance(raw, dict) else {}
