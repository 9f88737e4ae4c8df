-- Bookings (Vorgänge): trips of a customer with who travels, what is performed, what it costs and what was paid (docs/architecture.md;
-- src/modules/bookings/booking.hpp says what each column means). Sums of a booking stand in its row, reckoned at each save.

CREATE TABLE booking (
    id bigint PRIMARY KEY,
    version bigint NOT NULL DEFAULT 1,
    created_event bigint NOT NULL,
    number bigint NOT NULL UNIQUE,
    -- empty once it is void
    customer_id bigint,
    kind text NOT NULL CHECK (kind IN ('booking', 'offer', 'option', 'reservation', 'fee_booking', 'agency_booking')),
    state text NOT NULL CHECK (state IN ('open', 'invoiced', 'cancelled', 'void')),
    booked_on text NOT NULL,
    departs_on text,
    returns_on text,
    option_until text,
    travel_kind text,
    destination text,
    transport text,
    registrant_name text,
    agency_id bigint,
    payment_kind text,
    payment_term text,
    currency text,
    exchange_rate text,
    language text,
    handler text,
    print_copies bigint,
    company1 text,
    company2 text,
    company3 text,
    company4 text,
    company5 text,
    company6 text,
    company7 text,
    company8 text,
    company9 text,
    external_number text,
    security_certificate text,
    security_certificate_on text,
    cancelled_on text,
    turnover_before bigint,
    as_imported bigint NOT NULL DEFAULT 0,
    -- reckoned at each save, not part of the audit
    participants bigint NOT NULL DEFAULT 0,
    services bigint NOT NULL DEFAULT 0,
    commission bigint NOT NULL DEFAULT 0,
    amounts bigint NOT NULL DEFAULT 0,
    fees bigint NOT NULL DEFAULT 0,
    charges bigint NOT NULL DEFAULT 0,
    total bigint NOT NULL DEFAULT 0,
    paid bigint NOT NULL DEFAULT 0
);

CREATE INDEX booking_customer ON booking (customer_id, departs_on);

CREATE INDEX booking_agency ON booking (agency_id);

CREATE INDEX booking_departs_on ON booking (departs_on, number);

CREATE INDEX booking_booked_on ON booking (booked_on, number);

CREATE INDEX booking_external_number ON booking (external_number);

CREATE INDEX booking_destination ON booking (destination);

CREATE TABLE booking_participant (
    id bigint PRIMARY KEY,
    version bigint NOT NULL DEFAULT 1,
    created_event bigint NOT NULL,
    booking_id bigint NOT NULL,
    position bigint NOT NULL,
    salutation text,
    title text,
    first_name text,
    name_prefix text,
    name text,
    birth_date text,
    gender text,
    role text,
    customer_id bigint,
    member_id bigint,
    cancelled_on text,
    document text,
    passport_number text,
    issuing_country text,
    issuing_place text,
    issued_on text,
    valid_until text,
    birth_place text,
    nationality text,
    free1 text,
    free2 text,
    free3 text,
    free4 text,
    free5 text,
    wishes text,
    duties text,
    -- name and first name, folded: what the search for participants reads
    name_key text,
    UNIQUE (booking_id, position)
);

CREATE INDEX booking_participant_customer ON booking_participant (customer_id);

CREATE INDEX booking_participant_name ON booking_participant (name_key, booking_id);

CREATE TABLE booking_service (
    id bigint PRIMARY KEY,
    version bigint NOT NULL DEFAULT 1,
    created_event bigint NOT NULL,
    booking_id bigint NOT NULL,
    position bigint NOT NULL,
    service_kind text NOT NULL,
    operator text,
    product_type text,
    destination text,
    price_text text,
    service_type text,
    description text,
    starts_on text,
    ends_on text,
    count bigint NOT NULL,
    unit_price bigint NOT NULL,
    purchase_price bigint,
    tax text NOT NULL,
    collection text NOT NULL,
    commission_rate bigint,
    commission_amount bigint,
    commission_source text,
    commission_table text,
    agency_commission bigint,
    external_number text,
    document_status text,
    cancelled_on text,
    participants text,
    order_number text,
    settled_in bigint,
    UNIQUE (booking_id, position)
);

CREATE INDEX booking_service_operator ON booking_service (operator);

CREATE INDEX booking_service_external_number ON booking_service (external_number);

CREATE TABLE booking_segment (
    id bigint PRIMARY KEY,
    version bigint NOT NULL DEFAULT 1,
    created_event bigint NOT NULL,
    booking_id bigint NOT NULL,
    position bigint NOT NULL,
    service bigint NOT NULL,
    from_place text,
    to_place text,
    carrier text,
    number text,
    departs_at text,
    arrives_at text,
    class text,
    UNIQUE (booking_id, position)
);

