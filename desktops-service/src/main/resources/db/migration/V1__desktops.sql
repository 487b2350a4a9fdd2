-- What each desktop is and what is wanted of it. The reconciler makes the machines follow.
CREATE TABLE desktop (
    id                text        PRIMARY KEY,
    organisation_id   text        NOT NULL,
    created_by        text        NOT NULL,
    name              text        NOT NULL,
    tier              text        NOT NULL,
    image             text        NOT NULL,
    image_reference   text        NOT NULL,
    cpus              integer     NOT NULL,
    memory_megabytes  integer     NOT NULL,
    disk_gigabytes    integer     NOT NULL,
    width             integer     NOT NULL,
    height            integer     NOT NULL,
    keep_alive        boolean     NOT NULL,
    created_at        timestamptz NOT NULL,

    status            text        NOT NULL CHECK (status IN
        ('PENDING', 'BOOTING', 'RUNNING', 'STOPPING', 'STOPPED', 'DESTROYING', 'DESTROYED', 'ERROR')),
    wish              text        NOT NULL CHECK (wish IN ('RUNNING', 'STOPPED', 'DESTROYED')),
    status_reason     text,
    status_since      timestamptz NOT NULL,
    started_at        timestamptz,
    -- Counts the changes, so that whoever acted on an older state can tell that it is no longer true.
    revision          bigint      NOT NULL,

    -- Where its machine is while it runs.
    host              text,
    ssh_port          integer     NOT NULL,
    ip_address        text,

    -- Private keys are encrypted under a key from the configuration; all of them go with the machine.
    client_key        bytea,
    client_public_key text,
    host_key          bytea,
    host_public_key   text,

    -- When something is to be done; null for nothing. A lease keeps replicas from doing it twice, and ends by itself.
    due_at            timestamptz,
    attempts          integer     NOT NULL,
    lease             text,
    leased_until      timestamptz,
    CHECK ((lease IS NULL) = (leased_until IS NULL))
);

CREATE INDEX desktop_organisation ON desktop (organisation_id, created_at DESC, id DESC) WHERE status <> 'DESTROYED';
CREATE INDEX desktop_due ON desktop (due_at) WHERE due_at IS NOT NULL;

-- What came of a creation, for the caller who did not hear it and asks again.
CREATE TABLE idempotency_key (
    organisation_id text        NOT NULL,
    key             text        NOT NULL,
    request_hash    bytea       NOT NULL,
    answer          text,
    created_at      timestamptz NOT NULL,
    PRIMARY KEY (organisation_id, key)
);

CREATE INDEX idempotency_key_age ON idempotency_key (created_at);

-- What happened to desktops, in the order in which it did.
CREATE TABLE event (
    sequence        bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at              timestamptz NOT NULL,
    organisation_id text        NOT NULL,
    desktop_id      text        NOT NULL,
    type            text        NOT NULL,
    payload         text        NOT NULL
);

CREATE INDEX event_organisation ON event (organisation_id, sequence);

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
