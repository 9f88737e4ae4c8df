-- Bookings in the archive (docs/decisions/0122-the-archive-is-a-mark.md): the day on which each went there.

ALTER TABLE booking ADD COLUMN archived_on text;

CREATE INDEX booking_archived ON booking (customer_id) WHERE archived_on IS NOT NULL;

-- Whoever may change many customers at once puts old bookings away.
INSERT INTO role_permission (role_id, permission)
    SELECT DISTINCT p.role_id, 'bookings.archive' FROM role_permission p
    WHERE p.permission = 'customers.change_many'
    AND EXISTS (SELECT 1 FROM role_permission b WHERE b.role_id = p.role_id AND b.permission = 'bookings.cancel')
    AND NOT EXISTS (SELECT 1 FROM role_permission h WHERE h.role_id = p.role_id AND h.permission = 'bookings.archive');
