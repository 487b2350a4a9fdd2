CREATE TABLE account (
    id         text        PRIMARY KEY,
    email      text        NOT NULL,
    name       text,
    avatar_url text,
    created_at timestamptz NOT NULL
);

-- How a user is known: by the provider, the issuer that speaks for it, and its own immutable subject. An e-mail address is
-- no key, here or anywhere.
CREATE TABLE external_identity (
    id           text        PRIMARY KEY,
    account_id   text        NOT NULL REFERENCES account,
    provider     text        NOT NULL,
    issuer       text        NOT NULL,
    subject      text        NOT NULL,
    linked_at    timestamptz NOT NULL
);

-- Keeps two first sign-ins at once from becoming two users.
CREATE UNIQUE INDEX external_identity_subject ON external_identity (provider, issuer, subject);
CREATE INDEX external_identity_account ON external_identity (account_id);

CREATE TABLE organisation (
    id         text        PRIMARY KEY,
    uuid       uuid        NOT NULL UNIQUE,
    name       text        NOT NULL,
    created_at timestamptz NOT NULL
);

CREATE TABLE membership (
    id              text        PRIMARY KEY,
    organisation_id text        NOT NULL REFERENCES organisation,
    account_id      text        NOT NULL REFERENCES account,
    role            text        NOT NULL CHECK (role IN ('owner', 'admin', 'member')),
    since           timestamptz NOT NULL,
    UNIQUE (account_id, organisation_id)
);

CREATE INDEX membership_organisation ON membership (organisation_id);

-- The token itself is nowhere: only its SHA-256. It is 256 random bits, so the hash needs no salt.
CREATE TABLE session (
    id              text        PRIMARY KEY,
    token_hash      bytea       NOT NULL UNIQUE,
    account_id      text        NOT NULL REFERENCES account,
    organisation_id text        NOT NULL REFERENCES organisation,
    created_at      timestamptz NOT NULL,
    last_seen_at    timestamptz NOT NULL,
    ip              text        NOT NULL,
    user_agent      text,
    ended_at        timestamptz,
    ended_reason    text,
    CHECK ((ended_at IS NULL) = (ended_reason IS NULL))
);

CREATE INDEX session_account ON session (account_id) WHERE ended_at IS NULL;

-- Ended sessions that are committed and not yet confirmed by every replica. Empty but for moments.
CREATE TABLE revocation_outbox (
    session_id text        PRIMARY KEY REFERENCES session,
    due_at     timestamptz NOT NULL
);

-- What was done by whom. Rows are added in the transaction of the change, and never altered. A sign-in that failed has
-- neither organisation nor actor.
CREATE TABLE audit (
    id              text        PRIMARY KEY,
    at              timestamptz NOT NULL,
    organisation_id text,
    actor           text,
    credential      text,
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
