-- Numbers of receipts for what the counter takes in and gives out: one range for each year, without a gap. A payment that is undone
-- leaves its number, void. Payments from before this, and orders that were taken over, have none.

CREATE TABLE order_receipt (
    number text PRIMARY KEY,
    year bigint NOT NULL,
    place bigint NOT NULL CHECK (place > 0),
    payment_id bigint NOT NULL UNIQUE,
    order_id bigint NOT NULL,
    order_number text NOT NULL,
    kind text NOT NULL,
    amount bigint NOT NULL CHECK (amount <> 0),
    paid_at text NOT NULL,
    paid_by text NOT NULL,
    voided_at text,
    UNIQUE (year, place)
);

CREATE INDEX order_receipt_order ON order_receipt (order_id);

CREATE INDEX order_receipt_paid_at ON order_receipt (paid_at, number);

-- Whoever draws the next number holds its row to the end of the transaction that stores payment and number.

CREATE TABLE receipt_counter (
    year bigint PRIMARY KEY,
    next bigint NOT NULL CHECK (next > 0)
);
