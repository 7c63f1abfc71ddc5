-- A known face's annotation that is decided later, as late as an ordinary one would be: nothing tells the annotator which it was.
CREATE TABLE known_face_wait (
    annotation_id BLOB NOT NULL PRIMARY KEY REFERENCES annotation (id),
    task_id BLOB NOT NULL REFERENCES task (id),
    due_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Serves: what is due.
CREATE INDEX ix_known_face_wait_due ON known_face_wait (due_at);
-- Serves: which annotations of a face wait.
CREATE INDEX ix_known_face_wait_task ON known_face_wait (task_id);
