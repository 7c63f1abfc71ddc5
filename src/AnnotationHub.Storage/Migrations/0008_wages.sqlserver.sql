-- What a project may cost at most, and what its leases and submissions have taken of that already: each face's whole price from
-- the lease on, so that the hand-out stops before the budget is exceeded, whatever is decided later.
CREATE TABLE project_budget (
    project_id BINARY(16) NOT NULL PRIMARY KEY REFERENCES project (id),
    -- Null: no bound.
    budget_e4 BIGINT NULL CHECK (budget_e4 >= 0),
    committed_e4 BIGINT NOT NULL CHECK (committed_e4 >= 0),
    CHECK (budget_e4 IS NULL OR committed_e4 <= budget_e4)
);

-- An administrator took a price below the wage floor upon itself.
CREATE TABLE price_signature (
    project_id BINARY(16) NOT NULL PRIMARY KEY REFERENCES project (id),
    -- As they stood when it was signed: what an hour came to, and the floor.
    hourly_e4 BIGINT NOT NULL,
    floor_e4 BIGINT NOT NULL,
    reason NVARCHAR(1000) NOT NULL,
    signed_by BINARY(16) NOT NULL REFERENCES app_user (id),
    signed_at BIGINT NOT NULL
);

-- Why a day was topped up to the floor, and which projects' prices were too low for it.
CREATE TABLE wage_top_up (
    annotator_id BINARY(16) NOT NULL REFERENCES app_user (id),
    business_date NVARCHAR(10) COLLATE Latin1_General_BIN2 NOT NULL,
    project_id BINARY(16) NOT NULL REFERENCES project (id),
    rule_name NVARCHAR(64) COLLATE Latin1_General_BIN2 NOT NULL,
    counted_ms BIGINT NOT NULL,
    earned_e4 BIGINT NOT NULL,
    floor_e4 BIGINT NOT NULL,
    currency NVARCHAR(3) COLLATE Latin1_General_BIN2 NOT NULL,
    -- This project's part of the day's top-up.
    amount_e4 BIGINT NOT NULL CHECK (amount_e4 >= 0),
    PRIMARY KEY (annotator_id, business_date, project_id)
);

-- Serves: what a client's prices fell short by.
CREATE INDEX ix_wage_top_up_project ON wage_top_up (project_id, business_date);

-- Where an annotator's money goes. Names and numbers of the bank are one protected text; only the last four digits lie open.
CREATE TABLE payee (
    annotator_id BINARY(16) NOT NULL PRIMARY KEY REFERENCES app_user (id),
    holder_name NVARCHAR(200) NOT NULL,
    account_tail NVARCHAR(8) NOT NULL,
    protected_details NVARCHAR(MAX) NOT NULL,
    changed_by BINARY(16) NOT NULL REFERENCES app_user (id),
    changed_at BIGINT NOT NULL
);

-- The payee as it was when the batch was drawn up.
CREATE TABLE payout_item_payee (
    item_id BINARY(16) NOT NULL PRIMARY KEY REFERENCES payout_item (id),
    protected_details NVARCHAR(MAX) NOT NULL
);

-- A bank's file as it was made the first time: exported again it is the same bytes, though its template may have changed since.
CREATE TABLE payout_file (
    batch_id BINARY(16) NOT NULL REFERENCES payout_batch (id),
    template_name NVARCHAR(64) COLLATE Latin1_General_BIN2 NOT NULL,
    sha256 NVARCHAR(64) COLLATE Latin1_General_BIN2 NOT NULL,
    protected_content VARBINARY(MAX) NOT NULL,
    exported_by BINARY(16) NOT NULL REFERENCES app_user (id),
    exported_at BIGINT NOT NULL,
    PRIMARY KEY (batch_id, template_name)
);

-- A known face whose truth was wrong; the truth that was believed is kept as evidence.
CREATE TABLE gold_withdrawal (
    task_id BINARY(16) NOT NULL PRIMARY KEY REFERENCES task (id),
    landmarks VARBINARY(MAX) NOT NULL,
    reason NVARCHAR(1000) NOT NULL,
    withdrawn_by BINARY(16) NOT NULL REFERENCES app_user (id),
    withdrawn_at BIGINT NOT NULL
);

GO
CREATE TRIGGER payout_batch_frozen ON payout_batch AFTER UPDATE AS
IF UPDATE(id) OR UPDATE(number) OR UPDATE(currency) OR UPDATE(item_count) OR UPDATE(total_e4) OR UPDATE(drawn_up_by) OR UPDATE(drawn_up_at)
    THROW 51001, 'a payout batch is frozen', 1;
GO
CREATE TRIGGER payout_batch_no_delete ON payout_batch INSTEAD OF DELETE AS THROW 51001, 'a payout batch is frozen', 1;
GO
CREATE TRIGGER payout_item_payee_no_update ON payout_item_payee INSTEAD OF UPDATE AS THROW 51001, 'a payout item is frozen', 1;
GO
CREATE TRIGGER payout_item_payee_no_delete ON payout_item_payee INSTEAD OF DELETE AS THROW 51001, 'a payout item is frozen', 1;
GO
CREATE TRIGGER payout_file_no_update ON payout_file INSTEAD OF UPDATE AS THROW 51001, 'a payout file is frozen', 1;
GO
CREATE TRIGGER payout_file_no_delete ON payout_file INSTEAD OF DELETE AS THROW 51001, 'a payout file is frozen', 1;
