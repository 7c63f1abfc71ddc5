-- What a project's accepted faces say about how faces differ from their mean: learned again each time their number has doubled.
CREATE TABLE project_shape (
    project_id BLOB    NOT NULL PRIMARY KEY REFERENCES project (id),
    -- Accepted faces of the project when it was learned, and how many of them it was learned from; none where too few were complete.
    accepted   INTEGER NOT NULL,
    faces      INTEGER NOT NULL CHECK (faces >= 0),
    -- Standard deviation of what the modes leave out, per coordinate, in normalising distances.
    noise      REAL    NOT NULL,
    -- 64-bit numbers, little-endian, in normalising distances: x, y of each landmark of the mean; then of each mode, strongest first.
    mean       BLOB    NOT NULL,
    modes      BLOB    NOT NULL,
    learned_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
