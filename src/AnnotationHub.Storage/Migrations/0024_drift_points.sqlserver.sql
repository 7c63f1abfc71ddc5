-- An annotator's control charts after each label since they last began anew: what the supervisors' page draws. A number that is beyond those on
-- the charts is of before and is written over.
CREATE TABLE drift_point (
    annotator_id BINARY(16) NOT NULL REFERENCES app_user (id),
    scheme_key NVARCHAR(64) COLLATE Latin1_General_BIN2 NOT NULL,
    label_number INT NOT NULL,
    noise_cusum FLOAT(53) NOT NULL,
    noise_ewma FLOAT(53) NOT NULL,
    gross_cusum FLOAT(53) NOT NULL,
    -- Of the kind and direction that are furthest out.
    bias_ewma FLOAT(53) NOT NULL,
    PRIMARY KEY (annotator_id, scheme_key, label_number)
);
