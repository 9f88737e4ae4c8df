import { describe, expect, it } from 'vitest';
import { Draft } from '../../forms/draft.ts';
import { asked_values, asking, take_over } from './take_over.ts';

const typed = (values: Record<string, string>) => {
  const draft = new Draft({ kind: 'private' });
  for (const [name, value] of Object.entries(values)) draft.type(name, value);
  return draft;
};

describe('taking over the customer who is there', () => {
  it('fills his empty fields and leaves what he says', () => {
    const theirs = new Draft({ id: 7, kind: 'private', name: 'Müller', first_name: 'Anna', email: null });
    const taken = take_over(typed({ name: 'Müller', first_name: 'Hanna', email: 'anna@example.org' }), theirs);
    expect(taken).toEqual({ filled: ['email'], kept: ['first_name'] });
    expect(theirs.changes()).toEqual({ email: 'anna@example.org' });
  });

  it('leaves number, matchcode and kind of the new entry behind', () => {
    const theirs = new Draft({ id: 7, matchcode: null, number: null });
    expect(take_over(typed({ matchcode: 'SIEMENS', number: '10', kind: 'company' }), theirs).filled).toEqual([]);
    expect(theirs.changed).toBe(false);
  });

  it('says nothing of proposals that differ', () => {
    const draft = typed({ name: 'Müller' });
    draft.propose('gender', 'female');
    expect(take_over(draft, new Draft({ name: 'Müller', gender: 'male' }))).toEqual({ filled: [], kept: [] });
  });
});

describe('asking', () => {
  it('sends what is filled, trimmed, with the id of a stored customer', () => {
    const draft = new Draft({ id: 7, version: 2, name: 'Müller ', street: '', code2: 'x' });
    expect(asked_values(draft, { id: 7, version: 2 })).toEqual({ id: 7, name: 'Müller' });
  });

  // J-027
  it('is done on leaving postcode, street, name, birth date, e-mail and phones', () => {
    for (const name of ['postcode', 'street', 'name', 'birth_date', 'email', 'phone_private', 'phone_mobile'])
      expect(asking).toContain(name);
    expect(asking).not.toContain('letter_salutation');
  });
});
