-- A delivery of a saved selection is a run of it: who was in it, so that the next one says who came and who went.

ALTER TABLE list_delivery ADD COLUMN selection_run bigint;

ALTER TABLE list_delivery ADD COLUMN came bigint;

ALTER TABLE list_delivery ADD COLUMN went bigint;
