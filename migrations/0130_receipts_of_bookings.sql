-- Numbers of receipts for payments of bookings, drawn with the payment itself: which were given, to which booking. Those that were
-- printed before are taken over. Payments that a file brought have none until their receipt is printed.

CREATE TABLE booking_receipt (
    number text PRIMARY KEY,
    year bigint NOT NULL,
    place bigint NOT NULL CHECK (place > 0),
    booking_id bigint NOT NULL REFERENCES booking (id),
    UNIQUE (year, place)
);

INSERT INTO booking_receipt (number, year, place, booking_id)
SELECT number, CAST(substr(number, 2, 4) AS bigint), CAST(substr(number, 7) AS bigint), booking_id FROM booking_document
WHERE kind = 'receipt' AND number IS NOT NULL;

CREATE INDEX booking_receipt_booking ON booking_receipt (booking_id);
