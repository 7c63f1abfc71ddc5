-- What a release carries, fixed in the transaction that asks for it: which faces, and which version of each one's consensus.
-- In the order in which a release is written: the faces of one photograph follow one another.
CREATE TABLE release_face (
    project_id BINARY(16) NOT NULL,
    number INT NOT NULL,
    photograph_id BINARY(16) NOT NULL REFERENCES photograph (id),
    face_number INT NOT NULL,
    task_id BINARY(16) NOT NULL REFERENCES task (id),
    decided_at BIGINT NOT NULL,
    PRIMARY KEY (project_id, number, photograph_id, face_number),
    FOREIGN KEY (project_id, number) REFERENCES dataset_release (project_id, number)
);

-- A consensus that was replaced while a release that may carry it is being built.
CREATE TABLE consensus_kept (
    project_id BINARY(16) NOT NULL,
    task_id BINARY(16) NOT NULL,
    decided_at BIGINT NOT NULL,
    landmarks VARBINARY(MAX) NOT NULL,
    covariance VARBINARY(MAX) NOT NULL,
    annotation_count INT NOT NULL,
    agreement_percent FLOAT(53) NULL,
    predicted_percent FLOAT(53) NOT NULL,
    origin NVARCHAR(64) COLLATE Latin1_General_BIN2 NOT NULL,
    PRIMARY KEY (project_id, task_id, decided_at)
);
GO
-- Here and not in the program: whoever replaces a consensus need not know of releases.
CREATE TRIGGER consensus_kept_on_change ON consensus AFTER UPDATE, DELETE AS
    INSERT INTO consensus_kept (project_id, task_id, decided_at, landmarks, covariance, annotation_count, agreement_percent, predicted_percent, origin)
    SELECT t.project_id, d.task_id, d.decided_at, d.landmarks, d.covariance, d.annotation_count, d.agreement_percent, d.predicted_percent, d.origin
    FROM deleted d
    JOIN task t ON t.id = d.task_id
    WHERE EXISTS (SELECT 1 FROM dataset_release r WHERE r.project_id = t.project_id AND r.state = 'building')
      AND NOT EXISTS (SELECT 1 FROM consensus_kept k WHERE k.project_id = t.project_id AND k.task_id = d.task_id AND k.decided_at = d.decided_at);
