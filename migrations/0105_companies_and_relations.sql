-- Companies have a model of their own, and their form is compared: what an earlier scan learnt has no place for that and is
-- learnt anew.
DELETE FROM duplicate_model;

-- What a customer is found by as a probable duplicate is made of a company's name without its form: all are written anew
-- when the house is opened.
UPDATE derived_form SET form = 0 WHERE name = 'customer_term';

-- How a customer is related to another one; shown at both, so that it is found by the other's number, too.
CREATE TABLE customer_relation (
    id bigint PRIMARY KEY,
    version bigint NOT NULL DEFAULT 1,
    created_event bigint NOT NULL,
    customer_id bigint NOT NULL,
    position bigint NOT NULL,
    other bigint NOT NULL,
    kind text,
    remark text
);

CREATE INDEX customer_relation_customer ON customer_relation (customer_id);

CREATE INDEX customer_relation_other ON customer_relation (other);

INSERT INTO counter (name, next) VALUES ('customer_relation', 1);
