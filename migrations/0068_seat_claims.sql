-- Who has a seat: one row for each seat of an event date that is not free, and nothing else says so. A draft of a sale has
-- held ones, a ticket reserved and sold ones. An expired hold is as good as none.

CREATE TABLE sale_draft (
    id bigint PRIMARY KEY,
    user_id bigint NOT NULL,
    user_name text NOT NULL,
    started_at text NOT NULL,
    until text NOT NULL
);

CREATE TABLE seat_claim (
    event_id bigint NOT NULL,
    seat_id bigint NOT NULL,
    state text NOT NULL CHECK (state IN ('held', 'reserved', 'sold', 'blocked')),
    holder text NOT NULL,
    draft_id bigint,
    ticket_id bigint,
    until text,
    reason text,
    PRIMARY KEY (event_id, seat_id),
    CHECK ((state = 'held') = (draft_id IS NOT NULL AND until IS NOT NULL)),
    CHECK ((state IN ('reserved', 'sold')) = (ticket_id IS NOT NULL))
);

CREATE UNIQUE INDEX seat_claim_ticket ON seat_claim (ticket_id) WHERE ticket_id IS NOT NULL;

CREATE INDEX seat_claim_draft ON seat_claim (draft_id) WHERE draft_id IS NOT NULL;

-- Sections without seats: places are counted.

CREATE TABLE section_claim (
    event_id bigint NOT NULL,
    section_id bigint NOT NULL,
    capacity bigint NOT NULL,
    taken bigint NOT NULL,
    PRIMARY KEY (event_id, section_id),
    CHECK (taken >= 0 AND taken <= capacity)
);

CREATE TABLE section_hold (
    draft_id bigint NOT NULL,
    event_id bigint NOT NULL,
    section_id bigint NOT NULL,
    places bigint NOT NULL CHECK (places > 0),
    until text NOT NULL,
    PRIMARY KEY (draft_id, event_id, section_id)
);

CREATE INDEX section_hold_section ON section_hold (event_id, section_id);

CREATE TABLE section_ticket (
    ticket_id bigint PRIMARY KEY,
    event_id bigint NOT NULL,
    section_id bigint NOT NULL
);

INSERT INTO counter (name, next) VALUES ('sale_draft', 1);
