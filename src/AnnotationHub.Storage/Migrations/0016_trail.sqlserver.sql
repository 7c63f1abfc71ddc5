-- Who did what, to which object, when, from where, with what outcome: append-only and chained like the ledger. No secrets and no
-- personal data: ids, paths and networks.
CREATE TABLE trail_entry (
    seq BIGINT NOT NULL PRIMARY KEY,
    occurred_at BIGINT NOT NULL,
    action_name NVARCHAR(64) COLLATE Latin1_General_BIN2 NOT NULL,
    -- Null for somebody who was not signed in, and for the operator's console.
    actor_id BINARY(16) NULL REFERENCES app_user (id),
    subject NVARCHAR(300) NULL,
    outcome NVARCHAR(64) COLLATE Latin1_General_BIN2 NOT NULL,
    origin NVARCHAR(64) COLLATE Latin1_General_BIN2 NOT NULL,
    previous_hash BINARY(32) NOT NULL,
    hash BINARY(32) NOT NULL
);

-- Serves: the newest entries of one kind.
CREATE INDEX ix_trail_entry_action ON trail_entry (action_name, seq);

-- One row: where the chain ends. Locked by every entry.
CREATE TABLE trail_head (
    id INT NOT NULL PRIMARY KEY CHECK (id = 1),
    last_seq BIGINT NOT NULL,
    hash BINARY(32) NOT NULL
);

INSERT INTO trail_head (id, last_seq, hash) VALUES (1, 0, 0x0000000000000000000000000000000000000000000000000000000000000000);

GO
CREATE TRIGGER trail_entry_no_update ON trail_entry INSTEAD OF UPDATE AS THROW 51003, 'the trail is append-only', 1;
GO
CREATE TRIGGER trail_entry_no_delete ON trail_entry INSTEAD OF DELETE AS THROW 51003, 'the trail is append-only', 1;
