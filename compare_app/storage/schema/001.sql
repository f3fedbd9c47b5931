-- Version 1 of the project file. docs/file-format.md explains it.
-- Every table has `seq`, its order in the project, and `version`, which counts the changes of a row.
-- Numbers are kept as decimal text, dates as ISO 8601 text, an absent value as NULL.

CREATE TABLE project (
    id TEXT PRIMARY KEY,
    version INTEGER NOT NULL DEFAULT 1 CHECK (version > 0),
    name TEXT NOT NULL,
    created_at TEXT NOT NULL,
    created_with TEXT NOT NULL
) STRICT;

CREATE TABLE category (
    seq INTEGER PRIMARY KEY,
    version INTEGER NOT NULL DEFAULT 1 CHECK (version > 0),
    id TEXT NOT NULL UNIQUE CHECK (length(id) > 0),
    name TEXT NOT NULL,
    name_en TEXT NOT NULL,
    note TEXT NOT NULL
) STRICT;

CREATE TABLE indicator (
    seq INTEGER PRIMARY KEY,
    version INTEGER NOT NULL DEFAULT 1 CHECK (version > 0),
    id TEXT NOT NULL UNIQUE CHECK (length(id) > 0),
    category_id TEXT NOT NULL REFERENCES category (id) DEFERRABLE INITIALLY DEFERRED,
    position INTEGER NOT NULL,
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    name_en TEXT NOT NULL,
    aliases TEXT NOT NULL,
    quantity TEXT NOT NULL,
    unit TEXT NOT NULL,
    scale TEXT NOT NULL,
    direction TEXT NOT NULL,
    indicator_class TEXT NOT NULL,
    severity TEXT NOT NULL,
    weight TEXT NOT NULL,
    rounding TEXT,
    target TEXT,
    tolerance TEXT,
    delta TEXT,
    levels TEXT NOT NULL,
    formula TEXT NOT NULL,
    domain TEXT NOT NULL,
    note TEXT NOT NULL,
    source_document TEXT NOT NULL,
    source_place TEXT NOT NULL,
    source_checked_by TEXT NOT NULL,
    source_checked_on TEXT,
    source_trust TEXT NOT NULL
) STRICT;

CREATE INDEX indicator_category ON indicator (category_id);

CREATE TABLE standard_edition (
    seq INTEGER PRIMARY KEY,
    version INTEGER NOT NULL DEFAULT 1 CHECK (version > 0),
    id TEXT NOT NULL UNIQUE CHECK (length(id) > 0),
    number TEXT NOT NULL,
    title TEXT NOT NULL,
    title_en TEXT NOT NULL,
    scope TEXT NOT NULL,
    force TEXT NOT NULL,
    market TEXT NOT NULL,
    region TEXT NOT NULL,
    issued TEXT,
    effective TEXT,
    withdrawn TEXT,
    ics TEXT NOT NULL,
    ccs TEXT NOT NULL,
    committee TEXT NOT NULL,
    wq_number TEXT NOT NULL,
    last_checked TEXT,
    note TEXT NOT NULL,
    source_document TEXT NOT NULL,
    source_place TEXT NOT NULL,
    source_checked_by TEXT NOT NULL,
    source_checked_on TEXT,
    source_trust TEXT NOT NULL
) STRICT;

CREATE TABLE replacement (
    seq INTEGER PRIMARY KEY,
    version INTEGER NOT NULL DEFAULT 1 CHECK (version > 0),
    id TEXT NOT NULL UNIQUE CHECK (length(id) > 0),
    new_id TEXT NOT NULL REFERENCES standard_edition (id) DEFERRABLE INITIALLY DEFERRED,
    old_id TEXT NOT NULL REFERENCES standard_edition (id) DEFERRABLE INITIALLY DEFERRED,
    partial INTEGER NOT NULL CHECK (partial IN (0, 1))
) STRICT;

CREATE INDEX replacement_new ON replacement (new_id);
CREATE INDEX replacement_old ON replacement (old_id);

CREATE TABLE adoption (
    seq INTEGER PRIMARY KEY,
    version INTEGER NOT NULL DEFAULT 1 CHECK (version > 0),
    id TEXT NOT NULL UNIQUE CHECK (length(id) > 0),
    edition_id TEXT NOT NULL REFERENCES standard_edition (id) DEFERRABLE INITIALLY DEFERRED,
    base_number TEXT NOT NULL,
    degree TEXT NOT NULL,
    base_id TEXT REFERENCES standard_edition (id) DEFERRABLE INITIALLY DEFERRED,
    differences TEXT NOT NULL
) STRICT;

