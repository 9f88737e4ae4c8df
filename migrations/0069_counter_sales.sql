-- Payments of an order, in and out: what the counter enters. What a house took over stands in the order's paid alone.

CREATE TABLE order_payment (
    id bigint PRIMARY KEY,
    version bigint NOT NULL DEFAULT 1,
    created_event bigint NOT NULL,
    order_id bigint NOT NULL,
    kind text NOT NULL CHECK (kind IN ('cash', 'card', 'transfer', 'voucher', 'invoice')),
    amount bigint NOT NULL CHECK (amount <> 0),
    paid_at text NOT NULL,
    paid_by text NOT NULL
);

CREATE INDEX order_payment_order ON order_payment (order_id);

INSERT INTO counter (name, next) VALUES ('order_payment', 1);

INSERT INTO counter (name, next) VALUES ('order_number', 100001);

-- What a promotion takes off and how often it may be used; who used it.

CREATE TABLE promotion_terms (
    promotion_id bigint PRIMARY KEY REFERENCES promotion (id),
    version bigint NOT NULL DEFAULT 1,
    percent bigint NOT NULL CHECK (percent >= 0 AND percent <= 100),
    most_in_order bigint,
    most bigint
);

CREATE TABLE promotion_use (
    ticket_id bigint PRIMARY KEY,
    promotion_id bigint NOT NULL
);

CREATE INDEX promotion_use_promotion ON promotion_use (promotion_id);

-- What an article costs at the counter, and how many are left (none: not counted).

CREATE TABLE product_terms (
    product_id bigint PRIMARY KEY REFERENCES product (id),
    version bigint NOT NULL DEFAULT 1,
    unit_price bigint NOT NULL CHECK (unit_price >= 0),
    vat_rate text,
    stock bigint CHECK (stock >= 0)
);

-- Whoever may enter customers at the box office may sell there; whoever may undo what others did may give money back.

INSERT INTO role_permission (role_id, permission)
SELECT p.role_id, 'sales.sell' FROM role_permission p WHERE p.permission = 'customers.create'
AND EXISTS (SELECT 1 FROM role_permission c WHERE c.role_id = p.role_id AND c.permission = 'sales.read');

INSERT INTO role_permission (role_id, permission)
SELECT p.role_id, 'sales.refund' FROM role_permission p WHERE p.permission = 'changes.undo_others'
AND EXISTS (SELECT 1 FROM role_permission c WHERE c.role_id = p.role_id AND c.permission = 'sales.read');

INSERT INTO role_permission (role_id, permission)
SELECT p.role_id, 'seats.block' FROM role_permission p WHERE p.permission = 'changes.undo_others'
AND EXISTS (SELECT 1 FROM role_permission c WHERE c.role_id = p.role_id AND c.permission = 'sales.read');

INSERT INTO role_permission (role_id, permission)
SELECT p.role_id, 'events.change' FROM role_permission p WHERE p.permission = 'changes.undo_others'
AND EXISTS (SELECT 1 FROM role_permission c WHERE c.role_id = p.role_id AND c.permission = 'sales.read');
