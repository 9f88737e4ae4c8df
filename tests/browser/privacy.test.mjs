// Journeys of a person's rights: the package for him, the preview of his erasure, the typed number, the report.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { api, axe, create_customer, Fingers, go, journeys, shot, signed_in } from './support.mjs';

let page;

journeys();

test('a customer gets his data and is erased by keys alone, and the report names nobody', async () => {
  page = await signed_in();
  await go(page, '/');
  const customer = await create_customer(page);
  await go(page, `/customers/${customer.id}/privacy`);
  await page.waitForSelector('[data-erase]');
  assert.deepEqual(await axe(page), []);
  await shot(page, 'privacy');
  const start = await page.evaluate(async (path) => {
    const answer = await fetch(path);
    return new TextDecoder('latin1').decode((await answer.arrayBuffer()).slice(0, 2));
  }, await page.getAttribute('[data-package]', 'href'));
  assert.equal(start, 'PK');
  const fingers = new Fingers(page);
  await page.focus('[data-erase]');
  await fingers.press('Enter');
  await page.waitForSelector('dialog [data-field="number"]:focus');
  assert.deepEqual(await axe(page), []);
  await fingers.type('1');
  await fingers.press('Enter');
  await page.waitForSelector('dialog [role="alert"]');
  await page.fill('dialog [data-field="number"]', String(customer.number));
  await page.focus('dialog [data-field="number"]');
  await fingers.press('Enter');
  await page.waitForSelector('[data-area="erasures"] [data-erasure]');
  assert.deepEqual(await axe(page), []);
  await shot(page, 'erasures');
  const words = await page.textContent('[data-area="erasures"]');
  assert.ok(words.includes(String(customer.number)));
  assert.ok(!words.includes(customer.name), 'the report names nobody');
  assert.equal((await api(page, 'GET', `/customers/${customer.id}`)).status, 404);
});
