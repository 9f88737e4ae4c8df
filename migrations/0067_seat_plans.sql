-- Seat plans: a plan is one edition of a hall and never changes; what is corrected is a new edition, to which event dates
-- are moved. Sections with a capacity have no seats. x and y are places on the drawing.

CREATE TABLE seat_plan (
    id bigint PRIMARY KEY,
    version bigint NOT NULL DEFAULT 1,
    created_event bigint NOT NULL,
    hall_id bigint NOT NULL REFERENCES hall (id),
    edition bigint NOT NULL,
    name text NOT NULL,
    UNIQUE (hall_id, edition)
);

CREATE TABLE plan_section (
    id bigint PRIMARY KEY,
    plan_id bigint NOT NULL REFERENCES seat_plan (id),
    position bigint NOT NULL,
    name text NOT NULL,
    entrance text,
    price_zone text NOT NULL,
    capacity bigint,
    UNIQUE (plan_id, name)
);

CREATE TABLE plan_seat (
    id bigint PRIMARY KEY,
    plan_id bigint NOT NULL REFERENCES seat_plan (id),
    section_id bigint NOT NULL REFERENCES plan_section (id),
    row_order bigint NOT NULL,
    row text NOT NULL,
    seat text NOT NULL,
    entrance text,
    price_zone text NOT NULL,
    x bigint NOT NULL,
    y bigint NOT NULL,
    kind text NOT NULL CHECK (kind IN ('normal', 'wheelchair', 'restricted')),
    UNIQUE (section_id, row, seat)
);

CREATE INDEX plan_seat_plan ON plan_seat (plan_id, id);

-- How an event date is sold: on which plan, when, and for how much by ticket type and price zone.

CREATE TABLE event_sale (
    event_id bigint PRIMARY KEY REFERENCES event (id),
    version bigint NOT NULL DEFAULT 1,
    plan_id bigint REFERENCES seat_plan (id),
    state text NOT NULL CHECK (state IN ('draft', 'on_sale', 'stopped', 'cancelled')),
    sale_from text,
    sale_to text
);

CREATE INDEX event_sale_plan ON event_sale (plan_id);

CREATE TABLE event_price (
    event_id bigint NOT NULL REFERENCES event (id),
    ticket_type_id bigint NOT NULL REFERENCES ticket_type (id),
    price_zone text NOT NULL,
    price bigint NOT NULL CHECK (price >= 0),
    PRIMARY KEY (event_id, ticket_type_id, price_zone)
);

INSERT INTO counter (name, next) VALUES ('seat_plan', 1);

INSERT INTO counter (name, next) VALUES ('plan_section', 1);

INSERT INTO counter (name, next) VALUES ('plan_seat', 1);
