// The data of the ticket side by keyboard: a hall and its venue, a date copied every Friday, an article with a promotion
// at the counter.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { api, axe, go, journeys, once, shot, signed_in } from './support.mjs';

journeys();
const mark = Date.now().toString(36);

test('a venue is entered on its page, found in the hall, and taken back', async () => {
  const page = await signed_in();
  await go(page, '/administration/venues');
  await page.locator('[data-row="new"] summary').press('Enter');
  await page.locator('[data-field="venues-new-name"]').pressSequentially(`Bühne ${mark}`);
  await page.locator('[data-field="venues-new-name"]').press('Control+S');
  await page.locator('h1').click();
  await page.waitForFunction((name) => document.body.innerText.includes(name), `Bühne ${mark}`);
  assert.deepEqual(await axe(page), []);
  await shot(page, 'administration');
  const { rows } = (await api(page, 'GET', `/base-data/venues?q=${mark}`)).json;
  assert.equal(rows.length, 1);
});

test('a date is copied every Friday; the dates are shown before they are made', async () => {
  const page = await signed_in();
  await go(page, '/');
  const code = `S${mark}`;
  const body = { code, name: `Serie ${mark}`, starts_at: '2031-03-28T20:00:00' };
  const made = await api(page, 'POST', '/event-dates', body, once());
  assert.equal(made.status, 201, JSON.stringify(made.json));
  await go(page, `/event-dates?q=${mark}`);
  await page.locator(`[data-row="${made.json.id}"] summary`).press('Enter');
  await page.getByRole('button', { name: 'Kopieren, Serie' }).press('Enter');
  await page.locator('[data-field="series-from"]').fill('1.4.2031');
  await page.locator('[data-field="series-to"]').fill('30.4.2031');
  await page.locator('[data-field="series-day-5"]').press('Space');
  await page.locator('[data-field="series-to"]').press('Enter');
  await page.waitForSelector('text=Karfreitag');
  assert.deepEqual(await axe(page), []);
  await shot(page, 'series');
  await page.locator('[data-field="series-to"]').press('Enter');
  await page.waitForSelector('dialog', { state: 'detached' });
  const { count } = (await api(page, 'GET', `/events?q=${mark}&scope=all`)).json;
  assert.equal(count, 5);
});
