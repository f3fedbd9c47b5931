-- Version 3: library packs that were taken in, with what each said of its records.

CREATE TABLE pack_import (
    seq INTEGER PRIMARY KEY,
    version INTEGER NOT NULL DEFAULT 1 CHECK (version > 0),
    id TEXT NOT NULL UNIQUE CHECK (length(id) > 0),
    pack_id TEXT NOT NULL,
    name TEXT NOT NULL,
    pack_version TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    at TEXT,
    author TEXT NOT NULL,
    digests TEXT NOT NULL
) STRICT;
