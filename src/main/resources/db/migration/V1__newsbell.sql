-- The words are those of the design: app, topic, reader, device, subscription, article, story, alert, wave, batch.
-- Keys come from sequences that hand out fifty at a time (Hibernate's pooled optimiser), never from identity columns,
-- which would stop inserts from being batched.

CREATE SEQUENCE app_seq INCREMENT BY 50;
CREATE SEQUENCE api_key_seq INCREMENT BY 50;
CREATE SEQUENCE topic_seq INCREMENT BY 50;
CREATE SEQUENCE reader_seq;
CREATE SEQUENCE device_ordinal_seq AS integer MINVALUE 0 START 0;
CREATE SEQUENCE story_seq;
CREATE SEQUENCE article_seq;
CREATE SEQUENCE wave_seq;
CREATE SEQUENCE batch_seq;

CREATE TABLE app (
    id               bigint PRIMARY KEY,
    slug             text NOT NULL UNIQUE CHECK (slug ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
    name             text NOT NULL,
    -- The alert policy: what may ring phones without an editor.
    fresh_minutes    integer NOT NULL DEFAULT 120 CHECK (fresh_minutes > 0),
    expires_minutes  integer NOT NULL DEFAULT 60 CHECK (expires_minutes BETWEEN 1 AND 40320),
    urgent_up_to     integer NOT NULL DEFAULT 3 CHECK (urgent_up_to BETWEEN 0 AND 8),
    created_at       timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE api_key (
    id          bigint PRIMARY KEY,
    app_id      bigint NOT NULL REFERENCES app,
    name        text NOT NULL,
    key_hash    bytea NOT NULL UNIQUE,
    created_at  timestamptz NOT NULL DEFAULT now(),
    UNIQUE (app_id, name)
);

CREATE TABLE topic (
    id         bigint PRIMARY KEY,
    app_id     bigint NOT NULL REFERENCES app,
    slug       text NOT NULL CHECK (slug ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
    kind       text NOT NULL,
    name       text NOT NULL,
    rule       text NOT NULL,
    -- Whether an article that matches may ring phones by itself, whatever its urgency.
    automatic  boolean NOT NULL,
    UNIQUE (app_id, slug)
);

CREATE TABLE reader (
    id          bigint PRIMARY KEY,
    app_id      bigint NOT NULL REFERENCES app,
    created_at  timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE device (
    id             uuid PRIMARY KEY,
    app_id         bigint NOT NULL REFERENCES app,
    reader_id      bigint NOT NULL REFERENCES reader,
    -- The device's place in every bitmap: dense, never changed.
    ordinal        integer NOT NULL UNIQUE,
    platform       text NOT NULL,
    address_kind   text NOT NULL,
    address        text NOT NULL,
    address_since  timestamptz NOT NULL,
    -- Set when FCM said UNREGISTERED; the next registration clears it.
    retired_at     timestamptz,
    locale         text NOT NULL,
    time_zone      text NOT NULL,
    app_version    text,
    os_version     text,
    secret_hash    bytea NOT NULL,
    created_at     timestamptz NOT NULL,
    seen_at        timestamptz NOT NULL,
    UNIQUE (app_id, address)
);
CREATE INDEX device_reader ON device (reader_id);

CREATE TABLE subscription (
    reader_id   bigint NOT NULL REFERENCES reader ON DELETE CASCADE,
    topic_id    bigint NOT NULL REFERENCES topic,
    level       text NOT NULL,
    created_at  timestamptz NOT NULL,
    PRIMARY KEY (reader_id, topic_id)
);

CREATE TABLE article (
    id            bigint PRIMARY KEY,
    app_id        bigint NOT NULL REFERENCES app,
    external_id   text NOT NULL,
    version       integer NOT NULL,
    content       jsonb NOT NULL,
    content_hash  bytea NOT NULL,
    received_at   timestamptz NOT NULL,
    changed_at    timestamptz NOT NULL,
    UNIQUE (app_id, external_id)
);
CREATE INDEX article_recent ON article (app_id, changed_at DESC);

CREATE TABLE story (
    id      bigint PRIMARY KEY,
    app_id  bigint NOT NULL REFERENCES app
);

CREATE TABLE article_story (
    article_id  bigint PRIMARY KEY REFERENCES article ON DELETE CASCADE,
    story_id    bigint NOT NULL REFERENCES story
);

CREATE TABLE article_match (
    article_id  bigint NOT NULL REFERENCES article ON DELETE CASCADE,
    topic_id    bigint NOT NULL REFERENCES topic,
    -- The order of importance: 0 is the topic that the article is most about.
    rank        integer NOT NULL,
    score       double precision NOT NULL,
    evidence    jsonb NOT NULL,
    PRIMARY KEY (article_id, topic_id)
);

CREATE TABLE alert (
    id            uuid PRIMARY KEY,
    app_id        bigint NOT NULL REFERENCES app,
    article_id    bigint REFERENCES article,
    story_id      bigint NOT NULL REFERENCES story,
    version       integer NOT NULL,
    level         text NOT NULL,
    state         text NOT NULL,
    -- Why it is in this state, in words for people: what the policy decided, who stopped it.
    reason        text NOT NULL,
    title         text NOT NULL,
    body          text NOT NULL,
    link          text,
    image         text,
    topics        bigint[] NOT NULL,
    created_at    timestamptz NOT NULL,
    expires_at    timestamptz NOT NULL
);
-- An article alerts by itself once in its life, however often it is accepted, matched or retried.
CREATE UNIQUE INDEX alert_automatic_once ON alert (article_id);
CREATE INDEX alert_story ON alert (story_id);
CREATE INDEX alert_recent ON alert (app_id, created_at DESC);

CREATE TABLE wave (
    id           bigint PRIMARY KEY,
    alert_id     uuid NOT NULL REFERENCES alert,
    kind         text NOT NULL,
    due_at       timestamptz NOT NULL,
    planned_at   timestamptz NOT NULL,
    finished_at  timestamptz,
    matched      bigint NOT NULL,
    -- Whom it is meant for, as a serialised RoaringBitmap of device ordinals.
    audience     bytea NOT NULL,
    UNIQUE (alert_id, kind)
);

CREATE TABLE suppression (
    wave_id  bigint NOT NULL REFERENCES wave ON DELETE CASCADE,
    reason   text NOT NULL,
    count    bigint NOT NULL,
    devices  bytea NOT NULL,
    PRIMARY KEY (wave_id, reason)
);

CREATE TABLE batch (
    id          bigint PRIMARY KEY,
    wave_id     bigint NOT NULL REFERENCES wave ON DELETE CASCADE,
    -- The topic to name as the reason to these recipients.
    topic_id    bigint NOT NULL REFERENCES topic,
    recipients  bytea NOT NULL,
    -- One byte per recipient, in the order of the bitmap (outcome_codes in the code).
    outcomes    bytea NOT NULL,
    -- How many recipients have each outcome; the index is the outcome's code.
    counts      integer[] NOT NULL,
    -- Fences late writers: a claim raises it, a write names the claim it belongs to.
    attempt     integer NOT NULL DEFAULT 0,
    done        boolean NOT NULL DEFAULT false
);
CREATE INDEX batch_wave ON batch (wave_id);

-- db-scheduler's own table (its postgresql_tables.sql).
CREATE TABLE scheduled_tasks (
    task_name             text NOT NULL,
    task_instance         text NOT NULL,
    task_data             bytea,
    execution_time        timestamptz NOT NULL,
    picked                boolean NOT NULL,
    picked_by             text,
    last_success          timestamptz,
    last_failure          timestamptz,
    consecutive_failures  integer,
    last_heartbeat        timestamptz,
    version               bigint NOT NULL,
    priority              smallint,
    PRIMARY KEY (task_name, task_instance)
);
CREATE INDEX scheduled_tasks_execution_time ON scheduled_tasks (execution_time);
CREATE INDEX scheduled_tasks_last_heartbeat ON scheduled_tasks (last_heartbeat);
CREATE INDEX scheduled_tasks_priority ON scheduled_tasks (priority DESC, execution_time ASC);

-- Whoever changes what a device follows or whether it can be reached tells every node, in the order of the commits.
-- The payload is the reader; the listener reads the truth anew.
CREATE FUNCTION announce_reader() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('newsbell_reader', coalesce(NEW.reader_id, OLD.reader_id)::text);
    RETURN NULL;
END $$;
CREATE TRIGGER subscription_changed AFTER INSERT OR UPDATE OR DELETE ON subscription
    FOR EACH ROW EXECUTE FUNCTION announce_reader();
CREATE TRIGGER device_came_or_went AFTER INSERT OR DELETE ON device
    FOR EACH ROW EXECUTE FUNCTION announce_reader();
-- A heartbeat changes neither, and must cost no notification.
CREATE TRIGGER device_changed AFTER UPDATE ON device
    FOR EACH ROW WHEN (OLD.reader_id <> NEW.reader_id OR OLD.retired_at IS DISTINCT FROM NEW.retired_at)
    EXECUTE FUNCTION announce_reader();
