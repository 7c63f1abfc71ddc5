-- Immutable, numbered versions of a project's finished faces.
CREATE TABLE dataset_release (
    project_id BINARY(16) NOT NULL REFERENCES project (id),
    number INT NOT NULL CHECK (number >= 1),
    state NVARCHAR(64) COLLATE Latin1_General_BIN2 NOT NULL CHECK (state IN ('building', 'ready', 'failed')),
    -- 0 to 1.
    progress FLOAT(53) NOT NULL DEFAULT 0,
    faces INT NOT NULL DEFAULT 0,
    photographs INT NOT NULL DEFAULT 0,
    quality_json NVARCHAR(MAX) NULL,
    failure NVARCHAR(4000) NULL,
    requested_by BINARY(16) NOT NULL REFERENCES app_user (id),
    -- What was accepted at this instant is in it.
    requested_at BIGINT NOT NULL,
    finished_at BIGINT NULL,
    -- The node that builds it now: its lease, and a number that rises with every lease so that a late one is fenced off.
    lease_until BIGINT NOT NULL DEFAULT 0,
    fencing BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (project_id, number)
);

CREATE INDEX ix_dataset_release_building ON dataset_release (lease_until) WHERE state = 'building';

CREATE TABLE release_file (
    project_id BINARY(16) NOT NULL,
    number INT NOT NULL,
    file_name NVARCHAR(260) COLLATE Latin1_General_BIN2 NOT NULL,
    format NVARCHAR(64) COLLATE Latin1_General_BIN2 NOT NULL,
    media_type NVARCHAR(64) COLLATE Latin1_General_BIN2 NOT NULL,
    size_bytes BIGINT NOT NULL,
    sha256 NVARCHAR(64) COLLATE Latin1_General_BIN2 NOT NULL,
    PRIMARY KEY (project_id, number, file_name),
    FOREIGN KEY (project_id, number) REFERENCES dataset_release (project_id, number)
);
