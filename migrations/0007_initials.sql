-- Initials of first names: what Dutch letters and lists address people by, and often all that a house knows.

ALTER TABLE customer ADD COLUMN initials text;
