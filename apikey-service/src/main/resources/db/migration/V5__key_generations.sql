-- Who answers for a key is not always who made it: a member who leaves may hand his keys over.
ALTER TABLE api_key
    ADD COLUMN owner       text,
    ADD COLUMN revoked_by  text,
    ADD COLUMN predecessor text REFERENCES api_key,
    ADD COLUMN ends_at     timestamptz,
    ADD COLUMN ended_by    text,
    ADD CHECK ((ends_at IS NULL) = (ended_by IS NULL));

UPDATE api_key SET owner = created_by;
UPDATE api_key SET revoked_by = (
    SELECT audit.actor FROM audit WHERE audit.action = 'key.revoke' AND audit.target = api_key.id ORDER BY audit.id LIMIT 1)
WHERE revoked_reason = 'revoked_by_user';

-- The version before this one goes on inserting while replicas are exchanged, and knows of no owner.
CREATE FUNCTION own_what_one_makes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.owner := coalesce(NEW.owner, NEW.created_by);
    RETURN NEW;
END
$$;

CREATE TRIGGER api_key_owner BEFORE INSERT ON api_key
    FOR EACH ROW EXECUTE FUNCTION own_what_one_makes();

ALTER TABLE api_key ALTER COLUMN owner SET NOT NULL;

-- A key has one successor at most, whoever rotates it at the same time.
CREATE UNIQUE INDEX api_key_predecessor ON api_key (predecessor) WHERE predecessor IS NOT NULL;
-- Finds the overlaps that are over.
CREATE INDEX api_key_ends ON api_key (ends_at) WHERE ends_at IS NOT NULL AND revoked_at IS NULL;

-- How keys are used. Written in batches like key_use, added up by the hour, and forgotten after a while.
CREATE TABLE use_report (
    id         text        PRIMARY KEY,
    applied_at timestamptz NOT NULL
);
CREATE INDEX use_report_applied ON use_report (applied_at);

CREATE TABLE key_capability_use (
    key_id       text        NOT NULL REFERENCES api_key,
    capability   text        NOT NULL,
    last_used_at timestamptz NOT NULL,
    last_used_ip text        NOT NULL,
    PRIMARY KEY (key_id, capability)
);

CREATE TABLE key_hour (
    key_id text        NOT NULL REFERENCES api_key,
    hour   timestamptz NOT NULL,
    status smallint    NOT NULL,
    calls  bigint      NOT NULL,
    PRIMARY KEY (key_id, hour, status)
);
CREATE INDEX key_hour_age ON key_hour (hour);

CREATE TABLE key_hour_address (
    key_id       text        NOT NULL REFERENCES api_key,
    hour         timestamptz NOT NULL,
    ip           text        NOT NULL,
    calls        bigint      NOT NULL,
    last_used_at timestamptz NOT NULL,
    PRIMARY KEY (key_id, hour, ip)
);
CREATE INDEX key_hour_address_age ON key_hour_address (hour);
