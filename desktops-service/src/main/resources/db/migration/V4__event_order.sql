-- Numbers of a sequence are given out before their transactions end, so one may appear behind a greater one that was read
-- already. By transaction, and among those that have all ended, there is one order to which nothing is ever added in front.
ALTER TABLE event ADD COLUMN transaction xid8 NOT NULL DEFAULT pg_current_xact_id();

DROP INDEX event_organisation;
CREATE INDEX event_organisation ON event (organisation_id, transaction, sequence);
CREATE INDEX event_order ON event (transaction, sequence);
