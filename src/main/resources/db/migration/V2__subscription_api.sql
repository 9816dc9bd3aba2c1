-- What phones and publishers' servers need: scoped keys, App Check, users, a catalogue, mutes, preferences, receipts,
-- imports.

ALTER TABLE app
    -- OFF, LOG or ENFORCE: whether a device must prove by Firebase App Check that it is the publisher's own app.
    ADD app_check           text NOT NULL DEFAULT 'OFF',
    ADD app_check_audience  text,
    ADD app_check_keys      text,
    -- Where the keys are that sign the tokens with which a phone proves who its user is.
    ADD user_token_keys     text,
    ADD user_token_issuer   text;

ALTER TABLE api_key
    ADD scopes          text[] NOT NULL
        DEFAULT ARRAY['articles:write', 'alerts:send', 'topics:write', 'readers:write', 'ops:read', 'keys:write'],
    ADD expires_at      timestamptz,
    -- The key before the last rotation, good until then.
    ADD previous_hash   bytea UNIQUE,
    ADD previous_until  timestamptz;

ALTER TABLE topic
    DROP CONSTRAINT topic_slug_check,
    ADD CONSTRAINT topic_slug_check
        CHECK (slug ~ '^([a-z0-9][a-z0-9-]{0,62}|story:[0-9]{1,18}|keyword:.{2,80})$'),
    ADD parent_id   bigint REFERENCES topic,
    -- The name in further languages, by language tag.
    ADD names       jsonb NOT NULL DEFAULT '{}',
    -- All names, for search as you type.
    ADD search      text NOT NULL DEFAULT '',
    -- Cannot be followed any more.
    ADD retired_at  timestamptz;
UPDATE topic SET search = lower(name);
CREATE INDEX topic_search ON topic USING gin (to_tsvector('simple', search));
CREATE INDEX topic_parent ON topic (parent_id) WHERE parent_id IS NOT NULL;

-- Counted now and then: how popular a topic is, and how often it rings.
CREATE TABLE topic_figures (
    topic_id          bigint PRIMARY KEY REFERENCES topic ON DELETE CASCADE,
    followers         bigint NOT NULL,
    -- Alerts a week, over the last 14 days, for who follows at the level.
    weekly_every      double precision NOT NULL,
    weekly_important  double precision NOT NULL,
    counted_at        timestamptz NOT NULL
);

ALTER TABLE reader ADD user_id text;
CREATE UNIQUE INDEX reader_user ON reader (app_id, user_id) WHERE user_id IS NOT NULL;

ALTER TABLE device
    -- An imported device has no secret until an app claims it; a device may wait for a challenge without an address.
    ALTER secret_hash DROP NOT NULL,
    ALTER address DROP NOT NULL,
    ALTER address_kind DROP NOT NULL,
    ALTER address_since DROP NOT NULL,
    -- Given out by a rotation; its first use ends the old one.
    ADD next_secret_hash       bytea,
    -- Lets an app repeat a first registration whose answer was lost.
    ADD registration_key_hash  bytea,
    -- The last time it could not be reached: what it missed then is in its inbox.
    ADD gap_from               timestamptz,
    ADD gap_to                 timestamptz,
    ADD CHECK ((address IS NULL) = (address_kind IS NULL)),
    -- Room for heartbeats to rewrite a row in its page.
    SET (fillfactor = 85);

-- A device that claims an address of another device answers what was pushed to that address.
CREATE TABLE address_challenge (
    device_id     uuid PRIMARY KEY REFERENCES device ON DELETE CASCADE,
    address_kind  text NOT NULL,
    address       text NOT NULL,
    answer_hash   bytea NOT NULL,
    tries         integer NOT NULL DEFAULT 0,
    created_at    timestamptz NOT NULL,
    expires_at    timestamptz NOT NULL
);
CREATE INDEX address_challenge_address ON address_challenge (address);

ALTER TABLE subscription ADD until timestamptz;
CREATE INDEX subscription_until ON subscription (until) WHERE until IS NOT NULL;

CREATE TABLE mute (
    reader_id   bigint NOT NULL REFERENCES reader ON DELETE CASCADE,
    -- TOPIC or STORY
    kind        text NOT NULL,
    target_id   bigint NOT NULL,
    until       timestamptz NOT NULL,
    created_at  timestamptz NOT NULL,
    PRIMARY KEY (reader_id, kind, target_id)
);
CREATE INDEX mute_target ON mute (kind, target_id);
CREATE INDEX mute_until ON mute (until);

CREATE TABLE preferences (
    reader_id          bigint PRIMARY KEY REFERENCES reader ON DELETE CASCADE,
    -- Raised by every change; the ETag.
    version            bigint NOT NULL,
    -- Quiet from … to …, in the time zone of each device; across midnight if to is earlier.
    quiet_from         time,
    quiet_to           time,
    quiet_breaking     boolean NOT NULL,
    -- Alerts in any 24 hours.
    daily_cap          integer,
    least_gap_minutes  integer,
    paused_until       timestamptz,
    -- Empty: any language.
    languages          text[] NOT NULL,
    digest_times       time[] NOT NULL,
    changed_at         timestamptz NOT NULL,
    CHECK ((quiet_from IS NULL) = (quiet_to IS NULL))
);
CREATE INDEX preferences_paused ON preferences (paused_until) WHERE paused_until IS NOT NULL;

