-- Bonus points (src/modules/bonus). What a customer has of them is reckoned from what came and what was redeemed; no balance is
-- stored. What bookings earn and redeem follows the bookings and belongs to whom they belong.

ALTER TABLE tour_operator ADD COLUMN bonus_rate bigint;

-- By hand, tied to no booking: + given, - taken.

CREATE TABLE bonus_entry (
    id bigint PRIMARY KEY,
    version bigint NOT NULL DEFAULT 1,
    created_event bigint NOT NULL,
    customer_id bigint NOT NULL,
    entered_on text NOT NULL,
    points bigint NOT NULL CHECK (points <> 0),
    text text NOT NULL,
    expires_on text,
    entered_by text NOT NULL,
    entered_at text NOT NULL
);

CREATE INDEX bonus_entry_customer ON bonus_entry (customer_id, id);

-- What a booking earned by the services of one operator. The row stays when they are cancelled, with no points: so that it keeps its
-- rate when they come back.

CREATE TABLE bonus_earned (
    booking_id bigint NOT NULL,
    operator text NOT NULL,
    -- points for 100.00, as it was when the booking first earned any
    rate bigint NOT NULL CHECK (rate > 0),
    turnover bigint NOT NULL CHECK (turnover >= 0),
    points bigint NOT NULL CHECK (points >= 0),
    earned_on text NOT NULL,
    PRIMARY KEY (booking_id, operator)
);

-- What a payment of a booking in points came to; below zero: given back.

CREATE TABLE bonus_redeemed (
    payment_id bigint PRIMARY KEY,
    booking_id bigint NOT NULL,
    points bigint NOT NULL,
    redeemed_on text NOT NULL,
    -- the payment that this one takes back
    gives_back bigint
);

CREATE INDEX bonus_redeemed_booking ON bonus_redeemed (booking_id);

INSERT INTO counter (name, next) VALUES ('bonus_entry', 1);

-- Whoever takes payments of bookings reads what customers have; points by hand are given by whoever may take fees off.

INSERT INTO role_permission (role_id, permission)
SELECT p.role_id, 'bonus.read' FROM role_permission p WHERE p.permission = 'bookings.pay';

INSERT INTO role_permission (role_id, permission)
SELECT p.role_id, 'bonus.change' FROM role_permission p WHERE p.permission = 'fees.remove'
AND EXISTS (SELECT 1 FROM role_permission b WHERE b.role_id = p.role_id AND b.permission = 'bookings.pay');
