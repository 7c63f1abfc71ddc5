-- What a project may cost at most, and what its leases and submissions have taken of that already: each face's whole price from
-- the lease on, so that the hand-out stops before the budget is exceeded, whatever is decided later.
CREATE TABLE project_budget (
    project_id   BLOB    NOT NULL PRIMARY KEY REFERENCES project (id),
    -- Null: no bound.
    budget_e4    INTEGER CHECK (budget_e4 >= 0),
    committed_e4 INTEGER NOT NULL CHECK (committed_e4 >= 0),
    CHECK (budget_e4 IS NULL OR committed_e4 <= budget_e4)
) STRICT, WITHOUT ROWID;

-- An administrator took a price below the wage floor upon itself.
CREATE TABLE price_signature (
    project_id BLOB    NOT NULL PRIMARY KEY REFERENCES project (id),
    -- As they stood when it was signed: what an hour came to, and the floor.
    hourly_e4  INTEGER NOT NULL,
    floor_e4   INTEGER NOT NULL,
    reason     TEXT    NOT NULL,
    signed_by  BLOB    NOT NULL REFERENCES app_user (id),
    signed_at  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Why a day was topped up to the floor, and which projects' prices were too low for it.
CREATE TABLE wage_top_up (
    annotator_id  BLOB    NOT NULL REFERENCES app_user (id),
    business_date TEXT    NOT NULL,
    project_id    BLOB    NOT NULL REFERENCES project (id),
    rule_name     TEXT    NOT NULL,
    counted_ms    INTEGER NOT NULL,
    earned_e4     INTEGER NOT NULL,
    floor_e4      INTEGER NOT NULL,
    currency      TEXT    NOT NULL,
    -- This project's part of the day's top-up.
    amount_e4     INTEGER NOT NULL CHECK (amount_e4 >= 0),
    PRIMARY KEY (annotator_id, business_date, project_id)
) STRICT, WITHOUT ROWID;

-- Serves: what a client's prices fell short by.
CREATE INDEX ix_wage_top_up_project ON wage_top_up (project_id, business_date);

-- Where an annotator's money goes. Names and numbers of the bank are one protected text; only the last four digits lie open.
CREATE TABLE payee (
    annotator_id  BLOB    NOT NULL PRIMARY KEY REFERENCES app_user (id),
    holder_name   TEXT    NOT NULL,
    account_tail  TEXT    NOT NULL,
    protected_details TEXT NOT NULL,
    changed_by    BLOB    NOT NULL REFERENCES app_user (id),
    changed_at    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- The payee as it was when the batch was drawn up.
CREATE TABLE payout_item_payee (
    item_id           BLOB NOT NULL PRIMARY KEY REFERENCES payout_item (id),
    protected_details TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- A bank's file as it was made the first time: exported again it is the same bytes, though its template may have changed since.
CREATE TABLE payout_file (
    batch_id      BLOB    NOT NULL REFERENCES payout_batch (id),
    template_name TEXT    NOT NULL,
    sha256        TEXT    NOT NULL,
    protected_content BLOB NOT NULL,
    exported_by   BLOB    NOT NULL REFERENCES app_user (id),
    exported_at   INTEGER NOT NULL,
    PRIMARY KEY (batch_id, template_name)
) STRICT, WITHOUT ROWID;

-- A known face whose truth was wrong; the truth that was believed is kept as evidence.
CREATE TABLE gold_withdrawal (
    task_id      BLOB    NOT NULL PRIMARY KEY REFERENCES task (id),
    landmarks    BLOB    NOT NULL,
    reason       TEXT    NOT NULL,
    withdrawn_by BLOB    NOT NULL REFERENCES app_user (id),
    withdrawn_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TRIGGER payout_batch_frozen BEFORE UPDATE OF id, number, currency, item_count, total_e4, drawn_up_by, drawn_up_at ON payout_batch
BEGIN SELECT RAISE(ABORT, 'a payout batch is frozen'); END;
CREATE TRIGGER payout_batch_no_delete BEFORE DELETE ON payout_batch
BEGIN SELECT RAISE(ABORT, 'a payout batch is frozen'); END;
CREATE TRIGGER payout_item_payee_no_update BEFORE UPDATE ON payout_item_payee
BEGIN SELECT RAISE(ABORT, 'a payout item is frozen'); END;
CREATE TRIGGER payout_item_payee_no_delete BEFORE DELETE ON payout_item_payee
BEGIN SELECT RAISE(ABORT, 'a payout item is frozen'); END;
CREATE TRIGGER payout_file_no_update BEFORE UPDATE ON payout_file
BEGIN SELECT RAISE(ABORT, 'a payout file is frozen'); END;
CREATE TRIGGER payout_file_no_delete BEFORE DELETE ON payout_file
BEGIN SELECT RAISE(ABORT, 'a payout file is frozen'); END;

-- INSERT OR REPLACE deletes without asking the triggers of deletion: what is there is not replaced either.
CREATE TRIGGER ledger_transaction_no_replace BEFORE INSERT ON ledger_transaction
WHEN EXISTS (SELECT 1 FROM ledger_transaction t WHERE t.seq = NEW.seq)
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER ledger_entry_no_replace BEFORE INSERT ON ledger_entry
WHEN EXISTS (SELECT 1 FROM ledger_entry e WHERE e.seq = NEW.seq AND e.line_number = NEW.line_number)
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
