"""The domains that indicators are counted by (R3, R22): 安全, 性能, 能效 … and whatever else a scheme names."""

from __future__ import annotations

from typing import Final

from compare_app.text.fold import key
from compare_app.text.message import M, Message

_KNOWN: Final[tuple[tuple[str, Message], ...]] = (
    ("安全", M("safety")),
    ("性能", M("performance")),
    ("能效", M("energy efficiency")),
    ("环保", M("environment")),
    ("化学", M("chemical")),
    ("物理", M("physical")),
    ("生物", M("biological")),
    ("体验", M("user experience")),
)
_BY_KEY: Final = {key(text): name for name, message in _KNOWN for text in (name, message.template)}


def canonical(domain: str) -> str:
    """One spelling for a domain typed in either language; a domain of one's own as typed, without outer blanks."""
    return _BY_KEY.get(key(domain), domain.strip())


def domain_name(domain: str) -> Message:
    """The domain in the reader's language; a domain of one's own stays as typed."""
    known = next((message for name, message in _KNOWN if name == domain), None)
    if known is not None:
        return known
    return M("{name}", name=domain) if domain else M("domain not stated")
