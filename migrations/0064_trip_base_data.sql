-- Base data that bookings read: what an operator asks when a trip is cancelled and how his services are taxed, the same for one of his
-- product types, terms of payment as lists of parts, rates of value added tax with their dates, blocks of text for papers.

ALTER TABLE tour_operator ADD COLUMN tax text;

ALTER TABLE tour_operator ADD COLUMN collection text;

ALTER TABLE tour_operator ADD COLUMN currency text;

ALTER TABLE tour_operator ADD COLUMN cancellation_rate bigint;

ALTER TABLE tour_operator ADD COLUMN cancellation_minimum bigint;

ALTER TABLE tour_operator ADD COLUMN cancellation_steps text;

ALTER TABLE tour_operator ADD COLUMN open_for_bonus bigint NOT NULL DEFAULT 0;

ALTER TABLE tour_operator ADD COLUMN hidden bigint NOT NULL DEFAULT 0;

CREATE TABLE operator_product (
    id bigint PRIMARY KEY,
    version bigint NOT NULL DEFAULT 1,
    operator text NOT NULL,
    product_type text NOT NULL,
    payment_term text,
    tax text,
    UNIQUE (operator, product_type)
);

CREATE TABLE payment_term (
    id bigint PRIMARY KEY,
    version bigint NOT NULL DEFAULT 1,
    code text NOT NULL UNIQUE,
    parts text NOT NULL
);

CREATE TABLE tax_rate (
    id bigint PRIMARY KEY,
    version bigint NOT NULL DEFAULT 1,
    country text NOT NULL,
    tax text NOT NULL,
    valid_from text NOT NULL,
    rate bigint NOT NULL,
    UNIQUE (country, tax, valid_from)
);

CREATE TABLE text_block (
    id bigint PRIMARY KEY,
    version bigint NOT NULL DEFAULT 1,
    code text NOT NULL UNIQUE,
    name text NOT NULL,
    text_de text,
    text_nl text,
    text_en text
);

INSERT INTO payment_term (id, code, parts) VALUES
    (1, 'standard', '20 booking 0;80 departure -28'),
    (2, 'booking_day', '100 booking 0'),
    (3, 'fourteen_days', '100 booking 14'),
    (4, 'thirty_days', '100 booking 30');

INSERT INTO tax_rate (id, country, tax, valid_from, rate) VALUES
    (1, 'DE', 'standard', '2007-01-01', 1900), (2, 'DE', 'reduced', '1983-07-01', 700),
    (3, 'DE', 'standard', '2020-07-01', 1600), (4, 'DE', 'reduced', '2020-07-01', 500),
    (5, 'DE', 'standard', '2021-01-01', 1900), (6, 'DE', 'reduced', '2021-01-01', 700),
    (7, 'NL', 'standard', '2012-10-01', 2100), (8, 'NL', 'reduced', '2019-01-01', 900),
    (9, 'AT', 'standard', '1984-01-01', 2000), (10, 'AT', 'reduced', '1984-01-01', 1000),
    (11, 'BE', 'standard', '1996-01-01', 2100), (12, 'BE', 'reduced', '1996-01-01', 600),
    (13, 'LU', 'standard', '2024-01-01', 1700), (14, 'LU', 'reduced', '2024-01-01', 800);

INSERT INTO counter (name, next) VALUES ('operator_product', 1), ('payment_term', 5), ('tax_rate', 15), ('text_block', 1);
