-- Who gets which work. What is counted here bounds what a claim looks at; nothing is decided by it but the hand-out.

-- Faces handed to an annotator in a scheme, and the known ones among them: what the rate of known faces goes by.
CREATE TABLE hand_out_tally (
    annotator_id BINARY(16) NOT NULL REFERENCES app_user (id),
    scheme_key NVARCHAR(64) COLLATE Latin1_General_BIN2 NOT NULL,
    faces INT NOT NULL,
    gold_faces INT NOT NULL,
    PRIMARY KEY (annotator_id, scheme_key)
);

-- Who has asked a project for work lately, while it had little; empty-handed where the last claim got nothing.
CREATE TABLE hand_out_presence (
    project_id BINARY(16) NOT NULL REFERENCES project (id),
    annotator_id BINARY(16) NOT NULL REFERENCES app_user (id),
    seen_at BIGINT NOT NULL,
    is_empty_handed BIT NOT NULL,
    PRIMARY KEY (project_id, annotator_id)
);

-- Serves: those who are active now, and no others.
CREATE INDEX ix_hand_out_presence_seen ON hand_out_presence (project_id, seen_at);

-- How many labels each project has been served, for their rotation.
CREATE TABLE project_service (
    project_id BINARY(16) NOT NULL PRIMARY KEY REFERENCES project (id),
    served BIGINT NOT NULL
);

-- The annotator's control charts, packed; which are out of their limits, and since when; null where none is.
ALTER TABLE annotator_skill ADD drift_charts VARBINARY(MAX) NULL;
ALTER TABLE annotator_skill ADD drift_signals NVARCHAR(64) COLLATE Latin1_General_BIN2 NULL;
ALTER TABLE annotator_skill ADD drift_since BIGINT NULL;
