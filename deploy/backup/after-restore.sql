-- Run once on a restored database, before any Newsbell sees it: psql -v ON_ERROR_STOP=1 -f after-restore.sql. restore.sh does.
--
-- A restored database does not know what was sent after the moment it shows. What was under way then has rung phones since,
-- and would ring them again. Who knows better (nothing was lost, or the phones never rang) resumes single alerts afterwards.
BEGIN;

-- What is on its way ends here. The work named "stop" writes down for everybody who was still to be told that he is not, so
-- that the accounts add up; lanes and waves that wait find the alert stopped and send nothing.
WITH stopped AS (
    UPDATE alert SET state = 'STOPPED',
        reason = 'Stopped because the database was restored from a backup: it may have been told since. ' || reason
    WHERE state IN ('APPROVED', 'SENDING')
    RETURNING id)
INSERT INTO scheduled_tasks (task_name, task_instance, task_data, execution_time, picked, version, priority,
    consecutive_failures)
SELECT 'stop', id, convert_to(json_build_object('alertId', id)::text, 'UTF8'), now(), false, 1, 100, 0 FROM stopped
ON CONFLICT DO NOTHING;

-- What comes now is held for a person: articles that waited to be matched, feeds that are read again from where the backup
-- knew them, a CMS that repeats its calls. Drafts whose time has passed go back to their writers. The desk lets it go on. The
-- canary's app is nobody's, and says whether Newsbell is well again.
UPDATE app SET stopped_at = coalesce(stopped_at, now()) WHERE NOT internal;

-- Somebody may have let it go after that moment: the state is the restored one, so the words must say so.
UPDATE alert SET reason = 'The database was restored from a backup: see first whether this was sent since. ' || reason
WHERE state = 'HELD';

-- A correction that was being told: a later one may have been told since, and an older text must not come after it. The inbox
-- has what holds. What was recalled goes on being taken off the screens: that cannot be wrong, and makes no sound.
UPDATE amendment_batch AS part SET done = true,
    waiting = '\x3a30000000000000', -- an empty RoaringBitmap
    late = part.late + greatest(0,
        part.reached - part.told - part.gone - part.refused - part.ambiguous - part.late - part.superseded)
FROM batch, wave, amendment
WHERE NOT part.done AND batch.id = part.batch_id AND wave.id = batch.wave_id
    AND amendment.alert_id = wave.alert_id AND amendment.version = part.version AND amendment.kind = 'CORRECTION';
DELETE FROM scheduled_tasks USING amendment
WHERE task_name = 'amend' AND kind = 'CORRECTION' AND task_instance = alert_id || ':' || amendment.version;

-- On screens an alert is known by the number of its story, and what comes later with the same number takes its place. The
-- numbers that were given out since the backup must not come again.
SELECT setval('story_seq', last_value + 1000000) FROM story_seq;

COMMIT;

SELECT slug AS app, (SELECT count(*) FROM alert WHERE app_id = app.id AND state = 'STOPPED'
        AND reason LIKE 'Stopped because the database was restored%') AS stopped,
    (SELECT count(*) FROM alert WHERE app_id = app.id AND state = 'HELD') AS held
FROM app WHERE NOT internal ORDER BY slug;
