"""Bytes are kept once under their digest, outside of undo, and never given back changed."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from compare_app.storage.store import Store


def test_bytes_are_kept_once(tmp_path: Path) -> None:
    store = Store.create(tmp_path / "p.dcmp", "p")
    first, second = store.keep_body(b"logo"), store.keep_body(b"logo")
    assert first == second
    assert store.body(first) == b"logo"
    assert store.body("0" * 64) is None
    assert store.undo_label is None
    store.close()
    with sqlite3.connect(tmp_path / "p.dcmp") as connection:
        assert connection.execute("SELECT count(*) FROM attachment_body").fetchone() == (1,)
        connection.execute("UPDATE attachment_body SET body = x'00'")
    connection.close()
    opened = Store.open(tmp_path / "p.dcmp")
    assert opened.body(first) is None
    opened.close()
