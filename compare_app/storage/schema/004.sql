-- Version 4: rounds of comparison, the words of a case, remedies, proof of a re-test, and files kept beside records. The
-- attachments and export bases of version 1 were never written by any program; their tables are made anew.

CREATE TABLE round (
    seq INTEGER PRIMARY KEY,
    version INTEGER NOT NULL DEFAULT 1 CHECK (version > 0),
    id TEXT NOT NULL UNIQUE CHECK (length(id) > 0),
    product_id TEXT NOT NULL REFERENCES product (id) DEFERRABLE INITIALLY DEFERRED,
    title TEXT NOT NULL,
    market TEXT NOT NULL,
    team TEXT NOT NULL,
    leader TEXT NOT NULL,
    experts TEXT NOT NULL,
    opened TEXT,
    due TEXT,
    note TEXT NOT NULL
) STRICT;

CREATE INDEX round_product ON round (product_id);

CREATE TABLE round_move (
    seq INTEGER PRIMARY KEY,
    version INTEGER NOT NULL DEFAULT 1 CHECK (version > 0),
    id TEXT NOT NULL UNIQUE CHECK (length(id) > 0),
    round_id TEXT NOT NULL REFERENCES round (id) DEFERRABLE INITIALLY DEFERRED,
    state TEXT NOT NULL,
    at TEXT NOT NULL,
    author TEXT NOT NULL,
    reason TEXT NOT NULL
) STRICT;

CREATE INDEX round_move_round ON round_move (round_id);

CREATE TABLE remedy (
    seq INTEGER PRIMARY KEY,
    version INTEGER NOT NULL DEFAULT 1 CHECK (version > 0),
    id TEXT NOT NULL UNIQUE CHECK (length(id) > 0),
    symptom TEXT NOT NULL,
    category TEXT NOT NULL,
    indicator TEXT NOT NULL,
    branch TEXT,
    cause TEXT NOT NULL,
    measure TEXT NOT NULL,
    action_type TEXT NOT NULL,
    advice TEXT NOT NULL,
    case_id TEXT REFERENCES case_record (id) DEFERRABLE INITIALLY DEFERRED,
    hidden INTEGER NOT NULL CHECK (hidden IN (0, 1)),
    source_document TEXT NOT NULL,
    source_place TEXT NOT NULL,
    source_checked_by TEXT NOT NULL,
    source_checked_on TEXT,
    source_trust TEXT NOT NULL
) STRICT;

CREATE INDEX remedy_case ON remedy (case_id);

ALTER TABLE case_record ADD COLUMN number TEXT NOT NULL DEFAULT '';
ALTER TABLE case_record ADD COLUMN urgency TEXT NOT NULL DEFAULT 'unstated';
ALTER TABLE case_record ADD COLUMN source TEXT NOT NULL DEFAULT 'unstated';
ALTER TABLE case_record ADD COLUMN containment TEXT NOT NULL DEFAULT '';
ALTER TABLE case_record ADD COLUMN experts TEXT NOT NULL DEFAULT '';
ALTER TABLE case_record ADD COLUMN follow_up TEXT NOT NULL DEFAULT '';
ALTER TABLE case_record ADD COLUMN closed TEXT;

-- Kind and outcome were free texts: words that are none of the terms stay readable in the follow-up.
UPDATE case_record SET follow_up = trim(
    CASE WHEN kind IN ('cure', 'prevent', 'unstated', '治已病', '治未病') THEN '' ELSE kind END || ' ' ||
    CASE WHEN outcome IN ('open', 'cured', 'improved', 'no_effect', 'referred', '治愈', '好转', '无效', '转诊')
        THEN '' ELSE outcome END);
UPDATE case_record SET outcome = CASE outcome
    WHEN 'cured' THEN 'cured' WHEN '治愈' THEN 'cured'
    WHEN 'improved' THEN 'improved' WHEN '好转' THEN 'improved'
    WHEN 'no_effect' THEN 'no_effect' WHEN '无效' THEN 'no_effect'
    WHEN 'referred' THEN 'referred' WHEN '转诊' THEN 'referred'
    ELSE 'open' END;
UPDATE case_record SET kind = CASE kind
    WHEN 'cure' THEN 'cure' WHEN '治已病' THEN 'cure'
    WHEN 'prevent' THEN 'prevent' WHEN '治未病' THEN 'prevent'
    ELSE 'unstated' END;

-- Whose earlier state a product keeps: what one product was before is no yardstick of another.
ALTER TABLE product ADD COLUMN earlier_of TEXT REFERENCES product (id) DEFERRABLE INITIALLY DEFERRED;

CREATE INDEX product_earlier ON product (earlier_of);

ALTER TABLE verification ADD COLUMN sample_id TEXT REFERENCES sample (id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE verification ADD COLUMN earlier_id TEXT REFERENCES product (id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE verification ADD COLUMN author TEXT NOT NULL DEFAULT '';
ALTER TABLE verification ADD COLUMN at TEXT;

CREATE INDEX verification_sample ON verification (sample_id);
CREATE INDEX verification_earlier ON verification (earlier_id);

ALTER TABLE snapshot ADD COLUMN round_id TEXT REFERENCES round (id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE snapshot ADD COLUMN author TEXT NOT NULL DEFAULT '';

CREATE INDEX snapshot_round ON snapshot (round_id);

DROP TABLE attachment_use;
DROP TABLE attachment;

CREATE TABLE attachment (
    seq INTEGER PRIMARY KEY,
    version INTEGER NOT NULL DEFAULT 1 CHECK (version > 0),
    id TEXT NOT NULL UNIQUE CHECK (length(id) > 0),
    sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
    name TEXT NOT NULL,
    size INTEGER NOT NULL CHECK (size >= 0),
    media_type TEXT NOT NULL,
    kind TEXT NOT NULL,
    record TEXT NOT NULL,
    added TEXT,
    note TEXT NOT NULL
) STRICT;

CREATE INDEX attachment_record ON attachment (record);

-- The bytes, once for each digest. No record is built from them and no step of undo holds them.
CREATE TABLE attachment_body (
    sha256 TEXT PRIMARY KEY CHECK (length(sha256) = 64),
    body BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX export_base_product ON export_base (product_id);
