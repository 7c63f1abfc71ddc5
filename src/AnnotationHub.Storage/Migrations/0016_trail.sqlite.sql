-- Who did what, to which object, when, from where, with what outcome: append-only and chained like the ledger. No secrets and no
-- personal data: ids, paths and networks.
CREATE TABLE trail_entry (
    seq           INTEGER NOT NULL PRIMARY KEY,
    occurred_at   INTEGER NOT NULL,
    action_name   TEXT    NOT NULL,
    -- Null for somebody who was not signed in, and for the operator's console.
    actor_id      BLOB    REFERENCES app_user (id),
    subject       TEXT,
    outcome       TEXT    NOT NULL,
    origin        TEXT    NOT NULL,
    previous_hash BLOB    NOT NULL CHECK (length(previous_hash) = 32),
    hash          BLOB    NOT NULL CHECK (length(hash) = 32)
) STRICT;

-- Serves: the newest entries of one kind.
CREATE INDEX ix_trail_entry_action ON trail_entry (action_name, seq);

-- One row: where the chain ends. Locked by every entry.
CREATE TABLE trail_head (
    id       INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
    last_seq INTEGER NOT NULL,
    hash     BLOB    NOT NULL
) STRICT, WITHOUT ROWID;

INSERT INTO trail_head (id, last_seq, hash) VALUES (1, 0, zeroblob(32));

CREATE TRIGGER trail_entry_no_update BEFORE UPDATE ON trail_entry
BEGIN SELECT RAISE(ABORT, 'the trail is append-only'); END;
CREATE TRIGGER trail_entry_no_delete BEFORE DELETE ON trail_entry
BEGIN SELECT RAISE(ABORT, 'the trail is append-only'); END;
CREATE TRIGGER trail_entry_no_replace BEFORE INSERT ON trail_entry
WHEN EXISTS (SELECT 1 FROM trail_entry t WHERE t.seq = NEW.seq)
BEGIN SELECT RAISE(ABORT, 'the trail is append-only'); END;
