// What an undo takes back is said before; a whole import goes by typing how much it is, and not from the history of one
// customer; the page of somebody who is gone says so. Needs a running house.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { api, go, journeys, shot, signed_in } from './support.mjs';

journeys();
let page;

test('a mass change is undone under Changes by its count, never by a click beside one customer', async () => {
  page = await signed_in();
  await go(page, '/imports');
  const mark = Date.now().toString(36);
  const lines = [
    'name;first_name;town',
    ...Array.from({ length: 120 }, (_, at) => `Mass${mark}x${at};Nr${at};Ort${at}`),
  ];
  await page.setInputFiles('input[type="file"]', {
    name: `mass-${mark}.csv`,
    mimeType: 'text/csv',
    buffer: Buffer.from(`${lines.join('\r\n')}\r\n`),
  });
  await page.waitForSelector('table th:has-text("first_name")');
  await page.keyboard.press('F10');
  await page.waitForSelector('button:has-text("Zeilen übernehmen"):not([disabled])');
  await page.keyboard.press('F10');
  await page.waitForSelector('button:has-text("Ganze Übernahme zurücknehmen")');
  const [hit] = (await api(page, 'GET', `/search?q=mass${mark}x7&limit=5`)).json.hits;
  await go(page, `/customers/${hit.id}`);
  await page.waitForSelector('[data-field="name"]');
  await page.keyboard.press('F8');
  await page.click('aside button:has-text("Rückgängig")');
  await page.waitForSelector('dialog [data-undo-scope] >> text=120 Kunden');
  assert.equal(await page.locator('dialog button.primary').count(), 0, 'not from here');
  await shot(page, 'undo-elsewhere');
  await page.click('dialog a:has-text("Unter Änderungen")');
  await page.click('[data-sought] button:has-text("Rückgängig")');
  await page.waitForSelector('dialog [data-undo-count]');
  assert.equal(await page.locator('dialog button.primary').count(), 0, 'the count is asked for');
  await page.fill('[data-undo-count]', '119');
  assert.equal(await page.locator('dialog button.primary').count(), 0);
  await page.fill('[data-undo-count]', '120');
  await shot(page, 'undo-count');
  await page.keyboard.press('Enter');
  await page.waitForSelector('text=Rückgängig gemacht');
  await go(page, `/customers/${hit.id}`);
  await page.waitForSelector('[data-vanished]');
  await shot(page, 'vanished');
  assert.equal((await api(page, 'GET', `/search?q=mass${mark}&limit=5`)).json.hits.length, 0);
});
