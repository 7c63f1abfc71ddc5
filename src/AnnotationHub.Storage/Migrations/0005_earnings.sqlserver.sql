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

GO
CREATE TRIGGER ledger_transaction_no_update ON ledger_transaction INSTEAD OF UPDATE AS THROW 51000, 'the ledger is append-only', 1;
GO
CREATE TRIGGER ledger_transaction_no_delete ON ledger_transaction INSTEAD OF DELETE AS THROW 51000, 'the ledger is append-only', 1;
GO
CREATE TRIGGER ledger_entry_no_update ON ledger_entry INSTEAD OF UPDATE AS THROW 51000, 'the ledger is append-only', 1;
GO
CREATE TRIGGER ledger_entry_no_delete ON ledger_entry INSTEAD OF DELETE AS THROW 51000, 'the ledger is append-only', 1;
