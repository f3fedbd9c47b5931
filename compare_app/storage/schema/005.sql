-- Version 5: seals. A digest over every block of rows: SQLite sees pages that do not fit together, not rows that are wrong.
CREATE TABLE seal (
    place TEXT NOT NULL,
    block INTEGER NOT NULL,
    digest TEXT NOT NULL CHECK (length(digest) = 64),
    PRIMARY KEY (place, block)
) STRICT, WITHOUT ROWID;
