COMMENT ON COLUMN device.retired_at IS
    'Since when it cannot be reached: FCM said UNREGISTERED, or it has no address. The next registration clears it.';

DROP INDEX address_challenge_address;
-- When an address was last challenged, newest first and at most five times: an hour's worth. The address is hashed, so
-- that this may outlive the device.
CREATE TABLE address_challenge_pace (
    address_hash  bytea PRIMARY KEY,
    sent_at       timestamptz[] NOT NULL
);

-- Whether anybody follows a keyword, and who follows a topic that was retired.
CREATE INDEX subscription_topic ON subscription (topic_id);

-- No foreign key: every phone that reports would lock the same row of alert, and ten million do at once.
ALTER TABLE receipt DROP CONSTRAINT receipt_alert_id_fkey;
DROP INDEX receipt_ordinal;
CREATE INDEX receipt_ordinal ON receipt (ordinal, reported_at);

DROP INDEX batch_wave;
CREATE INDEX batch_wave_ordinals ON batch (wave_id, low_ordinal, high_ordinal);
-- What was planned since a moment ago, for those who keep the list of recent waves in memory.
CREATE INDEX wave_planned ON wave (planned_at);

-- Nothing was imported before this version.
ALTER TABLE bulk_import
    -- Empty lines, and devices that an app has claimed already.
    ADD skipped    bigint NOT NULL,
    -- The call that sends the lines: fences the one before, and says how fast it goes.
    ADD call       integer NOT NULL,
    ADD call_at    timestamptz NOT NULL,
    ADD call_from  bigint NOT NULL;
