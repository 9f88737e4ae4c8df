-- Lists of the customers of a subscription, a promotion or a product begin at what was sold: each index holds all that
-- finding the orders asks.

CREATE INDEX ticket_subscription ON ticket (subscription_id, state, order_id, event_id) WHERE subscription_id IS NOT NULL;

CREATE INDEX ticket_promotion ON ticket (promotion_id, state, order_id, event_id) WHERE promotion_id IS NOT NULL;

CREATE INDEX product_sale_product ON product_sale (product_id, event_id);
