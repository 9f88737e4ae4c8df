-- Where a ticket stood before its order was divided or put together: a file that is imported again still names that order.

CREATE TABLE moved_ticket (
    ticket_id bigint PRIMARY KEY,
    order_id bigint NOT NULL,
    line bigint NOT NULL
);

CREATE INDEX moved_ticket_order ON moved_ticket (order_id);
