"""Blind codes (F2): what stands on a sample instead of its name, so that a laboratory cannot know whose it is."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Iterator
from typing import Final

from compare_app.domain.model import Product, Sample
from compare_app.domain.project import Project
from compare_app.text.fold import key

LETTERS: Final = "ACDEFHJKMNPRTUVWXY"
DIGITS: Final = "3479"
"""Without what is mistaken for another in handwriting: 0 O Q, 1 I L, 2 Z, 5 S, 6 G, 8 B."""

SHAPE: Final = (LETTERS, DIGITS, LETTERS, LETTERS, DIGITS, LETTERS)
"""A digit after one letter and after two: no code is a word or the beginning of one."""

_LEAST_NAME: Final = 2  # characters of a name that a code must not repeat

Draw = Callable[[str], str]
"""One character of an alphabet."""


def blind_codes(project: Project, count: int, draw: Draw = secrets.choice) -> tuple[str, ...]:
    """New codes, each drawn on its own: neither order nor brand can be read from them.

    None is the code of another sample, and none stands in the name, brand, model or code of anything.
    """
    taken = {key(one.blind_code) for one in project.all(Sample).values()}
    telling = [key(text) for text in _told(project)]
    found: list[str] = []
    while len(found) < count:
        code = "".join(draw(alphabet) for alphabet in SHAPE)
        folded = key(code)
        if folded not in taken and not any(folded in text for text in telling):
            taken.add(folded)
            found.append(code)
    return tuple(found)


def names_of(products: Iterable[Product]) -> Iterator[str]:
    """What tells which product a sample is: its name, brand, model and enterprise."""
    for one in products:
        for text in (one.name, one.brand, one.model, one.enterprise, one.credit_code):
            if len(text.strip()) >= _LEAST_NAME:
                yield text.strip()


def _told(project: Project) -> Iterator[str]:
    yield from names_of(project.all(Product).values())
    for one in project.all(Sample).values():
        yield from (one.code, one.batch)
