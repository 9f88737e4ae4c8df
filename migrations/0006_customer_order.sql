-- The orders of a customer, in his order. Not an index of `orders`: an import of millions of orders fills it in a pass of its own,
-- sorted, where an index would have every page of it written again and again (docs/decisions/0003). Derived from `orders`.

DROP INDEX orders_customer;

CREATE TABLE customer_order (
    customer_id bigint NOT NULL,
    order_id bigint NOT NULL,
    PRIMARY KEY (customer_id, order_id)
) /* clustered */;

INSERT INTO customer_order (customer_id, order_id) SELECT customer_id, id FROM orders ORDER BY customer_id, id;
