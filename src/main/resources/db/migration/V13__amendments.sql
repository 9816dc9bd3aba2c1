-- What was told can be corrected or taken back. Both raise the alert's version, and both are told to the phones of each
-- batch that was told an older one.

-- What was done to an alert after it was sent.
CREATE TABLE amendment (
    alert_id  uuid NOT NULL REFERENCES alert ON DELETE CASCADE,
    -- The alert's from then on.
    version   integer NOT NULL,
    -- CORRECTION or RECALL.
    kind      text NOT NULL,
    made_at   timestamptz NOT NULL,
    PRIMARY KEY (alert_id, version)
);

-- Its part that concerns the phones of one batch. A pass over them writes who still waits and its counts at its end: what is
-- told twice after a crash shows once.
CREATE TABLE amendment_batch (
    batch_id    bigint NOT NULL REFERENCES batch ON DELETE CASCADE,
    version     integer NOT NULL,
    -- Those that still have to be told.
    waiting     bytea NOT NULL,
    -- Nobody waits any more.
    done        boolean NOT NULL,
    -- Whom the batch rang; the sum of who waits and of all others.
    reached     integer NOT NULL,
    told        integer NOT NULL DEFAULT 0,
    gone        integer NOT NULL DEFAULT 0,
    refused     integer NOT NULL DEFAULT 0,
    ambiguous   integer NOT NULL DEFAULT 0,
    late        integer NOT NULL DEFAULT 0,
    superseded  integer NOT NULL DEFAULT 0,
    PRIMARY KEY (batch_id, version)
);

-- When it was last corrected or taken back: who keeps alerts in memory reads it again.
ALTER TABLE alert ADD amended_at timestamptz;
CREATE INDEX alert_amended ON alert (app_id, amended_at) WHERE amended_at IS NOT NULL;

-- Of the alert, as its recipients were told it.
ALTER TABLE batch ADD version integer NOT NULL DEFAULT 1;

-- What is being taken back at this moment goes on.
UPDATE alert SET version = 2, amended_at = withdrawn_at WHERE withdrawn_at IS NOT NULL;
INSERT INTO amendment (alert_id, version, kind, made_at)
SELECT id, 2, 'RECALL', withdrawn_at FROM alert WHERE withdrawn_at IS NOT NULL;
-- Of whom a batch rang only those that still wait were kept, as a bitmap; nobody can count them here.
INSERT INTO amendment_batch (batch_id, version, waiting, done, reached)
SELECT batch_id, 2, waiting, false, 0 FROM retraction;
DROP TABLE retraction;
UPDATE scheduled_tasks SET
    task_name = CASE task_name WHEN 'retract' THEN 'amend' ELSE 'amend-batch' END,
    task_instance = task_instance || ':2',
    task_data = convert_to((convert_from(task_data, 'UTF8')::jsonb || '{"version": 2}')::text, 'UTF8')
WHERE task_name IN ('retract', 'retract-batch');
