-- Which accepted faces a supervisor looks at again, what that found, and what a release was held to.
CREATE TABLE audit_plan (
    project_id BINARY(16) NOT NULL PRIMARY KEY REFERENCES project (id),
    -- Of the faces accepted by rule, drawn as they are accepted: half at random, half by the highest predicted error.
    sample_share FLOAT(53) NOT NULL CHECK (sample_share BETWEEN 0 AND 1),
    -- An accepted face whose adjudicated error is above this is defective; per cent of the normalising distance.
    defect_percent FLOAT(53) NOT NULL CHECK (defect_percent > 0),
    -- The client's target: the largest share of defective faces that a release may carry, with 95 % probability. Null: none.
    target_share FLOAT(53) NULL CHECK (target_share > 0 AND target_share < 1),
    -- Faces accepted by rule: kept in the transaction that accepts one, so that nobody counts rows.
    faces INT NOT NULL DEFAULT 0,
    waiting INT NOT NULL DEFAULT 0
);

CREATE TABLE audit_face (
    task_id BINARY(16) NOT NULL PRIMARY KEY REFERENCES task (id),
    project_id BINARY(16) NOT NULL REFERENCES project (id),
    predicted_percent FLOAT(53) NOT NULL,
    -- Rank by predicted error among the project's faces accepted before it, (0, 1]; the share under which it was drawn when it was
    -- accepted; the smallest share at which it is audited.
    risk_rank FLOAT(53) NOT NULL,
    share FLOAT(53) NOT NULL,
    entry_share FLOAT(53) NOT NULL,
    state NVARCHAR(64) COLLATE Latin1_General_BIN2 NOT NULL CHECK (state IN ('open', 'waiting', 'passed', 'defective')),
    accepted_at BIGINT NOT NULL,
    error_percent FLOAT(53) NULL,
    hard_flag NVARCHAR(64) COLLATE Latin1_General_BIN2 NULL CHECK (hard_flag IN ('sidesSwapped', 'unusable')),
    decided_by BINARY(16) NULL REFERENCES app_user (id),
    decided_at BIGINT NULL
);

-- Serves: the next faces that a larger share takes in.
CREATE INDEX ix_audit_face_entry ON audit_face (project_id, state, entry_share, task_id);
-- Serves: a face's rank among those accepted last.
CREATE INDEX ix_audit_face_recent ON audit_face (project_id, accepted_at, predicted_percent);
-- Serves: what the audits found, the newest first.
CREATE INDEX ix_audit_face_decided ON audit_face (project_id, decided_at) WHERE decided_at IS NOT NULL;

-- Somebody asked for more audits: every face accepted until then is under this share at the least.
CREATE TABLE audit_draw (
    project_id BINARY(16) NOT NULL REFERENCES project (id),
    drawn_at BIGINT NOT NULL,
    share FLOAT(53) NOT NULL,
    faces INT NOT NULL,
    drawn_by BINARY(16) NOT NULL REFERENCES app_user (id),
    PRIMARY KEY (project_id, drawn_at)
);

-- What was known of a release's outgoing quality when it was asked for.
CREATE TABLE release_audit (
    project_id BINARY(16) NOT NULL,
    number INT NOT NULL,
    faces INT NOT NULL,
    audited INT NOT NULL,
    defects INT NOT NULL,
    defect_percent FLOAT(53) NOT NULL,
    share FLOAT(53) NOT NULL,
    low FLOAT(53) NOT NULL,
    high FLOAT(53) NOT NULL,
    target_share FLOAT(53) NULL,
    PRIMARY KEY (project_id, number),
    FOREIGN KEY (project_id, number) REFERENCES dataset_release (project_id, number)
);

GO
INSERT INTO audit_plan (project_id, sample_share, defect_percent)
SELECT id, 0.05, 4 FROM project;
