-- What the desk shows of an alert: how fast it went out, and what came of it.

-- How far a wave had come at a moment, written about once a second by each node that sends it, beside what is sent, and
-- more and more seldom the longer it takes. Goes with the wave.
CREATE TABLE wave_pace (
    wave_id       bigint NOT NULL REFERENCES wave ON DELETE CASCADE,
    -- The second since the wave was planned, or the first of the seconds that share a row.
    second        integer NOT NULL,
    -- When it was looked at, since the wave was planned.
    after_millis  bigint NOT NULL,
    -- Recipients that sending is through with, whatever became of them; not those that it gave up.
    tried         bigint NOT NULL,
    PRIMARY KEY (wave_id, second)
);

-- How often readers whom an alert was meant for turned away from what it was about, within an hour. Numbers only: who
-- they were is not kept.
CREATE TABLE alert_reaction (
    alert_id  uuid NOT NULL REFERENCES alert ON DELETE CASCADE,
    -- UNFOLLOW, MUTE or PAUSE.
    kind      text NOT NULL,
    times     bigint NOT NULL,
    PRIMARY KEY (alert_id, kind)
);

-- What came of an alert in its first hour, counted once, when that is over: what others are compared with.
CREATE TABLE alert_first_hour (
    alert_id         uuid PRIMARY KEY REFERENCES alert ON DELETE CASCADE,
    -- Phones of which the push service had taken it.
    told             bigint NOT NULL,
    received         bigint NOT NULL,
    opened           bigint NOT NULL,
    reactions        bigint NOT NULL,
    -- Until nine in ten were through; null if they were not.
    seconds_to_goal  double precision,
    counted_at       timestamptz NOT NULL
);
