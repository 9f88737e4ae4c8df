-- The sales ledger: what was sold and what came back, one signed line each, only ever added to (docs/decisions/0004). A ticket stands in
-- it as often as it was sold and returned. customer_id is who bought when the line was written; a merge does not touch it. And the
-- address of an order's receipt in the shop it was bought in.

CREATE TABLE sales_ledger (
    id bigint PRIMARY KEY,
    order_id bigint NOT NULL,
    ticket_id bigint NOT NULL,
    event_id bigint NOT NULL,
    customer_id bigint NOT NULL,
    count bigint NOT NULL CHECK (count IN (1, -1)),
    price bigint NOT NULL,
    fee bigint NOT NULL,
    online bigint NOT NULL,
    created_at text NOT NULL,
    change_event bigint NOT NULL
);

-- Orders that are taken over get ascending ids, so an import only ever adds at the end of it.
CREATE INDEX sales_ledger_order ON sales_ledger (order_id);

INSERT INTO sales_ledger (id, order_id, ticket_id, event_id, customer_id, count, price, fee, online, created_at, change_event)
SELECT row_number() OVER (ORDER BY order_id, ticket_id, count DESC), order_id, ticket_id, event_id, customer_id, count, price, fee,
    online, coalesce(happened_at, written_at, '1970-01-01T00:00:00Z'), change_event
FROM (
    SELECT o.id AS order_id, t.id AS ticket_id, t.event_id, o.customer_id, 1 AS count, t.price, t.fee,
        CASE WHEN o.channel = 'online' THEN 1 ELSE 0 END AS online, o.ordered_at AS happened_at, e.at AS written_at,
        t.created_event AS change_event
    FROM ticket t JOIN orders o ON o.id = t.order_id LEFT JOIN change_event e ON e.id = t.created_event
    WHERE t.state = 'sold' OR (t.state = 'deleted' AND t.refunded IS NOT NULL)
    UNION ALL
    SELECT o.id, t.id, t.event_id, o.customer_id, -1, t.price, t.fee, CASE WHEN o.channel = 'online' THEN 1 ELSE 0 END,
        t.deleted_at, e.at, t.created_event
    FROM ticket t JOIN orders o ON o.id = t.order_id LEFT JOIN change_event e ON e.id = t.created_event
    WHERE t.state = 'deleted' AND t.refunded IS NOT NULL
) AS lines;

INSERT INTO counter (name, next) SELECT 'sales_ledger', coalesce(max(id), 0) + 1 FROM sales_ledger;

ALTER TABLE orders ADD COLUMN receipt_url text;
