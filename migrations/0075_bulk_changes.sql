-- Changes of many customers at once, while they run: who did not come to their end are taken back by the next one that
-- looks.

CREATE TABLE bulk_change (
    id bigint PRIMARY KEY,
    event_id bigint,
    user_id bigint NOT NULL,
    user_name text NOT NULL,
    what text NOT NULL,
    state text NOT NULL CHECK (state IN ('running', 'done', 'cancelled', 'failed')),
    seen_at text NOT NULL,
    created_at text NOT NULL,
    result text
);

INSERT INTO counter (name, next) VALUES ('bulk_change', 1);

-- Whoever selects customers and may delete them may do so with many.

INSERT INTO role_permission (role_id, permission)
SELECT p.role_id, 'customers.change_many' FROM role_permission p WHERE p.permission = 'selections.run'
AND EXISTS (SELECT 1 FROM role_permission c WHERE c.role_id = p.role_id AND c.permission = 'customers.delete');
