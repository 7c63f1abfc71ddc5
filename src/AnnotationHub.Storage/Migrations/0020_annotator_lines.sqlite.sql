-- Whether an annotator's browser is connected, for the supervisors' floor: the connection opened last, on whichever node.
CREATE TABLE annotator_line (
    annotator_id BLOB NOT NULL PRIMARY KEY REFERENCES app_user (id),
    connection_id TEXT NOT NULL,
    is_open INTEGER NOT NULL,
    changed_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
