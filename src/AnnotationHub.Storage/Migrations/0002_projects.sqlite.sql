-- A client's orders and their photographs. Money is an integer of 1/10 000 of the currency's unit.
CREATE TABLE project (
    id                 BLOB    NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    owner_id           BLOB    NOT NULL REFERENCES app_user (id),
    name               TEXT    NOT NULL,
    scheme_key         TEXT    NOT NULL,
    price_e4           INTEGER NOT NULL CHECK (price_e4 >= 0),
    currency           TEXT    NOT NULL CHECK (length(currency) = 3),
    redundancy_minimum INTEGER NOT NULL CHECK (redundancy_minimum BETWEEN 1 AND 5),
    redundancy_maximum INTEGER NOT NULL CHECK (redundancy_maximum BETWEEN redundancy_minimum AND 5),
    -- Largest predicted error of the consensus, in per cent of the normalising distance, at which a face is finished.
    target_error_percent REAL  NOT NULL CHECK (target_error_percent > 0),
    guideline          TEXT    NOT NULL,
    state              TEXT    NOT NULL CHECK (state IN ('draft', 'open', 'paused', 'closed')),
    is_demonstration   INTEGER NOT NULL DEFAULT 0 CHECK (is_demonstration IN (0, 1)),
    created_at         INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX ix_project_owner ON project (owner_id, id);
-- Serves: which projects hand out work now.
CREATE INDEX ix_project_open ON project (state, id);

-- Counts that pages show, kept in the transaction that moves a task, so that no page counts rows.
CREATE TABLE project_tally (
    project_id  BLOB    NOT NULL PRIMARY KEY REFERENCES project (id),
    photographs INTEGER NOT NULL DEFAULT 0,
    faces       INTEGER NOT NULL DEFAULT 0,
    waiting     INTEGER NOT NULL DEFAULT 0 CHECK (waiting >= 0),
    in_progress INTEGER NOT NULL DEFAULT 0 CHECK (in_progress >= 0),
    in_review   INTEGER NOT NULL DEFAULT 0 CHECK (in_review >= 0),
    accepted    INTEGER NOT NULL DEFAULT 0 CHECK (accepted >= 0),
    rejected    INTEGER NOT NULL DEFAULT 0 CHECK (rejected >= 0)
) STRICT, WITHOUT ROWID;

CREATE TABLE photograph (
    id            BLOB    NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    project_id    BLOB    NOT NULL REFERENCES project (id),
    file_name     TEXT    NOT NULL,
    -- SHA-256 of the bytes as they were uploaded, hex; the duplicate check.
    upload_sha256 TEXT    NOT NULL,
    -- Content addresses in the image store: upright, without metadata.
    original_blob TEXT    NOT NULL,
    work_blob     TEXT    NOT NULL,
    thumbnail_blob TEXT   NOT NULL,
    media_type    TEXT    NOT NULL,
    -- Of the upright original, in pixels.
    width_px      INTEGER NOT NULL CHECK (width_px > 0),
    height_px     INTEGER NOT NULL CHECK (height_px > 0),
    -- As it was uploaded: EXIF orientation 1 to 8 and the raw size.
    orientation   INTEGER NOT NULL CHECK (orientation BETWEEN 1 AND 8),
    raw_width_px  INTEGER NOT NULL,
    raw_height_px INTEGER NOT NULL,
    created_at    INTEGER NOT NULL,
    UNIQUE (project_id, upload_sha256)
) STRICT, WITHOUT ROWID;
