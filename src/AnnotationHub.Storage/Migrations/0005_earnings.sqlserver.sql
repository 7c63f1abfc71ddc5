-- The ledger: append-only balanced postings. Amounts are integers of 1/10 000 of the currency's unit.
CREATE TABLE ledger_account (
    id BINARY(16) NOT NULL PRIMARY KEY,
    kind NVARCHAR(64) COLLATE Latin1_General_BIN2 NOT NULL CHECK (kind IN ('held', 'payable', 'clearing', 'bank', 'projectCost', 'bonusCost', 'topUpCost')),
    -- The annotator or the project that it belongs to; 16 zero bytes for the house's own.
    owner_id BINARY(16) NOT NULL,
    currency NVARCHAR(3) COLLATE Latin1_General_BIN2 NOT NULL,
    UNIQUE (kind, owner_id, currency)
);

CREATE TABLE ledger_transaction (
    seq BIGINT NOT NULL PRIMARY KEY,
    business_key NVARCHAR(200) COLLATE Latin1_General_BIN2 NOT NULL UNIQUE,
    kind NVARCHAR(64) COLLATE Latin1_General_BIN2 NOT NULL,
    -- What it is about: the annotation, batch item or rule.
    cause NVARCHAR(200) COLLATE Latin1_General_BIN2 NOT NULL,
    task_id BINARY(16) NULL REFERENCES task (id),
    annotation_id BINARY(16) NULL REFERENCES annotation (id),
    actor_id BINARY(16) NULL REFERENCES app_user (id),
    reverses_seq BIGINT NULL REFERENCES ledger_transaction (seq),
    occurred_at BIGINT NOT NULL,
    -- Asia/Shanghai, yyyy-MM-dd.
    business_date NVARCHAR(10) COLLATE Latin1_General_BIN2 NOT NULL CHECK (LEN(business_date) = 10),
    previous_hash BINARY(32) NOT NULL,
    hash BINARY(32) NOT NULL
);

-- One reversal at most; SQL Server takes a null for a value in a plain unique constraint.
CREATE UNIQUE INDEX ux_ledger_transaction_reverses ON ledger_transaction (reverses_seq) WHERE reverses_seq IS NOT NULL;

-- Serves: what an annotation has earned so far; few rows each.
CREATE INDEX ix_ledger_transaction_annotation ON ledger_transaction (annotation_id, seq) WHERE annotation_id IS NOT NULL;

CREATE TABLE ledger_entry (
    seq BIGINT NOT NULL REFERENCES ledger_transaction (seq),
    line_number INT NOT NULL,
    account_id BINARY(16) NOT NULL REFERENCES ledger_account (id),
    amount_e4 BIGINT NOT NULL,
    PRIMARY KEY (seq, line_number)
);

-- Serves: an annotator's entries, newest first, paged.
CREATE INDEX ix_ledger_entry_account ON ledger_entry (account_id, seq, line_number);

-- A cache of the sums, written in the transaction of the posting and proved anew by verify.
CREATE TABLE ledger_balance (
    account_id BINARY(16) NOT NULL PRIMARY KEY REFERENCES ledger_account (id),
    amount_e4 BIGINT NOT NULL
);

-- What each account gained and lost by business day: today's and this month's sums without adding up the past.
CREATE TABLE ledger_day (
    account_id BINARY(16) NOT NULL REFERENCES ledger_account (id),
    business_date NVARCHAR(10) COLLATE Latin1_General_BIN2 NOT NULL,
    amount_e4 BIGINT NOT NULL,
    PRIMARY KEY (account_id, business_date)
);

-- One row: where the chain ends. Locked by every posting, so that the chain has one order on any number of nodes.
CREATE TABLE ledger_head (
    id INT NOT NULL PRIMARY KEY CHECK (id = 1),
    last_seq BIGINT NOT NULL,
    hash BINARY(32) NOT NULL
);

INSERT INTO ledger_head (id, last_seq, hash) VALUES (1, 0, 0x0000000000000000000000000000000000000000000000000000000000000000);

-- Faces and active time of an annotator by business day: the effective hourly wage.
CREATE TABLE work_day (
    annotator_id BINARY(16) NOT NULL REFERENCES app_user (id),
    business_date NVARCHAR(10) COLLATE Latin1_General_BIN2 NOT NULL,
    faces INT NOT NULL,
    active_ms BIGINT NOT NULL,
    PRIMARY KEY (annotator_id, business_date)
);

