-- One face to be labelled, who has it now, and the order in which faces are handed out.
CREATE TABLE task (
    id BINARY(16) NOT NULL PRIMARY KEY,
    project_id BINARY(16) NOT NULL REFERENCES project (id),
    photograph_id BINARY(16) NOT NULL REFERENCES photograph (id),
    face_number INT NOT NULL,
    trace_code NVARCHAR(32) COLLATE Latin1_General_BIN2 NOT NULL UNIQUE,
    box_x FLOAT(53) NOT NULL,
    box_y FLOAT(53) NOT NULL,
    box_width FLOAT(53) NOT NULL CHECK (box_width > 0),
    box_height FLOAT(53) NOT NULL CHECK (box_height > 0),
    state NVARCHAR(64) COLLATE Latin1_General_BIN2 NOT NULL CHECK (state IN ('waiting', 'inProgress', 'inReview', 'accepted', 'rejected')),
    -- Annotations wanted so far; those submitted and standing; assignments leased now. Their sum rule is the hand-out's
    -- promise: a task is never leased to more annotators at once than it still needs.
    wanted INT NOT NULL,
    annotation_count INT NOT NULL DEFAULT 0 CHECK (annotation_count >= 0),
    live_count INT NOT NULL DEFAULT 0 CHECK (live_count >= 0),
    is_gold BIT NOT NULL DEFAULT 0,
    -- Packed landmarks shown as a starting shape, or null.
    starting_shape VARBINARY(MAX) NULL,
    state_changed_at BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    UNIQUE (photograph_id, face_number),
    CHECK (live_count + annotation_count <= wanted OR state IN ('inReview', 'accepted', 'rejected'))
);

-- Serves: a project's faces, paged, all and by state.
CREATE INDEX ix_task_project ON task (project_id, id);
CREATE INDEX ix_task_project_state ON task (project_id, state, id);

-- The true landmarks of a known face; never shown to an annotator.
CREATE TABLE gold_truth (
    task_id BINARY(16) NOT NULL PRIMARY KEY REFERENCES task (id),
    landmarks VARBINARY(MAX) NOT NULL
);

-- One row for each task with open slots, in hand-out order.
CREATE TABLE task_queue (
    project_id BINARY(16) NOT NULL,
    lane INT NOT NULL,
    position BIGINT NOT NULL,
    task_id BINARY(16) NOT NULL,
    remaining INT NOT NULL CHECK (remaining > 0),
    PRIMARY KEY (project_id, lane, position)
);

CREATE INDEX ix_task_queue_task ON task_queue (task_id);

CREATE TABLE task_queue_tail (
    project_id BINARY(16) NOT NULL,
    lane INT NOT NULL,
    last_position BIGINT NOT NULL,
    PRIMARY KEY (project_id, lane)
);

-- How far an annotator has come in a lane: what lies at or before it is gone, or known to this annotator for ever.
CREATE TABLE task_queue_cursor (
    annotator_id BINARY(16) NOT NULL,
    project_id BINARY(16) NOT NULL,
    lane INT NOT NULL,
    position BIGINT NOT NULL,
    PRIMARY KEY (annotator_id, project_id, lane)
);

CREATE TABLE assignment (
    id BINARY(16) NOT NULL PRIMARY KEY,
    task_id BINARY(16) NOT NULL REFERENCES task (id),
    project_id BINARY(16) NOT NULL REFERENCES project (id),
    annotator_id BINARY(16) NOT NULL REFERENCES app_user (id),
    state NVARCHAR(64) COLLATE Latin1_General_BIN2 NOT NULL CHECK (state IN ('live', 'submitted', 'skipped', 'expired')),
    epoch INT NOT NULL CHECK (epoch >= 1),
    lease_expires_at BIGINT NOT NULL,
    -- Frozen at the claim: the price of the face and the share of it that careful work keeps, in 1/10 000.
    price_e4 BIGINT NOT NULL,
    currency NVARCHAR(3) COLLATE Latin1_General_BIN2 NOT NULL,
    base_share_e4 INT NOT NULL,
    skip_reason NVARCHAR(500) NULL,
    claimed_at BIGINT NOT NULL,
    closed_at BIGINT NULL,
    -- The epoch under which it was submitted: what repeats that submission is answered as it was.
    submitted_epoch INT NULL,
    -- The same face never twice to one person: the backstop of the claim.
    UNIQUE (task_id, annotator_id)
);

-- Serves: an annotator's live assignments (Resume).
CREATE INDEX ix_assignment_annotator ON assignment (annotator_id, state, id);
-- Serves: the sweep of expired leases.
CREATE INDEX ix_assignment_lease ON assignment (lease_expires_at) WHERE state = 'live';

-- What an assignment holds durably: one packed row, rewritten by the group commit.
CREATE TABLE draft (
    assignment_id BINARY(16) NOT NULL PRIMARY KEY REFERENCES assignment (id),
    durable_sequence BIGINT NOT NULL,
    placements VARBINARY(MAX) NOT NULL,
    -- Active time as the server saw it: gaps over two minutes are not counted.
    active_ms BIGINT NOT NULL DEFAULT 0,
    updated_at BIGINT NOT NULL
);
