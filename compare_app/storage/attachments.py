"""The bytes of attachments: once under their SHA-256, beside the records that name them and outside of undo."""

from __future__ import annotations

import hashlib
import sqlite3


def keep(connection: sqlite3.Connection, data: bytes) -> str:
    """Keep bytes, once however often they come, and return their digest. Inside a transaction."""
    digest = hashlib.sha256(data).hexdigest()
    connection.execute("INSERT OR IGNORE INTO attachment_body (sha256, body) VALUES (?, ?)", (digest, data))
    return digest


def body(connection: sqlite3.Connection, digest: str) -> bytes | None:
    """The bytes of a digest; None where they are not there or no longer those that were kept."""
    row = connection.execute("SELECT body FROM attachment_body WHERE sha256 = ?", (digest,)).fetchone()
    if row is None or hashlib.sha256(row[0]).hexdigest() != digest:
        return None
    return bytes(row[0])
