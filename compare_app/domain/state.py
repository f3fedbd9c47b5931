"""A frozen state of a product as one JSON body (docs/snapshot-json.md): its one spelling, its digest, what changed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from compare_app.text.message import M, Message
from compare_app.text.wording import LANGUAGES

_GONE: Final = object()  # nothing stands there
VOLATILE: Final = ("program", "terms", "audit")
"""What changes with the program or with every edit, not with the product: kept in the body, left out of the digest."""
ENTERED: Final = "frozen"
_SENTENCE: Final = frozenset(LANGUAGES)
_EXPLANATION: Final = "steps"

Json = Mapping[str, Any]


def canonical(body: object) -> str:
    """The one spelling: keys sorted, no blanks, signs as they are (UTF-8 without BOM)."""
    return json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def digest_of(body: Json) -> str:
    """SHA-256 over the canonical spelling of a state without what is volatile and without sentences."""
    return hashlib.sha256(canonical(_lasting(body)).encode("utf-8")).hexdigest()


def _lasting(body: Json) -> dict[str, Any]:
    """What makes the state: all that was entered, and the codes and figures computed from it."""
    return {
        name: part if name == ENTERED else _unsaid(part)
        for name, part in body.items()
        if name not in VOLATILE and not _is_sentence(part)
    }


def _unsaid(part: Any) -> Any:
    """Without sentences and explanations: another version words them otherwise about the same state."""
    match part:
        case dict():
            return {
                name: _unsaid(one)
                for name, one in part.items()
                if name != _EXPLANATION and not _is_sentence(one)
            }
        case list():
            return [_unsaid(one) for one in part if not _is_sentence(one)]
    return part


def _is_sentence(part: object) -> bool:
    return isinstance(part, dict) and part.keys() == _SENTENCE


def changes(then: Json, now: Json, most: int) -> tuple[Message, ...]:
    """The first differences of two states, in words; what was entered before what was computed from it.

    Lists that name their entries (by id, key, or the columns of a table) are compared entry by entry.
    """
    called = _called(then) | _called(now)
    then, now = _lasting(then), _lasting(now)
    first = {ENTERED: (then.get(ENTERED, _GONE), now.get(ENTERED, _GONE))}
    names = [name for name in dict.fromkeys([*then, *now]) if name != ENTERED]
    pairs = first | {name: (then.get(name, _GONE), now.get(name, _GONE)) for name in names}
    found: list[Message] = []
    for name, (before, after) in pairs.items():
        for path, was, is_now in _differences(before, after, (name,)):
            place = [_step(step, called) for step in path]
            found.append(
                M("{path}: {before} → {after}", path=place, before=_short(was), after=_short(is_now))
            )
            if len(found) == most:
                return tuple(found)
    return tuple(found)


def _differences(then: Any, now: Any, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Any, Any]]:
    if then is now or (_GONE not in (then, now) and canonical(then) == canonical(now)):
        return
    if isinstance(then, dict) and isinstance(now, dict):
        if "columns" in then and then.get("columns") == now.get("columns"):
            then, now = _table(then), _table(now)
        for name in dict.fromkeys([*then, *now]):
            yield from _differences(then.get(name, _GONE), now.get(name, _GONE), (*path, name))
        return
    if isinstance(then, list) and isinstance(now, list):
        named = _named(then), _named(now)
        if named[0] is not None and named[1] is not None:
            yield from _differences(named[0], named[1], path)
            return
    yield path, then, now


def _table(table: Json) -> dict[str, Any]:
    """Rows by what names them, each a mapping of its columns."""
    columns = table["columns"]
    keys = [name for name in ("id",) if name in columns] or ["product_id", "indicator_id", "replicate"]
    found: dict[str, Any] = {}
    for row in table["rows"]:
        cells = dict(zip(columns, row))
        found["/".join(str(cells.get(key, "")) for key in keys)] = cells
    return found


_NAMES: Final = (
    "key",
    "id",
    "requirement_id",
    "product_id",
    "edition_id",
    "indicator_id",
    "scheme_id",
    "role",
)


def _named(entries: Sequence[Any]) -> dict[str, Any] | None:
    """Entries by what names them; None where nothing tells them apart."""
    if not all(isinstance(one, dict) for one in entries):
        return None
    for name in _NAMES:
        keys = [one.get(name) for one in entries]
        if all(isinstance(key, str) and key for key in keys) and len(set(keys)) == len(keys):
            return dict(zip(keys, entries))
    return None


def _called(body: Json) -> dict[str, str]:
    """What people call the records that a state names by their ids."""
    frozen = body.get(ENTERED, {})
    found: dict[str, str] = {}
    for name, label in (
        ("scheme", "name"),
        ("products", "name"),
        ("requirements", "raw"),
        ("plan", "gap"),
        ("round", "title"),
    ):
        table = frozen.get(name, {"columns": [], "rows": []})
        found |= {key: str(row[label]) for key, row in _table(table).items() if row.get(label)}
    return found


def _step(step: str, called: Mapping[str, str]) -> Message:
    """One step of a path in words: a name instead of an id, one of ours instead of a key."""
    known = _WORDS.get(step)
    if known is not None:
        return known
    return M("{name}", name=" · ".join(called.get(part, part) for part in step.split("/")))


def _short(value: object) -> str:
    if value is _GONE or value is None:
        return "—"
    text = value if isinstance(value, str) else canonical(value)
    return text if len(text) <= 60 else text[:57] + "…"


_WORDS: Final[Mapping[str, Message]] = {
    "frozen": M("what was entered"),
    "results": M("results"),
    "requirements": M("requirements"),
    "scheme": M("scheme of indicators"),
    "products": M("products"),
    "plan": M("plan"),
    "verifications": M("verifications"),
    "decision_rule": M("decision rule"),
    "ladder_rule": M("ladder rule"),
    "equivalences": M("equivalences"),
    "overrides": M("verdicts of persons"),
    "packs": M("library packs"),
    "round": M("facts of the round"),
    "title": M("title"),
    "market": M("market"),
    "team": M("team"),
    "leader": M("leader"),
    "experts": M("expert group"),
    "opened": M("opened on"),
    "due": M("due on"),
    "note": M("note"),
    "standards": M("standard comparison"),
    "indicators": M("indicator comparison"),
    "ladder": M("ladder"),
    "scores": M("scores"),
    "consistency": M("consistency rates"),
    "editions": M("editions of standards"),
    "assessment": M("assessment"),
    "raw": M("as typed"),
    "status": M("status"),
}
