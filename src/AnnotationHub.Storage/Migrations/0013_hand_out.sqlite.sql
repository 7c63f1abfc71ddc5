-- Who gets which work. What is counted here bounds what a claim looks at; nothing is decided by it but the hand-out.

-- Faces handed to an annotator in a scheme, and the known ones among them: what the rate of known faces goes by.
CREATE TABLE hand_out_tally (
    annotator_id BLOB    NOT NULL REFERENCES app_user (id),
    scheme_key   TEXT    NOT NULL,
    faces        INTEGER NOT NULL,
    gold_faces   INTEGER NOT NULL,
    PRIMARY KEY (annotator_id, scheme_key)
) STRICT, WITHOUT ROWID;

-- Who has asked a project for work lately, while it had little; empty-handed where the last claim got nothing.
CREATE TABLE hand_out_presence (
    project_id   BLOB    NOT NULL REFERENCES project (id),
    annotator_id BLOB    NOT NULL REFERENCES app_user (id),
    seen_at      INTEGER NOT NULL,
    is_empty_handed INTEGER NOT NULL CHECK (is_empty_handed IN (0, 1)),
    PRIMARY KEY (project_id, annotator_id)
) STRICT, WITHOUT ROWID;

-- Serves: those who are active now, and no others.
CREATE INDEX ix_hand_out_presence_seen ON hand_out_presence (project_id, seen_at);

-- How many labels each project has been served, for their rotation.
CREATE TABLE project_service (
    project_id BLOB    NOT NULL PRIMARY KEY REFERENCES project (id),
    served     INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- The annotator's control charts, packed; which are out of their limits, and since when; null where none is.
ALTER TABLE annotator_skill ADD COLUMN drift_charts BLOB;
ALTER TABLE annotator_skill ADD COLUMN drift_signals TEXT;
ALTER TABLE annotator_skill ADD COLUMN drift_since INTEGER;
