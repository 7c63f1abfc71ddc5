-- By what numbers a bonus was paid: the second opinion on it does not ask the ledger. Numbers are null for what was paid before
-- they were kept.
CREATE TABLE bonus_grant (
    annotator_id BINARY(16) NOT NULL REFERENCES app_user (id),
    rule_name NVARCHAR(64) COLLATE Latin1_General_BIN2 NOT NULL,
    -- What it is paid for once: yyyy-MM.
    period NVARCHAR(7) COLLATE Latin1_General_BIN2 NOT NULL CHECK (LEN(period) = 7),
    currency NVARCHAR(3) COLLATE Latin1_General_BIN2 NOT NULL,
    decided INT NULL,
    accepted INT NULL,
    accepted_at_first INT NULL,
    earned_e4 BIGINT NULL,
    accepted_before INT NULL,
    amount_e4 BIGINT NOT NULL CHECK (amount_e4 > 0),
    PRIMARY KEY (annotator_id, rule_name, period)
);

INSERT INTO bonus_grant (annotator_id, rule_name, period, currency, amount_e4)
SELECT a.owner_id, t.cause, RIGHT(t.business_key, 7), a.currency, e.amount_e4
FROM ledger_transaction t
JOIN ledger_entry e ON e.seq = t.seq
JOIN ledger_account a ON a.id = e.account_id
WHERE t.kind = 'bonus' AND a.kind = 'payable';

-- Every proof of the ledger that was made before money went out: what it found, and where the chain ended then.
CREATE TABLE ledger_check (
    id BINARY(16) NOT NULL PRIMARY KEY,
    checked_at BIGINT NOT NULL,
    checked_by BINARY(16) NOT NULL REFERENCES app_user (id),
    last_seq BIGINT NOT NULL,
    head_hash BINARY(32) NOT NULL,
    -- Differences found, and of these those that two administrators have explained.
    found_count INT NOT NULL,
    explained_count INT NOT NULL
);

-- What two administrators did about a difference: they explained it, or took a posting back that nothing accounts for.
CREATE TABLE ledger_remedy (
    id BINARY(16) NOT NULL PRIMARY KEY,
    kind NVARCHAR(64) COLLATE Latin1_General_BIN2 NOT NULL CHECK (kind IN ('explained', 'reversed')),
    -- The difference, as the proof words it.
    subject NVARCHAR(400) COLLATE Latin1_General_BIN2 NOT NULL,
    -- Of a posting taken back: its number.
    reverses_seq BIGINT NULL REFERENCES ledger_transaction (seq),
    reason NVARCHAR(1000) NOT NULL,
    proposed_by BINARY(16) NOT NULL REFERENCES app_user (id),
    proposed_at BIGINT NOT NULL,
    confirmed_by BINARY(16) NULL REFERENCES app_user (id),
    confirmed_at BIGINT NULL,
    UNIQUE (kind, subject),
    -- The second person is another one.
    CHECK (confirmed_by IS NULL OR confirmed_by <> proposed_by)
);

CREATE UNIQUE INDEX ux_ledger_remedy_reverses ON ledger_remedy (reverses_seq) WHERE reverses_seq IS NOT NULL;

-- The bank's answer to an item was entered wrongly, or changed afterwards: paid money came back, or bounced money was paid.
CREATE TABLE payout_item_correction (
    reverses_seq BIGINT NOT NULL PRIMARY KEY REFERENCES ledger_transaction (seq),
    item_id BINARY(16) NOT NULL REFERENCES payout_item (id),
    new_state NVARCHAR(64) COLLATE Latin1_General_BIN2 NOT NULL CHECK (new_state IN ('paid', 'bounced')),
    reason NVARCHAR(1000) NOT NULL,
    corrected_by BINARY(16) NOT NULL REFERENCES app_user (id),
    corrected_at BIGINT NOT NULL
);

-- Serves: a batch's page.
CREATE INDEX ix_payout_item_correction_item ON payout_item_correction (item_id, reverses_seq);

GO
CREATE TRIGGER bonus_grant_no_update ON bonus_grant INSTEAD OF UPDATE AS THROW 51002, 'a bonus is kept as it was paid', 1;
GO
CREATE TRIGGER bonus_grant_no_delete ON bonus_grant INSTEAD OF DELETE AS THROW 51002, 'a bonus is kept as it was paid', 1;
GO
CREATE TRIGGER ledger_check_no_update ON ledger_check INSTEAD OF UPDATE AS THROW 51002, 'a proof of the ledger is kept as it was made', 1;
GO
CREATE TRIGGER ledger_check_no_delete ON ledger_check INSTEAD OF DELETE AS THROW 51002, 'a proof of the ledger is kept as it was made', 1;
GO
CREATE TRIGGER ledger_remedy_frozen ON ledger_remedy AFTER UPDATE AS
IF UPDATE(id) OR UPDATE(kind) OR UPDATE(subject) OR UPDATE(reverses_seq) OR UPDATE(reason) OR UPDATE(proposed_by) OR UPDATE(proposed_at)
    THROW 51002, 'a remedy is kept as it was proposed', 1;
GO
CREATE TRIGGER ledger_remedy_no_delete ON ledger_remedy INSTEAD OF DELETE AS THROW 51002, 'a remedy is kept as it was proposed', 1;
GO
CREATE TRIGGER payout_item_correction_no_update ON payout_item_correction INSTEAD OF UPDATE AS THROW 51002, 'a correction is kept as it was made', 1;
GO
CREATE TRIGGER payout_item_correction_no_delete ON payout_item_correction INSTEAD OF DELETE AS THROW 51002, 'a correction is kept as it was made', 1;
