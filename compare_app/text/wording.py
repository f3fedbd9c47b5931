"""From marked messages to sentences in the reader's language.

The catalogues are plain JSON files, `resources/i18n/<language>/<area>.json`, English template → sentence.
English is the source; it only needs `en/terms.json`, the words for the members of vocabularies, keyed
`Verdict.STRICTER`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import Final

from compare_app.text.message import Message
from compare_app.text.revealed import revealed
from resources import FOLDER

LANGUAGES: Final = ("zh_CN", "en")
_FIRST: Final = "ui.json"  # all that the start page says


def _read(path: Path) -> dict[str, str]:
    entries: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    return entries


class Wording:
    """Says messages in one language. Make one per language with `load`, hand it down, never look it up."""

    def __init__(self, language: str, catalogue: Mapping[str, str], unread: Sequence[Path] = ()) -> None:
        self.language = language
        self._catalogue = dict(catalogue)
        self._unread = unread

    @classmethod
    def load(cls, language: str) -> Wording:
        """Read the window's catalogue of a language; the others are read with the first template that it lacks.

        An unknown language is a ValueError.
        """
        if language not in LANGUAGES:
            raise ValueError(f"unknown language {language!r}")
        unread = sorted((FOLDER / "i18n" / language).glob("*.json"), key=lambda path: path.name != _FIRST)
        return cls(language, _read(unread[0]), unread[1:])

    def _find(self, key: str) -> str | None:
        """The entry of a key. Two threads may both read what is unread; neither sees it read before it is there."""
        if key not in self._catalogue and self._unread:
            for path in self._unread:
                self._catalogue.update(_read(path))
            self._unread = ()
        return self._catalogue.get(key)

    def __call__(self, message: Message | str, /, **params: object) -> str:
        """The sentence. A bare string is taken as a template, so that `words("Save")` reads well."""
        template, values = (
            (message, params) if isinstance(message, str) else (message.template, message.params)
        )
        found = self._find(template)
        sentence = template if found is None else found
        if not values:
            return sentence
        return sentence.format(**{name: self._spoken(value) for name, value in values.items()})

    def _spoken(self, value: object) -> object:
        match value:
            case Message():
                return self(value)
            case Enum():
                found = self._find(f"{type(value).__name__}.{value.name}")
                return str(value.value) if found is None else found
            case Decimal():
                return format(value, "f")
            case datetime():
                return value.strftime("%Y-%m-%d %H:%M")
            case date():
                return value.isoformat()
            case str():
                return revealed(value)
            case list() | tuple():
                return ("、" if self.language == "zh_CN" else ", ").join(
                    str(self._spoken(item)) for item in value
                )
            case _:
                return value

    def term(self, member: Enum) -> str:
        """The field's word for a member of a vocabulary, e.g. 严于 for `Verdict.STRICTER`."""
        return str(self._spoken(member))

    def knows(self, template: str) -> bool:
        """Whether this language has the template (English knows all)."""
        return self.language == "en" or self._find(template) is not None
