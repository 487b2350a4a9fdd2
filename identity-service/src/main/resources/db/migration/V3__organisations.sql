-- Everyone has one organisation of his own, which he cannot lose: where his sessions begin, and where they go when another
-- organisation ends for him. Until now there was one for each user; it is the one that he has belonged to the longest.
ALTER TABLE organisation
    ADD COLUMN personal_of text UNIQUE REFERENCES account,
    ADD COLUMN deleted_at  timestamptz;

UPDATE organisation SET personal_of = first.account_id
FROM (
    SELECT DISTINCT ON (account_id) account_id, organisation_id FROM membership ORDER BY account_id, since, id
) AS first
WHERE organisation.id = first.organisation_id;

CREATE INDEX session_organisation ON session (organisation_id) WHERE ended_at IS NULL;

-- An identity tells its own address and when it was last signed in with; a user may have several.
ALTER TABLE external_identity
    ADD COLUMN email        text,
    ADD COLUMN last_used_at timestamptz;

UPDATE external_identity SET
    email = (SELECT email FROM account WHERE account.id = account_id),
    last_used_at = coalesce(
        (SELECT max(created_at) FROM session WHERE session.account_id = external_identity.account_id), linked_at);

-- A name that the user has chosen is kept when the provider tells another. A deleted account stays, without anything that
-- tells whose it was, for the ids that name it.
ALTER TABLE account
    ADD COLUMN name_chosen boolean NOT NULL DEFAULT false,
    ADD COLUMN deleted_at  timestamptz,
    ALTER COLUMN email DROP NOT NULL;

-- The token is in its link alone; here is its SHA-256.
CREATE TABLE invitation (
    id              text        PRIMARY KEY,
    token_hash      bytea       NOT NULL UNIQUE,
    organisation_id text        NOT NULL REFERENCES organisation,
    role            text        NOT NULL CHECK (role IN ('owner', 'admin', 'member')),
    email           text,
    created_at      timestamptz NOT NULL,
    created_by      text        NOT NULL REFERENCES account,
    expires_at      timestamptz NOT NULL,
    accepted_at     timestamptz,
    accepted_by     text        REFERENCES account,
    revoked_at      timestamptz,
    CHECK ((accepted_at IS NULL) = (accepted_by IS NULL)),
    CHECK (accepted_at IS NULL OR revoked_at IS NULL)
);

CREATE INDEX invitation_organisation ON invitation (organisation_id, id);
