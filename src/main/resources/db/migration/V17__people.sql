-- Who works at the desk, what each may do for which app, and who is signed in.

CREATE SEQUENCE person_seq;

CREATE TABLE person (
    id             bigint PRIMARY KEY DEFAULT nextval('person_seq'),
    email          text NOT NULL,
    name           text NOT NULL,
    -- bcrypt; null for who signs in elsewhere, or through the demo's open door.
    password_hash  text,
    -- The next thing to do after signing in is to choose a password.
    must_change    boolean NOT NULL DEFAULT false,
    active         boolean NOT NULL DEFAULT true,
    -- It came in through the demo's open door, or was invited by somebody who did: nobody, once that door is shut.
    guest          boolean NOT NULL DEFAULT false,
    created_at     timestamptz NOT NULL
);
CREATE UNIQUE INDEX person_email ON person (lower(email));

CREATE TABLE person_role (
    person_id  bigint NOT NULL REFERENCES person,
    app_id     bigint NOT NULL REFERENCES app,
    role       text NOT NULL CHECK (role IN ('AUTHOR', 'APPROVER', 'BREAKING', 'OPS', 'ADMIN')),
    PRIMARY KEY (person_id, app_id, role)
);

CREATE TABLE session (
    -- SHA-256 of what the cookie holds.
    token_hash  bytea PRIMARY KEY,
    person_id   bigint NOT NULL REFERENCES person,
    -- Every form of the session's pages must bring it.
    csrf        text NOT NULL,
    created_at  timestamptz NOT NULL,
    seen_at     timestamptz NOT NULL
);
CREATE INDEX session_person ON session (person_id);

-- Sign-ins that failed, by account and by where they came from: guessing must be slow.
CREATE TABLE sign_in_failure (
    about      text NOT NULL,
    failed_at  timestamptz NOT NULL
);
CREATE INDEX sign_in_failure_about ON sign_in_failure (about, failed_at);
