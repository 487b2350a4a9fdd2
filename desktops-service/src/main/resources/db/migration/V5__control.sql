-- Who has taken a desktop into his own hands, so that programs keep theirs off; null for nobody. It ends by itself.
ALTER TABLE desktop
    ADD COLUMN control_user        text,
    ADD COLUMN control_since       timestamptz,
    ADD COLUMN control_until       timestamptz,
    ADD COLUMN control_screenshots boolean NOT NULL DEFAULT false;

CREATE INDEX desktop_control ON desktop (control_until) WHERE control_until IS NOT NULL;
