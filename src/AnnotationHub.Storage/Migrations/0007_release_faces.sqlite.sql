-- What a release carries, fixed in the transaction that asks for it: which faces, and which version of each one's consensus.
-- In the order in which a release is written: the faces of one photograph follow one another.
CREATE TABLE release_face (
    project_id    BLOB    NOT NULL,
    number        INTEGER NOT NULL,
    photograph_id BLOB    NOT NULL REFERENCES photograph (id),
    face_number   INTEGER NOT NULL,
    task_id       BLOB    NOT NULL REFERENCES task (id),
    decided_at    INTEGER NOT NULL,
    PRIMARY KEY (project_id, number, photograph_id, face_number),
    FOREIGN KEY (project_id, number) REFERENCES dataset_release (project_id, number)
) STRICT, WITHOUT ROWID;

-- A consensus that was replaced while a release that may carry it is being built.
CREATE TABLE consensus_kept (
    project_id        BLOB    NOT NULL,
    task_id           BLOB    NOT NULL,
    decided_at        INTEGER NOT NULL,
    landmarks         BLOB    NOT NULL,
    covariance        BLOB    NOT NULL,
    annotation_count  INTEGER NOT NULL,
    agreement_percent REAL,
    predicted_percent REAL    NOT NULL,
    origin            TEXT    NOT NULL,
    PRIMARY KEY (project_id, task_id, decided_at)
) STRICT, WITHOUT ROWID;

-- Here and not in the program: whoever replaces a consensus need not know of releases.
CREATE TRIGGER consensus_kept_on_update BEFORE UPDATE ON consensus
BEGIN
    INSERT OR IGNORE INTO consensus_kept (project_id, task_id, decided_at, landmarks, covariance, annotation_count, agreement_percent, predicted_percent, origin)
    SELECT t.project_id, OLD.task_id, OLD.decided_at, OLD.landmarks, OLD.covariance, OLD.annotation_count, OLD.agreement_percent, OLD.predicted_percent, OLD.origin
    FROM task t
    WHERE t.id = OLD.task_id AND EXISTS (SELECT 1 FROM dataset_release r WHERE r.project_id = t.project_id AND r.state = 'building');
END;

CREATE TRIGGER consensus_kept_on_delete BEFORE DELETE ON consensus
BEGIN
    INSERT OR IGNORE INTO consensus_kept (project_id, task_id, decided_at, landmarks, covariance, annotation_count, agreement_percent, predicted_percent, origin)
    SELECT t.project_id, OLD.task_id, OLD.decided_at, OLD.landmarks, OLD.covariance, OLD.annotation_count, OLD.agreement_percent, OLD.predicted_percent, OLD.origin
    FROM task t
    WHERE t.id = OLD.task_id AND EXISTS (SELECT 1 FROM dataset_release r WHERE r.project_id = t.project_id AND r.state = 'building');
END;
