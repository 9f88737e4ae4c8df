-- Undos of many records, which go in many transactions: a row as long as one is under way, written with each of them. What
-- is found here after its process died goes on where it stood.

CREATE TABLE undo_run (
    event_id bigint PRIMARY KEY,
    undone_event bigint NOT NULL UNIQUE,
    records_done bigint NOT NULL,
    records bigint NOT NULL,
    owner text NOT NULL,
    seen_at text NOT NULL
);
