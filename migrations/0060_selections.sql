-- Saved selections: a document that says who is meant, and whom it held each time it was run. Only numbers of customers
-- are kept of a run.

CREATE TABLE selection (
    id bigint PRIMARY KEY,
    version bigint NOT NULL DEFAULT 1,
    name text NOT NULL UNIQUE,
    note text,
    document text NOT NULL,
    shared_with text,
    owner bigint NOT NULL
);

CREATE TABLE selection_run (
    id bigint PRIMARY KEY,
    selection_id bigint NOT NULL,
    user_id bigint NOT NULL,
    made_at text NOT NULL,
    document text NOT NULL,
    position bigint NOT NULL,
    events text NOT NULL,
    members bigint NOT NULL
);

CREATE INDEX selection_run_selection ON selection_run (selection_id);

CREATE TABLE selection_run_member (
    run_id bigint NOT NULL,
    number bigint NOT NULL,
    PRIMARY KEY (run_id, number)
) /* clustered */;

INSERT INTO counter (name, next) VALUES ('selection', 1), ('selection_run', 1);

-- Whoever makes lists of customers selects them too, and keeps what he selected; other people's selections are removed by
-- whoever undoes other people's changes.

INSERT INTO role_permission (role_id, permission)
SELECT p.role_id, 'selections.run' FROM role_permission p WHERE p.permission = 'reports.customers'
AND EXISTS (SELECT 1 FROM role_permission c WHERE c.role_id = p.role_id AND c.permission = 'customers.read');

INSERT INTO role_permission (role_id, permission)
SELECT p.role_id, 'selections.save' FROM role_permission p WHERE p.permission = 'selections.run';

INSERT INTO role_permission (role_id, permission)
SELECT p.role_id, 'selections.share' FROM role_permission p WHERE p.permission = 'selections.run';

INSERT INTO role_permission (role_id, permission)
SELECT p.role_id, 'selections.delete_others' FROM role_permission p WHERE p.permission = 'selections.run'
AND EXISTS (SELECT 1 FROM role_permission c WHERE c.role_id = p.role_id AND c.permission = 'changes.undo_others');
