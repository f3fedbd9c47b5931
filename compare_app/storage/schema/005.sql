-- Version 5: the seal, a digest of every page of the file but its own, so that a changed bit is noticed.

CREATE TABLE seal (
    seq INTEGER PRIMARY KEY CHECK (seq = 1),
    counter INTEGER NOT NULL,
    digest TEXT NOT NULL
) STRICT;

INSERT INTO seal (seq, counter, digest) VALUES (1, 0, '');
