-- An annotator's control charts after each label since they last began anew: what the supervisors' page draws. A number that is beyond those on
-- the charts is of before and is written over.
CREATE TABLE drift_point (
    annotator_id BLOB    NOT NULL REFERENCES app_user (id),
    scheme_key   TEXT    NOT NULL,
    label_number INTEGER NOT NULL,
    noise_cusum  REAL    NOT NULL,
    noise_ewma   REAL    NOT NULL,
    gross_cusum  REAL    NOT NULL,
    -- Of the kind and direction that are furthest out.
    bias_ewma    REAL    NOT NULL,
    PRIMARY KEY (annotator_id, scheme_key, label_number)
) STRICT, WITHOUT ROWID;