CREATE INDEX adoption_edition ON adoption (edition_id);
CREATE INDEX adoption_base ON adoption (base_id);

CREATE TABLE test_method (
    seq INTEGER PRIMARY KEY,
    version INTEGER NOT NULL DEFAULT 1 CHECK (version > 0),
    id TEXT NOT NULL UNIQUE CHECK (length(id) > 0),
    standard TEXT NOT NULL,
    clause TEXT NOT NULL,
    title TEXT NOT NULL,
    conditions TEXT NOT NULL,
    "group" TEXT NOT NULL,
    source_document TEXT NOT NULL,
    source_place TEXT NOT NULL,
    source_checked_by TEXT NOT NULL,
    source_checked_on TEXT,
    source_trust TEXT NOT NULL
) STRICT;

CREATE TABLE requirement (
    seq INTEGER PRIMARY KEY,
    version INTEGER NOT NULL DEFAULT 1 CHECK (version > 0),
    id TEXT NOT NULL UNIQUE CHECK (length(id) > 0),
    edition_id TEXT NOT NULL REFERENCES standard_edition (id) DEFERRABLE INITIALLY DEFERRED,
    indicator_id TEXT NOT NULL REFERENCES indicator (id) DEFERRABLE INITIALLY DEFERRED,
    raw TEXT NOT NULL,
    "limit" TEXT NOT NULL,
    unit TEXT NOT NULL,
    clause TEXT NOT NULL,
    statistic TEXT NOT NULL,
    conditions TEXT NOT NULL,
    scope_text TEXT NOT NULL,
    quantity TEXT NOT NULL,
    method_id TEXT REFERENCES test_method (id) DEFERRABLE INITIALLY DEFERRED,
    mode TEXT NOT NULL,
    mandatory INTEGER CHECK (mandatory IN (0, 1)),
    valid_from TEXT,
    valid_to TEXT,
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

CREATE INDEX requirement_edition ON requirement (edition_id);
CREATE INDEX requirement_indicator ON requirement (indicator_id);
CREATE INDEX requirement_method ON requirement (method_id);

CREATE TABLE product (
    seq INTEGER PRIMARY KEY,
    version INTEGER NOT NULL DEFAULT 1 CHECK (version > 0),
    id TEXT NOT NULL UNIQUE CHECK (length(id) > 0),
    category_id TEXT NOT NULL REFERENCES category (id) DEFERRABLE INITIALLY DEFERRED,
    name TEXT NOT NULL,
    brand TEXT NOT NULL,
    model TEXT NOT NULL,
    enterprise TEXT NOT NULL,
    credit_code TEXT NOT NULL,
    role TEXT NOT NULL,
    "primary" INTEGER NOT NULL CHECK ("primary" IN (0, 1)),
    reason TEXT NOT NULL,
    fictional INTEGER NOT NULL CHECK (fictional IN (0, 1)),
    produced TEXT,
    origin TEXT NOT NULL,
    price TEXT NOT NULL,
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

CREATE INDEX product_category ON product (category_id);

CREATE TABLE executed (
    seq INTEGER PRIMARY KEY,
    version INTEGER NOT NULL DEFAULT 1 CHECK (version > 0),
    id TEXT NOT NULL UNIQUE CHECK (length(id) > 0),
    product_id TEXT NOT NULL REFERENCES product (id) DEFERRABLE INITIALLY DEFERRED,
    edition_id TEXT NOT NULL REFERENCES standard_edition (id) DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE INDEX executed_product ON executed (product_id);
CREATE INDEX executed_edition ON executed (edition_id);

CREATE TABLE sample (
    seq INTEGER PRIMARY KEY,
    version INTEGER NOT NULL DEFAULT 1 CHECK (version > 0),
    id TEXT NOT NULL UNIQUE CHECK (length(id) > 0),
    product_id TEXT NOT NULL REFERENCES product (id) DEFERRABLE INITIALLY DEFERRED,
    code TEXT NOT NULL,
    blind_code TEXT NOT NULL,
    batch TEXT NOT NULL,
    produced TEXT,
    test_units INTEGER NOT NULL,
    reserve_units INTEGER NOT NULL,
    purchase TEXT NOT NULL,
    seal TEXT NOT NULL,
    note TEXT NOT NULL
) STRICT;

CREATE INDEX sample_product ON sample (product_id);

CREATE TABLE test_report (
    seq INTEGER PRIMARY KEY,
    version INTEGER NOT NULL DEFAULT 1 CHECK (version > 0),
    id TEXT NOT NULL UNIQUE CHECK (length(id) > 0),
    number TEXT NOT NULL,
    laboratory TEXT NOT NULL,
    cma TEXT NOT NULL,
    cnas TEXT NOT NULL,
    issued TEXT,
    file_hash TEXT NOT NULL,
    note TEXT NOT NULL
) STRICT;

CREATE TABLE decision_rule (
    seq INTEGER PRIMARY KEY,
    version INTEGER NOT NULL DEFAULT 1 CHECK (version > 0),
    id TEXT NOT NULL UNIQUE CHECK (length(id) > 0),
    category_id TEXT NOT NULL REFERENCES category (id) DEFERRABLE INITIALLY DEFERRED,
    guard TEXT NOT NULL,
    four_state INTEGER NOT NULL CHECK (four_state IN (0, 1)),
    confirmed_by TEXT NOT NULL,
    confirmed_at TEXT,
    reason TEXT NOT NULL
) STRICT;

CREATE INDEX decision_rule_category ON decision_rule (category_id);

CREATE TABLE ladder_rule (
    seq INTEGER PRIMARY KEY,
    version INTEGER NOT NULL DEFAULT 1 CHECK (version > 0),
    id TEXT NOT NULL UNIQUE CHECK (length(id) > 0),
    category_id TEXT NOT NULL REFERENCES category (id) DEFERRABLE INITIALLY DEFERRED,
    minimum_comparable INTEGER,
    note TEXT NOT NULL
) STRICT;

CREATE INDEX ladder_rule_category ON ladder_rule (category_id);

CREATE TABLE verdict_override (
    seq INTEGER PRIMARY KEY,
    version INTEGER NOT NULL DEFAULT 1 CHECK (version > 0),
    id TEXT NOT NULL UNIQUE CHECK (length(id) > 0),
    subject TEXT NOT NULL,
    verdict TEXT NOT NULL,
    reason TEXT NOT NULL,
    author TEXT NOT NULL,
    at TEXT
) STRICT;

CREATE TABLE equivalence (
    seq INTEGER PRIMARY KEY,
    version INTEGER NOT NULL DEFAULT 1 CHECK (version > 0),
    id TEXT NOT NULL UNIQUE CHECK (length(id) > 0),
    category_id TEXT NOT NULL REFERENCES category (id) DEFERRABLE INITIALLY DEFERRED,
    indicator_id TEXT NOT NULL REFERENCES indicator (id) DEFERRABLE INITIALLY DEFERRED,
    group_a TEXT NOT NULL,
    group_b TEXT NOT NULL,
    reason TEXT NOT NULL,
    author TEXT NOT NULL,
    at TEXT
) STRICT;

CREATE INDEX equivalence_category ON equivalence (category_id);
CREATE INDEX equivalence_indicator ON equivalence (indicator_id);

CREATE TABLE import_mapping (
    seq INTEGER PRIMARY KEY,
    version INTEGER NOT NULL DEFAULT 1 CHECK (version > 0),
    id TEXT NOT NULL UNIQUE CHECK (length(id) > 0),
    name TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    body TEXT NOT NULL,
    used_at TEXT
) STRICT;

CREATE TABLE import_batch (
    seq INTEGER PRIMARY KEY,
    version INTEGER NOT NULL DEFAULT 1 CHECK (version > 0),
    id TEXT NOT NULL UNIQUE CHECK (length(id) > 0),
    file_name TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    mapping TEXT NOT NULL,
    at TEXT NOT NULL,
    taken INTEGER NOT NULL,
    held INTEGER NOT NULL,
    ignored INTEGER NOT NULL,
    undone INTEGER NOT NULL CHECK (undone IN (0, 1))
) STRICT;

CREATE TABLE held_cell (
    seq INTEGER PRIMARY KEY,
    version INTEGER NOT NULL DEFAULT 1 CHECK (version > 0),
    id TEXT NOT NULL UNIQUE CHECK (length(id) > 0),
    batch_id TEXT NOT NULL REFERENCES import_batch (id) DEFERRABLE INITIALLY DEFERRED,
    code TEXT NOT NULL,
    cell_file TEXT NOT NULL,
    cell_sheet TEXT NOT NULL,
    cell_address TEXT NOT NULL,
    raw TEXT NOT NULL,
    expected TEXT NOT NULL,
    resolved INTEGER NOT NULL CHECK (resolved IN (0, 1))
) STRICT;

CREATE INDEX held_cell_batch ON held_cell (batch_id);

CREATE TABLE case_record (
    seq INTEGER PRIMARY KEY,
    version INTEGER NOT NULL DEFAULT 1 CHECK (version > 0),
    id TEXT NOT NULL UNIQUE CHECK (length(id) > 0),
    product_id TEXT NOT NULL REFERENCES product (id) DEFERRABLE INITIALLY DEFERRED,
    indicator_id TEXT REFERENCES indicator (id) DEFERRABLE INITIALLY DEFERRED,
    opened TEXT,
    kind TEXT NOT NULL,
    complaint TEXT NOT NULL,
    examination TEXT NOT NULL,
    diagnosis TEXT NOT NULL,
    prescription TEXT NOT NULL,
    advice TEXT NOT NULL,
    outcome TEXT NOT NULL
) STRICT;

CREATE INDEX case_record_product ON case_record (product_id);
CREATE INDEX case_record_indicator ON case_record (indicator_id);

CREATE TABLE action (
    seq INTEGER PRIMARY KEY,
    version INTEGER NOT NULL DEFAULT 1 CHECK (version > 0),
    id TEXT NOT NULL UNIQUE CHECK (length(id) > 0),
    product_id TEXT NOT NULL REFERENCES product (id) DEFERRABLE INITIALLY DEFERRED,
    position INTEGER NOT NULL,
    gap TEXT NOT NULL,
    indicator_id TEXT REFERENCES indicator (id) DEFERRABLE INITIALLY DEFERRED,
    case_id TEXT REFERENCES case_record (id) DEFERRABLE INITIALLY DEFERRED,
    requirement_id TEXT REFERENCES requirement (id) DEFERRABLE INITIALLY DEFERRED,
    action_type TEXT NOT NULL,
    cause TEXT NOT NULL,
    measure TEXT NOT NULL,
    owner TEXT NOT NULL,
    support TEXT NOT NULL,
    budget TEXT NOT NULL,
    start TEXT,
    due TEXT,
    baseline TEXT NOT NULL,
    target TEXT,
    target_text TEXT NOT NULL,
    unit TEXT NOT NULL,
    verification TEXT NOT NULL,
    evidence TEXT NOT NULL,
    status TEXT NOT NULL,
    note TEXT NOT NULL
) STRICT;

CREATE INDEX action_product ON action (product_id);
CREATE INDEX action_indicator ON action (indicator_id);
CREATE INDEX action_case ON action (case_id);
CREATE INDEX action_requirement ON action (requirement_id);

CREATE TABLE verification (
    seq INTEGER PRIMARY KEY,
    version INTEGER NOT NULL DEFAULT 1 CHECK (version > 0),
    id TEXT NOT NULL UNIQUE CHECK (length(id) > 0),
    action_id TEXT NOT NULL REFERENCES action (id) DEFERRABLE INITIALLY DEFERRED,
    "on" TEXT,
    raw TEXT NOT NULL,
    unit TEXT NOT NULL,
    report_id TEXT REFERENCES test_report (id) DEFERRABLE INITIALLY DEFERRED,
    met INTEGER CHECK (met IN (0, 1)),
    waived_by TEXT NOT NULL,
    reason TEXT NOT NULL
) STRICT;

CREATE INDEX verification_action ON verification (action_id);
CREATE INDEX verification_report ON verification (report_id);

CREATE TABLE snapshot (
    seq INTEGER PRIMARY KEY,
    version INTEGER NOT NULL DEFAULT 1 CHECK (version > 0),
    id TEXT NOT NULL UNIQUE CHECK (length(id) > 0),
    product_id TEXT NOT NULL REFERENCES product (id) DEFERRABLE INITIALLY DEFERRED,
    at TEXT NOT NULL,
    title TEXT NOT NULL,
    body TEXT NOT NULL,
    digest TEXT NOT NULL
) STRICT;

CREATE INDEX snapshot_product ON snapshot (product_id);

CREATE TABLE sign_off (
    seq INTEGER PRIMARY KEY,
    version INTEGER NOT NULL DEFAULT 1 CHECK (version > 0),
    id TEXT NOT NULL UNIQUE CHECK (length(id) > 0),
    product_id TEXT NOT NULL REFERENCES product (id) DEFERRABLE INITIALLY DEFERRED,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    at TEXT NOT NULL,
    veto INTEGER NOT NULL CHECK (veto IN (0, 1)),
    reason TEXT NOT NULL,
    snapshot_id TEXT REFERENCES snapshot (id) DEFERRABLE INITIALLY DEFERRED,
    digest TEXT NOT NULL
) STRICT;

CREATE INDEX sign_off_product ON sign_off (product_id);
CREATE INDEX sign_off_snapshot ON sign_off (snapshot_id);

-- ---------------------------------------------------------------- results

-- What many results share, once. Rows are never changed; a result points to another one instead.
CREATE TABLE result_context (
    seq INTEGER PRIMARY KEY,
    unit TEXT NOT NULL,
    basis TEXT NOT NULL,
    statistic TEXT NOT NULL,
    coverage TEXT,
    quantity TEXT NOT NULL,
    method_id TEXT NOT NULL,
    test_condition TEXT NOT NULL,
    sample_id TEXT NOT NULL,
    report_id TEXT NOT NULL,
    tested_on TEXT,
    trust TEXT NOT NULL,
    cell_file TEXT NOT NULL,
    cell_sheet TEXT NOT NULL
) STRICT;

-- `first_text` is NULL where it would repeat `raw`; the other texts are NULL where nothing was stated.
CREATE TABLE result (
    product INTEGER NOT NULL REFERENCES product (seq) DEFERRABLE INITIALLY DEFERRED,
    indicator INTEGER NOT NULL REFERENCES indicator (seq) DEFERRABLE INITIALLY DEFERRED,
    replicate INTEGER NOT NULL CHECK (replicate > 0),
    version INTEGER NOT NULL CHECK (version > 0),
    raw TEXT NOT NULL,
    kind TEXT NOT NULL,
    first_text TEXT,
    second_text TEXT,
    uncertainty TEXT,
    specimen TEXT,
    outlier TEXT,
    note TEXT,
    cell_address TEXT,
    context INTEGER NOT NULL REFERENCES result_context (seq),
    PRIMARY KEY (product, indicator, replicate)
) STRICT, WITHOUT ROWID;

-- ---------------------------------------------------------------- history

-- One row for each transaction; `body` counts for undo: done → undone → done, settled is out of reach.
CREATE TABLE operation (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    at TEXT NOT NULL,
    author TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('edit', 'undo', 'redo')),
    state TEXT NOT NULL CHECK (state IN ('done', 'undone', 'settled')),
    label TEXT NOT NULL,
    changes INTEGER NOT NULL,
    of_operation INTEGER REFERENCES operation (seq)
) STRICT;

CREATE INDEX operation_state ON operation (state);

-- What takes an operation back (or does it again): a record to put, or to remove where `body` is NULL.
CREATE TABLE undo_record (
    operation INTEGER NOT NULL REFERENCES operation (seq),
    position INTEGER NOT NULL,
    kind TEXT NOT NULL,
    record TEXT NOT NULL,
    body TEXT,
    PRIMARY KEY (operation, position)
) STRICT, WITHOUT ROWID;

-- The same for results; `raw` is NULL where there was none. `turn` alternates while rows change places.
CREATE TABLE undo_result (
    operation INTEGER NOT NULL REFERENCES operation (seq),
    turn INTEGER NOT NULL CHECK (turn IN (0, 1)),
    product INTEGER NOT NULL,
    indicator INTEGER NOT NULL,
    replicate INTEGER NOT NULL,
    version INTEGER NOT NULL,
    raw TEXT,
    kind TEXT,
    first_text TEXT,
    second_text TEXT,
    uncertainty TEXT,
    specimen TEXT,
    outlier TEXT,
    note TEXT,
    cell_address TEXT,
    context INTEGER,
    PRIMARY KEY (operation, turn, product, indicator, replicate)
) STRICT, WITHOUT ROWID;

-- The place of a removed record, so that it comes back where it was.
CREATE TABLE vacated (
    kind TEXT NOT NULL,
    record TEXT NOT NULL,
    seq INTEGER NOT NULL,
    version INTEGER NOT NULL,
    PRIMARY KEY (kind, record)
) STRICT, WITHOUT ROWID;

-- Who changed what; each row carries the hash of the one before, so that a later change of the past shows.
CREATE TABLE audit (
    seq INTEGER PRIMARY KEY,
    operation INTEGER NOT NULL REFERENCES operation (seq),
    at TEXT NOT NULL,
    author TEXT NOT NULL,
    entity TEXT NOT NULL,
    record TEXT NOT NULL,
    field TEXT NOT NULL,
    old_value TEXT,
    new_value TEXT,
    reason TEXT NOT NULL,
    previous_hash TEXT NOT NULL,
    hash TEXT NOT NULL
) STRICT;

CREATE INDEX audit_record ON audit (record);

-- ---------------------------------------------------------------- derived, rebuildable

-- The pool of a category as columns: numbers for reading, the rows above stay the truth.
CREATE TABLE pool_column (
    category INTEGER NOT NULL,
    indicator INTEGER NOT NULL,
    fingerprint TEXT NOT NULL,
    body BLOB NOT NULL,
    PRIMARY KEY (category, indicator)
) STRICT, WITHOUT ROWID;

-- Products whose results changed since the columns were written.
CREATE TABLE pool_stale (
    category INTEGER NOT NULL,
    product INTEGER NOT NULL,
    PRIMARY KEY (category, product)
) STRICT, WITHOUT ROWID;

-- ---------------------------------------------------------------- room for what is foreseen

CREATE TABLE grading_scheme (
    seq INTEGER PRIMARY KEY,
    version INTEGER NOT NULL DEFAULT 1 CHECK (version > 0),
    id TEXT NOT NULL UNIQUE CHECK (length(id) > 0),
    category_id TEXT NOT NULL REFERENCES category (id) DEFERRABLE INITIALLY DEFERRED,
    edition_id TEXT REFERENCES standard_edition (id) DEFERRABLE INITIALLY DEFERRED,
    name TEXT NOT NULL,
    official INTEGER NOT NULL CHECK (official IN (0, 1)),
    combination TEXT NOT NULL,
    levels TEXT NOT NULL,
    source_document TEXT NOT NULL,
    source_place TEXT NOT NULL,
    source_checked_by TEXT NOT NULL,
    source_checked_on TEXT,
    source_trust TEXT NOT NULL
) STRICT;

CREATE TABLE attachment (
    seq INTEGER PRIMARY KEY,
    version INTEGER NOT NULL DEFAULT 1 CHECK (version > 0),
    id TEXT NOT NULL UNIQUE CHECK (length(id) > 0),
    sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
    name TEXT NOT NULL,
    media_type TEXT NOT NULL,
    size INTEGER NOT NULL CHECK (size >= 0),
    body BLOB
) STRICT;

CREATE TABLE attachment_use (
    seq INTEGER PRIMARY KEY,
    version INTEGER NOT NULL DEFAULT 1 CHECK (version > 0),
    id TEXT NOT NULL UNIQUE CHECK (length(id) > 0),
    attachment_id TEXT NOT NULL REFERENCES attachment (id) DEFERRABLE INITIALLY DEFERRED,
    entity TEXT NOT NULL,
    record TEXT NOT NULL
) STRICT;

CREATE TABLE inspection (
    seq INTEGER PRIMARY KEY,
    version INTEGER NOT NULL DEFAULT 1 CHECK (version > 0),
    id TEXT NOT NULL UNIQUE CHECK (length(id) > 0),
    category_id TEXT NOT NULL REFERENCES category (id) DEFERRABLE INITIALLY DEFERRED,
    product_id TEXT REFERENCES product (id) DEFERRABLE INITIALLY DEFERRED,
    indicator_id TEXT REFERENCES indicator (id) DEFERRABLE INITIALLY DEFERRED,
    organiser TEXT NOT NULL,
    inspected_on TEXT,
    batches INTEGER NOT NULL CHECK (batches >= 0),
    failed INTEGER NOT NULL CHECK (failed BETWEEN 0 AND batches),
    note TEXT NOT NULL,
    source_document TEXT NOT NULL,
    source_place TEXT NOT NULL,
    source_checked_by TEXT NOT NULL,
    source_checked_on TEXT,
    source_trust TEXT NOT NULL
) STRICT;

CREATE TABLE export_base (
    seq INTEGER PRIMARY KEY,
    version INTEGER NOT NULL DEFAULT 1 CHECK (version > 0),
    id TEXT NOT NULL UNIQUE CHECK (length(id) > 0),
    product_id TEXT NOT NULL REFERENCES product (id) DEFERRABLE INITIALLY DEFERRED,
    exported_at TEXT NOT NULL,
    file_name TEXT NOT NULL,
    body TEXT NOT NULL,
    digest TEXT NOT NULL
) STRICT;
