-- Reservations that are deleted when their time is over are looked for by that time. Each is deleted once for each time it
-- was given: what undo brings back is not deleted again.

CREATE INDEX orders_expiring ON orders (expires_at) WHERE delete_on_expiry = 1;

CREATE TABLE expired_reservation (
    order_id bigint NOT NULL,
    expires_at text NOT NULL,
    change_event bigint NOT NULL,
    PRIMARY KEY (order_id, expires_at)
);
