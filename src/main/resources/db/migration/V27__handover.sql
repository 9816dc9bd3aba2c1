-- Codes with which an app takes over what a browser's reader follows.
CREATE TABLE handover (
    token_hash       bytea PRIMARY KEY,
    app_id           bigint NOT NULL REFERENCES app ON DELETE CASCADE,
    -- The browser's.
    device_id        uuid NOT NULL REFERENCES device ON DELETE CASCADE,
    code_hash        bytea NOT NULL,
    created_at       timestamptz NOT NULL,
    code_expires_at  timestamptz NOT NULL,
    expires_at       timestamptz NOT NULL,
    -- The app's device: its row must not become redeemable again when that is erased.
    redeemed_by      uuid REFERENCES device ON DELETE CASCADE,
    redeemed_at      timestamptz,
    UNIQUE (app_id, code_hash)
);
CREATE INDEX handover_device ON handover (device_id);
CREATE INDEX handover_redeemed_by ON handover (redeemed_by);
CREATE INDEX handover_expiry ON handover (expires_at);

-- Codes that were tried and were none, for an hour. No foreign key to the device: who erases it has guessed all the same.
CREATE TABLE handover_guess (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    app_id      bigint NOT NULL REFERENCES app ON DELETE CASCADE,
    device_id   uuid NOT NULL,
    block       text NOT NULL,
    guessed_at  timestamptz NOT NULL
);
CREATE INDEX handover_guess_recent ON handover_guess (app_id, guessed_at);
