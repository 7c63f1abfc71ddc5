-- By what numbers a bonus was paid: the second opinion on it does not ask the ledger. Numbers are null for what was paid before
-- they were kept.
CREATE TABLE bonus_grant (
    annotator_id      BLOB    NOT NULL REFERENCES app_user (id),
    rule_name         TEXT    NOT NULL,
    -- What it is paid for once: yyyy-MM.
    period            TEXT    NOT NULL CHECK (length(period) = 7),
    currency          TEXT    NOT NULL,
    decided           INTEGER,
    accepted          INTEGER,
    accepted_at_first INTEGER,
    earned_e4         INTEGER,
    accepted_before   INTEGER,
    amount_e4         INTEGER NOT NULL CHECK (amount_e4 > 0),
    PRIMARY KEY (annotator_id, rule_name, period)
) STRICT, WITHOUT ROWID;

INSERT INTO bonus_grant (annotator_id, rule_name, period, currency, amount_e4)
SELECT a.owner_id, t.cause, substr(t.business_key, -7), a.currency, e.amount_e4
FROM ledger_transaction t
JOIN ledger_entry e ON e.seq = t.seq
JOIN ledger_account a ON a.id = e.account_id
WHERE t.kind = 'bonus' AND a.kind = 'payable';

-- Every proof of the ledger that was made before money went out: what it found, and where the chain ended then.
CREATE TABLE ledger_check (
    id              BLOB    NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    checked_at      INTEGER NOT NULL,
    checked_by      BLOB    NOT NULL REFERENCES app_user (id),
    last_seq        INTEGER NOT NULL,
    head_hash       BLOB    NOT NULL CHECK (length(head_hash) = 32),
    -- Differences found, and of these those that two administrators have explained.
    found_count     INTEGER NOT NULL,
    explained_count INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- What two administrators did about a difference: they explained it, or took a posting back that nothing accounts for.
CREATE TABLE ledger_remedy (
    id           BLOB    NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    kind         TEXT    NOT NULL CHECK (kind IN ('explained', 'reversed')),
    -- The difference, as the proof words it.
    subject      TEXT    NOT NULL,
    -- Of a posting taken back: its number.
    reverses_seq INTEGER UNIQUE REFERENCES ledger_transaction (seq),
    reason       TEXT    NOT NULL,
    proposed_by  BLOB    NOT NULL REFERENCES app_user (id),
    proposed_at  INTEGER NOT NULL,
    confirmed_by BLOB    REFERENCES app_user (id),
    confirmed_at INTEGER,
    UNIQUE (kind, subject),
    -- The second person is another one.
    CHECK (confirmed_by IS NULL OR confirmed_by <> proposed_by)
) STRICT, WITHOUT ROWID;

-- The bank's answer to an item was entered wrongly, or changed afterwards: paid money came back, or bounced money was paid.
CREATE TABLE payout_item_correction (
    reverses_seq INTEGER NOT NULL PRIMARY KEY REFERENCES ledger_transaction (seq),
    item_id      BLOB    NOT NULL REFERENCES payout_item (id),
    new_state    TEXT    NOT NULL CHECK (new_state IN ('paid', 'bounced')),
    reason       TEXT    NOT NULL,
    corrected_by BLOB    NOT NULL REFERENCES app_user (id),
    corrected_at INTEGER NOT NULL
) STRICT;

-- Serves: a batch's page.
CREATE INDEX ix_payout_item_correction_item ON payout_item_correction (item_id, reverses_seq);

CREATE TRIGGER bonus_grant_no_update BEFORE UPDATE ON bonus_grant
BEGIN SELECT RAISE(ABORT, 'a bonus is kept as it was paid'); END;
CREATE TRIGGER bonus_grant_no_delete BEFORE DELETE ON bonus_grant
BEGIN SELECT RAISE(ABORT, 'a bonus is kept as it was paid'); END;
CREATE TRIGGER ledger_check_no_update BEFORE UPDATE ON ledger_check
BEGIN SELECT RAISE(ABORT, 'a proof of the ledger is kept as it was made'); END;
CREATE TRIGGER ledger_check_no_delete BEFORE DELETE ON ledger_check
BEGIN SELECT RAISE(ABORT, 'a proof of the ledger is kept as it was made'); END;
CREATE TRIGGER ledger_remedy_frozen BEFORE UPDATE OF id, kind, subject, reverses_seq, reason, proposed_by, proposed_at ON ledger_remedy
BEGIN SELECT RAISE(ABORT, 'a remedy is kept as it was proposed'); END;
CREATE TRIGGER ledger_remedy_no_delete BEFORE DELETE ON ledger_remedy
BEGIN SELECT RAISE(ABORT, 'a remedy is kept as it was proposed'); END;
CREATE TRIGGER payout_item_correction_no_update BEFORE UPDATE ON payout_item_correction
BEGIN SELECT RAISE(ABORT, 'a correction is kept as it was made'); END;
CREATE TRIGGER payout_item_correction_no_delete BEFORE DELETE ON payout_item_correction
BEGIN SELECT RAISE(ABORT, 'a correction is kept as it was made'); END;

-- An account could be replaced in the same way as a transaction.
CREATE TRIGGER ledger_account_no_replace BEFORE INSERT ON ledger_account
WHEN EXISTS (SELECT 1 FROM ledger_account a WHERE a.id = NEW.id OR (a.kind = NEW.kind AND a.owner_id = NEW.owner_id AND a.currency = NEW.currency))
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER ledger_transaction_key_no_replace BEFORE INSERT ON ledger_transaction
WHEN EXISTS (SELECT 1 FROM ledger_transaction t WHERE t.business_key = NEW.business_key OR t.reverses_seq = NEW.reverses_seq)
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
