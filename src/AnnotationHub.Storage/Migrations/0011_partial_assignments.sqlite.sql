-- Another label is asked for the disputed landmarks alone. Sets of landmarks: ascending indices, 16-bit little-endian.

-- What the open slots of a face are open for; null for the whole face.
ALTER TABLE task_queue ADD COLUMN landmarks BLOB;

-- An assignment without a row asks for the whole face. Frozen at the claim: the whole face's price, and the rule by which
-- assignment.price_e4 follows from it.
CREATE TABLE partial_assignment (
    assignment_id  BLOB    NOT NULL PRIMARY KEY REFERENCES assignment (id),
    landmarks      BLOB    NOT NULL CHECK (length(landmarks) > 0),
    whole_price_e4 INTEGER NOT NULL CHECK (whole_price_e4 >= 0),
    rule_name      TEXT    NOT NULL
) STRICT, WITHOUT ROWID;

-- Largest predicted error of all landmarks of a kind, where the project wants some better than others; per cent of the
-- normalising distance.
CREATE TABLE project_kind_target (
    project_id    BLOB NOT NULL REFERENCES project (id),
    landmark_kind TEXT NOT NULL,
    target_percent REAL NOT NULL CHECK (target_percent > 0),
    PRIMARY KEY (project_id, landmark_kind)
) STRICT, WITHOUT ROWID;
