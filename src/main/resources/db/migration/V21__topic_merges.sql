-- Topics that became part of others, with their followers.

ALTER TABLE topic
    -- The topic that its followers follow since. Never one that was itself merged: whoever merges that moves these along.
    ADD merged_into  bigint REFERENCES topic,
    -- Whether some of its followers are still to be moved.
    ADD moving       boolean NOT NULL DEFAULT false,
    ADD CONSTRAINT topic_merged_check CHECK (merged_into IS NULL OR (merged_into <> id AND retired_at IS NOT NULL)),
    ADD CONSTRAINT topic_moving_check CHECK (NOT moving OR merged_into IS NOT NULL);
CREATE INDEX topic_merged_into ON topic (merged_into) WHERE merged_into IS NOT NULL;

CREATE TABLE topic_merge (
    id           uuid PRIMARY KEY,
    app_id       bigint NOT NULL REFERENCES app,
    from_id      bigint NOT NULL REFERENCES topic,
    into_id      bigint NOT NULL REFERENCES topic,
    -- As they were when it began: followers of the one, of the other, and of both.
    followers    bigint NOT NULL,
    into_before  bigint NOT NULL,
    of_both      bigint NOT NULL,
    -- Readers who follow the other one since, and those who did already.
    moved        bigint NOT NULL DEFAULT 0,
    kept         bigint NOT NULL DEFAULT 0,
    state        text NOT NULL CHECK (state IN ('RUNNING', 'DONE')),
    started_at   timestamptz NOT NULL,
    finished_at  timestamptz
);
CREATE INDEX topic_merge_from ON topic_merge (from_id, started_at DESC);
CREATE INDEX topic_merge_into ON topic_merge (into_id, started_at DESC);
