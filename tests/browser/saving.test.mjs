// Journeys of saving: what the house asks about first, and answers in the language on the screen. By keyboard alone.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { api, axe, create_customer, go, journeys, once, shot, signed_in } from './support.mjs';

let page;
const started = Date.now().toString(36).slice(-5);
const toast = (text) => page.waitForSelector(`[role="status"] >> text=${text}`);
const focus_of = () => page.evaluate(() => document.activeElement?.dataset.field);
const asked = () => page.$$eval('dialog [data-missing] li', (lines) => lines.map((line) => line.innerText));
const found = async (name) => (await api(page, 'GET', `/search?q=${name}&limit=5`)).json.hits;

journeys();

test('a new customer without address is asked about once: Esc goes to the field, Enter saves all the same', async () => {
  page = await signed_in();
  await go(page, '/customers/new/private');
  await page.waitForSelector('[data-field="salutation"]:focus');
  const name = `Ohneland${started}`;
  await page.fill('[data-field="name"]', name);
  await page.keyboard.press('Control+s');
  await page.waitForSelector('dialog button.primary:focus');
  assert.deepEqual(await asked(), ['Straße', 'PLZ', 'Ort']);
  await shot(page, 'save-without-address');
  assert.deepEqual(await axe(page), []);
  await page.keyboard.press('Escape');
  await page.waitForSelector('dialog', { state: 'detached' });
  await page.waitForSelector('[data-field="street"]:focus');
  assert.deepEqual(await found(name), [], 'nothing was saved');
  await page.keyboard.type(`${started}weg 3`);
  await page.keyboard.press('Control+s');
  await page.waitForSelector('dialog button.primary:focus');
  assert.deepEqual(await asked(), ['PLZ', 'Ort']);
  await page.keyboard.press('Enter');
  await toast('Gespeichert');
  assert.equal((await found(name)).length, 1);
  // The draft has been confirmed, and the gaps of a stored customer are no question.
  await page.waitForURL(/customers\/\d+$/);
  await page.fill('[data-field="first_name"]', 'Olga');
  await page.keyboard.press('Control+s');
  await page.waitForFunction(() => !document.querySelector('[data-field="first_name"][data-changed]'));
  assert.equal(await page.$('dialog'), null);
});

test('a question that was answered is not put again when saving is refused for something else', async () => {
  page = await signed_in();
  await go(page, '/');
  const there = await create_customer(page);
  await go(page, '/customers/new/private');
  await page.waitForSelector('[data-field="salutation"]:focus');
  await page.fill('[data-field="name"]', `Doppelt${started}`);
  await page.fill('[data-field="number"]', String(there.number));
  await page.keyboard.press('Control+s');
  await page.waitForSelector('dialog button.primary:focus');
  await page.keyboard.press('Enter');
  await page.waitForSelector('[data-field="number"][aria-invalid="true"]');
  await page.fill('[data-field="number"]', '');
  await page.keyboard.press('Control+s');
  await toast('Gespeichert');
  assert.equal(await page.$('dialog'), null);
});

test('emptying the street of a stored customer is asked about, his other fields are not', async () => {
  page = await signed_in();
  await go(page, '/');
  const made = await create_customer(page, { postcode: null, town: null });
  await go(page, `/customers/${made.id}`);
  await page.waitForSelector('[data-field="salutation"]:focus');
  await page.fill('[data-field="street"]', '');
  await page.keyboard.press('Control+s');
  await page.waitForSelector('dialog button.primary:focus');
  assert.deepEqual(await asked(), ['Straße']);
  await page.keyboard.press('Escape');
  await page.waitForSelector('[data-field="street"]:focus');
  assert.equal(await focus_of(), 'street');
});

test('the language chosen on the screen is the language of the answers, of what was loaded before as well', async () => {
  page = await signed_in({ locale: 'de-DE' });
  await go(page, '/');
  const made = await create_customer(page);
  const issued = { number: 'C01X00T47', valid_until: '2019-01-31' };
  const answer = await api(page, 'POST', `/customers/${made.id}/passports`, issued, once());
  assert.equal(answer.status, 201, JSON.stringify(answer.json));
  await go(page, `/customers/${made.id}`);
  const told = async (text) => page.waitForSelector(`[data-warnings] >> text=${text}`);
  await told('abgelaufen');
  try {
    for (const [language, text] of Object.entries({ Nederlands: 'verlopen', English: 'expired' })) {
      await page.click('header [aria-expanded][aria-label*="Jana"]');
      await page.click(`button:has-text("${language}")`);
      await told(text);
      await page.keyboard.press('Escape');
    }
  } finally {
    await api(page, 'PATCH', '/me/settings', { language: 'de' });
  }
});
