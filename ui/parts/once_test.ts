import { expect, test } from 'vitest';
import { make_once } from './once.ts';

test('what is sent twice by a double Enter is sent once, and again when it is done', async () => {
  const once = make_once();
  let sent = 0;
  let answer = () => {};
  const send = () => {
    sent += 1;
    return new Promise<void>((done) => (answer = done));
  };
  const first = once(send);
  await once(send);
  expect(sent).toBe(1);
  answer();
  await first;
  void once(send);
  expect(sent).toBe(2);
});

test('after a failure it can be sent again', async () => {
  const once = make_once();
  await expect(once(() => Promise.reject(new Error('lost')))).rejects.toThrow('lost');
  let sent = false;
  await once(() => (sent = true));
  expect(sent).toBe(true);
});
