-- A quarantined key opens nothing but from these networks.
ALTER TABLE api_key
    ADD COLUMN quarantined_at    timestamptz,
    ADD COLUMN quarantined_cidrs text[],
    ADD CHECK ((quarantined_at IS NULL) = (quarantined_cidrs IS NULL));

-- What an organisation wants done with a key that somebody reports as leaked; one that is not here wants it revoked.
CREATE TABLE leak_response (
    organisation_id text PRIMARY KEY,
    response        text NOT NULL CHECK (response IN ('revoke', 'quarantine'))
);

-- Reports that are accepted and not yet dealt with. Empty but for moments. Of the reported text they hold what api_key holds
-- of a key: its hash under each pepper.
CREATE TABLE leak_report (
    id              text        PRIMARY KEY,
    pepper_versions integer[]   NOT NULL,
    hashes          bytea[]     NOT NULL,
    ip              text,
    user_agent      text,
    request_id      text,
    due_at          timestamptz NOT NULL
);

CREATE INDEX leak_report_due ON leak_report (due_at);
