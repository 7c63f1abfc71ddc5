-- What about an annotator's work a person should look at. Nothing follows from a flag by itself.
CREATE TABLE quality_flag (
    id           BLOB    NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    annotator_id BLOB    NOT NULL REFERENCES app_user (id),
    scheme_key   TEXT    NOT NULL,
    kind         TEXT    NOT NULL,
    -- What in particular: a kind of landmark, a control chart, the other annotator's id; empty where there is nothing.
    subject      TEXT    NOT NULL,
    severity     TEXT    NOT NULL CHECK (severity IN ('warn', 'coach', 'stop')),
    -- What was measured last, and the limit that it passed, in the kind's own unit.
    measured     REAL    NOT NULL,
    limit_value  REAL    NOT NULL,
    -- The annotator's labels in the scheme when it was measured last.
    labels       INTEGER NOT NULL,
    state        TEXT    NOT NULL CHECK (state IN ('open', 'dismissed', 'confirmed')),
    raised_at    INTEGER NOT NULL,
    seen_at      INTEGER NOT NULL,
    decided_by   BLOB    REFERENCES app_user (id),
    decided_at   INTEGER,
    note         TEXT
) STRICT, WITHOUT ROWID;

-- One open flag about one thing: the backstop of raising it.
CREATE UNIQUE INDEX ux_quality_flag_open ON quality_flag (annotator_id, scheme_key, kind, subject) WHERE state = 'open';
-- Serves: the list, newest first, and the last decision about the same thing.
CREATE INDEX ix_quality_flag_state ON quality_flag (state, id);
CREATE INDEX ix_quality_flag_annotator ON quality_flag (annotator_id, scheme_key, kind, subject, id);

-- The faces on which it showed.
CREATE TABLE quality_flag_face (
    flag_id  BLOB NOT NULL REFERENCES quality_flag (id),
    task_id  BLOB NOT NULL REFERENCES task (id),
    measured REAL NOT NULL,
    PRIMARY KEY (flag_id, task_id)
) STRICT, WITHOUT ROWID;

-- Two annotators on the same faces: sums from which it shows whether one copied the other.
CREATE TABLE annotator_pair (
    first_annotator_id  BLOB NOT NULL REFERENCES app_user (id),
    second_annotator_id BLOB NOT NULL REFERENCES app_user (id),
    scheme_key          TEXT NOT NULL,
    packed_evidence     BLOB NOT NULL,
    CHECK (first_annotator_id < second_annotator_id),
    PRIMARY KEY (first_annotator_id, second_annotator_id, scheme_key)
) STRICT, WITHOUT ROWID;

-- How an annotator has gone about the latest labels; halved from time to time, so that the past fades.
CREATE TABLE annotator_conduct (
    annotator_id    BLOB    NOT NULL REFERENCES app_user (id),
    scheme_key      TEXT    NOT NULL,
    labels          INTEGER NOT NULL,
    -- Labels that began with suggested places, and those of them that left nearly all where they were.
    suggested       INTEGER NOT NULL,
    untouched       INTEGER NOT NULL,
    -- Labels that came faster than a hand can place them.
    impossible_pace INTEGER NOT NULL,
    PRIMARY KEY (annotator_id, scheme_key)
) STRICT, WITHOUT ROWID;
