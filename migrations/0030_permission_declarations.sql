-- What a customer declared about a permission, every declaration as it came in; customer_permission holds the one that
-- holds: the latest by its own date, whatever arrived last.

CREATE TABLE permission_declaration (
    id bigint PRIMARY KEY,
    customer_id bigint NOT NULL,
    permission_id bigint NOT NULL REFERENCES permission (id),
    state text NOT NULL CHECK (state IN ('given', 'withdrawn', 'none')),
    channel text,
    at text,
    source text,
    created_event bigint NOT NULL
);

CREATE INDEX permission_declaration_customer ON permission_declaration (customer_id, permission_id);

-- What was stored without a date was declared when it was entered.

UPDATE customer_permission SET at = (SELECT e.at FROM change_event e WHERE e.id = customer_permission.created_event)
    WHERE at IS NULL;

INSERT INTO permission_declaration (id, customer_id, permission_id, state, channel, at, source, created_event)
    SELECT row_number() OVER (ORDER BY customer_id, permission_id), customer_id, permission_id, state, channel, at, source,
        created_event FROM customer_permission;

INSERT INTO counter (name, next) SELECT 'permission_declaration', count(*) + 1 FROM permission_declaration;

-- Numbers of other kinds had moved ranges they do not belong to: where each goes on is found anew.

UPDATE number_range SET next = 0;
