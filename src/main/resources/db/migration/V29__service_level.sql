-- The service level: of the readers who can be reached, nine in ten are told within two minutes.

-- Since when readers could be told of it: what came by itself, since its article was accepted or its embargo was over; what
-- somebody decided, since then. Null if an older version wrote it: it counts from created_at.
ALTER TABLE alert ADD released_at timestamptz;

-- The same for the readers of one wave. Null if it is slow on purpose, waits, is a canary, or an older version planned it: it
-- is not measured.
ALTER TABLE wave ADD begun_at timestamptz;
CREATE INDEX wave_begun ON wave (begun_at) WHERE begun_at IS NOT NULL;

-- How a wave did, counted once, when the two minutes were over.
CREATE TABLE service_level (
    wave_id              bigint PRIMARY KEY REFERENCES wave ON DELETE CASCADE,
    -- Recipients who could be reached: not those whose address was dead, who had unfollowed, or for whom it was stopped.
    reachable            bigint NOT NULL,
    -- Of those, whose push service had taken it.
    in_time              bigint NOT NULL,
    counted_at           timestamptz NOT NULL,
    -- Of those in time, whose phone said that it had come within the two minutes, or later. Null until that is counted.
    received_in_time     bigint,
    received_late        bigint,
    received_counted_at  timestamptz
);
CREATE INDEX service_level_counted ON service_level (counted_at);

-- What the last check of an app's audit log found; the first entry that is broken, or null.
CREATE TABLE audit_check (
    app_id        bigint PRIMARY KEY REFERENCES app ON DELETE CASCADE,
    checked_at    timestamptz NOT NULL,
    entries       bigint NOT NULL,
    first_broken  bigint
);
