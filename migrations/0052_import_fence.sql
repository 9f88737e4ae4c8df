-- Who works on an import has its number: whoever takes the import over raises it, and the one before can write no more.

ALTER TABLE import_run ADD COLUMN fence bigint NOT NULL DEFAULT 0;
