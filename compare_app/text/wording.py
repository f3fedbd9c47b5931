"""From marked messages to sentences in the reader's language.

The catalogues are plain JSON files, `resources/i18n/<language>/<area>.json`, English template → sentence.
English is the source; it only needs `en/terms.json`, the words for the members of vocabularies, keyed
`Verdict.STRICTER`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Final

from compare_app.text.message import Message
from resources import FOLDER

LANGUAGES: Final = ("zh_CN", "en")


class Wording:
    """Says messages in one language. Make one per language with `load`, hand it down, never look it up."""

    def __init__(self, language: str, catalogue: Mapping[str, str]) -> None:
        self.language = language
        self._catalogue = catalogue

    @classmethod
    def load(cls, language: str) -> Wording:
        """Read every catalogue of a language. An unknown language is a ValueError."""
        if language not in LANGUAGES:
            raise ValueError(f"unknown language {language!r}")
        catalogue: dict[str, str] = {}
        for path in sorted((FOLDER / "i18n" / language).glob("*.json")):
            catalogue.update(json.loads(path.read_text(encoding="utf-8")))
        return cls(language, catalogue)

    def __call__(self, message: Message | str, /, **params: object) -> str:
        """The sentence. A bare string is taken as a template, so that `words("Save")` reads well."""
        template, values = (
            (message, params) if isinstance(message, str) else (message.template, message.params)
        )
        sentence = self._catalogue.get(template, template)
        if not values:
            return sentence
        return sentence.format(**{name: self._spoken(value) for name, value in values.items()})

    def _spoken(self, value: object) -> object:
        match value:
            case Message():
                return self(value)
            case Enum():
                return self._catalogue.get(f"{type(value).__name__}.{value.name}", str(value.value))
            case Decimal():
                return format(value, "f")
            case datetime():
                return value.strftime("%Y-%m-%d %H:%M")
            case date():
                return value.isoformat()
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
        return self.language == "en" or template in self._catalogue
