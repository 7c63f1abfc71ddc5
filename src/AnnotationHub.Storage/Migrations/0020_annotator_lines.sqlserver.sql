-- Whether an annotator's browser is connected, for the supervisors' floor: the connection opened last, on whichever node.
CREATE TABLE annotator_line (
    annotator_id BINARY(16) NOT NULL PRIMARY KEY REFERENCES app_user (id),
    connection_id NVARCHAR(64) COLLATE Latin1_General_BIN2 NOT NULL,
    is_open BIT NOT NULL,
    changed_at BIGINT NOT NULL
);
