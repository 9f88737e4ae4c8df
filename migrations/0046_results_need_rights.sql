-- Whoever fetches what a job made needs the right for it at that moment, and sees the events it was made from. Results
-- of jobs from before are what their kind makes.

ALTER TABLE job ADD COLUMN permission text;

ALTER TABLE job ADD COLUMN events text;

UPDATE job SET permission = 'reports.export', events = '*' WHERE kind = 'export';

UPDATE job SET permission = 'imports.run' WHERE kind = 'import';

UPDATE job SET permission = 'changes.undo' WHERE kind = 'reversal';

UPDATE job SET permission = 'customers.read' WHERE kind = 'duplicates';

-- Taking over events, orders and tickets has a right of its own; whoever did it goes on doing it.

INSERT INTO role_permission (role_id, permission)
SELECT p.role_id, 'imports.sales' FROM role_permission p WHERE p.permission = 'imports.run'
AND EXISTS (SELECT 1 FROM role_permission c WHERE c.role_id = p.role_id AND c.permission = 'customers.change');
