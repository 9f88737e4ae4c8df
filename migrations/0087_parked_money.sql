-- Money a customer paid before there was anything to pay for: + when it comes in, - when it goes into an order or back.
-- Only ever added to.

CREATE TABLE parked_money (
    id bigint PRIMARY KEY,
    version bigint NOT NULL DEFAULT 1,
    customer_id bigint NOT NULL,
    amount bigint NOT NULL CHECK (amount <> 0),
    kind text NOT NULL CHECK (kind IN ('cash', 'card', 'transfer', 'voucher', 'invoice')),
    order_id bigint,
    parked_at text NOT NULL,
    parked_by text NOT NULL
);

CREATE INDEX parked_money_customer ON parked_money (customer_id, id);

INSERT INTO counter (name, next) VALUES ('parked_money', 1);
