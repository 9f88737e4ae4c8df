-- Bookings of the system before (START-KB), taken over to be read (src/modules/history). One row for each customer and
-- booking number; amounts in the house's currency, the cancelled ones as they stood.

CREATE TABLE imported_booking (
    id bigint PRIMARY KEY,
    version bigint NOT NULL DEFAULT 1,
    created_event bigint NOT NULL,
    customer_id bigint NOT NULL,
    booked_or_cancelled text NOT NULL CHECK (booked_or_cancelled IN ('booked', 'cancelled')),
    sales_code text,
    booking_number text NOT NULL,
    booked_on text,
    departs_on text,
    destination text,
    travel_kind text,
    booking_kind text,
    text text,
    participants bigint,
    price bigint,
    clerk text,
    UNIQUE (customer_id, booking_number)
);

INSERT INTO counter (name, next) VALUES ('imported_booking', 1);
