import { expect, test } from 'vitest';
import { proposed_version } from './wordings.ts';

const known = { permission: 'Newsletter', versions: ['3', '2', '1'], holds: '2' };
const said = { state: 'given', at: '', wording_version: '' };

test('who says yes now says it to the words that hold, not to the newest', () => {
  expect(proposed_version(said, known)).toBe('2');
  expect(proposed_version({ ...said, wording_version: '1' }, known)).toBe('1');
});

test('nothing is proposed for another day, for a no, and where no words hold yet', () => {
  expect(proposed_version({ ...said, at: '2020-01-01' }, known)).toBe('');
  expect(proposed_version({ ...said, state: 'withdrawn' }, known)).toBe('');
  expect(proposed_version(said, { ...known, holds: null })).toBe('');
  expect(proposed_version(said)).toBe('');
});
