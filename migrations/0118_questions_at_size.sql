-- What questions look for at a large house: an index each, so that none passes over a million rows.

CREATE INDEX booking_participant_birth_date ON booking_participant (birth_date, name_key) WHERE birth_date IS NOT NULL;

-- With the booking behind the code: a question for one booking must not walk along all that an operator ever had.
DROP INDEX booking_service_operator;

CREATE INDEX booking_service_operator ON booking_service (operator, booking_id);

CREATE INDEX booking_service_destination ON booking_service (destination, booking_id);

-- The newest departure first, what has none last: in this form both engines read it from an index.
CREATE INDEX booking_newest ON booking (coalesce(departs_on, ''), number);

-- Of what is rare. Over all bookings such an index would lure the database away from better ones.
CREATE INDEX booking_kind ON booking (kind, coalesce(departs_on, ''), number) WHERE kind <> 'booking';

CREATE INDEX booking_state ON booking (state, coalesce(departs_on, ''), number) WHERE state <> 'open';

CREATE INDEX booking_owing ON booking (number) WHERE total <> paid;

-- What is to be followed up, on everybody's first screen.
CREATE INDEX booking_option_until ON booking (option_until) WHERE option_until IS NOT NULL;

CREATE INDEX booking_service_papers ON booking_service (booking_id) WHERE document_status <> 'ok' AND cancelled_on IS NULL;

CREATE INDEX product_sale_customer ON product_sale (customer_id);

-- The days of bookings carry what turnover adds up, which is then read from them alone.
DROP INDEX booking_departs_on;

CREATE INDEX booking_departs_on ON booking (departs_on, number, kind, state, customer_id, agency_id, participants, services, commission,
    charges, amounts);

DROP INDEX booking_booked_on;

CREATE INDEX booking_booked_on ON booking (booked_on, number, kind, state, customer_id, agency_id, participants, services, commission,
    charges, amounts);
