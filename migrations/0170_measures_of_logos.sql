-- How large a logo is, in pixels: looked up when it is kept, by the process that reads what somebody sent. Nobody else takes
-- the picture apart; NULL of one that was kept before, whose head says it.

ALTER TABLE house_logo ADD COLUMN width bigint;

ALTER TABLE house_logo ADD COLUMN height bigint;
