-- People, their roles, sessions and certificates. Ids are version-7 UUIDs as 16 bytes, big-endian; instants are
-- microseconds since 1970-01-01T00:00:00Z; both sort as they were made, on either engine.
CREATE TABLE app_user (
    id                   BLOB    NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    user_name            TEXT    NOT NULL,
    normalized_user_name TEXT    NOT NULL UNIQUE,
    display_name         TEXT    NOT NULL,
    pseudonym            TEXT    NOT NULL UNIQUE,
    password_hash        TEXT,
    security_stamp       TEXT    NOT NULL,
    concurrency_stamp    TEXT    NOT NULL,
    access_failed_count  INTEGER NOT NULL DEFAULT 0,
    lockout_end          INTEGER,
    disabled_at          INTEGER,
    culture              TEXT,
    county               TEXT,
    township             TEXT,
    village              TEXT,
    created_at           INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE user_role (
    user_id   BLOB NOT NULL REFERENCES app_user (id),
    role_name TEXT NOT NULL CHECK (role_name IN ('annotator', 'supervisor', 'client', 'admin')),
    PRIMARY KEY (user_id, role_name)
) STRICT, WITHOUT ROWID;

-- Serves: who are the supervisors to tell.
CREATE INDEX ix_user_role_role ON user_role (role_name, user_id);

-- Bearer tokens: only the SHA-256 of the token is kept.
CREATE TABLE session_token (
    token_hash BLOB    NOT NULL PRIMARY KEY CHECK (length(token_hash) = 32),
    user_id    BLOB    NOT NULL REFERENCES app_user (id),
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    revoked_at INTEGER
) STRICT, WITHOUT ROWID;

CREATE INDEX ix_session_token_user ON session_token (user_id, expires_at);

-- A single-use link with which a person sets the own password; also how the first administrator comes in.
CREATE TABLE password_link (
    token_hash BLOB    NOT NULL PRIMARY KEY CHECK (length(token_hash) = 32),
    user_id    BLOB    NOT NULL REFERENCES app_user (id),
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    used_at    INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE certification (
    user_id      BLOB    NOT NULL REFERENCES app_user (id),
    scheme_key   TEXT    NOT NULL,
    certified_at INTEGER NOT NULL,
    revoked_at   INTEGER,
    PRIMARY KEY (user_id, scheme_key)
) STRICT, WITHOUT ROWID;

-- Keys that protect cookies: in the database, so that a restart or another node reads yesterday's cookie.
CREATE TABLE data_protection_key (
    friendly_name TEXT    NOT NULL PRIMARY KEY,
    xml           TEXT    NOT NULL,
    created_at    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- What a write with an Idempotency-Key answered the first time.
CREATE TABLE idempotency_record (
    user_id         BLOB    NOT NULL REFERENCES app_user (id),
    idempotency_key TEXT    NOT NULL,
    request_hash    BLOB    NOT NULL,
    status_code     INTEGER NOT NULL,
    location        TEXT,
    body            TEXT    NOT NULL,
    created_at      INTEGER NOT NULL,
    PRIMARY KEY (user_id, idempotency_key)
) STRICT, WITHOUT ROWID;
