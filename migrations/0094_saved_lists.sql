-- Lists that somebody keeps under a name, with what they ask and which columns they show, and which may be made and sent
-- at set times; and what was delivered of them.

CREATE TABLE saved_list (
    id bigint PRIMARY KEY,
    version bigint NOT NULL DEFAULT 1,
    name text NOT NULL,
    note text,
    report text NOT NULL,
    report_type text,
    filter text NOT NULL,
    columns_shown text,
    address text,
    format text,
    headings text,
    shared_with text,
    repeats text,
    deliver_at text,
    weekday bigint,
    day_of_month bigint,
    send_to text,
    owner bigint NOT NULL,
    next_at text,
    UNIQUE (owner, name)
);

CREATE TABLE list_delivery (
    id bigint PRIMARY KEY,
    saved_list_id bigint NOT NULL,
    owner bigint NOT NULL,
    job_id bigint NOT NULL,
    made_at text NOT NULL,
    state text NOT NULL,
    row_count bigint,
    file_name text,
    hash text,
    problem text,
    token_hash text UNIQUE,
    expires_at text,
    sent text,
    fetched bigint NOT NULL DEFAULT 0,
    fetched_at text
);

CREATE INDEX list_delivery_of ON list_delivery (saved_list_id);

CREATE INDEX list_delivery_job ON list_delivery (job_id);

INSERT INTO counter (name, next) VALUES ('saved_list', 1), ('list_delivery', 1);

-- Whoever may write lists as files keeps and shares them; whoever manages the house's settings has them delivered.

INSERT INTO role_permission (role_id, permission)
SELECT p.role_id, 'lists.save' FROM role_permission p WHERE p.permission = 'reports.customers';

INSERT INTO role_permission (role_id, permission)
SELECT p.role_id, 'lists.share' FROM role_permission p WHERE p.permission = 'reports.export';

INSERT INTO role_permission (role_id, permission)
SELECT p.role_id, 'lists.deliver' FROM role_permission p WHERE p.permission = 'imports.run';
