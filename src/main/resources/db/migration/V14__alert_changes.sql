-- Every node that is sending an alert learns at once that it was stopped, corrected or taken back.
CREATE FUNCTION tell_alert_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('newsbell_alert', NEW.id || ' ' || NEW.state || ' ' || NEW.version);
    RETURN NULL;
END $$;

CREATE TRIGGER alert_change AFTER UPDATE OF state, version ON alert
    FOR EACH ROW WHEN (NEW.state = 'STOPPED' AND OLD.state <> 'STOPPED' OR NEW.version > OLD.version)
    EXECUTE FUNCTION tell_alert_change();