-- An annotator contests a rejection; another person than the one who rejected answers, or the 72 hours run out in its favour.
CREATE TABLE appeal (
    id BINARY(16) NOT NULL PRIMARY KEY,
    annotation_id BINARY(16) NOT NULL UNIQUE REFERENCES annotation (id),
    task_id BINARY(16) NOT NULL REFERENCES task (id),
    annotator_id BINARY(16) NOT NULL REFERENCES app_user (id),
    reason NVARCHAR(2000) NOT NULL,
    -- Who rejected, and so may not answer.
    rejected_by BINARY(16) NULL REFERENCES app_user (id),
    state NVARCHAR(64) COLLATE Latin1_General_BIN2 NOT NULL CHECK (state IN ('open', 'upheld', 'dismissed')),
    filed_at BIGINT NOT NULL,
    due_at BIGINT NOT NULL,
    -- Null where it was upheld because nobody answered in time.
    decided_by BINARY(16) NULL REFERENCES app_user (id),
    decided_at BIGINT NULL,
    answer NVARCHAR(2000) NULL
);

-- Serves: what waits for an answer, the most urgent first.
CREATE INDEX ix_appeal_due ON appeal (state, due_at, id);
CREATE INDEX ix_appeal_annotator ON appeal (annotator_id, id);

-- Payouts: drawn up by one administrator, approved by another. An item's amount and number never change.
CREATE TABLE payout_batch (
    id BINARY(16) NOT NULL PRIMARY KEY,
    number INT NOT NULL UNIQUE CHECK (number >= 1),
    currency NVARCHAR(3) COLLATE Latin1_General_BIN2 NOT NULL,
    state NVARCHAR(64) COLLATE Latin1_General_BIN2 NOT NULL CHECK (state IN ('drawnUp', 'approved', 'settled')),
    item_count INT NOT NULL CHECK (item_count BETWEEN 1 AND 1000),
    total_e4 BIGINT NOT NULL CHECK (total_e4 > 0),
    drawn_up_by BINARY(16) NOT NULL REFERENCES app_user (id),
    drawn_up_at BIGINT NOT NULL,
    approved_by BINARY(16) NULL REFERENCES app_user (id),
    approved_at BIGINT NULL,
    -- The second person is another one: the backstop of the approval.
    CHECK (approved_by IS NULL OR approved_by <> drawn_up_by)
);

CREATE TABLE payout_item (
    id BINARY(16) NOT NULL PRIMARY KEY,
    batch_id BINARY(16) NOT NULL REFERENCES payout_batch (id),
    item_number INT NOT NULL CHECK (item_number >= 1),
    annotator_id BINARY(16) NOT NULL REFERENCES app_user (id),
    -- Frozen, so that the bank's file is the same byte for byte whenever it is exported.
    payee_name NVARCHAR(200) NOT NULL,
    amount_e4 BIGINT NOT NULL CHECK (amount_e4 > 0 AND amount_e4 % 100 = 0),
    state NVARCHAR(64) COLLATE Latin1_General_BIN2 NOT NULL CHECK (state IN ('reserved', 'paid', 'bounced')),
    settled_by BINARY(16) NULL REFERENCES app_user (id),
    settled_at BIGINT NULL,
    note NVARCHAR(2000) NULL,
    UNIQUE (batch_id, item_number),
    UNIQUE (batch_id, annotator_id)
);

CREATE INDEX ix_payout_item_annotator ON payout_item (annotator_id, batch_id);

GO
CREATE TRIGGER payout_item_frozen ON payout_item AFTER UPDATE AS
IF UPDATE(id) OR UPDATE(batch_id) OR UPDATE(item_number) OR UPDATE(annotator_id) OR UPDATE(payee_name) OR UPDATE(amount_e4)
    THROW 51001, 'a payout item is frozen', 1;
GO
CREATE TRIGGER payout_item_no_delete ON payout_item INSTEAD OF DELETE AS THROW 51001, 'a payout item is frozen', 1;
GO
CREATE TRIGGER ledger_account_no_update ON ledger_account INSTEAD OF UPDATE AS THROW 51000, 'the ledger is append-only', 1;
GO
CREATE TRIGGER ledger_account_no_delete ON ledger_account INSTEAD OF DELETE AS THROW 51000, 'the ledger is append-only', 1;
GO
CREATE TRIGGER ledger_transaction_no_update ON ledger_transaction INSTEAD OF UPDATE AS THROW 51000, 'the ledger is append-only', 1;
GO
CREATE TRIGGER ledger_transaction_no_delete ON ledger_transaction INSTEAD OF DELETE AS THROW 51000, 'the ledger is append-only', 1;
GO
CREATE TRIGGER ledger_entry_no_update ON ledger_entry INSTEAD OF UPDATE AS THROW 51000, 'the ledger is append-only', 1;
GO
CREATE TRIGGER ledger_entry_no_delete ON ledger_entry INSTEAD OF DELETE AS THROW 51000, 'the ledger is append-only', 1;
