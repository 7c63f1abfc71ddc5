-- People, their roles, sessions and certificates. Ids are version-7 UUIDs as 16 bytes, big-endian; instants are
-- microseconds since 1970-01-01T00:00:00Z; both sort as they were made, on either engine.
CREATE TABLE app_user (
    id BINARY(16) NOT NULL PRIMARY KEY,
    user_name NVARCHAR(100) NOT NULL,
    normalized_user_name NVARCHAR(100) COLLATE Latin1_General_BIN2 NOT NULL UNIQUE,
    display_name NVARCHAR(100) NOT NULL,
    pseudonym NVARCHAR(64) COLLATE Latin1_General_BIN2 NOT NULL UNIQUE,
    password_hash NVARCHAR(500) COLLATE Latin1_General_BIN2 NULL,
    security_stamp NVARCHAR(64) COLLATE Latin1_General_BIN2 NOT NULL,
    concurrency_stamp NVARCHAR(64) COLLATE Latin1_General_BIN2 NOT NULL,
    access_failed_count INT NOT NULL DEFAULT 0,
    lockout_end BIGINT NULL,
    disabled_at BIGINT NULL,
    culture NVARCHAR(64) COLLATE Latin1_General_BIN2 NULL,
    county NVARCHAR(100) NULL,
    township NVARCHAR(100) NULL,
    village NVARCHAR(100) NULL,
    created_at BIGINT NOT NULL
);

CREATE TABLE user_role (
    user_id BINARY(16) NOT NULL REFERENCES app_user (id),
    role_name NVARCHAR(64) COLLATE Latin1_General_BIN2 NOT NULL CHECK (role_name IN ('annotator', 'supervisor', 'client', 'admin')),
    PRIMARY KEY (user_id, role_name)
);

-- Serves: who are the supervisors to tell.
CREATE INDEX ix_user_role_role ON user_role (role_name, user_id);

-- Bearer tokens: only the SHA-256 of the token is kept.
CREATE TABLE session_token (
    token_hash BINARY(32) NOT NULL PRIMARY KEY,
    user_id BINARY(16) NOT NULL REFERENCES app_user (id),
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    revoked_at BIGINT NULL
);

CREATE INDEX ix_session_token_user ON session_token (user_id, expires_at);

-- A single-use link with which a person sets the own password; also how the first administrator comes in.
CREATE TABLE password_link (
    token_hash BINARY(32) NOT NULL PRIMARY KEY,
    user_id BINARY(16) NOT NULL REFERENCES app_user (id),
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    used_at BIGINT NULL
);

CREATE TABLE certification (
    user_id BINARY(16) NOT NULL REFERENCES app_user (id),
    scheme_key NVARCHAR(64) COLLATE Latin1_General_BIN2 NOT NULL,
    certified_at BIGINT NOT NULL,
    revoked_at BIGINT NULL,
    PRIMARY KEY (user_id, scheme_key)
);

-- Keys that protect cookies: in the database, so that a restart or another node reads yesterday's cookie.
CREATE TABLE data_protection_key (
    friendly_name NVARCHAR(300) COLLATE Latin1_General_BIN2 NOT NULL PRIMARY KEY,
    xml NVARCHAR(MAX) NOT NULL,
    created_at BIGINT NOT NULL
);

-- What a write with an Idempotency-Key answered the first time.
CREATE TABLE idempotency_record (
    user_id BINARY(16) NOT NULL REFERENCES app_user (id),
    idempotency_key NVARCHAR(200) COLLATE Latin1_General_BIN2 NOT NULL,
    request_hash BINARY(32) NOT NULL,
    status_code INT NOT NULL,
    location NVARCHAR(500) COLLATE Latin1_General_BIN2 NULL,
    body NVARCHAR(MAX) NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (user_id, idempotency_key)
);