-- What phones report. One row per event, so that a repeated report changes nothing.
CREATE TABLE receipt (
    alert_id     uuid NOT NULL REFERENCES alert ON DELETE CASCADE,
    ordinal      integer NOT NULL,
    -- RECEIVED, OPENED or DISMISSED
    event        text NOT NULL,
    happened_at  timestamptz NOT NULL,
    reported_at  timestamptz NOT NULL,
    PRIMARY KEY (alert_id, event, ordinal)
);
CREATE INDEX receipt_ordinal ON receipt (ordinal);
CREATE INDEX receipt_reported ON receipt (reported_at);

-- The first and last recipient: finds a device's batch without reading every bitmap. Older batches are always read.
ALTER TABLE batch
    ADD low_ordinal   integer NOT NULL DEFAULT 0,
    ADD high_ordinal  integer NOT NULL DEFAULT 2147483647;

CREATE TABLE bulk_import (
    id           uuid PRIMARY KEY,
    app_id       bigint NOT NULL REFERENCES app,
    -- RUNNING, INTERRUPTED or DONE
    state        text NOT NULL,
    -- Lines that need not be sent again.
    lines        bigint NOT NULL,
    accepted     bigint NOT NULL,
    refused      bigint NOT NULL,
    started_at   timestamptz NOT NULL,
    changed_at   timestamptz NOT NULL
);
CREATE TABLE bulk_import_error (
    import_id  uuid NOT NULL REFERENCES bulk_import ON DELETE CASCADE,
    line       bigint NOT NULL,
    code       text NOT NULL,
    detail     text NOT NULL,
    PRIMARY KEY (import_id, line)
);

-- A notification serialises the commits that carry one, so a statement sends few of them: as many readers in each as
-- fit into its 8,000 bytes.
DROP TRIGGER subscription_changed ON subscription;
DROP TRIGGER device_came_or_went ON device;
DROP TRIGGER device_changed ON device;
DROP FUNCTION announce_reader();
CREATE FUNCTION announce(prefix text, ids bigint[]) RETURNS void LANGUAGE sql AS $$
    SELECT pg_notify('newsbell_reader', prefix || string_agg(id::text, ','))
    FROM (SELECT id, (row_number() OVER () - 1) / 350 AS portion
          FROM (SELECT DISTINCT unnest(ids) AS id) AS each) AS portions
    GROUP BY portion
$$;
CREATE FUNCTION announce_came() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM announce('', array_agg(reader_id)) FROM came;
    RETURN NULL;
END $$;
CREATE FUNCTION announce_gone() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM announce('', array_agg(reader_id)) FROM gone;
    RETURN NULL;
END $$;
CREATE FUNCTION announce_both() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM announce('', array_agg(reader_id))
    FROM (SELECT reader_id FROM came UNION SELECT reader_id FROM gone) AS changed;
    RETURN NULL;
END $$;
CREATE TRIGGER subscription_came AFTER INSERT ON subscription
    REFERENCING NEW TABLE AS came FOR EACH STATEMENT EXECUTE FUNCTION announce_came();
CREATE TRIGGER subscription_went AFTER DELETE ON subscription
    REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION announce_gone();
CREATE TRIGGER subscription_changed AFTER UPDATE ON subscription
    REFERENCING OLD TABLE AS gone NEW TABLE AS came FOR EACH STATEMENT EXECUTE FUNCTION announce_both();
-- Who is gone cannot be read anew: the device itself is named.
CREATE FUNCTION announce_gone_devices() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM announce('gone:', array_agg(ordinal::bigint)) FROM gone;
    RETURN NULL;
END $$;
CREATE TRIGGER device_went AFTER DELETE ON device
    REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION announce_gone_devices();

-- A device that comes to a new, anonymous reader follows nothing yet: a storm of registrations costs no notification.
CREATE FUNCTION announce_devices() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM announce('', array_agg(reader_id)) FROM came
    WHERE EXISTS (SELECT 1 FROM subscription WHERE subscription.reader_id = came.reader_id);
    RETURN NULL;
END $$;
CREATE TRIGGER device_came AFTER INSERT ON device
    REFERENCING NEW TABLE AS came FOR EACH STATEMENT EXECUTE FUNCTION announce_devices();
-- A heartbeat changes nothing that the index holds, and must cost no notification.
CREATE FUNCTION announce_moved_devices() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM announce('', array_agg(reader_id))
    FROM (SELECT unnest(ARRAY[came.reader_id, gone.reader_id]) AS reader_id
          FROM came JOIN gone USING (id)
          WHERE came.reader_id <> gone.reader_id
             OR came.retired_at IS DISTINCT FROM gone.retired_at
             OR (came.address IS NULL) <> (gone.address IS NULL)) AS changed;
    RETURN NULL;
END $$;
CREATE TRIGGER device_changed AFTER UPDATE ON device
    REFERENCING OLD TABLE AS gone NEW TABLE AS came FOR EACH STATEMENT EXECUTE FUNCTION announce_moved_devices();
