-- The audience index hears of a change by what it is about: the device alone, or the device and what it follows or has
-- muted. Payloads, by their first letter:
--   d  devices that came, or came to another reader
--   p  devices whose reachability, platform, version or time zone, or whose reader's preferences may have changed
--   f  device:topic, a follow;  t  device:topic, a mute;  s  device:story, a mute
--   g  devices that exist no more
-- A device is its ordinal. Who listens reads the truth anew.

DROP TRIGGER subscription_came ON subscription;
DROP TRIGGER subscription_went ON subscription;
DROP TRIGGER subscription_changed ON subscription;
DROP TRIGGER device_came ON device;
DROP TRIGGER device_changed ON device;
DROP TRIGGER device_went ON device;
DROP FUNCTION announce_came();
DROP FUNCTION announce_gone();
DROP FUNCTION announce_both();
DROP FUNCTION announce_devices();
DROP FUNCTION announce_moved_devices();
DROP FUNCTION announce_gone_devices();
DROP FUNCTION announce(text, bigint[]);

-- A notification serialises the commits that carry one, so a statement sends few of them: as many in each as fit into
-- its 8,000 bytes, an ordinal having up to 10 digits and a topic's or story's id up to 19.
CREATE FUNCTION announce_devices(kind text, ordinals integer[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('newsbell_audience', kind || string_agg(ordinal::text, ','))
    FROM (SELECT ordinal, (row_number() OVER () - 1) / 700 AS portion
          FROM (SELECT DISTINCT unnest(ordinals) AS ordinal) AS each) AS portions
    GROUP BY portion;
END $$;
CREATE FUNCTION announce_pairs(kind text, ordinals integer[], targets bigint[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('newsbell_audience', kind || string_agg(ordinal || ':' || target, ','))
    FROM (SELECT ordinal, target, (row_number() OVER () - 1) / 250 AS portion
          FROM (SELECT DISTINCT ordinal, target FROM unnest(ordinals, targets) AS pair (ordinal, target)) AS each)
        AS portions
    GROUP BY portion;
END $$;
CREATE FUNCTION announce_mutes(ordinals integer[], kinds text[], targets bigint[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM announce_pairs(CASE kind WHEN 'TOPIC' THEN 't' ELSE 's' END, array_agg(ordinal), array_agg(target))
    FROM unnest(ordinals, kinds, targets) AS mute (ordinal, kind, target) GROUP BY kind;
END $$;

-- A reader's devices are all announced as a whole when the reader is made or written in the same transaction: an import
-- of millions does not name each follow, too. (In a savepoint the ids of the transactions differ, and it does.)
CREATE FUNCTION announce_new_follows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM announce_pairs('f', array_agg(ordinal), array_agg(topic_id))
    FROM came JOIN reader ON reader.id = came.reader_id JOIN device ON device.reader_id = came.reader_id
    WHERE reader.xmin <> pg_current_xact_id()::xid;
    RETURN NULL;
END $$;
CREATE TRIGGER audience_follow_came AFTER INSERT ON subscription
    REFERENCING NEW TABLE AS came FOR EACH STATEMENT EXECUTE FUNCTION announce_new_follows();
CREATE FUNCTION announce_written_readers() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM announce_devices('d', array_agg(ordinal)) FROM came JOIN device ON device.reader_id = came.id;
    RETURN NULL;
END $$;
CREATE TRIGGER audience_reader_written AFTER UPDATE ON reader
    REFERENCING NEW TABLE AS came FOR EACH STATEMENT EXECUTE FUNCTION announce_written_readers();

CREATE FUNCTION announce_follows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM announce_pairs('f', array_agg(ordinal), array_agg(topic_id))
    FROM changed JOIN device ON device.reader_id = changed.reader_id;
    RETURN NULL;
END $$;
-- Neither its reader nor its topic ever changes.
CREATE TRIGGER audience_follow_changed AFTER UPDATE ON subscription
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION announce_follows();
CREATE TRIGGER audience_follow_went AFTER DELETE ON subscription
    REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION announce_follows();

CREATE FUNCTION announce_muted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM announce_mutes(array_agg(ordinal), array_agg(kind), array_agg(target_id))
    FROM changed JOIN device ON device.reader_id = changed.reader_id;
    RETURN NULL;
END $$;
CREATE TRIGGER audience_mute_came AFTER INSERT ON mute
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION announce_muted();
CREATE TRIGGER audience_mute_changed AFTER UPDATE ON mute
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION announce_muted();
CREATE TRIGGER audience_mute_went AFTER DELETE ON mute
    REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION announce_muted();

CREATE FUNCTION announce_preferences() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM announce_devices('p', array_agg(ordinal))
    FROM changed JOIN device ON device.reader_id = changed.reader_id;
    RETURN NULL;
END $$;
CREATE TRIGGER audience_preferences_came AFTER INSERT ON preferences
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION announce_preferences();
CREATE TRIGGER audience_preferences_changed AFTER UPDATE ON preferences
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION announce_preferences();
CREATE TRIGGER audience_preferences_went AFTER DELETE ON preferences
    REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION announce_preferences();

CREATE FUNCTION announce_new_devices() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM announce_devices('d', array_agg(ordinal)) FROM came;
    RETURN NULL;
END $$;
CREATE TRIGGER audience_device_came AFTER INSERT ON device
    REFERENCING NEW TABLE AS came FOR EACH STATEMENT EXECUTE FUNCTION announce_new_devices();

-- Who writes what a reader follows or mutes holds the reader, and its devices are looked up when it is written. So a
-- device goes from a reader, or to one, only while nobody writes of either: or the follow of one moment and the move of
-- the same would not know of each other. Before the foreign key takes its own, weaker lock: two who move to one reader
-- would wait for each other.
CREATE FUNCTION hold_readers() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM FROM reader WHERE id IN (OLD.reader_id, NEW.reader_id) ORDER BY id FOR UPDATE;
    RETURN coalesce(NEW, OLD);
END $$;
CREATE TRIGGER audience_device_moves BEFORE UPDATE OF reader_id ON device
    FOR EACH ROW WHEN (OLD.reader_id <> NEW.reader_id) EXECUTE FUNCTION hold_readers();
CREATE TRIGGER audience_device_goes BEFORE DELETE ON device FOR EACH ROW EXECUTE FUNCTION hold_readers();

-- What the reader follows and has muted, from whom a device goes.
CREATE FUNCTION announce_left(ordinals integer[], readers bigint[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM announce_pairs('f', array_agg(ordinal), array_agg(topic_id))
    FROM unnest(ordinals, readers) AS gone (ordinal, reader) JOIN subscription ON reader_id = reader;
    PERFORM announce_mutes(array_agg(ordinal), array_agg(kind), array_agg(target_id))
    FROM unnest(ordinals, readers) AS gone (ordinal, reader) JOIN mute ON reader_id = reader;
END $$;

-- A heartbeat changes nothing that the index holds, and must cost no notification.
CREATE FUNCTION announce_changed_devices() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    changed      integer[];
    moved        integer[];
    from_reader  bigint[];
BEGIN
    SELECT array_agg(came.ordinal) FILTER (WHERE came.reader_id = gone.reader_id),
        array_agg(came.ordinal) FILTER (WHERE came.reader_id <> gone.reader_id),
        array_agg(gone.reader_id) FILTER (WHERE came.reader_id <> gone.reader_id)
    INTO changed, moved, from_reader
    FROM came JOIN gone USING (id)
    WHERE came.reader_id <> gone.reader_id
        OR (came.retired_at IS NULL AND came.address IS NOT NULL)
            <> (gone.retired_at IS NULL AND gone.address IS NOT NULL)
        OR came.platform <> gone.platform
        OR came.time_zone <> gone.time_zone
        OR came.app_version IS DISTINCT FROM gone.app_version;
    IF changed IS NOT NULL THEN
        PERFORM announce_devices('p', changed);
    END IF;
    IF moved IS NOT NULL THEN
        PERFORM announce_devices('d', moved), announce_left(moved, from_reader);
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER audience_device_changed AFTER UPDATE ON device
    REFERENCING OLD TABLE AS gone NEW TABLE AS came FOR EACH STATEMENT EXECUTE FUNCTION announce_changed_devices();

CREATE FUNCTION announce_gone_devices() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM announce_devices('g', array_agg(ordinal)), announce_left(array_agg(ordinal), array_agg(reader_id)) FROM gone;
    RETURN NULL;
END $$;
CREATE TRIGGER audience_device_went AFTER DELETE ON device
    REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION announce_gone_devices();
