"""The documents that leave the program for authorities, meetings and registers: their kinds, and what each is of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from compare_app.text.message import M, Message


@dataclass(frozen=True, slots=True)
class DocumentKind:
    """One kind of document, the file formats it is written in, the usual first."""

    key: str
    name: Message
    suffixes: tuple[str, ...]
    of_product: bool  # needs a product; otherwise a product may be named, or it is over all of ours


DOCUMENTS: Final = (
    DocumentKind("forms", M("Forms F1–F8"), (".xlsx", ".pdf"), True),
    DocumentKind("lists", M("Three lists"), (".xlsx", ".pdf"), False),
    DocumentKind("benchmarking", M("Result of benchmarking"), (".xlsx", ".pdf"), True),
    DocumentKind("proposal", M("Proposal for the enterprise standard"), (".xlsx", ".pdf"), True),
    DocumentKind("declaration", M("Self-declaration"), (".xlsx", ".pdf"), True),
    DocumentKind("annual", M("Annual summary"), (".xlsx", ".pdf"), False),
    DocumentKind("deck", M("Slides"), (".pptx", ".pdf"), True),
)


def document_kind(key: str) -> DocumentKind:
    """The kind of that key; an unknown key is a KeyError."""
    return {one.key: one for one in DOCUMENTS}[key]
