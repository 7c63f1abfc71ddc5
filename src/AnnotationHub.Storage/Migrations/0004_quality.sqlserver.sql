-- Submitted annotations, what was found about them, and what they came to together.
CREATE TABLE annotation (
    id BINARY(16) NOT NULL PRIMARY KEY,
    assignment_id BINARY(16) NOT NULL UNIQUE REFERENCES assignment (id),
    task_id BINARY(16) NOT NULL REFERENCES task (id),
    project_id BINARY(16) NOT NULL REFERENCES project (id),
    annotator_id BINARY(16) NOT NULL REFERENCES app_user (id),
    state NVARCHAR(64) COLLATE Latin1_General_BIN2 NOT NULL CHECK (state IN ('pending', 'accepted', 'returned', 'rejected')),
    landmarks VARBINARY(MAX) NOT NULL,
    active_ms BIGINT NOT NULL,
    -- Against the consensus or the known truth once the face is settled, in per cent of the normalising distance.
    error_percent FLOAT(53) NULL,
    -- Why it was returned or rejected, with the landmarks concerned.
    reason_code NVARCHAR(64) COLLATE Latin1_General_BIN2 NULL,
    reason_text NVARCHAR(2000) NULL,
    submitted_at BIGINT NOT NULL,
    decided_at BIGINT NULL
);

CREATE INDEX ix_annotation_task ON annotation (task_id, id);
CREATE INDEX ix_annotation_annotator ON annotation (annotator_id, id);

-- Findings that stood when the annotation was submitted, each acknowledged by the annotator.
CREATE TABLE annotation_finding (
    annotation_id BINARY(16) NOT NULL REFERENCES annotation (id),
    finding_number INT NOT NULL,
    code NVARCHAR(64) COLLATE Latin1_General_BIN2 NOT NULL,
    landmark INT NULL,
    PRIMARY KEY (annotation_id, finding_number)
);

-- Landmarks pointed at by a return or a rejection.
CREATE TABLE annotation_mark (
    annotation_id BINARY(16) NOT NULL REFERENCES annotation (id),
    landmark INT NOT NULL,
    distance_percent FLOAT(53) NOT NULL,
    PRIMARY KEY (annotation_id, landmark)
);

CREATE TABLE consensus (
    task_id BINARY(16) NOT NULL PRIMARY KEY REFERENCES task (id),
    landmarks VARBINARY(MAX) NOT NULL,
    -- Per landmark sxx, sxy, syy in square pixels, 64-bit little-endian.
    covariance VARBINARY(MAX) NOT NULL,
    annotation_count INT NOT NULL,
    -- Mean pairwise disagreement of the annotations, and the predicted error of the consensus; per cent.
    agreement_percent FLOAT(53) NULL,
    predicted_percent FLOAT(53) NOT NULL,
    -- consensus, corrected (by a supervisor), gold.
    origin NVARCHAR(64) COLLATE Latin1_General_BIN2 NOT NULL CHECK (origin IN ('consensus', 'corrected', 'gold')),
    decided_by BINARY(16) NULL REFERENCES app_user (id),
    decided_at BIGINT NOT NULL
);

CREATE TABLE review_queue (
    task_id BINARY(16) NOT NULL PRIMARY KEY REFERENCES task (id),
    project_id BINARY(16) NOT NULL REFERENCES project (id),
    kind NVARCHAR(64) COLLATE Latin1_General_BIN2 NOT NULL CHECK (kind IN ('disagreement', 'gold', 'late', 'audit')),
    -- Lower is more urgent: what the list is sorted by.
    urgency INT NOT NULL,
    entered_at BIGINT NOT NULL
);

CREATE INDEX ix_review_queue_urgency ON review_queue (urgency, entered_at, task_id);

CREATE TABLE adjudication (
    id BINARY(16) NOT NULL PRIMARY KEY,
    task_id BINARY(16) NOT NULL REFERENCES task (id),
    supervisor_id BINARY(16) NOT NULL REFERENCES app_user (id),
    decision NVARCHAR(64) COLLATE Latin1_General_BIN2 NOT NULL CHECK (decision IN ('acceptConsensus', 'correct', 'returnAnnotation', 'rejectAnnotation', 'relabel')),
    annotation_id BINARY(16) NULL REFERENCES annotation (id),
    reason NVARCHAR(2000) NOT NULL,
    decided_at BIGINT NOT NULL
);

CREATE INDEX ix_adjudication_task ON adjudication (task_id, id);

-- Sufficient statistics of one annotator on one scheme, packed; what the estimator's parameters are derived from.
CREATE TABLE annotator_skill (
    annotator_id BINARY(16) NOT NULL REFERENCES app_user (id),
    scheme_key NVARCHAR(64) COLLATE Latin1_General_BIN2 NOT NULL,
    faces INT NOT NULL,
    gold_faces INT NOT NULL DEFAULT 0,
    gold_passed INT NOT NULL DEFAULT 0,
    packed_statistics VARBINARY(MAX) NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (annotator_id, scheme_key)
);

-- A face's history: who did what to it, when.
CREATE TABLE task_event (
    id BINARY(16) NOT NULL PRIMARY KEY,
    task_id BINARY(16) NOT NULL REFERENCES task (id),
    kind NVARCHAR(64) COLLATE Latin1_General_BIN2 NOT NULL,
    actor_id BINARY(16) NULL REFERENCES app_user (id),
    detail NVARCHAR(2000) NULL,
    occurred_at BIGINT NOT NULL
);

CREATE INDEX ix_task_event_task ON task_event (task_id, id);
