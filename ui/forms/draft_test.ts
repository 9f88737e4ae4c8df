import { describe, expect, it } from 'vitest';
import { Draft } from './draft.ts';

const record = { id: 7, version: 3, name: 'Müller', first_name: 'Anna', town: null, matchcode: 'MÜLLER*ANNA' };

describe('entries of a form', () => {
  it('sends what was changed only, emptied fields as null, ends trimmed', () => {
    const draft = new Draft(record);
    draft.type('name', ' Meier ');
    draft.type('first_name', '');
    draft.type('matchcode', 'MÜLLER*ANNA');
    expect(draft.changes()).toEqual({ name: 'Meier', first_name: null });
  });

  it('is unchanged again when the old value is typed back', () => {
    const draft = new Draft(record);
    draft.type('name', 'Meier');
    draft.type('name', 'Müller');
    expect(draft.changed).toBe(false);
  });

  it('never proposes over what a person typed', () => {
    const draft = new Draft(record);
    expect(draft.propose('town', 'Köln')).toBe(true);
    expect(draft.propose('town', 'Bonn')).toBe(true);
    draft.type('town', 'Brühl');
    expect(draft.propose('town', 'Köln')).toBe(false);
    expect(draft.value('town')).toBe('Brühl');
    expect(draft.propose('name', 'Schmidt')).toBe(false);
  });

  it('lets a stored value follow when it is what the program would have proposed', () => {
    const draft = new Draft(record);
    draft.regard_as_proposed('matchcode', 'MÜLLER*ANNA');
    expect(draft.propose('matchcode', 'MEIER*ANNA')).toBe(true);
    const own = new Draft({ ...record, matchcode: 'SIEMENS' });
    own.regard_as_proposed('matchcode', 'MÜLLER*ANNA');
    expect(own.propose('matchcode', 'MEIER*ANNA')).toBe(false);
  });

  it('keeps entries made while a save is under way', () => {
    const draft = new Draft(record);
    draft.type('name', 'Meier');
    const sent = draft.changes();
    draft.type('first_name', 'Berta');
    draft.accept({ ...record, name: 'Meier', version: 4 }, sent);
    expect(draft.changes()).toEqual({ first_name: 'Berta' });
  });

  it('brings everything back when a save shown as done is refused', () => {
    const draft = new Draft(record);
    draft.type('name', 'Meier');
    const [base, kept, sent] = [draft.base, draft.keep(), draft.changes()];
    draft.accept({ ...base, ...sent }, sent);
    expect(draft.changed).toBe(false);
    draft.roll_back(base, kept);
    expect(draft.changes()).toEqual({ name: 'Meier' });
  });

  it('puts a field both changed to the user and merges the others', () => {
    const draft = new Draft(record);
    draft.type('name', 'Meier');
    draft.type('town', 'Bonn');
    draft.rebase({ ...record, version: 4, name: 'Maier', first_name: 'Berta' }, [
      { field: 'name', before: 'Müller', after: 'Maier', by: 'Bea', at: '2026-01-01T10:00:00Z' },
    ]);
    expect(draft.conflicts).toEqual([
      { field: 'name', mine: 'Meier', theirs: 'Maier', before: 'Müller', by: 'Bea', at: '2026-01-01T10:00:00Z' },
    ]);
    expect(draft.value('first_name')).toBe('Berta');
    expect(draft.changes()).toEqual({ name: 'Meier', town: 'Bonn' });
    draft.settle('name', false);
    expect(draft.value('name')).toBe('Maier');
    expect(draft.conflicts).toEqual([]);
  });

  it('sees no conflict when both typed the same', () => {
    const draft = new Draft(record);
    draft.type('name', 'Meier');
    draft.rebase({ ...record, name: 'Meier', version: 4 });
    expect(draft.conflicts).toEqual([]);
    expect(draft.changed).toBe(false);
  });

  it('survives a reload and notices what changed underneath', () => {
    const draft = new Draft(record);
    draft.type('name', 'Meier');
    draft.type('town', 'Bonn');
    const kept = JSON.parse(JSON.stringify(draft.keep())) as ReturnType<Draft['keep']>;
    const again = new Draft({ ...record, version: 4, name: 'Maier' });
    again.restore(kept);
    expect(again.conflicts.map((conflict) => conflict.field)).toEqual(['name']);
    expect(again.changes()).toEqual({ name: 'Meier', town: 'Bonn' });
  });

  it('takes discarded entries back', () => {
    const draft = new Draft(record);
    draft.type('name', 'Meier');
    const kept = draft.discard();
    expect(draft.text('name')).toBe('Müller');
    draft.restore(kept);
    expect(draft.text('name')).toBe('Meier');
  });

  it('redraws only the field that changed', () => {
    const draft = new Draft(record);
    const told: string[] = [];
    draft.listen('name', () => told.push('name'));
    draft.listen('town', () => told.push('town'));
    draft.type('name', 'M');
    expect(told).toEqual(['name']);
  });
});
