-- The audit trail becomes a chain for each organisation: a row holds the hash of the one before it, so that a row which is
-- altered, taken out or slipped in is seen. The chain of what concerns no organisation has the empty name.
CREATE TABLE audit_chain (
    organisation_id  text   PRIMARY KEY,
    sequence         bigint NOT NULL DEFAULT 0,
    hash             bytea  NOT NULL DEFAULT decode(repeat('00', 32), 'hex'),
    -- The last row that retention has deleted; the first that is left follows its hash.
    expired_sequence bigint NOT NULL DEFAULT 0,
    expired_hash     bytea  NOT NULL DEFAULT decode(repeat('00', 32), 'hex')
);

DROP TRIGGER audit_append_only ON audit;
ALTER TABLE audit
    ALTER COLUMN organisation_id DROP NOT NULL,
    ALTER COLUMN actor DROP NOT NULL,
    ALTER COLUMN credential DROP NOT NULL,
    ADD COLUMN outcome    text NOT NULL DEFAULT 'success' CHECK (outcome IN ('success', 'denied', 'failed')),
    ADD COLUMN ip         text,
    ADD COLUMN user_agent text,
    ADD COLUMN request_id text,
    ADD COLUMN sequence   bigint,
    ADD COLUMN previous   bytea,
    ADD COLUMN hash       bytea;

-- Each field as a netstring, an absent one as "-,": no two different rows read the same.
CREATE FUNCTION audit_fields(VARIADIC fields text[]) RETURNS bytea LANGUAGE sql IMMUTABLE AS $$
    SELECT convert_to(string_agg(
        CASE WHEN field IS NULL THEN '-,' ELSE octet_length(convert_to(field, 'UTF8')) || ':' || field || ',' END,
        '' ORDER BY position), 'UTF8')
    FROM unnest(fields) WITH ORDINALITY AS given (field, position)
$$;

CREATE FUNCTION audit_hash(entry audit) RETURNS bytea LANGUAGE sql STABLE AS $$
    SELECT sha256(entry.previous || audit_fields(
        coalesce(entry.organisation_id, ''), entry.sequence::text, entry.id,
        to_char(entry.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
        entry.actor, entry.credential, entry.action, entry.target, entry.outcome, entry.detail,
        entry.ip, entry.user_agent, entry.request_id))
$$;

-- Whoever adds a row holds the end of the chain until his transaction ends, so that there is one order.
CREATE FUNCTION audit_link() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO audit_chain (organisation_id) VALUES (coalesce(NEW.organisation_id, '')) ON CONFLICT DO NOTHING;
    SELECT chain.sequence + 1, chain.hash INTO NEW.sequence, NEW.previous
        FROM audit_chain chain WHERE chain.organisation_id = coalesce(NEW.organisation_id, '') FOR UPDATE;
    NEW.hash := audit_hash(NEW);
    UPDATE audit_chain SET sequence = NEW.sequence, hash = NEW.hash
        WHERE organisation_id = coalesce(NEW.organisation_id, '');
    RETURN NEW;
END
$$;

-- What was written before there were chains begins them.
DO $$
DECLARE
    old audit;
    new audit;
BEGIN
    FOR old IN SELECT * FROM audit ORDER BY at, id LOOP
        new := old;
        INSERT INTO audit_chain (organisation_id) VALUES (coalesce(old.organisation_id, '')) ON CONFLICT DO NOTHING;
        SELECT chain.sequence + 1, chain.hash INTO new.sequence, new.previous
            FROM audit_chain chain WHERE chain.organisation_id = coalesce(old.organisation_id, '');
        new.hash := audit_hash(new);
        UPDATE audit SET sequence = new.sequence, previous = new.previous, hash = new.hash WHERE id = old.id;
        UPDATE audit_chain SET sequence = new.sequence, hash = new.hash
            WHERE organisation_id = coalesce(old.organisation_id, '');
    END LOOP;
END
$$;

ALTER TABLE audit
    ALTER COLUMN sequence SET NOT NULL,
    ALTER COLUMN previous SET NOT NULL,
    ALTER COLUMN hash SET NOT NULL;
CREATE UNIQUE INDEX audit_sequence ON audit (coalesce(organisation_id, ''), sequence);
CREATE INDEX audit_age ON audit (at);
DROP INDEX audit_organisation;
CREATE INDEX audit_organisation ON audit (organisation_id, id COLLATE "C" DESC);

CREATE TRIGGER audit_link BEFORE INSERT ON audit FOR EACH ROW EXECUTE FUNCTION audit_link();

-- Rows are deleted by audit_expire alone, and never altered.
CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND current_setting('bureau.audit_expiry', true) = 'on' THEN
        RETURN NULL;
    END IF;
    RAISE EXCEPTION 'the audit trail is append-only';
END
$$;

CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Deletes the rows before the first that is not older than the limit, and keeps where the chain goes on.
CREATE FUNCTION audit_expire(organisation text, oldest timestamptz) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    chain   audit_chain;
    through bigint;
    anchor  bytea;
    gone    bigint;
BEGIN
    SELECT * INTO chain FROM audit_chain WHERE organisation_id = organisation FOR UPDATE;
    SELECT coalesce(min(sequence) - 1, chain.sequence) INTO through
        FROM audit WHERE coalesce(organisation_id, '') = organisation AND at >= oldest;
    IF through IS NULL OR through <= chain.expired_sequence THEN
        RETURN 0;
    END IF;
    SELECT hash INTO anchor
        FROM audit WHERE coalesce(organisation_id, '') = organisation AND sequence = through;
    PERFORM set_config('bureau.audit_expiry', 'on', true);
    DELETE FROM audit WHERE coalesce(organisation_id, '') = organisation AND sequence <= through;
    GET DIAGNOSTICS gone = ROW_COUNT;
    PERFORM set_config('bureau.audit_expiry', 'off', true);
    UPDATE audit_chain SET expired_sequence = through, expired_hash = anchor WHERE organisation_id = organisation;
    RETURN gone;
END
$$;

-- Revocations of every kind that are committed and not yet confirmed by every replica. Empty but for moments.
CREATE TABLE pending_revocation (
    subject text        NOT NULL,
    id      text        NOT NULL,
    effect  text        NOT NULL,
    due_at  timestamptz NOT NULL,
    PRIMARY KEY (subject, id, effect)
);
INSERT INTO pending_revocation (subject, id, effect, due_at)
    SELECT 'SESSION', session_id, 'END', due_at FROM revocation_outbox;
DROP TABLE revocation_outbox;
