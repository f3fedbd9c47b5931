-- Version 2: kinds of sample, what an equivalence speaks of, the ladder as a table, priorities of gaps, and the figures
-- of the enterprise's profile. The inspections of version 1 were never written by any program; their table is made anew.

ALTER TABLE sample ADD COLUMN kind TEXT NOT NULL DEFAULT 'unstated';

ALTER TABLE equivalence ADD COLUMN aspect TEXT NOT NULL DEFAULT 'method';

ALTER TABLE ladder_rule ADD COLUMN lines TEXT NOT NULL DEFAULT '[]';
ALTER TABLE ladder_rule ADD COLUMN author TEXT NOT NULL DEFAULT '';
ALTER TABLE ladder_rule ADD COLUMN at TEXT;

CREATE INDEX grading_scheme_category ON grading_scheme (category_id);
CREATE INDEX grading_scheme_edition ON grading_scheme (edition_id);

CREATE TABLE feasibility (
    seq INTEGER PRIMARY KEY,
    version INTEGER NOT NULL DEFAULT 1 CHECK (version > 0),
    id TEXT NOT NULL UNIQUE CHECK (length(id) > 0),
    product_id TEXT NOT NULL REFERENCES product (id) DEFERRABLE INITIALLY DEFERRED,
    indicator_id TEXT NOT NULL REFERENCES indicator (id) DEFERRABLE INITIALLY DEFERRED,
    value TEXT NOT NULL,
    author TEXT NOT NULL,
    note TEXT NOT NULL
) STRICT;

CREATE INDEX feasibility_product ON feasibility (product_id);
CREATE INDEX feasibility_indicator ON feasibility (indicator_id);

DROP TABLE inspection;

CREATE TABLE inspection (
    seq INTEGER PRIMARY KEY,
    version INTEGER NOT NULL DEFAULT 1 CHECK (version > 0),
    id TEXT NOT NULL UNIQUE CHECK (length(id) > 0),
    product_class TEXT NOT NULL,
    batches INTEGER NOT NULL,
    failed INTEGER NOT NULL,
    organiser TEXT NOT NULL,
    inspected_on TEXT,
    year INTEGER,
    own INTEGER NOT NULL CHECK (own IN (0, 1)),
    enterprise TEXT NOT NULL,
    product TEXT NOT NULL,
    lot TEXT NOT NULL,
    failed_items TEXT NOT NULL,
    serious INTEGER NOT NULL CHECK (serious IN (0, 1)),
    laboratory TEXT NOT NULL,
    output TEXT,
    product_id TEXT REFERENCES product (id) DEFERRABLE INITIALLY DEFERRED,
    note TEXT NOT NULL,
    cell_file TEXT NOT NULL,
    cell_sheet TEXT NOT NULL,
    cell_address TEXT NOT NULL,
    source_document TEXT NOT NULL,
    source_place TEXT NOT NULL,
    source_checked_by TEXT NOT NULL,
    source_checked_on TEXT,
    source_trust TEXT NOT NULL
) STRICT;

CREATE INDEX inspection_product ON inspection (product_id);

CREATE TABLE index_figure (
    seq INTEGER PRIMARY KEY,
    version INTEGER NOT NULL DEFAULT 1 CHECK (version > 0),
    id TEXT NOT NULL UNIQUE CHECK (length(id) > 0),
    year INTEGER NOT NULL,
    item TEXT NOT NULL,
    value TEXT,
    low TEXT,
    high TEXT,
    weight TEXT NOT NULL,
    note TEXT NOT NULL,
    source_document TEXT NOT NULL,
    source_place TEXT NOT NULL,
    source_checked_by TEXT NOT NULL,
    source_checked_on TEXT,
    source_trust TEXT NOT NULL
) STRICT;
