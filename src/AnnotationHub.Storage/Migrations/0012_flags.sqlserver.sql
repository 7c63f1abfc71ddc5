-- What about an annotator's work a person should look at. Nothing follows from a flag by itself.
CREATE TABLE quality_flag (
    id BINARY(16) NOT NULL PRIMARY KEY,
    annotator_id BINARY(16) NOT NULL REFERENCES app_user (id),
    scheme_key NVARCHAR(64) COLLATE Latin1_General_BIN2 NOT NULL,
    kind NVARCHAR(64) COLLATE Latin1_General_BIN2 NOT NULL,
    -- What in particular: a kind of landmark, a control chart, the other annotator's id; empty where there is nothing.
    subject NVARCHAR(64) COLLATE Latin1_General_BIN2 NOT NULL,
    severity NVARCHAR(64) COLLATE Latin1_General_BIN2 NOT NULL CHECK (severity IN ('warn', 'coach', 'stop')),
    -- What was measured last, and the limit that it passed, in the kind's own unit.
    measured FLOAT(53) NOT NULL,
    limit_value FLOAT(53) NOT NULL,
    -- The annotator's labels in the scheme when it was measured last.
    labels INT NOT NULL,
    state NVARCHAR(64) COLLATE Latin1_General_BIN2 NOT NULL CHECK (state IN ('open', 'dismissed', 'confirmed')),
    raised_at BIGINT NOT NULL,
    seen_at BIGINT NOT NULL,
    decided_by BINARY(16) NULL REFERENCES app_user (id),
    decided_at BIGINT NULL,
    note NVARCHAR(2000) NULL
);

-- One open flag about one thing: the backstop of raising it.
CREATE UNIQUE INDEX ux_quality_flag_open ON quality_flag (annotator_id, scheme_key, kind, subject) WHERE state = 'open';
-- Serves: the list, newest first, and the last decision about the same thing.
CREATE INDEX ix_quality_flag_state ON quality_flag (state, id);
CREATE INDEX ix_quality_flag_annotator ON quality_flag (annotator_id, scheme_key, kind, subject, id);

-- The faces on which it showed.
CREATE TABLE quality_flag_face (
    flag_id BINARY(16) NOT NULL REFERENCES quality_flag (id),
    task_id BINARY(16) NOT NULL REFERENCES task (id),
    measured FLOAT(53) NOT NULL,
    PRIMARY KEY (flag_id, task_id)
);

-- Two annotators on the same faces: sums from which it shows whether one copied the other.
CREATE TABLE annotator_pair (
    first_annotator_id BINARY(16) NOT NULL REFERENCES app_user (id),
    second_annotator_id BINARY(16) NOT NULL REFERENCES app_user (id),
    scheme_key NVARCHAR(64) COLLATE Latin1_General_BIN2 NOT NULL,
    packed_evidence VARBINARY(100) NOT NULL,
    CHECK (first_annotator_id < second_annotator_id),
    PRIMARY KEY (first_annotator_id, second_annotator_id, scheme_key)
);

-- How an annotator has gone about the latest labels; halved from time to time, so that the past fades.
CREATE TABLE annotator_conduct (
    annotator_id BINARY(16) NOT NULL REFERENCES app_user (id),
    scheme_key NVARCHAR(64) COLLATE Latin1_General_BIN2 NOT NULL,
    labels INT NOT NULL,
    -- Labels that began with suggested places, and those of them that left nearly all where they were.
    suggested INT NOT NULL,
    untouched INT NOT NULL,
    -- Labels that came faster than a hand can place them.
    impossible_pace INT NOT NULL,
    PRIMARY KEY (annotator_id, scheme_key)
);
