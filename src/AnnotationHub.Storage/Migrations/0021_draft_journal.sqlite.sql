-- What a crowd's group commits took, one row each, until the drafts that hold it are saved: at most some dozen rows at a time.
CREATE TABLE draft_journal (
    id      INTEGER NOT NULL PRIMARY KEY,
    entries BLOB    NOT NULL
) STRICT;