CREATE TABLE booking_amount (
    id bigint PRIMARY KEY,
    version bigint NOT NULL DEFAULT 1,
    created_event bigint NOT NULL,
    booking_id bigint NOT NULL,
    position bigint NOT NULL,
    text text,
    amount bigint NOT NULL,
    per_participant bigint NOT NULL DEFAULT 0,
    tax text,
    source text,
    UNIQUE (booking_id, position)
);

CREATE TABLE booking_fee (
    id bigint PRIMARY KEY,
    version bigint NOT NULL DEFAULT 1,
    created_event bigint NOT NULL,
    booking_id bigint NOT NULL,
    position bigint NOT NULL,
    rule text,
    text text,
    amount bigint NOT NULL,
    participants bigint,
    occasion text,
    reference text,
    source text,
    service bigint,
    charged_on text,
    tax text,
    removed bigint NOT NULL DEFAULT 0,
    UNIQUE (booking_id, position)
);

CREATE TABLE booking_charge (
    id bigint PRIMARY KEY,
    version bigint NOT NULL DEFAULT 1,
    created_event bigint NOT NULL,
    booking_id bigint NOT NULL,
    position bigint NOT NULL,
    text text,
    amount bigint NOT NULL,
    service bigint,
    rate bigint,
    source text,
    charged_on text,
    tax text,
    UNIQUE (booking_id, position)
);

CREATE TABLE booking_due_date (
    id bigint PRIMARY KEY,
    version bigint NOT NULL DEFAULT 1,
    created_event bigint NOT NULL,
    booking_id bigint NOT NULL,
    position bigint NOT NULL,
    kind text NOT NULL,
    due_on text NOT NULL,
    amount bigint NOT NULL,
    source text,
    UNIQUE (booking_id, position)
);

CREATE INDEX booking_due_date_due_on ON booking_due_date (due_on);

CREATE TABLE booking_payment (
    id bigint PRIMARY KEY,
    version bigint NOT NULL DEFAULT 1,
    created_event bigint NOT NULL,
    booking_id bigint NOT NULL,
    position bigint NOT NULL,
    paid_on text NOT NULL,
    kind text NOT NULL,
    amount bigint NOT NULL,
    holder text,
    receipt_number text,
    text text,
    reverses bigint,
    entered_by text,
    entered_at text,
    UNIQUE (booking_id, position)
);

CREATE INDEX booking_payment_paid_on ON booking_payment (paid_on);

-- What went out, as it went out: never changed, never deleted.
CREATE TABLE booking_document (
    id bigint PRIMARY KEY,
    version bigint NOT NULL DEFAULT 1,
    created_event bigint NOT NULL,
    booking_id bigint NOT NULL,
    position bigint NOT NULL,
    kind text NOT NULL,
    number text,
    issued_on text NOT NULL,
    total bigint NOT NULL,
    cancels text,
    recipient text,
    made_from text,
    pdf bytea,
    UNIQUE (booking_id, position),
    UNIQUE (kind, number)
);

CREATE TABLE booking_note (
    id bigint PRIMARY KEY,
    version bigint NOT NULL DEFAULT 1,
    created_event bigint NOT NULL,
    booking_id bigint NOT NULL,
    position bigint NOT NULL,
    text text NOT NULL,
    follow_up_on text,
    done bigint NOT NULL DEFAULT 0,
    written_by text,
    written_at text,
    UNIQUE (booking_id, position)
);

CREATE INDEX booking_note_follow_up_on ON booking_note (follow_up_on);

-- booking_number holds the last number that was given; it is drawn within the save, so that there is no gap.
INSERT INTO counter (name, next) VALUES
    ('booking', 1), ('booking_number', 1), ('booking_participant', 1), ('booking_service', 1), ('booking_segment', 1),
    ('booking_amount', 1), ('booking_fee', 1), ('booking_charge', 1), ('booking_due_date', 1), ('booking_payment', 1),
    ('booking_document', 1), ('booking_note', 1);

-- Whoever could already enter customers gets the desk's rights; what is beyond the desk goes to those who may change surcharges
-- and fees of customers.
INSERT INTO role_permission (role_id, permission)
    SELECT DISTINCT r.role_id, n.name FROM role_permission r CROSS JOIN (SELECT 'bookings.read' AS name UNION SELECT 'bookings.change'
        UNION SELECT 'bookings.cancel' UNION SELECT 'bookings.invoice' UNION SELECT 'bookings.pay') n
    WHERE r.permission = 'customers.change'
        AND NOT EXISTS (SELECT 1 FROM role_permission h WHERE h.role_id = r.role_id AND h.permission = n.name);

INSERT INTO role_permission (role_id, permission)
    SELECT DISTINCT r.role_id, n.name FROM role_permission r CROSS JOIN (SELECT 'bookings.discount' AS name
        UNION SELECT 'bookings.without_customer' UNION SELECT 'fees.remove') n
    WHERE r.permission = 'fees.change'
        AND NOT EXISTS (SELECT 1 FROM role_permission h WHERE h.role_id = r.role_id AND h.permission = n.name);
