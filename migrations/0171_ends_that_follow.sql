-- Whether the end of a label that a customer carries is that of his subscription, which moves with what he buys and gives back, or
-- was named by somebody, which stays (docs/decisions/0134). What nobody knows of labels given until now: without an end they wait
-- for the subscription; ends of labels that are given with one moved until now, and do so further.

ALTER TABLE customer_label ADD COLUMN follows_subscription bigint;

UPDATE customer_label SET follows_subscription = 1
    WHERE label_id IN (SELECT id FROM label WHERE valid_with IS NOT NULL);
