-- What pages and the nightly rules look up by time, so that none of them reads the past to find the present.

-- Serves: where in the ledger a business day begins and ends.
CREATE INDEX ix_ledger_transaction_day ON ledger_transaction (business_date, seq);

-- Serves: the labels of one day, for the wage top-up.
CREATE INDEX ix_annotation_submitted ON annotation (submitted_at);

-- Serves: what came back to one annotator, newest first.
CREATE INDEX ix_annotation_reason ON annotation (annotator_id, id) WHERE reason_code IS NOT NULL;

-- Serves: the payments of one month.
CREATE INDEX ix_payout_item_settled ON payout_item (settled_at) WHERE settled_at IS NOT NULL;

-- How long each accepted label of a whole face took: what a scheme's usual time is the median of.
CREATE TABLE accepted_time (
    scheme_key    TEXT    NOT NULL,
    annotation_id BLOB    NOT NULL REFERENCES annotation (id),
    active_ms     INTEGER NOT NULL,
    PRIMARY KEY (scheme_key, annotation_id)
) STRICT, WITHOUT ROWID;

INSERT INTO accepted_time (scheme_key, annotation_id, active_ms)
SELECT p.scheme_key, a.id, a.active_ms
FROM annotation a
JOIN project p ON p.id = a.project_id
WHERE a.state = 'accepted' AND NOT EXISTS (SELECT 1 FROM partial_assignment d WHERE d.assignment_id = a.assignment_id);
