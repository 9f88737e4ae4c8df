import { expect, test, vi } from 'vitest';
import { Refusal } from '../../api/client.ts';
import { Draft } from '../../forms/draft.ts';
import { save_draft, type Written } from '../../forms/saving.ts';
import { make_turns } from './turns.ts';

const t = (key: string) => key;
const integers = ['start', 'last'].map((name) => ({ name, kind: 'integer' }));

/// A server that keeps one record, and what was sent to it.
function a_server(record: Record<string, number>) {
  const sent: [Record<string, unknown>, number][] = [];
  let now = { version: 1, ...record };
  const waiting: (() => void)[] = [];
  return {
    sent,
    is: () => now,
    by_another: (values: Record<string, number>) => (now = { ...now, ...values, version: now.version + 1 }),
    answer: async () => {
      await vi.waitFor(() => expect(waiting.length).toBeGreaterThan(0));
      waiting.shift()!();
    },
    change: async (values: object, version: number): Promise<Written> => {
      sent.push([{ ...values }, version]);
      await new Promise<void>((go_on) => waiting.push(go_on));
      if (version !== now.version) throw new Refusal({ title: 'stale', status: 412 });
      now = { ...now, ...values, version: now.version + 1 };
      return { saved: { ...now } };
    },
  };
}

test('J-034 two fields of a line left one after the other: both are saved, the second with the new version', async () => {
  const server = a_server({ start: 1, last: 9 });
  const draft = new Draft(server.is());
  const target = { fields: integers, change: server.change };
  draft.type('start', '2');
  const first = save_draft(draft, target, t);
  await vi.waitFor(() => expect(server.sent.length).toBe(1));
  draft.type('last', '80');
  const second = save_draft(draft, target, t);
  draft.type('last', '81'); // typed on while the first is on its way
  await server.answer();
  await server.answer();
  await Promise.all([first, second]);
  expect(server.sent).toEqual([
    [{ start: 2 }, 1],
    [{ last: 81 }, 2],
  ]);
  expect(draft.changed).toBe(false);
});

test('Enter and leaving the field save once', async () => {
  const server = a_server({ start: 1 });
  const draft = new Draft(server.is());
  const target = { fields: integers, change: server.change };
  draft.type('start', '2');
  const both = [save_draft(draft, target, t), save_draft(draft, target, t)];
  await server.answer();
  expect(await Promise.all(both)).toEqual([{ saved: { version: 2, start: 2 } }, 'unchanged']);
  expect(server.sent.length).toBe(1);
});

test('settings with one version wait for one another and take the version of the last answer', async () => {
  const server = a_server({ a: 1, b: 1 });
  const turns = make_turns();
  const both = [
    turns.take(1, (version) => server.change({ a: 2 }, version)),
    turns.take(1, (version) => server.change({ b: 2 }, version)),
  ];
  await server.answer();
  await server.answer();
  await Promise.all(both);
  expect(server.sent.map(([, version]) => version)).toEqual([1, 2]);
  expect(server.is()).toEqual({ version: 3, a: 2, b: 2 });
});

test('what a colleague set meanwhile is put to the user; another setting of hers stands in nobody’s way', async () => {
  const server = a_server({ a: 1, b: 1 });
  const turns = make_turns();
  const target = {
    fields: [],
    change: (values: object, version: number) => turns.take(version, (newest) => server.change(values, newest)),
    load: async () => server.is(),
  };
  const draft = new Draft(server.is());
  server.by_another({ b: 7 });
  draft.type('a', 5);
  const saved = save_draft(draft, target, t);
  await server.answer();
  await server.answer();
  expect(await saved).toMatchObject({ saved: { a: 5, b: 7 } });
  server.by_another({ a: 6 });
  draft.type('a', 8);
  const refused = save_draft(draft, target, t);
  await server.answer();
  expect(await refused).toBe('conflict');
  expect(draft.conflicts).toMatchObject([{ field: 'a', mine: 8, theirs: 6 }]);
});
