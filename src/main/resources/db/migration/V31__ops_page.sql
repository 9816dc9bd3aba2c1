-- What the ops page of the desk does: steps that are paused, nodes that are drained.

-- Here while it is paused. Whose work a step's name is, is said in the code.
CREATE TABLE paused_step (
    step       text PRIMARY KEY,
    paused_at  timestamptz NOT NULL,
    -- In words, to be shown; the audit log has who it was.
    paused_by  text NOT NULL
);

-- Each running node writes its row every few seconds; one that is not seen for an hour is forgotten. Times are the
-- database's own, so that the nodes' clocks need not agree.
CREATE TABLE node (
    id          uuid PRIMARY KEY,
    name        text NOT NULL,
    build       text NOT NULL,
    started_at  timestamptz NOT NULL,
    seen_at     timestamptz NOT NULL,
    -- Pieces of work that it is doing.
    running     integer NOT NULL,
    -- Whether it does take work; it is a little behind what is wanted.
    working     boolean NOT NULL,
    -- What people want: only they write it.
    draining    boolean NOT NULL DEFAULT false
);
