-- Where organisations want to be told of events.
CREATE TABLE webhook (
    id              text        PRIMARY KEY,
    organisation_id text        NOT NULL,
    created_by      text        NOT NULL,
    created_at      timestamptz NOT NULL,
    url             text        NOT NULL,
    description     text        NOT NULL,
    -- Types of events, separated by commas; empty for all.
    events          text        NOT NULL,

    -- Signing secrets are encrypted like the desktops' keys. After a rotation the one before signs too, for a while.
    secret          bytea       NOT NULL,
    previous_secret bytea,
    previous_until  timestamptz,
    CHECK ((previous_secret IS NULL) = (previous_until IS NULL)),

    -- What happened before it was last enabled is not sent.
    enabled         boolean     NOT NULL,
    active_since    timestamptz NOT NULL,
    disabled_at     timestamptz,
    disabled_reason text,
    -- Since when nothing was accepted any more; null if the last attempt was.
    failing_since   timestamptz
);

CREATE INDEX webhook_organisation ON webhook (organisation_id, id);

-- What is or was to be sent. The id is the webhook-id that receivers tell repetitions by.
CREATE TABLE webhook_delivery (
    id              text        PRIMARY KEY,
    webhook_id      text        NOT NULL REFERENCES webhook ON DELETE CASCADE,
    type            text        NOT NULL,
    body            text        NOT NULL,
    created_at      timestamptz NOT NULL,
    status          text        NOT NULL CHECK (status IN ('PENDING', 'DELIVERED', 'FAILED')),

    -- All attempts there were, and how many of the planned repetitions are used up.
    attempts        integer     NOT NULL,
    repetitions     integer     NOT NULL,
    attempted_at    timestamptz,
    response_status integer,
    response_body   text,
    error           text,

    -- When the next attempt is to be made; null for never. A lease keeps replicas from making it twice.
    due_at          timestamptz,
    lease           text,
    leased_until    timestamptz,
    CHECK ((lease IS NULL) = (leased_until IS NULL)),
    CHECK ((due_at IS NULL) = (status <> 'PENDING'))
);

CREATE INDEX webhook_delivery_list ON webhook_delivery (webhook_id, id DESC);
CREATE INDEX webhook_delivery_due ON webhook_delivery (webhook_id, due_at) WHERE due_at IS NOT NULL;
CREATE INDEX webhook_delivery_age ON webhook_delivery (created_at);

-- Behind which event deliveries are still to be made: one row, held by whoever makes them.
CREATE TABLE webhook_cursor (
    one         boolean PRIMARY KEY DEFAULT true CHECK (one),
    transaction xid8    NOT NULL,
    sequence    bigint  NOT NULL
);

INSERT INTO webhook_cursor (transaction, sequence) SELECT pg_snapshot_xmin(pg_current_snapshot()), 0;
