-- Which accepted faces a supervisor looks at again, what that found, and what a release was held to.
CREATE TABLE audit_plan (
    project_id     BLOB    NOT NULL PRIMARY KEY REFERENCES project (id),
    -- Of the faces accepted by rule, drawn as they are accepted: half at random, half by the highest predicted error.
    sample_share   REAL    NOT NULL CHECK (sample_share BETWEEN 0 AND 1),
    -- An accepted face whose adjudicated error is above this is defective; per cent of the normalising distance.
    defect_percent REAL    NOT NULL CHECK (defect_percent > 0),
    -- The client's target: the largest share of defective faces that a release may carry, with 95 % probability. Null: none.
    target_share   REAL CHECK (target_share > 0 AND target_share < 1),
    -- Faces accepted by rule: kept in the transaction that accepts one, so that nobody counts rows.
    faces          INTEGER NOT NULL DEFAULT 0,
    waiting        INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE TABLE audit_face (
    task_id           BLOB    NOT NULL PRIMARY KEY REFERENCES task (id),
    project_id        BLOB    NOT NULL REFERENCES project (id),
    predicted_percent REAL    NOT NULL,
    -- Rank by predicted error among the project's faces accepted before it, (0, 1]; the share under which it was drawn when it was
    -- accepted; the smallest share at which it is audited.
    risk_rank         REAL    NOT NULL,
    share             REAL    NOT NULL,
    entry_share       REAL    NOT NULL,
    state             TEXT    NOT NULL CHECK (state IN ('open', 'waiting', 'passed', 'defective')),
    accepted_at       INTEGER NOT NULL,
    error_percent     REAL,
    hard_flag         TEXT CHECK (hard_flag IN ('sidesSwapped', 'unusable')),
    decided_by        BLOB REFERENCES app_user (id),
    decided_at        INTEGER
) STRICT, WITHOUT ROWID;

-- Serves: the next faces that a larger share takes in.
CREATE INDEX ix_audit_face_entry ON audit_face (project_id, state, entry_share, task_id);
-- Serves: a face's rank among those accepted last.
CREATE INDEX ix_audit_face_recent ON audit_face (project_id, accepted_at, predicted_percent);
-- Serves: what the audits found, the newest first.
CREATE INDEX ix_audit_face_decided ON audit_face (project_id, decided_at) WHERE decided_at IS NOT NULL;

-- Somebody asked for more audits: every face accepted until then is under this share at the least.
CREATE TABLE audit_draw (
    project_id BLOB    NOT NULL REFERENCES project (id),
    drawn_at   INTEGER NOT NULL,
    share      REAL    NOT NULL,
    faces      INTEGER NOT NULL,
    drawn_by   BLOB    NOT NULL REFERENCES app_user (id),
    PRIMARY KEY (project_id, drawn_at)
) STRICT, WITHOUT ROWID;

-- What was known of a release's outgoing quality when it was asked for.
CREATE TABLE release_audit (
    project_id     BLOB    NOT NULL,
    number         INTEGER NOT NULL,
    faces          INTEGER NOT NULL,
    audited        INTEGER NOT NULL,
    defects        INTEGER NOT NULL,
    defect_percent REAL    NOT NULL,
    share          REAL    NOT NULL,
    low            REAL    NOT NULL,
    high           REAL    NOT NULL,
    target_share   REAL,
    PRIMARY KEY (project_id, number),
    FOREIGN KEY (project_id, number) REFERENCES dataset_release (project_id, number)
) STRICT, WITHOUT ROWID;

INSERT INTO audit_plan (project_id, sample_share, defect_percent)
SELECT id, 0.05, 4 FROM project;
