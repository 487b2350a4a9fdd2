-- Keys stay here when they are revoked or expired: a list must be able to show what once opened the door.
CREATE TABLE api_key (
    id                   text        PRIMARY KEY,
    organisation_id      text        NOT NULL,
    organisation_uuid    text        NOT NULL,
    organisation_name    text        NOT NULL,
    created_by           text        NOT NULL,
    role                 text        NOT NULL,
    name                 text        NOT NULL,
    preview              text        NOT NULL,
    pepper_version       integer     NOT NULL,
    hash                 bytea       NOT NULL,
    capabilities         text[]      NOT NULL,
    allowed_cidrs        text[]      NOT NULL,
    limit_requests       integer,
    limit_window_seconds integer,
    created_at           timestamptz NOT NULL,
    expires_at           timestamptz,
    revoked_at           timestamptz,
    revoked_reason       text,
    CHECK ((limit_requests IS NULL) = (limit_window_seconds IS NULL)),
    CHECK ((revoked_at IS NULL) = (revoked_reason IS NULL))
);

-- Serves every verification, and keeps one secret from being two keys.
CREATE UNIQUE INDEX api_key_hash ON api_key (pepper_version, hash);
CREATE INDEX api_key_organisation ON api_key (organisation_id, id DESC);

-- Written in batches and apart from the key, so that use never waits for or bloats what verification reads.
CREATE TABLE key_use (
    key_id       text        PRIMARY KEY REFERENCES api_key,
    last_used_at timestamptz NOT NULL,
    last_used_ip text        NOT NULL
);

-- Revocations that are committed and not yet confirmed by every replica. Empty but for moments.
CREATE TABLE revocation_outbox (
    key_id text        PRIMARY KEY REFERENCES api_key,
    due_at timestamptz NOT NULL
);

-- What was done by whom. Rows are added in the transaction of the change, and never altered.
CREATE TABLE audit (
    id              text        PRIMARY KEY,
    at              timestamptz NOT NULL,
    organisation_id text        NOT NULL,
    actor           text        NOT NULL,
    credential      text        NOT NULL,
    action          text        NOT NULL,
    target          text        NOT NULL,
    detail          text        NOT NULL
);

CREATE INDEX audit_organisation ON audit (organisation_id, id DESC);

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the audit trail is append-only';
END
$$;

CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
