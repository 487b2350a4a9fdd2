-- What other services must still be told about a change that is committed. A row lives until its service has said yes.
CREATE TABLE notice (
    id         text        PRIMARY KEY,
    service    text        NOT NULL,
    path       text        NOT NULL,
    body       text        NOT NULL,
    created_at timestamptz NOT NULL,
    due_at     timestamptz NOT NULL,
    attempts   integer     NOT NULL DEFAULT 0
);

CREATE INDEX notice_due ON notice (due_at);
