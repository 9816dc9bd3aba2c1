-- Alerts of which parts go out later, and what an alert may say of whom it is for and how it goes out.

ALTER TABLE alert
    ADD target   jsonb NOT NULL DEFAULT '{"update": false, "platforms": []}',
    ADD rollout  jsonb NOT NULL DEFAULT '{"spreadMinutes": 0, "canary": false}',
    -- False for what somebody sent: an article alerts by itself once, but people may speak of it as often as they want.
    ADD automatic  boolean NOT NULL DEFAULT true;
DROP INDEX alert_automatic_once;
CREATE UNIQUE INDEX alert_automatic_once ON alert (article_id) WHERE automatic;
CREATE INDEX alert_article ON alert (article_id) WHERE NOT automatic;

-- Handed out while the app's planning is locked, so that in one app a higher one is never committed before a lower one: a
-- node asks for what is above the last that it saw, and misses nothing.
CREATE SEQUENCE sent_seq;

-- One row for each app, to be locked by who plans: of two alerts planned at the same moment, the later one sees whom the
-- other one tells.
CREATE TABLE planning (
    app_id  bigint PRIMARY KEY REFERENCES app
);
INSERT INTO planning (app_id) SELECT id FROM app;

-- Another text of an alert, for a part of its audience.
CREATE SEQUENCE variant_seq;
CREATE TABLE variant (
    id        bigint PRIMARY KEY,
    alert_id  uuid NOT NULL REFERENCES alert ON DELETE CASCADE,
    -- A or B of a trial; BUNDLE for one that names other alerts, too.
    name      text NOT NULL,
    title     text NOT NULL,
    body      text NOT NULL,
    -- The other alerts that it names.
    bundled   uuid[] NOT NULL DEFAULT '{}',
    -- Of a trial, the one that all later waves of the alert get.
    won       boolean NOT NULL DEFAULT false
);
CREATE INDEX variant_alert ON variant (alert_id);

ALTER TABLE wave
    DROP CONSTRAINT wave_alert_id_kind_key,
    ADD app_id      bigint REFERENCES app,
    -- Which of several of its kind.
    ADD part        integer NOT NULL DEFAULT 0,
    -- Null while it waits for its time; then audience is who waits.
    ALTER planned_at DROP NOT NULL,
    -- In the order of planning; null while it waits.
    ADD sent_no     bigint,
    -- How many devices audience has.
    ADD size        bigint,
    ADD expires_at  timestamptz,
    -- Whom it rang, or may have, once every recipient has an outcome. Told, caps and gaps go by this.
    ADD reached     bytea;
UPDATE wave SET app_id = alert.app_id, expires_at = alert.expires_at, sent_no = nextval('sent_seq'),
    size = (SELECT coalesce(sum(octet_length(outcomes)), 0) FROM batch WHERE wave_id = wave.id)
FROM alert WHERE alert.id = alert_id;
ALTER TABLE wave
    ALTER app_id SET NOT NULL,
    ALTER size SET NOT NULL,
    ALTER expires_at SET NOT NULL;
CREATE INDEX wave_alert ON wave (alert_id);
CREATE UNIQUE INDEX wave_sent ON wave (app_id, sent_no) WHERE sent_no IS NOT NULL;
CREATE INDEX wave_waiting ON wave (app_id, due_at) WHERE planned_at IS NULL;

ALTER TABLE batch ADD variant_id bigint REFERENCES variant;

-- What was answered to calls that must not be done twice. Written with what the call did.
CREATE TABLE idempotent_call (
    app_id     bigint NOT NULL REFERENCES app,
    key        text NOT NULL,
    -- SHA-256 of what was asked.
    asked      bytea NOT NULL,
    answer     text NOT NULL,
    called_at  timestamptz NOT NULL,
    PRIMARY KEY (app_id, key)
);
CREATE INDEX idempotent_call_called ON idempotent_call (called_at);
