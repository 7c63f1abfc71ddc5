-- What each annotation has added to its annotator's record, so that a repair, a rejection or a withdrawal takes exactly that off
-- again: annotator_skill.packed_statistics is the sum of these.
CREATE TABLE label_evidence (
    annotation_id BINARY(16) NOT NULL PRIMARY KEY REFERENCES annotation (id),
    annotator_id BINARY(16) NOT NULL REFERENCES app_user (id),
    scheme_key NVARCHAR(64) COLLATE Latin1_General_BIN2 NOT NULL,
    packed_statistics VARBINARY(MAX) NOT NULL,
    -- Of a known face; then whether it was passed.
    is_gold BIT NOT NULL,
    is_passed BIT NOT NULL,
    -- For the control charts: squared residuals over what was expected, and the expected number of gross errors.
    noise_ratio FLOAT(53) NOT NULL,
    gross_errors FLOAT(53) NOT NULL,
    counted_at BIGINT NOT NULL
);

-- Serves: an annotator's latest labels on the charts, and the sum of all of them.
CREATE INDEX ix_label_evidence_annotator ON label_evidence (annotator_id, scheme_key, annotation_id);

-- What is believed of everybody who labels with a scheme, and who re-estimates it now: a lease, and a number that rises with each.
CREATE TABLE scheme_population (
    scheme_key NVARCHAR(64) COLLATE Latin1_General_BIN2 NOT NULL PRIMARY KEY,
    packed_model VARBINARY(MAX) NULL,
    labels BIGINT NOT NULL DEFAULT 0,
    estimated_at BIGINT NULL,
    lease_until BIGINT NOT NULL DEFAULT 0,
    fencing BIGINT NOT NULL DEFAULT 0
);

-- The first submission of a known face as it came in: a repair overwrites the annotation, and it is the first that measures.
CREATE TABLE gold_attempt (
    annotation_id BINARY(16) NOT NULL PRIMARY KEY REFERENCES annotation (id),
    task_id BINARY(16) NOT NULL REFERENCES task (id),
    annotator_id BINARY(16) NOT NULL REFERENCES app_user (id),
    scheme_key NVARCHAR(64) COLLATE Latin1_General_BIN2 NOT NULL,
    landmarks VARBINARY(MAX) NOT NULL,
    submitted_at BIGINT NOT NULL
);

-- Serves: whether several contradict a known face.
CREATE INDEX ix_gold_attempt_task ON gold_attempt (task_id, annotation_id);
-- Serves: an annotator's accuracy on known faces.
CREATE INDEX ix_gold_attempt_annotator ON gold_attempt (annotator_id, scheme_key, annotation_id);

-- A known face that several good annotators contradicted: taken out by rule; the truth that was believed is kept as evidence.
CREATE TABLE gold_retirement (
    task_id BINARY(16) NOT NULL PRIMARY KEY REFERENCES task (id),
    landmarks VARBINARY(MAX) NOT NULL,
    -- How far the truth lies from what they agree on, in standard deviations, where it is worst; and how many they were.
    misfit FLOAT(53) NOT NULL,
    annotators INT NOT NULL,
    retired_at BIGINT NOT NULL
);

-- Records of before have no parts that they could be proved by: the next re-estimation makes them anew from the labels.
INSERT INTO gold_attempt (annotation_id, task_id, annotator_id, scheme_key, landmarks, submitted_at)
SELECT n.id, n.task_id, n.annotator_id, p.scheme_key, n.landmarks, n.submitted_at
FROM annotation n JOIN gold_truth k ON k.task_id = n.task_id JOIN project p ON p.id = n.project_id;

DELETE FROM annotator_skill;
