-- Open items (src/modules/payments/open_items.hpp) are reckoned from bookings and orders; nothing of them is stored. Orders that are
-- still owed have something reserved in them, which is found here whatever was sold.

CREATE INDEX ticket_reserved ON ticket (order_id) WHERE state = 'reserved';

CREATE INDEX product_sale_reserved ON product_sale (order_id) WHERE state = 'reserved';

-- Whoever takes payments of bookings sees what is open; collecting and dunning go to those who may take fees off.

INSERT INTO role_permission (role_id, permission)
SELECT p.role_id, 'payments.read' FROM role_permission p WHERE p.permission = 'bookings.pay';

INSERT INTO role_permission (role_id, permission)
SELECT p.role_id, n.name FROM role_permission p CROSS JOIN (SELECT 'payments.debit' AS name UNION SELECT 'payments.dun') n
WHERE p.permission = 'fees.remove'
AND EXISTS (SELECT 1 FROM role_permission b WHERE b.role_id = p.role_id AND b.permission = 'bookings.pay');
