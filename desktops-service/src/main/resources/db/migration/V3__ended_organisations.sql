-- Organisations that have ended: none of them gets a desktop any more.
CREATE TABLE ended_organisation (
    organisation_id text        PRIMARY KEY,
    at              timestamptz NOT NULL
);

-- Events are kept for some days.
CREATE INDEX event_age ON event (at);

-- Running desktops are asked now and then whether they still answer; those that run already begin with it now.
UPDATE desktop SET due_at = now() WHERE status = 'RUNNING' AND due_at IS NULL;
