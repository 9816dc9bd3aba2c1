-- The ledger of what was sent long ago takes less room, and is forgotten after a time.

ALTER TABLE wave ADD compacted_at timestamptz;
CREATE INDEX wave_to_compact ON wave (finished_at) WHERE compacted_at IS NULL AND finished_at IS NOT NULL;
-- What is left of an alert's account when its ledger has been forgotten.
ALTER TABLE alert ADD account jsonb;
