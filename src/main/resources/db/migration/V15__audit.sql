-- Who did what. An entry is never changed: each holds the hash of all before it, and how far the chain goes is said
-- a second time in the head, so that a tail that was cut off is missed.
CREATE TABLE audit_head (
    app_id bigint PRIMARY KEY REFERENCES app (id),
    seq    bigint NOT NULL,
    hash   bytea  NOT NULL
);

CREATE TABLE audit_entry (
    -- No reference to the app: its check would wait for who makes a key, and that one waits for the head.
    app_id     bigint      NOT NULL,
    seq        bigint      NOT NULL,
    at         timestamptz NOT NULL,
    actor      text        NOT NULL,
    actor_name text        NOT NULL,
    act        text        NOT NULL,
    subject    text        NOT NULL,
    -- Not jsonb, which would write it anew: the hash is that of the text.
    detail     json        NOT NULL,
    hash       bytea       NOT NULL,
    PRIMARY KEY (app_id, seq)
);

CREATE INDEX audit_entry_by_subject ON audit_entry (app_id, subject, seq);

CREATE FUNCTION begin_audit() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO audit_head (app_id, seq, hash) VALUES (NEW.id, 0, decode(repeat('00', 32), 'hex'));
    RETURN NULL;
END $$;

CREATE TRIGGER audit_begins AFTER INSERT ON app FOR EACH ROW EXECUTE FUNCTION begin_audit();

INSERT INTO audit_head (app_id, seq, hash) SELECT id, 0, decode(repeat('00', 32), 'hex') FROM app;

-- Holds for the tables' owner, too, which privileges would not.
CREATE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% on % is refused: the audit log is only added to', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'insufficient_privilege';
END $$;

CREATE TRIGGER audit_entry_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entry
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();

CREATE TRIGGER audit_head_stays BEFORE DELETE OR TRUNCATE ON audit_head
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();

CREATE TRIGGER audit_head_goes_on BEFORE UPDATE ON audit_head
    FOR EACH ROW WHEN (NEW.seq <> OLD.seq + 1 OR NEW.app_id <> OLD.app_id)
    EXECUTE FUNCTION refuse_audit_change();
