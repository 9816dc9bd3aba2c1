-- What Google says of the messages that it took, beside what we count ourselves. Days are those of America/Los_Angeles, which
-- Google goes by.

-- A row as Google tells it; it corrects the last days.
CREATE TABLE fcm_report (
    app_id         bigint NOT NULL REFERENCES app ON DELETE CASCADE,
    -- The Firebase app id, 1:1234567890:android:0a1b2c3d.
    android_app    text NOT NULL,
    day            date NOT NULL,
    -- Empty for what was sent without one.
    label          text NOT NULL,
    messages       bigint NOT NULL,
    notifications  bigint NOT NULL,
    -- Percents by Google's names; what Google does not tell is missing.
    percents       jsonb NOT NULL,
    changed_at     timestamptz NOT NULL,
    PRIMARY KEY (app_id, android_app, day, label)
);

-- What our own ledger says of messages of alerts to Android phones on such a day.
CREATE TABLE fcm_own_day (
    app_id      bigint NOT NULL REFERENCES app ON DELETE CASCADE,
    day         date NOT NULL,
    accepted    bigint NOT NULL,
    -- Written, never answered: Google may have taken them.
    unanswered  bigint NOT NULL,
    counted_at  timestamptz NOT NULL,
    PRIMARY KEY (app_id, day)
);

-- How the last import of an app went.
CREATE TABLE fcm_import (
    app_id       bigint PRIMARY KEY REFERENCES app ON DELETE CASCADE,
    tried_at     timestamptz NOT NULL,
    imported_at  timestamptz,
    -- In words, what to do about it; null if all went well.
    trouble      text
);
