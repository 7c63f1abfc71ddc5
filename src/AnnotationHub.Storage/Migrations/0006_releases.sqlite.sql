-- Immutable, numbered versions of a project's finished faces.
CREATE TABLE dataset_release (
    project_id    BLOB    NOT NULL REFERENCES project (id),
    number        INTEGER NOT NULL CHECK (number >= 1),
    state         TEXT    NOT NULL CHECK (state IN ('building', 'ready', 'failed')),
    -- 0 to 1.
    progress      REAL    NOT NULL DEFAULT 0,
    faces         INTEGER NOT NULL DEFAULT 0,
    photographs   INTEGER NOT NULL DEFAULT 0,
    quality_json  TEXT,
    failure       TEXT,
    requested_by  BLOB    NOT NULL REFERENCES app_user (id),
    -- What was accepted at this instant is in it.
    requested_at  INTEGER NOT NULL,
    finished_at   INTEGER,
    -- The node that builds it now: its lease, and a number that rises with every lease so that a late one is fenced off.
    lease_until   INTEGER NOT NULL DEFAULT 0,
    fencing       INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (project_id, number)
) STRICT, WITHOUT ROWID;

CREATE INDEX ix_dataset_release_building ON dataset_release (lease_until) WHERE state = 'building';

CREATE TABLE release_file (
    project_id BLOB    NOT NULL,
    number     INTEGER NOT NULL,
    file_name  TEXT    NOT NULL,
    format     TEXT    NOT NULL,
    media_type TEXT    NOT NULL,
    size_bytes INTEGER NOT NULL,
    sha256     TEXT    NOT NULL,
    PRIMARY KEY (project_id, number, file_name),
    FOREIGN KEY (project_id, number) REFERENCES dataset_release (project_id, number)
) STRICT, WITHOUT ROWID;
