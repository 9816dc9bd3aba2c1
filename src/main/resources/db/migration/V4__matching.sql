-- Matching: rules by language, thresholds, and topics that tell when they were changed.

ALTER TABLE topic
    -- Further rules for articles in one language, by language code.
    ADD rules       jsonb NOT NULL DEFAULT '{}',
    ADD threshold   double precision NOT NULL DEFAULT 0.2 CHECK (threshold BETWEEN 0 AND 1),
    -- The transaction that wrote the row last. Every node asks for what was written since it last looked, so that the
    -- next article is matched by it; transactions' numbers, unlike times or sequences, tell exactly what one has not seen.
    ADD changed_by  xid8 NOT NULL DEFAULT pg_current_xact_id();
CREATE INDEX topic_changed ON topic (app_id, changed_by);
CREATE FUNCTION note_topic_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.changed_by := pg_current_xact_id();
    RETURN NEW;
END $$;
CREATE TRIGGER topic_changed BEFORE UPDATE ON topic FOR EACH ROW EXECUTE FUNCTION note_topic_change();

ALTER TABLE article_match
    -- Whether the article is about the topic, as much as the topic asked for; only then it alerts.
    ADD about boolean NOT NULL DEFAULT true;
