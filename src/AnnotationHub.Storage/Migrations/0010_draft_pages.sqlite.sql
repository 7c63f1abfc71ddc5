-- A draft of a hundred landmarks is 3 kB. In a table without row ids whatever is longer than a quarter of a page is cut off into a chain
-- of other pages, which every placement frees and writes anew; in an ordinary table the whole row lies in one page.
CREATE TABLE draft_by_row (
    assignment_id    BLOB    NOT NULL PRIMARY KEY REFERENCES assignment (id),
    durable_sequence INTEGER NOT NULL,
    placements       BLOB    NOT NULL,
    -- Active time as the server saw it: gaps over two minutes are not counted.
    active_ms        INTEGER NOT NULL DEFAULT 0,
    updated_at       INTEGER NOT NULL
) STRICT;

INSERT INTO draft_by_row (assignment_id, durable_sequence, placements, active_ms, updated_at)
SELECT assignment_id, durable_sequence, placements, active_ms, updated_at FROM draft ORDER BY assignment_id;

DROP TABLE draft;

ALTER TABLE draft_by_row RENAME TO draft;
