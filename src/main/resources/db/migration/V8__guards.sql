-- Guard rails: what an app's newsroom has said about alerts without an editor, where articles come from, and alerts that
-- wait for a person.

ALTER TABLE app
    -- What it has set; what is not in it is as usual.
    ADD policy          jsonb NOT NULL DEFAULT '{}',
    -- Raised by every change; the ETag.
    ADD policy_version  bigint NOT NULL DEFAULT 0;
UPDATE app SET policy = jsonb_strip_nulls(jsonb_build_object(
    'freshMinutes', nullif(fresh_minutes, 120),
    'expiresMinutes', nullif(expires_minutes, 60),
    'urgentUpTo', nullif(urgent_up_to, 3)));
ALTER TABLE app DROP fresh_minutes, DROP expires_minutes, DROP urgent_up_to;

ALTER TABLE article
    -- What brought it first: key: and the name of an API key, feed: and the feed's name.
    ADD source        text NOT NULL DEFAULT '',
    -- The version that took it back: as long as it is the newest one, the article is withdrawn.
    ADD withdrawn_in  integer;
CREATE INDEX article_source ON article (app_id, source, received_at);

ALTER TABLE alert
    -- What the guard rails found: [{"code": …, "sentence": …}].
    ADD guards        jsonb NOT NULL DEFAULT '[]',
    -- Since when its article is withdrawn.
    ADD withdrawn_at  timestamptz;
CREATE INDEX alert_held ON alert (app_id, created_at DESC) WHERE state = 'HELD';
CREATE INDEX alert_withdrawn ON alert (app_id, withdrawn_at) WHERE withdrawn_at IS NOT NULL;

-- The phones of a batch which still have to be told that the alert is taken back; none when all have been.
CREATE TABLE retraction (
    batch_id  bigint PRIMARY KEY REFERENCES batch ON DELETE CASCADE,
    waiting   bytea NOT NULL
);
