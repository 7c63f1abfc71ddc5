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
    annotation_id BLOB REFERENCES annotation (id),
    actor_id      BLOB REFERENCES app_user (id),
    reverses_seq  INTEGER UNIQUE REFERENCES ledger_transaction (seq),
    occurred_at   INTEGER NOT NULL,
    -- Asia/Shanghai, yyyy-MM-dd.
    business_date TEXT    NOT NULL CHECK (length(business_date) = 10),
    previous_hash BLOB    NOT NULL CHECK (length(previous_hash) = 32),
    hash          BLOB    NOT NULL CHECK (length(hash) = 32)
) STRICT;

-- Serves: what an annotation has earned so far; few rows each.
CREATE INDEX ix_ledger_transaction_annotation ON ledger_transaction (annotation_id, seq) WHERE annotation_id IS NOT NULL;

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

-- An annotator contests a rejection; another person than the one who rejected answers, or the 72 hours run out in its favour.
CREATE TABLE appeal (
    id            BLOB    NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    annotation_id BLOB    NOT NULL UNIQUE REFERENCES annotation (id),
    task_id       BLOB    NOT NULL REFERENCES task (id),
    annotator_id  BLOB    NOT NULL REFERENCES app_user (id),
    reason        TEXT    NOT NULL,
    -- Who rejected, and so may not answer.
    rejected_by   BLOB    REFERENCES app_user (id),
    state         TEXT    NOT NULL CHECK (state IN ('open', 'upheld', 'dismissed')),
    filed_at      INTEGER NOT NULL,
    due_at        INTEGER NOT NULL,
    -- Null where it was upheld because nobody answered in time.
    decided_by    BLOB    REFERENCES app_user (id),
    decided_at    INTEGER,
    answer        TEXT
) STRICT, WITHOUT ROWID;

-- Serves: what waits for an answer, the most urgent first.
CREATE INDEX ix_appeal_due ON appeal (state, due_at, id);
CREATE INDEX ix_appeal_annotator ON appeal (annotator_id, id);

-- Payouts: drawn up by one administrator, approved by another. An item's amount and number never change.
CREATE TABLE payout_batch (
    id          BLOB    NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    number      INTEGER NOT NULL UNIQUE CHECK (number >= 1),
    currency    TEXT    NOT NULL,
    state       TEXT    NOT NULL CHECK (state IN ('drawnUp', 'approved', 'settled')),
    item_count  INTEGER NOT NULL CHECK (item_count BETWEEN 1 AND 1000),
    total_e4    INTEGER NOT NULL CHECK (total_e4 > 0),
    drawn_up_by BLOB    NOT NULL REFERENCES app_user (id),
    drawn_up_at INTEGER NOT NULL,
    approved_by BLOB    REFERENCES app_user (id),
    approved_at INTEGER,
    -- The second person is another one: the backstop of the approval.
    CHECK (approved_by IS NULL OR approved_by <> drawn_up_by)
) STRICT, WITHOUT ROWID;

CREATE TABLE payout_item (
    id           BLOB    NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    batch_id     BLOB    NOT NULL REFERENCES payout_batch (id),
    item_number  INTEGER NOT NULL CHECK (item_number >= 1),
    annotator_id BLOB    NOT NULL REFERENCES app_user (id),
    -- Frozen, so that the bank's file is the same byte for byte whenever it is exported.
    payee_name   TEXT    NOT NULL,
    amount_e4    INTEGER NOT NULL CHECK (amount_e4 > 0 AND amount_e4 % 100 = 0),
    state        TEXT    NOT NULL CHECK (state IN ('reserved', 'paid', 'bounced')),
    settled_by   BLOB    REFERENCES app_user (id),
    settled_at   INTEGER,
    note         TEXT,
    UNIQUE (batch_id, item_number),
    UNIQUE (batch_id, annotator_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX ix_payout_item_annotator ON payout_item (annotator_id, batch_id);

CREATE TRIGGER payout_item_frozen BEFORE UPDATE OF id, batch_id, item_number, annotator_id, payee_name, amount_e4 ON payout_item
BEGIN SELECT RAISE(ABORT, 'a payout item is frozen'); END;
CREATE TRIGGER payout_item_no_delete BEFORE DELETE ON payout_item
BEGIN SELECT RAISE(ABORT, 'a payout item is frozen'); END;
CREATE TRIGGER ledger_account_no_update BEFORE UPDATE ON ledger_account
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER ledger_account_no_delete BEFORE DELETE ON ledger_account
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER ledger_transaction_no_update BEFORE UPDATE ON ledger_transaction
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER ledger_transaction_no_delete BEFORE DELETE ON ledger_transaction
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER ledger_entry_no_update BEFORE UPDATE ON ledger_entry
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER ledger_entry_no_delete BEFORE DELETE ON ledger_entry
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
