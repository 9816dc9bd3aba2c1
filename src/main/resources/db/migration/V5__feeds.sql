-- What was in a feed when Newsbell began to read it is no news.
ALTER TABLE article ADD backlog boolean NOT NULL DEFAULT false;

CREATE SEQUENCE feed_seq;

CREATE TABLE feed (
    id             bigint PRIMARY KEY DEFAULT nextval('feed_seq'),
    app_id         bigint NOT NULL REFERENCES app,
    name           text NOT NULL CHECK (name ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
    url            text NOT NULL,
    -- Where its server says that it is from now on.
    moved_to       text,
    section        text,
    tags           text[] NOT NULL,
    language       text NOT NULL,
    enabled        boolean NOT NULL,
    created_at     timestamptz NOT NULL,
    -- Since when its server says that it is gone for good; it is not polled any more.
    gone_at        timestamptz,

    -- Null if it is not to be polled.
    next_poll_at   timestamptz,
    interval_ms    bigint NOT NULL,
    -- Who polls it now, and until when that is believed: fences a node that was slow or cut off.
    lease          uuid,
    leased_until   timestamptz,

    etag           text,
    last_modified  text,
    body_hash      bytea NOT NULL DEFAULT '',
    -- Sixteen bytes for each item of the last document that brought something: what an item says now is not taken again
    -- because something else in the document changed.
    fingerprints   bytea NOT NULL DEFAULT '',
    -- Since when what is new in it is news.
    baseline_at    timestamptz,

    polled_at      timestamptz,
    succeeded_at   timestamptz,
    items_seen     bigint NOT NULL DEFAULT 0,
    items_accepted bigint NOT NULL DEFAULT 0,
    fault          text,
    fault_detail   text,
    failures       integer NOT NULL DEFAULT 0,
    -- Items of the last document that could not be taken: [{"item": …, "reason": …}].
    refused        jsonb NOT NULL DEFAULT '[]',

    -- WebSub: the hub that pushes the feed, under which topic, where to, signed with what, and until when.
    hub            text,
    hub_topic      text,
    callback       uuid UNIQUE,
    hub_secret     text,
    hub_asked_at   timestamptz,
    pushed_until   timestamptz,

    UNIQUE (app_id, name)
);
CREATE INDEX feed_due ON feed (next_poll_at) WHERE next_poll_at IS NOT NULL;
