-- Tills (src/modules/till): one for each user and day, opened with what is in it, closed by counting. Absent until a house switches
-- the module on. What is closed is never changed: a correction is a new entry in a till that is open.

CREATE TABLE till (
    id bigint PRIMARY KEY,
    version bigint NOT NULL DEFAULT 1,
    created_event bigint NOT NULL,
    user_id bigint NOT NULL,
    user_name text NOT NULL,
    day text NOT NULL,
    shift bigint NOT NULL CHECK (shift > 0),
    opened_at text NOT NULL,
    opening bigint NOT NULL CHECK (opening >= 0),
    -- how often money moved, so that nobody closes what he did not see
    moves bigint NOT NULL DEFAULT 0,
    closed_at text,
    closed_by text,
    expected bigint,
    counted bigint CHECK (counted >= 0),
    coins text,
    remark text,
    UNIQUE (user_id, day, shift),
    CHECK ((closed_at IS NULL) = (counted IS NULL))
);

CREATE UNIQUE INDEX till_open ON till (user_id) WHERE closed_at IS NULL;

CREATE INDEX till_day ON till (day, id);

CREATE TABLE till_entry (
    id bigint PRIMARY KEY,
    version bigint NOT NULL DEFAULT 1,
    created_event bigint NOT NULL,
    till_id bigint NOT NULL REFERENCES till (id),
    source text NOT NULL CHECK (source IN ('order', 'booking', 'credit', 'deposit', 'withdrawal', 'correction')),
    -- number of the order or booking
    reference text,
    kind text NOT NULL CHECK (kind IN ('cash', 'card', 'cheque', 'voucher')),
    amount bigint NOT NULL CHECK (amount <> 0),
    text text,
    -- the closed till that is corrected
    corrects bigint,
    entered_at text NOT NULL,
    entered_by text NOT NULL
);

CREATE INDEX till_entry_till ON till_entry (till_id, id);

INSERT INTO counter (name, next) VALUES ('till', 1);

INSERT INTO counter (name, next) VALUES ('till_entry', 1);

-- Whoever takes money has a till; whoever may undo what others did sees and closes those of others.

INSERT INTO role_permission (role_id, permission)
SELECT DISTINCT p.role_id, 'till.use' FROM role_permission p WHERE p.permission IN ('sales.sell', 'bookings.pay');

INSERT INTO role_permission (role_id, permission)
SELECT p.role_id, 'till.all' FROM role_permission p WHERE p.permission = 'changes.undo_others'
AND EXISTS (SELECT 1 FROM role_permission b WHERE b.role_id = p.role_id AND b.permission IN ('sales.sell', 'bookings.pay'));
