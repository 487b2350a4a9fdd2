-- When a desktop was last used, by whichever replica, to within some seconds; and why one that was stopped without being
-- asked to be is no longer running, which outlives whatever stands in the way of stopping it.
ALTER TABLE desktop
    ADD COLUMN last_active_at timestamptz,
    ADD COLUMN stop_reason    text;

-- Nothing is known of what was used before: its idle time begins now.
UPDATE desktop SET last_active_at = now() WHERE status = 'RUNNING';
