-- A wave's batches are sent in lanes: each lane goes through its batches one after the other. What a pass leaves over for
-- another try is handed over to a work of its own, and the lane goes on.
ALTER TABLE batch
    -- Null for what was planned before there were lanes: such a batch has a work of its own from the start.
    ADD lane              smallint,
    -- Its lane is through with it.
    ADD passed            boolean NOT NULL DEFAULT false,
    -- When those that were told to wait (outcomes 8 and 9) may be tried again.
    ADD due_at            timestamptz,
    -- How often sending it has failed in a way that nobody foresaw; after the third it is set aside until people look.
    ADD failures          smallint NOT NULL DEFAULT 0,
    ADD set_aside_at      timestamptz,
    ADD set_aside_reason  text;
CREATE INDEX batch_in_lane ON batch (wave_id, lane, id) WHERE NOT done AND NOT passed;
CREATE INDEX batch_set_aside ON batch (set_aside_at) WHERE set_aside_at IS NOT NULL;

-- When the push service has said that it would take the wave's message.
ALTER TABLE wave ADD checked_at timestamptz;

-- What all nodes together may send to one Firebase project. Times are the database's.
CREATE TABLE quota (
    name               text PRIMARY KEY,
    tokens             double precision NOT NULL,
    -- Messages a second at present: less than allowed while the service says that it is busy.
    per_second         double precision NOT NULL,
    refilled_at        timestamptz NOT NULL,
    -- Answers since then, and how many of them said "later".
    counted_since      timestamptz NOT NULL,
    answers            bigint NOT NULL,
    busy               bigint NOT NULL,
    -- When somebody last asked for it.
    breaking_asked_at  timestamptz NOT NULL,
    usual_asked_at     timestamptz NOT NULL
);

-- Addresses that the push service called dead. They are retired when their wave is over, unless there are too many to
-- believe; then they stay here until people have looked, and so do those that were retired, to be brought back.
CREATE TABLE dead_address (
    wave_id     bigint NOT NULL REFERENCES wave ON DELETE CASCADE,
    ordinal     integer NOT NULL REFERENCES device (ordinal) ON DELETE CASCADE,
    -- What was sent to: a device that has another one by now is not meant.
    address     text NOT NULL,
    said_at     timestamptz NOT NULL,
    -- Null while nobody has decided, or after it was brought back.
    retired_at  timestamptz,
    PRIMARY KEY (wave_id, ordinal)
);
CREATE INDEX dead_address_device ON dead_address (ordinal);
CREATE INDEX dead_address_said ON dead_address (said_at);
ALTER TABLE wave
    -- How many devices had an answer, and how many of them were said to be dead; null while it is being sent.
    ADD answered  bigint,
    ADD dead      bigint;
CREATE INDEX wave_answered ON wave (app_id, finished_at) WHERE answered IS NOT NULL;
