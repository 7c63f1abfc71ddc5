-- A client's orders and their photographs. Money is an integer of 1/10 000 of the currency's unit.
CREATE TABLE project (
    id BINARY(16) NOT NULL PRIMARY KEY,
    owner_id BINARY(16) NOT NULL REFERENCES app_user (id),
    name NVARCHAR(200) NOT NULL,
    scheme_key NVARCHAR(64) COLLATE Latin1_General_BIN2 NOT NULL,
    price_e4 BIGINT NOT NULL CHECK (price_e4 >= 0),
    currency NVARCHAR(3) COLLATE Latin1_General_BIN2 NOT NULL CHECK (LEN(currency) = 3),
    redundancy_minimum INT NOT NULL CHECK (redundancy_minimum BETWEEN 1 AND 5),
    redundancy_maximum INT NOT NULL CHECK (redundancy_maximum BETWEEN redundancy_minimum AND 5),
    -- Largest predicted error of the consensus, in per cent of the normalising distance, at which a face is finished.
    target_error_percent FLOAT(53) NOT NULL CHECK (target_error_percent > 0),
    guideline NVARCHAR(4000) NOT NULL,
    state NVARCHAR(64) COLLATE Latin1_General_BIN2 NOT NULL CHECK (state IN ('draft', 'open', 'paused', 'closed')),
    is_demonstration BIT NOT NULL DEFAULT 0,
    created_at BIGINT NOT NULL
);

CREATE INDEX ix_project_owner ON project (owner_id, id);
-- Serves: which projects hand out work now.
CREATE INDEX ix_project_open ON project (state, id);

-- Counts that pages show, kept in the transaction that moves a task, so that no page counts rows.
CREATE TABLE project_tally (
    project_id BINARY(16) NOT NULL PRIMARY KEY REFERENCES project (id),
    photographs INT NOT NULL DEFAULT 0,
    faces INT NOT NULL DEFAULT 0,
    waiting INT NOT NULL DEFAULT 0 CHECK (waiting >= 0),
    in_progress INT NOT NULL DEFAULT 0 CHECK (in_progress >= 0),
    in_review INT NOT NULL DEFAULT 0 CHECK (in_review >= 0),
    accepted INT NOT NULL DEFAULT 0 CHECK (accepted >= 0),
    rejected INT NOT NULL DEFAULT 0 CHECK (rejected >= 0)
);

CREATE TABLE photograph (
    id BINARY(16) NOT NULL PRIMARY KEY,
    project_id BINARY(16) NOT NULL REFERENCES project (id),
    file_name NVARCHAR(260) COLLATE Latin1_General_BIN2 NOT NULL,
    -- SHA-256 of the bytes as they were uploaded, hex; the duplicate check.
    upload_sha256 NVARCHAR(64) COLLATE Latin1_General_BIN2 NOT NULL,
    -- Content addresses in the image store: upright, without metadata.
    original_blob NVARCHAR(100) COLLATE Latin1_General_BIN2 NOT NULL,
    work_blob NVARCHAR(100) COLLATE Latin1_General_BIN2 NOT NULL,
    thumbnail_blob NVARCHAR(100) COLLATE Latin1_General_BIN2 NOT NULL,
    media_type NVARCHAR(64) COLLATE Latin1_General_BIN2 NOT NULL,
    -- Of the upright original, in pixels.
    width_px INT NOT NULL CHECK (width_px > 0),
    height_px INT NOT NULL CHECK (height_px > 0),
    -- As it was uploaded: EXIF orientation 1 to 8 and the raw size.
    orientation INT NOT NULL CHECK (orientation BETWEEN 1 AND 8),
    raw_width_px INT NOT NULL,
    raw_height_px INT NOT NULL,
    created_at BIGINT NOT NULL,
    UNIQUE (project_id, upload_sha256)
);
