"""What every JSON contract of ours is made of: sentences in both languages, figures as texts, days, cells, steps.

Numbers stay the decimal texts they are, codes stay codes; the same input and version give the same bytes.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import TypeAlias

from compare_app.domain.comparison import Trace
from compare_app.domain.model import CellRef
from compare_app.domain.rule_names import rule_name
from compare_app.text.message import Message
from compare_app.text.wording import LANGUAGES, Wording

_CODES = Wording("en", {})
Json: TypeAlias = "dict[str, Json] | list[Json] | str | int | bool | None"


def contract_text(document: Mapping[str, Json]) -> str:
    """A contract as text: UTF-8, two spaces of indent, a newline at the end."""
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


@dataclass(frozen=True, slots=True)
class Bilingual:
    """Says everything in all languages while one document is made."""

    languages: tuple[Wording, ...] = field(
        default_factory=lambda: tuple(Wording.load(language) for language in LANGUAGES), kw_only=True
    )

    def sentence(self, message: Message) -> Json:
        """A sentence in every language."""
        return {words.language: words(message) for words in self.languages}

    def word(self, member: Enum) -> Json:
        """The word for a code in every language."""
        return {words.language: words.term(member) for words in self.languages}

    def terms(self, vocabularies: Iterable[type[Enum]]) -> Json:
        """Every code of the vocabularies with its words, by vocabulary."""
        return {
            vocabulary.__name__: {str(member.value): self.word(member) for member in vocabulary}
            for vocabulary in vocabularies
        }

    def steps(self, steps: Iterable[Trace]) -> Json:
        """An explanation, step by step."""
        return [
            {
                "text": self.sentence(step.message),
                "rule": rule_name(step.rule, _CODES),
                "cell": None if step.cell is None or step.cell == CellRef() else cell_json(step.cell),
            }
            for step in steps
        ]


def number_json(value: Decimal | None) -> Json:
    """A figure with its digits, never an exponent."""
    return None if value is None else format(value, "f")


def day_json(value: date | None) -> Json:
    """A day as 2024-05-31."""
    return None if value is None else value.isoformat()


def cell_json(cell: CellRef) -> Json:
    """Where a figure was read."""
    return {"file": cell.file, "sheet": cell.sheet, "cell": cell.cell}
