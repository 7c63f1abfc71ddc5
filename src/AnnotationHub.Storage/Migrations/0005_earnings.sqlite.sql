-- The ledger: append-only balanced postings. Amounts are integers of 1/10 000 of the currency's unit.
CREATE TABLE ledger_account (
    id       BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    kind     TEXT NOT NULL CHECK (kind IN ('held', 'payable', 'clearing', 'bank', 'projectCost', 'bonusCost', 'topUpCost')),
    -- The annotator or the project that it belongs to; 16 zero bytes for the house's own.
    owner_id BLOB NOT NULL CHECK (length(owner_id) = 16),
    currency TEXT NOT NULL,
    UNIQUE (kind, owner_id, currency)
) STRICT, WITHOUT ROWID;

CREATE TABLE ledger_transaction (
    seq           INTEGER NOT NULL PRIMARY KEY,
    business_key  TEXT    NOT NULL UNIQUE,
    kind          TEXT    NOT NULL,
    -- What it is about: the annotation, batch item or rule.
    cause         TEXT    NOT NULL,
    task_id       BLOB REFERENCES task (id),
    actor_id      BLOB REFERENCES app_user (id),
    reverses_seq  INTEGER UNIQUE REFERENCES ledger_transaction (seq),
    occurred_at   INTEGER NOT NULL,
    -- Asia/Shanghai, yyyy-MM-dd.
    business_date TEXT    NOT NULL CHECK (length(business_date) = 10),
    previous_hash BLOB    NOT NULL CHECK (length(previous_hash) = 32),
    hash          BLOB    NOT NULL CHECK (length(hash) = 32)
) STRICT;

CREATE TABLE ledger_entry (
    seq         INTEGER NOT NULL REFERENCES ledger_transaction (seq),
    line_number INTEGER NOT NULL,
    account_id  BLOB    NOT NULL REFERENCES ledger_account (id),
    amount_e4   INTEGER NOT NULL,
    PRIMARY KEY (seq, line_number)
) STRICT, WITHOUT ROWID;

-- Serves: an annotator's entries, newest first, paged.
CREATE INDEX ix_ledger_entry_account ON ledger_entry (account_id, seq, line_number);

-- A cache of the sums, written in the transaction of the posting and proved anew by verify.
CREATE TABLE ledger_balance (
    account_id BLOB    NOT NULL PRIMARY KEY REFERENCES ledger_account (id),
    amount_e4  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- What each account gained and lost by business day: today's and this month's sums without adding up the past.
CREATE TABLE ledger_day (
    account_id    BLOB    NOT NULL REFERENCES ledger_account (id),
    business_date TEXT    NOT NULL,
    amount_e4     INTEGER NOT NULL,
    PRIMARY KEY (account_id, business_date)
) STRICT, WITHOUT ROWID;

-- One row: where the chain ends. Locked by every posting, so that the chain has one order on any number of nodes.
CREATE TABLE ledger_head (
    id       INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
    last_seq INTEGER NOT NULL,
    hash     BLOB    NOT NULL
) STRICT, WITHOUT ROWID;

INSERT INTO ledger_head (id, last_seq, hash) VALUES (1, 0, zeroblob(32));

-- Faces and active time of an annotator by business day: the effective hourly wage.
CREATE TABLE work_day (
    annotator_id  BLOB    NOT NULL REFERENCES app_user (id),
    business_date TEXT    NOT NULL,
    faces         INTEGER NOT NULL,
    active_ms     INTEGER NOT NULL,
    PRIMARY KEY (annotator_id, business_date)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER ledger_transaction_no_update BEFORE UPDATE ON ledger_transaction
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER ledger_transaction_no_delete BEFORE DELETE ON ledger_transaction
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER ledger_entry_no_update BEFORE UPDATE ON ledger_entry
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER ledger_entry_no_delete BEFORE DELETE ON ledger_entry
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
