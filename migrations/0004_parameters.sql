-- What a house sets for itself: parameters, lists of choices that can be edited, ranges of numbers, base data; and the numbers that
-- customers once had.

CREATE TABLE parameter (
    name text PRIMARY KEY,
    value text NOT NULL
) /* clustered */;

-- A whole that is changed as one (the parameters, a list of choices): its version, and a mark that no other state of any house has.

CREATE TABLE revision (
    what text PRIMARY KEY,
    version bigint NOT NULL,
    mark text NOT NULL
) /* clustered */;

ALTER TABLE choice ADD COLUMN id bigint;

ALTER TABLE choice ADD COLUMN version bigint NOT NULL DEFAULT 1;

ALTER TABLE choice ADD COLUMN hidden bigint NOT NULL DEFAULT 0;

ALTER TABLE number_range ADD COLUMN id bigint;

ALTER TABLE number_range ADD COLUMN version bigint NOT NULL DEFAULT 1;

ALTER TABLE number_range ADD COLUMN gap_search bigint NOT NULL DEFAULT 0;

ALTER TABLE number_range ADD COLUMN same_as_customer bigint NOT NULL DEFAULT 0;

ALTER TABLE number_range ADD COLUMN propose bigint NOT NULL DEFAULT 1;

UPDATE number_range SET id = CASE kind WHEN 'private' THEN 1 WHEN 'company' THEN 3 WHEN 'agency' THEN 5 ELSE 7 END
    + CASE target WHEN 'customer' THEN 0 ELSE 1 END;

UPDATE number_range SET same_as_customer = 1 WHERE target = 'debtor';

-- A number once given is never given to another: customer 0 = his customer is gone.

ALTER TABLE former_number RENAME TO former_number_before;

CREATE TABLE former_number (
    kind text NOT NULL CHECK (kind IN ('customer', 'debtor')),
    number bigint NOT NULL,
    customer_id bigint NOT NULL,
    since text,
    PRIMARY KEY (kind, number)
) /* clustered */;

INSERT INTO former_number (kind, number, customer_id) SELECT 'customer', number, customer_id FROM former_number_before;

DROP TABLE former_number_before;

CREATE INDEX former_number_customer ON former_number (customer_id);

-- Base data.

ALTER TABLE postcode RENAME TO postcode_before;

CREATE TABLE postcode (
    country text NOT NULL,
    postcode text NOT NULL,
    town text NOT NULL,
    created_event bigint NOT NULL DEFAULT 0,
    id bigint NOT NULL,
    version bigint NOT NULL DEFAULT 1,
    PRIMARY KEY (country, postcode, town)
) /* clustered */;

INSERT INTO postcode (country, postcode, town, created_event, id)
    SELECT country, postcode, town, created_event, row_number() OVER (ORDER BY country, postcode, town) FROM postcode_before;

INSERT INTO counter (name, next) SELECT 'postcode', count(*) + 1 FROM postcode_before;

DROP TABLE postcode_before;

CREATE UNIQUE INDEX postcode_id ON postcode (id);

CREATE TABLE bank (
    id bigint PRIMARY KEY,
    version bigint NOT NULL DEFAULT 1,
    country text NOT NULL,
    bank_code text NOT NULL,
    bic text,
    name text NOT NULL,
    town text,
    UNIQUE (country, bank_code)
);

CREATE TABLE tour_operator (
    id bigint PRIMARY KEY,
    version bigint NOT NULL DEFAULT 1,
    code text NOT NULL UNIQUE,
    name text NOT NULL,
    remark text
);

CREATE TABLE destination (
    id bigint PRIMARY KEY,
    version bigint NOT NULL DEFAULT 1,
    code text NOT NULL UNIQUE,
    name text NOT NULL,
    country text
);

INSERT INTO counter (name, next) VALUES ('bank', 1), ('tour_operator', 1), ('destination', 1), ('choice', 1);

-- Rights are named for what may be done; each block has one of its own.

INSERT INTO role_permission (role_id, permission) SELECT role_id, 'customers.kind' FROM role_permission WHERE permission = 'customers.change_kind';

INSERT INTO role_permission (role_id, permission) SELECT role_id, 'customers.number' FROM role_permission
    WHERE permission IN ('customers.change_number', 'customers.change_debtor_number') GROUP BY role_id;

INSERT INTO role_permission (role_id, permission)
    SELECT role_id, flag FROM role_permission CROSS JOIN (SELECT 'customers.booking_block' AS flag
        UNION ALL SELECT 'customers.hidden_in_search' UNION ALL SELECT 'customers.no_selection' UNION ALL SELECT 'customers.no_open_items') flags
    WHERE permission = 'customers.change_blocks';

INSERT INTO role_permission (role_id, permission) SELECT role_id, 'parameters.manage' FROM role_permission
    WHERE permission = 'settings.change';

INSERT INTO role_permission (role_id, permission) SELECT role_id, 'customers.links' FROM role_permission
    WHERE permission = 'customers.change';

DELETE FROM role_permission WHERE permission IN ('customers.change_kind', 'customers.change_number',
    'customers.change_debtor_number', 'customers.change_blocks');

-- What was typed as a phone stays as typed; beside it E.164, where it is one.

ALTER TABLE customer ADD COLUMN phone_private_e164 text;

ALTER TABLE customer ADD COLUMN phone_business_e164 text;

ALTER TABLE customer ADD COLUMN phone_mobile_e164 text;

ALTER TABLE customer ADD COLUMN fax_e164 text;

-- The reason and the day of each block.

ALTER TABLE customer ADD COLUMN no_selection_reason text;

ALTER TABLE customer ADD COLUMN no_selection_since text;

ALTER TABLE customer ADD COLUMN no_open_items_reason text;

ALTER TABLE customer ADD COLUMN no_open_items_since text;

ALTER TABLE customer ADD COLUMN hidden_in_search_reason text;

ALTER TABLE customer ADD COLUMN hidden_in_search_since text;

-- Who points at a customer: few have a link, so that only they stand in the index.

CREATE INDEX customer_commission_from ON customer (commission_from) WHERE commission_from IS NOT NULL;

CREATE INDEX customer_billing_address_from ON customer (billing_address_from) WHERE billing_address_from IS NOT NULL;

CREATE INDEX customer_surcharges_from ON customer (surcharges_from) WHERE surcharges_from IS NOT NULL;

CREATE INDEX customer_company ON customer (company) WHERE company IS NOT NULL;

CREATE INDEX customer_turnover_group ON customer (turnover_group) WHERE turnover_group IS NOT NULL;

CREATE INDEX customer_joint_salutation_with ON customer (joint_salutation_with) WHERE joint_salutation_with IS NOT NULL;

CREATE INDEX customer_fees_from ON customer (fees_from) WHERE fees_from IS NOT NULL;

CREATE INDEX customer_agency ON customer (agency) WHERE agency IS NOT NULL;
