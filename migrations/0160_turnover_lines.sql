-- Turnover as it is kept (docs/decisions/0139): a row for each customer and month, by day of departure (by_booking 0) and by day of
-- booking (1); bookings without a day are those of year 0. Amounts are apart, because turnover is asked for with them and without.
-- `destinations` and `operators` pack the same figures for each code (bookings/turnover_line.hpp). What stands in older houses is
-- made when they are opened.

CREATE TABLE turnover_line (
    by_booking bigint NOT NULL,
    year bigint NOT NULL,
    customer_id bigint NOT NULL,
    month bigint NOT NULL,
    bookings bigint NOT NULL,
    participants bigint NOT NULL,
    turnover bigint NOT NULL,
    commission bigint NOT NULL,
    amounts bigint NOT NULL,
    destinations text,
    operators text,
    PRIMARY KEY (by_booking, year, customer_id, month)
) /* clustered */;

-- What a customer booked within a month, a year.
CREATE INDEX booking_customer_booked ON booking (customer_id, booked_on);

-- Who is hidden is left out of sums: a few of a million.
CREATE INDEX customer_hidden ON customer (id) WHERE hidden_in_search = 1;
