-- What was decided for the orders of a cancelled event date, all at once: one row for a run, one for each order in it.

CREATE TABLE date_cancellation (
    id bigint PRIMARY KEY,
    event_id bigint NOT NULL,
    change_event bigint NOT NULL,
    decision text NOT NULL CHECK (decision IN ('refund', 'move', 'credit')),
    target_id bigint,
    user_id bigint NOT NULL,
    state text NOT NULL CHECK (state IN ('running', 'done', 'cancelled', 'failed')),
    seen_at text NOT NULL,
    created_at text NOT NULL
);

CREATE INDEX date_cancellation_event ON date_cancellation (event_id, id);

CREATE TABLE date_cancellation_row (
    id bigint PRIMARY KEY,
    cancellation_id bigint NOT NULL,
    order_id bigint NOT NULL,
    outcome text NOT NULL CHECK (outcome IN ('refunded', 'moved', 'credited', 'released', 'left')),
    tickets bigint NOT NULL,
    amount bigint NOT NULL,
    reason text
);

CREATE INDEX date_cancellation_row_of ON date_cancellation_row (cancellation_id, id);

INSERT INTO counter (name, next) VALUES ('date_cancellation', 1), ('date_cancellation_row', 1);
