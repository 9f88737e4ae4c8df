-- What a house says of its venues, seasons, ticket types, subscriptions, promotions and articles beside their names.
-- retired: no longer offered; what named it keeps it.

ALTER TABLE promoter ADD COLUMN retired bigint NOT NULL DEFAULT 0;

ALTER TABLE season ADD COLUMN starts_on text;

ALTER TABLE season ADD COLUMN ends_on text;

ALTER TABLE season ADD COLUMN retired bigint NOT NULL DEFAULT 0;

ALTER TABLE production ADD COLUMN retired bigint NOT NULL DEFAULT 0;

ALTER TABLE venue ADD COLUMN street text;

ALTER TABLE venue ADD COLUMN postcode text;

ALTER TABLE venue ADD COLUMN town text;

ALTER TABLE venue ADD COLUMN retired bigint NOT NULL DEFAULT 0;

ALTER TABLE hall ADD COLUMN retired bigint NOT NULL DEFAULT 0;

ALTER TABLE genre ADD COLUMN retired bigint NOT NULL DEFAULT 0;

ALTER TABLE event_tag ADD COLUMN retired bigint NOT NULL DEFAULT 0;

ALTER TABLE ticket_type ADD COLUMN kind text;

ALTER TABLE ticket_type ADD COLUMN retired bigint NOT NULL DEFAULT 0;

-- Subscriptions: fixed ones name their event dates, of flexible ones a buyer chooses at least so many.

ALTER TABLE subscription ADD COLUMN abbreviation text;

ALTER TABLE subscription ADD COLUMN colour text;

ALTER TABLE subscription ADD COLUMN choose_least bigint;

ALTER TABLE subscription ADD COLUMN choose_most bigint;

ALTER TABLE subscription ADD COLUMN same_seat bigint NOT NULL DEFAULT 0;

ALTER TABLE subscription ADD COLUMN price bigint;

ALTER TABLE subscription ADD COLUMN sale_from text;

ALTER TABLE subscription ADD COLUMN sale_to text;

ALTER TABLE subscription ADD COLUMN retired bigint NOT NULL DEFAULT 0;

CREATE TABLE subscription_event (
    subscription_id bigint NOT NULL REFERENCES subscription (id),
    position bigint NOT NULL,
    event_id bigint NOT NULL REFERENCES event (id),
    PRIMARY KEY (subscription_id, position)
) /* clustered */;

CREATE INDEX subscription_event_event ON subscription_event (event_id);

-- Promotions: per cent off or a price, for whom and how often. What stood in tables beside moves in.

ALTER TABLE promotion ADD COLUMN starts_on text;

ALTER TABLE promotion ADD COLUMN ends_on text;

ALTER TABLE promotion ADD COLUMN percent bigint;

ALTER TABLE promotion ADD COLUMN price bigint;

ALTER TABLE promotion ADD COLUMN price_zones text;

ALTER TABLE promotion ADD COLUMN most_in_order bigint;

ALTER TABLE promotion ADD COLUMN most bigint;

ALTER TABLE promotion ADD COLUMN code text;

ALTER TABLE promotion ADD COLUMN label_id bigint;

ALTER TABLE promotion ADD COLUMN retired bigint NOT NULL DEFAULT 0;

UPDATE promotion SET percent = (SELECT t.percent * 100 FROM promotion_terms t WHERE t.promotion_id = promotion.id),
    most_in_order = (SELECT t.most_in_order FROM promotion_terms t WHERE t.promotion_id = promotion.id),
    most = (SELECT t.most FROM promotion_terms t WHERE t.promotion_id = promotion.id);

DROP TABLE promotion_terms;

CREATE TABLE promotion_ticket_type (
    promotion_id bigint NOT NULL REFERENCES promotion (id),
    position bigint NOT NULL,
    ticket_type_id bigint NOT NULL REFERENCES ticket_type (id),
    PRIMARY KEY (promotion_id, position)
) /* clustered */;

CREATE INDEX promotion_ticket_type_type ON promotion_ticket_type (ticket_type_id);

CREATE TABLE promotion_event (
    promotion_id bigint NOT NULL REFERENCES promotion (id),
    position bigint NOT NULL,
    event_id bigint NOT NULL REFERENCES event (id),
    PRIMARY KEY (promotion_id, position)
) /* clustered */;

CREATE INDEX promotion_event_event ON promotion_event (event_id);

-- Articles: stock of the house, and how many may be sold for one event date.

ALTER TABLE product ADD COLUMN description text;

ALTER TABLE product ADD COLUMN unit_price bigint;

ALTER TABLE product ADD COLUMN vat_rate text;

ALTER TABLE product ADD COLUMN stock bigint CHECK (stock >= 0);

ALTER TABLE product ADD COLUMN quota bigint;

ALTER TABLE product ADD COLUMN of_event bigint NOT NULL DEFAULT 0;

ALTER TABLE product ADD COLUMN retired bigint NOT NULL DEFAULT 0;

UPDATE product SET unit_price = (SELECT t.unit_price FROM product_terms t WHERE t.product_id = product.id),
    vat_rate = (SELECT t.vat_rate FROM product_terms t WHERE t.product_id = product.id),
    stock = (SELECT t.stock FROM product_terms t WHERE t.product_id = product.id);

DROP TABLE product_terms;

-- What the counter took from stock (live: 1) and gave back again (0); and how many of an article an event date has.

CREATE TABLE product_claim (
    product_sale_id bigint PRIMARY KEY,
    product_id bigint NOT NULL,
    event_id bigint,
    quantity bigint NOT NULL CHECK (quantity > 0),
    live bigint NOT NULL CHECK (live IN (0, 1))
);

INSERT INTO product_claim (product_sale_id, product_id, event_id, quantity, live)
SELECT s.id, s.product_id, s.event_id, s.quantity, CASE WHEN s.state IN ('sold', 'reserved') THEN 1 ELSE 0 END
FROM product_sale s JOIN orders o ON o.id = s.order_id WHERE o.channel = 'counter' AND s.quantity > 0;

CREATE TABLE product_quota (
    product_id bigint NOT NULL,
    event_id bigint NOT NULL,
    taken bigint NOT NULL CHECK (taken >= 0),
    PRIMARY KEY (product_id, event_id)
) /* clustered */;

INSERT INTO product_quota (product_id, event_id, taken)
SELECT c.product_id, c.event_id, sum(c.quantity) FROM product_claim c WHERE c.live = 1 AND c.event_id IS NOT NULL
GROUP BY c.product_id, c.event_id;
