-- One face to be labelled, who has it now, and the order in which faces are handed out.
CREATE TABLE task (
    id               BLOB    NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    project_id       BLOB    NOT NULL REFERENCES project (id),
    photograph_id    BLOB    NOT NULL REFERENCES photograph (id),
    face_number      INTEGER NOT NULL,
    trace_code       TEXT    NOT NULL UNIQUE,
    box_x            REAL    NOT NULL,
    box_y            REAL    NOT NULL,
    box_width        REAL    NOT NULL CHECK (box_width > 0),
    box_height       REAL    NOT NULL CHECK (box_height > 0),
    state            TEXT    NOT NULL CHECK (state IN ('waiting', 'inProgress', 'inReview', 'accepted', 'rejected')),
    -- Annotations wanted so far; those submitted and standing; assignments leased now. Their sum rule is the hand-out's
    -- promise: a task is never leased to more annotators at once than it still needs.
    wanted           INTEGER NOT NULL,
    annotation_count INTEGER NOT NULL DEFAULT 0 CHECK (annotation_count >= 0),
    live_count       INTEGER NOT NULL DEFAULT 0 CHECK (live_count >= 0),
    is_gold          INTEGER NOT NULL DEFAULT 0 CHECK (is_gold IN (0, 1)),
    -- Packed landmarks shown as a starting shape, or null.
    starting_shape   BLOB,
    state_changed_at INTEGER NOT NULL,
    created_at       INTEGER NOT NULL,
    UNIQUE (photograph_id, face_number),
    CHECK (live_count + annotation_count <= wanted OR state IN ('inReview', 'accepted', 'rejected'))
) STRICT, WITHOUT ROWID;

-- Serves: a project's faces, paged, all and by state.
CREATE INDEX ix_task_project ON task (project_id, id);
CREATE INDEX ix_task_project_state ON task (project_id, state, id);

-- The true landmarks of a known face; never shown to an annotator.
CREATE TABLE gold_truth (
    task_id   BLOB NOT NULL PRIMARY KEY REFERENCES task (id),
    landmarks BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- One row for each task with open slots, in hand-out order.
CREATE TABLE task_queue (
    project_id BLOB    NOT NULL,
    lane       INTEGER NOT NULL,
    position   INTEGER NOT NULL,
    task_id    BLOB    NOT NULL,
    remaining  INTEGER NOT NULL CHECK (remaining > 0),
    PRIMARY KEY (project_id, lane, position)
) STRICT, WITHOUT ROWID;

CREATE INDEX ix_task_queue_task ON task_queue (task_id);

CREATE TABLE task_queue_tail (
    project_id    BLOB    NOT NULL,
    lane          INTEGER NOT NULL,
    last_position INTEGER NOT NULL,
    PRIMARY KEY (project_id, lane)
) STRICT, WITHOUT ROWID;

-- How far an annotator has come in a lane: what lies at or before it is gone, or known to this annotator for ever.
CREATE TABLE task_queue_cursor (
    annotator_id BLOB    NOT NULL,
    project_id   BLOB    NOT NULL,
    lane         INTEGER NOT NULL,
    position     INTEGER NOT NULL,
    PRIMARY KEY (annotator_id, project_id, lane)
) STRICT, WITHOUT ROWID;

CREATE TABLE assignment (
    id               BLOB    NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    task_id          BLOB    NOT NULL REFERENCES task (id),
    project_id       BLOB    NOT NULL REFERENCES project (id),
    annotator_id     BLOB    NOT NULL REFERENCES app_user (id),
    state            TEXT    NOT NULL CHECK (state IN ('live', 'submitted', 'skipped', 'expired')),
    epoch            INTEGER NOT NULL CHECK (epoch >= 1),
    lease_expires_at INTEGER NOT NULL,
    -- Frozen at the claim: the price of the face and the share of it that careful work keeps, in 1/10 000.
    price_e4         INTEGER NOT NULL,
    currency         TEXT    NOT NULL,
    base_share_e4    INTEGER NOT NULL,
    skip_reason      TEXT,
    claimed_at       INTEGER NOT NULL,
    closed_at        INTEGER,
    -- The epoch under which it was submitted: what repeats that submission is answered as it was.
    submitted_epoch  INTEGER,
    -- The same face never twice to one person: the backstop of the claim.
    UNIQUE (task_id, annotator_id)
) STRICT, WITHOUT ROWID;

-- Serves: an annotator's live assignments (Resume).
CREATE INDEX ix_assignment_annotator ON assignment (annotator_id, state, id);
-- Serves: the sweep of expired leases.
CREATE INDEX ix_assignment_lease ON assignment (lease_expires_at) WHERE state = 'live';

-- What an assignment holds durably: one packed row, rewritten by the group commit.
CREATE TABLE draft (
    assignment_id    BLOB    NOT NULL PRIMARY KEY REFERENCES assignment (id),
    durable_sequence INTEGER NOT NULL,
    placements       BLOB    NOT NULL,
    -- Active time as the server saw it: gaps over two minutes are not counted.
    active_ms        INTEGER NOT NULL DEFAULT 0,
    updated_at       INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
