// Sending to a selection, changing all of it, and an e-mail from the profile.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { api, axe, create_customer, go, journeys, shot, signed_in } from './support.mjs';

journeys();
let page;

const stamp = Date.now().toString(36);
const town = (name) => `Send${name}${stamp}`;

/// The builder with everybody of a town in it.
async function open(name) {
  await page.evaluate((kept) => sessionStorage.setItem('kartei.selection', JSON.stringify({ document: kept })), {
    where: { all: [{ field: 'town', is: 'equal', value: town(name) }] },
  });
  await go(page, '/selections');
  await page.waitForSelector('[data-builder] [data-node]');
}

// J-084: to Outlook by way of the selection; who is left out is named before
test('J-084 a selection goes to Outlook; the preview says who is left out, and it is kept among the sendings', async () => {
  page = await signed_in();
  await go(page, '/');
  await create_customer(page, { town: town('out'), name: `Adler${stamp}`, email: 'adler@example.com' });
  await create_customer(page, { town: town('out'), name: `Stumm${stamp}`, email: null });
  await open('out');
  await page.click('.page-head button:has-text("Senden")');
  await page.waitForSelector('dialog select:focus');
  await page.selectOption('dialog [data-field="output"]', 'outlook');
  await page.selectOption('dialog [data-field="purpose"]', 'contract');
  await page.fill('dialog [data-field="name"]', `Kontakte ${stamp}`);
  assert.deepEqual(await axe(page), []);
  await page.keyboard.press('Enter');
  await page.waitForSelector('dialog [data-going="1"]');
  await page.click('dialog [data-dropped="no_email"] summary');
  assert.ok((await page.textContent('dialog [data-dropped="no_email"]')).includes(`Stumm${stamp}`));
  await shot(page, 'sending-preview');
  const [download] = await Promise.all([page.waitForEvent('download'), page.click('dialog button[type="submit"]')]);
  const file = readFileSync(await download.path(), 'utf8');
  assert.ok(file.includes('E-mail Address') && file.includes('adler@example.com'));
  assert.ok(!file.includes(`Stumm${stamp}`));
  await go(page, '/selections/sendings');
  await page.click(`[data-sending] button:has-text("Kontakte ${stamp}")`);
  await page.waitForSelector(`dialog td:has-text("Adler${stamp}")`);
  assert.deepEqual(await axe(page), []);
  await shot(page, 'sendings');
});

// J-180: a status is maintained in all of them at once, and one click takes it back
test('J-180 a status is set for everybody in a selection, and taken back', async () => {
  page = await signed_in();
  await go(page, '/');
  const one = await create_customer(page, { town: town('alle') });
  await create_customer(page, { town: town('alle') });
  await open('alle');
  await page.click('.page-head button:has-text("Alle ändern")');
  await page.waitForSelector('dialog select:focus');
  await page.selectOption('dialog [data-field="what"]', 'status');
  await page.selectOption('dialog [data-field="which"]', 'status9');
  await page.selectOption('dialog [data-field="value"]', '1');
  await page.keyboard.press('Enter');
  await page.waitForSelector('dialog [data-count="2"]');
  await page.click('dialog button[type="submit"]');
  await page.waitForSelector('[role="status"]:has-text("2 geändert")');
  const status = async () => (await api(page, 'GET', `/customers/${one.id}`)).json.status9;
  assert.equal(await status(), true);
  await page.click('[role="status"] button:has-text("Rückgängig")');
  await page.waitForFunction(
    async (id) => (await (await fetch(`/api/v1/customers/${id}`)).json()).status9 === false,
    one.id,
  );
});

// J-090, J-091: the button where there is an address; the address stands in the field and can be changed
test('J-090 J-091 the profile writes an e-mail to the address that stands there, or another', async () => {
  page = await signed_in();
  await go(page, '/');
  const anna = await create_customer(page, { town: town('mail'), email: 'anna@example.com' });
  const bert = await create_customer(page, { town: town('mail'), email: null });
  const menu = async (id) => {
    await go(page, `/customers/${id}`);
    await page.click('[data-area="actions"] button[aria-haspopup]');
    await page.waitForSelector('[role="menu"]');
  };
  await menu(bert.id);
  assert.equal(await page.locator('[role="menuitem"]:has-text("E-Mail")').count(), 0);
  await menu(anna.id);
  await page.click('[role="menuitem"]:has-text("E-Mail")');
  await page.waitForSelector('dialog [data-field="to"]');
  assert.equal(await page.inputValue('dialog [data-field="to"]'), 'anna@example.com');
  await page.fill('dialog [data-field="to"]', 'anna@elsewhere.example');
  assert.deepEqual(await axe(page), []);
});
