-- What a project's accepted faces say about how faces differ from their mean: learned again each time their number has doubled.
CREATE TABLE project_shape (
    project_id BINARY(16) NOT NULL PRIMARY KEY REFERENCES project (id),
    -- Accepted faces of the project when it was learned, and how many of them it was learned from; none where too few were complete.
    accepted INT NOT NULL,
    faces INT NOT NULL CHECK (faces >= 0),
    -- Standard deviation of what the modes leave out, per coordinate, in normalising distances.
    noise FLOAT(53) NOT NULL,
    -- 64-bit numbers, little-endian, in normalising distances: x, y of each landmark of the mean; then of each mode, strongest first.
    mean VARBINARY(MAX) NOT NULL,
    modes VARBINARY(MAX) NOT NULL,
    learned_at BIGINT NOT NULL
);
