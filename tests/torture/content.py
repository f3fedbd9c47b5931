"""What a project holds, as digests: row by row for what must be as it was, by records for what undo restores."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import Final

from compare_app.domain.model import ImportBatch, ImportMapping, Product
from compare_app.errors import Level
from compare_app.storage.check import check_store
from compare_app.storage.store import Store

DERIVED: Final = ("pool_column", "pool_stale", "seal")  # rebuilt at will
BODIES: Final = "attachment_body"  # kept outside of undo, ahead of the record that names them
ON: Final = date(2026, 11, 27)


def rows(store: Store) -> dict[str, str]:
    """A digest of every row of every table that is not derived."""
    names = [
        name
        for (name,) in store.database.rows(
            "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name"
        )
        if name not in (*DERIVED, BODIES) and not name.startswith("sqlite_")
    ]
    return {name: _digest(sorted(map(repr, store.database.rows(f"SELECT * FROM {name}")))) for name in names}


def whole(store: Store) -> str:
    """One digest of `rows`."""
    return _digest(f"{name} {digest}" for name, digest in rows(store).items())


def logical(store: Store) -> str:
    """What undo restores: records and results. An import that was undone is kept as such, with its mapping."""
    parts = [
        repr(record)
        for kind, table in store.project.tables.items()
        if kind not in (ImportBatch, ImportMapping)
        for record in table.values()
    ]
    parts += [repr(one) for product in store.project.all(Product) for one in store.results(product)]
    return _digest(parts)


def size(store: Store) -> dict[str, int]:
    """How many rows each table has: what an equal step on an equal project must come to."""
    return {name: store.database.rows(f"SELECT count(*) FROM {name}")[0][0] for name in rows(store)}


def unsound(store: Store) -> list[str]:
    """What `check` calls damage."""
    return [str(one.message) for one in check_store(store, ON) if one.level is Level.REFUSE]


def _digest(parts: object) -> str:
    digest = hashlib.blake2b(digest_size=16)
    for part in parts:  # type: ignore[attr-defined]
        digest.update(str(part).encode("utf-8", "surrogatepass") + b"\n")
    return digest.hexdigest()
