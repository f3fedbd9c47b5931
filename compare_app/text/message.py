"""Marked text: the core says *what* in an English template, the reader's language is chosen at the edge."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

_NOTHING: Mapping[str, object] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence with named gaps. `params` may hold text, numbers, dates and other messages."""

    template: str
    params: Mapping[str, object] = field(default_factory=lambda: _NOTHING, hash=False)

    def __str__(self) -> str:
        """The English form, for logs and tests; people are spoken to through `Wording`."""
        return self.template.format(**self.params) if self.params else self.template


def M(template: str, /, **params: object) -> Message:
    """Mark a template for translation. The template must be a literal: the catalogue is keyed by it."""
    return Message(template, MappingProxyType(params)) if params else Message(template)
