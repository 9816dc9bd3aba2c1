-- What editors write until it is sent.

CREATE TABLE draft (
    id             uuid PRIMARY KEY,
    app_id         bigint NOT NULL REFERENCES app,
    -- As JSON: the body of POST /v1/alerts as far as it is written, and when it is to be sent.
    content        text NOT NULL,
    -- SHA-256 of the content: written by the trigger below, never by the program.
    content_hash   text NOT NULL,
    -- One more with every change of the content: two editors at once see each other.
    version        integer NOT NULL,
    state          text NOT NULL CHECK (state IN ('WRITING', 'PROPOSED', 'LEAVING', 'SENT', 'DISCARDED')),
    -- Whether a second person must approve, as the app's policy said when it was proposed or sent.
    needs_second   boolean NOT NULL DEFAULT false,
    -- How many phones the one who proposed or sent it was told and confirmed.
    phones         bigint,
    approved_by    bigint REFERENCES person,
    approved_hash  text,
    approved_at    timestamptz,
    sent_by        bigint REFERENCES person,
    leaves_at      timestamptz,
    -- Why it came back by itself.
    note           text,
    alert_id       uuid REFERENCES alert,
    changed_by     bigint NOT NULL REFERENCES person,
    changed_at     timestamptz NOT NULL,
    created_at     timestamptz NOT NULL,
    CHECK ((approved_by IS NULL) = (approved_hash IS NULL)),
    -- An approval holds for what was read, and for nothing else.
    CHECK (approved_hash = content_hash),
    -- Nothing leaves without a second person where one is needed.
    CHECK (state NOT IN ('LEAVING', 'SENT') OR NOT needs_second OR approved_by IS NOT NULL),
    CHECK (state <> 'LEAVING' OR leaves_at IS NOT NULL),
    CHECK (state <> 'SENT' OR alert_id IS NOT NULL)
);
CREATE INDEX draft_open ON draft (app_id, changed_at DESC) WHERE state IN ('WRITING', 'PROPOSED', 'LEAVING');
CREATE INDEX draft_alert ON draft (alert_id);

-- Everybody who has written on it: none of them can be its second person.
CREATE TABLE draft_author (
    draft_id   uuid NOT NULL REFERENCES draft,
    person_id  bigint NOT NULL REFERENCES person,
    PRIMARY KEY (draft_id, person_id)
);

CREATE FUNCTION draft_is_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.content_hash := encode(sha256(convert_to(NEW.content, 'UTF8')), 'hex');
    IF TG_OP = 'UPDATE' AND NEW.content_hash <> OLD.content_hash THEN
        IF OLD.state NOT IN ('WRITING', 'PROPOSED') THEN
            RAISE EXCEPTION 'a draft that is % cannot be changed', lower(OLD.state);
        END IF;
        NEW.approved_by := NULL;
        NEW.approved_hash := NULL;
        NEW.approved_at := NULL;
    END IF;
    IF NEW.approved_by IS NOT NULL
        AND EXISTS (SELECT FROM draft_author WHERE draft_id = NEW.id AND person_id = NEW.approved_by) THEN
        RAISE EXCEPTION 'who wrote a draft cannot be its second person';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER draft_is_changed BEFORE INSERT OR UPDATE ON draft
    FOR EACH ROW EXECUTE FUNCTION draft_is_changed();

-- The other way round: who has approved cannot become an author and stay the second person.
CREATE FUNCTION draft_has_author() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE draft SET approved_by = NULL, approved_hash = NULL, approved_at = NULL
    WHERE id = NEW.draft_id AND approved_by = NEW.person_id AND state IN ('WRITING', 'PROPOSED');
    RETURN NEW;
END $$;
CREATE TRIGGER draft_has_author AFTER INSERT ON draft_author
    FOR EACH ROW EXECUTE FUNCTION draft_has_author();

-- Phones of the newsroom. A test goes to these and to no other, and not through any audience.
CREATE TABLE test_phone (
    app_id     bigint NOT NULL REFERENCES app,
    device_id  uuid NOT NULL REFERENCES device ON DELETE CASCADE,
    name       text NOT NULL,
    added_by   bigint NOT NULL REFERENCES person,
    added_at   timestamptz NOT NULL,
    PRIMARY KEY (app_id, device_id)
);

-- The global stop of an app: while it is set nothing new is sent.
ALTER TABLE app ADD COLUMN stopped_at timestamptz;
