import { expect, test, vi } from 'vitest';
import { Draft } from './draft.ts';
import { save_draft, type Target, type Written } from './saving.ts';

const t = (key: string) => key;

test('a new record asked for twice by a double Enter is created once', async () => {
  const draft = new Draft({ version: 0 });
  draft.type('name', 'Meyer');
  let sent = 0;
  let answer = (_written: Written) => {};
  const target: Target = {
    fields: [],
    create: () => {
      sent += 1;
      return new Promise<Written>((done) => (answer = done));
    },
  };
  const both = [save_draft(draft, target, t), save_draft(draft, target, t)];
  await vi.waitFor(() => expect(sent).toBe(1));
  answer({ saved: { id: 7, version: 1 } });
  const [first, second] = await Promise.all(both);
  expect(sent).toBe(1);
  expect(first).toEqual({ saved: { id: 7, version: 1 } });
  expect(second).toBe(first);
});
