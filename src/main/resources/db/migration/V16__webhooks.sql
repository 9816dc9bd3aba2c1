-- Servers of the publisher that are told what becomes of alerts.

CREATE SEQUENCE webhook_seq;

CREATE TABLE webhook (
    id               bigint PRIMARY KEY DEFAULT nextval('webhook_seq'),
    app_id           bigint NOT NULL REFERENCES app,
    name             text NOT NULL CHECK (name ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
    url              text NOT NULL,
    events           text[] NOT NULL,
    -- How long the first phones wait after a warning of a crowd.
    lead_seconds     integer NOT NULL,
    enabled          boolean NOT NULL,
    created_at       timestamptz NOT NULL,
    -- As it is, not hashed: every message is signed with it.
    secret           text NOT NULL,
    -- From before the last rotation; messages are signed with both until then.
    previous_secret  text,
    previous_until   timestamptz,

    -- Since when its server says that it is gone for good (410); it is told nothing any more.
    gone_at          timestamptz,
    -- Its server asked not to be called before.
    not_before       timestamptz,
    attempted_at     timestamptz,
    -- Of the last attempt: what was answered, and what was wrong.
    status           integer,
    error            text,
    delivered_at     timestamptz,
    failing_since    timestamptz,
    failures         integer NOT NULL DEFAULT 0,
    -- Messages that were given up.
    lost             bigint NOT NULL DEFAULT 0,
    lost_at          timestamptz,
    UNIQUE (app_id, name)
);

-- What a webhook has not been told yet. No foreign key: an alert must change even while somebody removes a webhook.
CREATE TABLE webhook_delivery (
    id                uuid PRIMARY KEY,
    webhook_id        bigint NOT NULL,
    type              text NOT NULL,
    occurred_at       timestamptz NOT NULL,
    data              jsonb NOT NULL,
    due_at            timestamptz NOT NULL,
    attempts          integer NOT NULL DEFAULT 0,
    first_attempt_at  timestamptz,
    -- Who delivers it now, and until when that is believed: fences a node that was slow or cut off.
    lease             uuid,
    leased_until      timestamptz
);
CREATE INDEX webhook_delivery_due ON webhook_delivery (webhook_id, due_at);

-- Every change of an alert's state is written down for those who want to hear of it, in the transaction of the change: it
-- cannot be forgotten by who changes it, and is not told if it did not happen.
CREATE FUNCTION tell_webhooks() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    event text := CASE NEW.state
        WHEN 'HELD' THEN 'alert.held'
        WHEN 'APPROVED' THEN 'alert.approved'
        WHEN 'STOPPED' THEN 'alert.stopped'
        WHEN 'SENT' THEN 'alert.finished'
        WHEN 'EXPIRED' THEN 'alert.finished'
        WHEN 'DISMISSED' THEN 'alert.finished' END;
BEGIN
    -- Sending is between two events; and most articles ring nobody from the beginning.
    IF event IS NULL OR TG_OP = 'INSERT' AND NEW.state = 'DISMISSED' THEN
        RETURN NULL;
    END IF;
    INSERT INTO webhook_delivery (id, webhook_id, type, occurred_at, due_at, data)
    SELECT gen_random_uuid(), id, event, now(), now(), jsonb_strip_nulls(jsonb_build_object(
        'alertId', NEW.id,
        'storyId', NEW.story_id,
        'version', NEW.version,
        'level', lower(NEW.level),
        'title', NEW.title,
        'link', NEW.link,
        'state', lower(NEW.state),
        'reason', NEW.reason))
    FROM webhook
    WHERE app_id = NEW.app_id AND event = ANY (events) AND enabled AND gone_at IS NULL;
    RETURN NULL;
END $$;

CREATE TRIGGER alert_webhook_made AFTER INSERT ON alert
    FOR EACH ROW EXECUTE FUNCTION tell_webhooks();
CREATE TRIGGER alert_webhook_moved AFTER UPDATE OF state ON alert
    FOR EACH ROW WHEN (NEW.state <> OLD.state) EXECUTE FUNCTION tell_webhooks();

CREATE FUNCTION tell_webhook_delivery() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('newsbell_webhook', 'due');
    RETURN NULL;
END $$;

CREATE TRIGGER webhook_delivery_made AFTER INSERT ON webhook_delivery
    FOR EACH ROW EXECUTE FUNCTION tell_webhook_delivery();
