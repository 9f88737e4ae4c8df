-- Writers that do not stand in line: a change writes an entry of the audit under an id of its own, a link gives the entry
-- its position in the log and its place in the chain. On SQLite both are written together; on PostgreSQL a sealer gives
-- positions in the order of commits, some milliseconds behind them (docs/decisions/0053). audit_waiting holds the
-- entries that have none yet.

ALTER TABLE audit_link RENAME TO audit_entry;

ALTER TABLE audit_entry RENAME COLUMN sequence TO id;

ALTER TABLE audit_entry ADD COLUMN rows_hash text;

ALTER TABLE audit_row RENAME COLUMN link TO entry_id;

DROP INDEX audit_link_event;

CREATE INDEX audit_entry_event ON audit_entry (event_id, id);

-- @postgresql

ALTER TABLE audit_entry RENAME CONSTRAINT audit_link_pkey TO audit_entry_pkey;

-- @both

CREATE TABLE audit_link (
    sequence bigint PRIMARY KEY,
    entry_id bigint NOT NULL UNIQUE REFERENCES audit_entry (id),
    hash text NOT NULL
) /* clustered */;

INSERT INTO audit_link (sequence, entry_id, hash) SELECT id, id, hash FROM audit_entry;

ALTER TABLE audit_entry DROP COLUMN hash;

CREATE TABLE audit_waiting (
    entry_id bigint PRIMARY KEY REFERENCES audit_entry (id),
    since text NOT NULL
);

-- @sqlite

DROP TRIGGER audit_link_stays;

DROP TRIGGER audit_link_remains;

CREATE TRIGGER audit_entry_stays BEFORE UPDATE ON audit_entry BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END;

CREATE TRIGGER audit_entry_remains BEFORE DELETE ON audit_entry BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END;

CREATE TRIGGER audit_link_stays BEFORE UPDATE ON audit_link BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END;

CREATE TRIGGER audit_link_remains BEFORE DELETE ON audit_link BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END;

-- @postgresql

DROP TRIGGER audit_link_stays ON audit_entry;

CREATE TRIGGER audit_entry_stays BEFORE UPDATE OR DELETE ON audit_entry FOR EACH ROW EXECUTE FUNCTION audit_is_append_only();

CREATE TRIGGER audit_link_stays BEFORE UPDATE OR DELETE ON audit_link FOR EACH ROW EXECUTE FUNCTION audit_is_append_only();

CREATE SEQUENCE change_event_order;

CREATE SEQUENCE audit_entry_order;

SELECT setval('change_event_order', coalesce((SELECT next FROM counter WHERE name = 'change_event'), 1), false);

SELECT setval('audit_entry_order', coalesce((SELECT next FROM counter WHERE name = 'audit_link'), 1), false);

-- @both

INSERT INTO counter (name, next) SELECT 'audit_entry', next FROM counter WHERE name = 'audit_link';
