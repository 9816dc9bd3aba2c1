-- What became of a wave's recipients by the quota, as a rule the push service, that they were sent to with: one that calls
-- everybody dead says nothing about the others. A row for each pass over a batch, and one for all when the wave is over. No
-- foreign key: it would lock the wave, and batches that end at the same moment would wait for each other in a circle.
CREATE TABLE wave_answers (
    wave_id   bigint NOT NULL,
    quota     text NOT NULL,
    dead      bigint NOT NULL,
    answered  bigint NOT NULL,
    said_at   timestamptz NOT NULL
);
CREATE INDEX wave_answers_wave ON wave_answers (wave_id);
CREATE INDEX wave_answers_said ON wave_answers (said_at);

-- Empty where a node of the version before wrote it: then nobody but a person retires it.
ALTER TABLE dead_address ADD quota text NOT NULL DEFAULT '';
