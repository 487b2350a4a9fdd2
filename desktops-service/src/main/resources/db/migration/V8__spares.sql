-- Spares: desktops of nobody (their organisation has no name), which run before somebody asks for one. Whoever creates a desktop
-- may get one of them, which is his from then on under the id it has had all along.
CREATE INDEX desktop_spare ON desktop (status) WHERE organisation_id = '';

-- Whether it was a spare, until it has left the machine that it came with.
ALTER TABLE desktop ADD COLUMN adopted boolean NOT NULL DEFAULT false;
