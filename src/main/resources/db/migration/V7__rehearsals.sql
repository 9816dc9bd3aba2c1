-- What a topic's rule would have sent.

CREATE TABLE rehearsal (
    id          uuid PRIMARY KEY,
    app_id      bigint NOT NULL REFERENCES app,
    -- The slug; the topic may not exist yet.
    topic       text NOT NULL,
    kind        text NOT NULL,
    -- The rules that are tried, and those that the topic had.
    rules       jsonb NOT NULL,
    present     jsonb,
    automatic   boolean NOT NULL,
    -- RUNNING or DONE
    state       text NOT NULL,
    -- Articles that have been read, of all.
    read        bigint NOT NULL,
    articles    bigint NOT NULL,
    result      jsonb,
    started_at  timestamptz NOT NULL,
    changed_at  timestamptz NOT NULL
);
CREATE INDEX rehearsal_started ON rehearsal (app_id, started_at);
CREATE INDEX article_received ON article (app_id, received_at);
