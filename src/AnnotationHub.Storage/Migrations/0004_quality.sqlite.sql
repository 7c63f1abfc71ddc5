-- Submitted annotations, what was found about them, and what they came to together.
CREATE TABLE annotation (
    id            BLOB    NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    assignment_id BLOB    NOT NULL UNIQUE REFERENCES assignment (id),
    task_id       BLOB    NOT NULL REFERENCES task (id),
    project_id    BLOB    NOT NULL REFERENCES project (id),
    annotator_id  BLOB    NOT NULL REFERENCES app_user (id),
    state         TEXT    NOT NULL CHECK (state IN ('pending', 'accepted', 'returned', 'rejected')),
    landmarks     BLOB    NOT NULL,
    active_ms     INTEGER NOT NULL,
    -- Against the consensus or the known truth once the face is settled, in per cent of the normalising distance.
    error_percent REAL,
    -- Why it was returned or rejected, with the landmarks concerned.
    reason_code   TEXT,
    reason_text   TEXT,
    submitted_at  INTEGER NOT NULL,
    decided_at    INTEGER
) STRICT, WITHOUT ROWID;

CREATE INDEX ix_annotation_task ON annotation (task_id, id);
CREATE INDEX ix_annotation_annotator ON annotation (annotator_id, id);

-- Findings that stood when the annotation was submitted, each acknowledged by the annotator.
CREATE TABLE annotation_finding (
    annotation_id  BLOB    NOT NULL REFERENCES annotation (id),
    finding_number INTEGER NOT NULL,
    code           TEXT    NOT NULL,
    landmark       INTEGER,
    PRIMARY KEY (annotation_id, finding_number)
) STRICT, WITHOUT ROWID;

-- Landmarks pointed at by a return or a rejection.
CREATE TABLE annotation_mark (
    annotation_id BLOB    NOT NULL REFERENCES annotation (id),
    landmark      INTEGER NOT NULL,
    distance_percent REAL NOT NULL,
    PRIMARY KEY (annotation_id, landmark)
) STRICT, WITHOUT ROWID;

CREATE TABLE consensus (
    task_id           BLOB    NOT NULL PRIMARY KEY REFERENCES task (id),
    landmarks         BLOB    NOT NULL,
    -- Per landmark sxx, sxy, syy in square pixels, 64-bit little-endian.
    covariance        BLOB    NOT NULL,
    annotation_count  INTEGER NOT NULL,
    -- Mean pairwise disagreement of the annotations, and the predicted error of the consensus; per cent.
    agreement_percent REAL,
    predicted_percent REAL    NOT NULL,
    -- consensus, corrected (by a supervisor), gold.
    origin            TEXT    NOT NULL CHECK (origin IN ('consensus', 'corrected', 'gold')),
    decided_by        BLOB REFERENCES app_user (id),
    decided_at        INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE review_queue (
    task_id    BLOB    NOT NULL PRIMARY KEY REFERENCES task (id),
    project_id BLOB    NOT NULL REFERENCES project (id),
    kind       TEXT    NOT NULL CHECK (kind IN ('disagreement', 'gold', 'late', 'audit')),
    -- Lower is more urgent: what the list is sorted by.
    urgency    INTEGER NOT NULL,
    entered_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX ix_review_queue_urgency ON review_queue (urgency, entered_at, task_id);

CREATE TABLE adjudication (
    id            BLOB    NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    task_id       BLOB    NOT NULL REFERENCES task (id),
    supervisor_id BLOB    NOT NULL REFERENCES app_user (id),
    decision      TEXT    NOT NULL CHECK (decision IN ('acceptConsensus', 'correct', 'returnAnnotation', 'rejectAnnotation', 'relabel')),
    annotation_id BLOB REFERENCES annotation (id),
    reason        TEXT    NOT NULL,
    decided_at    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX ix_adjudication_task ON adjudication (task_id, id);

-- Sufficient statistics of one annotator on one scheme, packed; what the estimator's parameters are derived from.
CREATE TABLE annotator_skill (
    annotator_id BLOB    NOT NULL REFERENCES app_user (id),
    scheme_key   TEXT    NOT NULL,
    faces        INTEGER NOT NULL,
    gold_faces   INTEGER NOT NULL DEFAULT 0,
    gold_passed  INTEGER NOT NULL DEFAULT 0,
    packed_statistics   BLOB    NOT NULL,
    updated_at   INTEGER NOT NULL,
    PRIMARY KEY (annotator_id, scheme_key)
) STRICT, WITHOUT ROWID;

-- A face's history: who did what to it, when.
CREATE TABLE task_event (
    id          BLOB    NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    task_id     BLOB    NOT NULL REFERENCES task (id),
    kind        TEXT    NOT NULL,
    actor_id    BLOB REFERENCES app_user (id),
    detail      TEXT,
    occurred_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX ix_task_event_task ON task_event (task_id, id);
