-- Runs of dunning (src/modules/payments/dunning_run.hpp): who was reminded of what, at which level. Levels with their days, fees and
-- words are base data.

CREATE TABLE dunning_level (
    id bigint PRIMARY KEY,
    version bigint NOT NULL DEFAULT 1,
    level bigint NOT NULL,
    -- kind of customer that it is for; all: those without one of their own
    customer_kind text NOT NULL,
    -- level 1: behind the due date; above: behind the letter before
    days bigint NOT NULL,
    minimum bigint,
    fee bigint,
    subject_de text,
    text_de text,
    subject_nl text,
    text_nl text,
    subject_en text,
    text_en text,
    UNIQUE (level, customer_kind)
);

INSERT INTO dunning_level (id, level, customer_kind, days, subject_de, text_de, subject_nl, text_nl, subject_en, text_en) VALUES
    (1, 1, 'all', 10,
     'Zahlungserinnerung', 'Sicher ist es Ihrer Aufmerksamkeit entgangen: Die folgenden Beträge sind noch offen. {items} Zusammen {total}. Bitte überweisen Sie den Betrag bis zum {pay_until}. Hat sich unser Schreiben mit Ihrer Zahlung gekreuzt, betrachten Sie es bitte als gegenstandslos.',
     'Betalingsherinnering', 'Wellicht is het aan uw aandacht ontsnapt: de volgende bedragen staan nog open. {items} Samen {total}. Wij verzoeken u dit bedrag uiterlijk {pay_until} over te maken. Heeft u inmiddels betaald, dan kunt u deze brief als niet verzonden beschouwen.',
     'Payment reminder', 'It may have escaped your attention: the following amounts are still open. {items} Together {total}. Please pay by {pay_until}. If your payment has crossed with this letter, please disregard it.'),
    (2, 2, 'all', 14,
     'Mahnung', 'Trotz unserer Erinnerung sind die folgenden Beträge noch offen. {items} Mahngebühr {fee}. Bitte überweisen Sie {total} bis zum {pay_until}.',
     'Aanmaning', 'Ondanks onze herinnering staan de volgende bedragen nog open. {items} Aanmaningskosten {fee}. Wij verzoeken u {total} uiterlijk {pay_until} over te maken.',
     'Reminder', 'In spite of our reminder the following amounts are still open. {items} Reminder fee {fee}. Please pay {total} by {pay_until}.'),
    (3, 3, 'all', 14,
     'Letzte Mahnung', 'Auch auf unsere Mahnung haben wir keine Zahlung erhalten. {items} Mahngebühr {fee}. Zahlen Sie {total} bis zum {pay_until}, sonst geben wir die Forderung ab.',
     'Laatste aanmaning', 'Ook na onze aanmaning hebben wij geen betaling ontvangen. {items} Aanmaningskosten {fee}. Betaalt u {total} uiterlijk {pay_until}, anders dragen wij de vordering over.',
     'Final reminder', 'We have received no payment after our reminder either. {items} Reminder fee {fee}. Please pay {total} by {pay_until}, or we shall hand the claim over.');

CREATE TABLE dunning_run (
    id bigint PRIMARY KEY,
    version bigint NOT NULL DEFAULT 1,
    created_event bigint NOT NULL,
    run_on text NOT NULL,
    made_at text NOT NULL,
    made_by text NOT NULL,
    -- empty until the letters were printed; then it stays as it is
    printed_at text,
    printed_by text
);

CREATE TABLE dunning_item (
    id bigint PRIMARY KEY,
    version bigint NOT NULL DEFAULT 1,
    created_event bigint NOT NULL,
    run_id bigint NOT NULL REFERENCES dunning_run (id),
    position bigint NOT NULL,
    -- the debtor
    customer_id bigint NOT NULL,
    booking_id bigint,
    order_id bigint,
    level bigint NOT NULL,
    -- oldest and latest due date in it
    due_from text NOT NULL,
    due_to text NOT NULL,
    amount bigint NOT NULL,
    fee bigint NOT NULL DEFAULT 0,
    taken_out bigint NOT NULL DEFAULT 0,
    UNIQUE (run_id, position)
);

CREATE INDEX dunning_item_booking ON dunning_item (booking_id);

CREATE INDEX dunning_item_order ON dunning_item (order_id);

CREATE INDEX dunning_item_customer ON dunning_item (customer_id);

INSERT INTO counter (name, next) VALUES ('dunning_level', 4), ('dunning_run', 1), ('dunning_item', 1);
