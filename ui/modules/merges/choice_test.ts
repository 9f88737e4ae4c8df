import { describe, expect, it } from 'vitest';
import { chosen_of, decisions, differs } from './choice.ts';

const field = (name: string, a: string | null, b: string | null, proposed = 1) => ({
  name,
  values: [
    { customer: 1, value: a },
    { customer: 2, value: b },
  ],
  proposed,
});

describe('choosing field by field', () => {
  it('takes the proposal until somebody chooses otherwise', () => {
    const email = field('email', 'a@example.org', 'b@example.org', 2);
    expect(chosen_of(email, {})).toBe(2);
    expect(chosen_of(email, { email: 1 })).toBe(1);
  });

  it('shows only what differs; empty and missing are the same', () => {
    expect(differs(field('town', 'Köln', 'Köln'))).toBe(false);
    expect(differs(field('email', null, ''))).toBe(false);
    expect(differs(field('email', null, 'b@example.org'))).toBe(true);
  });

  it('sends what was decided against the proposal, nothing else', () => {
    const fields = [field('email', 'a', 'b', 2), field('town', 'Köln', 'Bonn')];
    expect(decisions(fields, { email: 2, town: 2 })).toEqual({ town: 2 });
  });
});
