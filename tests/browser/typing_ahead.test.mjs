// Who types faster than a layer comes: no key is lost, and none does something to what lies below.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { api, create_customer, go, journeys, signed_in } from './support.mjs';

journeys();
let page;

/// What is fetched of this kind waits until the function that is returned is called.
async function held_back(parts) {
  let let_go;
  const free = new Promise((go_on) => (let_go = go_on));
  await page.route(parts, async (route) => {
    await free;
    await route.continue();
  });
  return let_go;
}

const open_layers = () => page.locator('dialog[open]').count();

async function a_date_on_sale() {
  const { rows } = (await api(page, 'GET', '/events?scope=coming&limit=200')).json;
  for (const { id } of rows) if ((await api(page, 'GET', `/events/${id}/sale`)).json.state === 'on_sale') return id;
  return undefined;
}

test('at the counter K and a name, typed at once: the name stands in the search, nothing else was done', async (context) => {
  page = await signed_in();
  await go(page, '/');
  const customer = await create_customer(page);
  const event = await a_date_on_sale();
  if (!event) return context.skip('no date on sale');
  const let_go = await held_back(/CustomerPicker.*\.js/);
  await go(page, `/counter?event=${event}`);
  await page.waitForSelector('svg[role="listbox"] [role="option"]');
  await page.locator('svg[role="listbox"]').focus();
  await page.keyboard.press('k');
  assert.equal(await open_layers(), 0, 'the layer is still on its way');
  await page.keyboard.type(`x${customer.name}`);
  for (let typed = 0; typed < customer.name.length + 1; ++typed) await page.keyboard.press('Backspace');
  await page.keyboard.type(customer.name);
  let_go();
  await page.waitForSelector('dialog [role="combobox"]:focus');
  await page.waitForFunction(
    (name) => document.querySelector('dialog [role="combobox"]')?.value === name,
    customer.name,
  );
  await page.waitForSelector('dialog [role="listbox"] [role="option"]');
  await page.keyboard.press('Enter');
  await page.waitForSelector('dialog', { state: 'detached' });
  assert.match(await page.textContent('#content'), new RegExp(customer.name));
  assert.equal(
    await page.locator('[data-state="mine"][role="option"]').count(),
    0,
    'no seat was taken by a digit of the name',
  );
});

test('in a link field ? and a name, typed at once', async () => {
  page = await signed_in();
  await go(page, '/');
  const customer = await create_customer(page);
  const other = await create_customer(page);
  const let_go = await held_back(/CustomerPicker.*\.js/);
  await go(page, `/customers/${customer.id}`);
  await page.waitForSelector('[data-area="header"], #content form');
  await page.keyboard.press('Alt+4');
  const field = page.locator('[data-field="company"]');
  await field.focus();
  await page.keyboard.type('?');
  await page.keyboard.press('Tab');
  await page.keyboard.type(other.name);
  let_go();
  await page.waitForFunction((name) => document.querySelector('dialog [role="combobox"]')?.value === name, other.name);
  await page.waitForSelector('dialog [role="listbox"] [role="option"]');
  await page.keyboard.press('Enter');
  await page.waitForSelector('dialog', { state: 'detached' });
  assert.match(await field.inputValue(), new RegExp(String(other.number)));
});

test('Esc before the layer stands forgets what was typed for it', async (context) => {
  page = await signed_in();
  await go(page, '/');
  const event = await a_date_on_sale();
  if (!event) return context.skip('no date on sale');
  const let_go = await held_back(/CustomerPicker.*\.js/);
  await go(page, `/counter?event=${event}`);
  await page.waitForSelector('svg[role="listbox"] [role="option"]');
  await page.locator('svg[role="listbox"]').focus();
  await page.keyboard.press('k');
  await page.keyboard.type('anna');
  await page.keyboard.press('Escape');
  await page.keyboard.type('eva');
  let_go();
  await page.waitForFunction(() => document.querySelector('dialog [role="combobox"]')?.value === 'eva');
});

test('at the counter 2 and Z, typed at once: the payment of these two seats is asked for', async (context) => {
  page = await signed_in();
  await go(page, '/');
  const event = await a_date_on_sale();
  if (!event) return context.skip('no date on sale');
  await go(page, `/counter?event=${event}`);
  await page.waitForSelector('svg[role="listbox"] [role="option"]');
  await page.locator('svg[role="listbox"]').focus();
  const let_go = await held_back(/\/api\/v1\/events\/\d+\/holds|\/api\/v1\/.*hold/);
  await page.keyboard.press('2');
  await page.keyboard.press('z');
  assert.equal(await open_layers(), 0);
  let_go();
  await page.waitForSelector('dialog[open]');
  assert.equal(await page.locator('[data-state="mine"][role="option"]').count(), 2);
  await page.keyboard.press('Escape');
  await page.waitForSelector('dialog', { state: 'detached' });
  await page.keyboard.press('Escape');
});

test('F9 in a field of the profile and typed on: nothing of it stands in the profile', async () => {
  page = await signed_in();
  await go(page, '/');
  const customer = await create_customer(page);
  await go(page, `/customers/${customer.id}`);
  await page.locator('[data-field="name"]').focus();
  const let_go = await held_back(/BookingScreen.*\.js|\/api\/v1\/bookings/);
  await page.keyboard.press('F9');
  await page.keyboard.type('0107');
  assert.equal(await page.evaluate(() => document.querySelector('[data-field="name"]')?.value ?? ''), customer.name);
  let_go();
  await page.waitForSelector('[data-field="departs_on"]:focus');
  await page.waitForFunction(() => document.querySelector('[data-field="departs_on"]')?.value.startsWith('0107'));
});

test('F10 in a booking and typed on: back at the customer, nothing of it stands in his fields', async () => {
  page = await signed_in();
  await go(page, '/');
  const customer = await create_customer(page);
  await go(page, `/customers/${customer.id}`);
  await page.locator('[data-field="name"]').focus();
  await page.keyboard.press('F9');
  await page.waitForSelector('[data-field="departs_on"]:focus');
  for (const text of ['170727', '310727', 'PMI']) {
    await page.keyboard.type(text);
    await page.keyboard.press('Enter');
  }
  await page.keyboard.press('F10');
  await page.keyboard.type('anna');
  await page.waitForURL(`**/customers/${customer.id}`);
  await page.waitForSelector('[role="tab"][aria-selected="true"]:focus');
  await page.waitForTimeout(1200); // what was typed has come by then
  const fields = await page.$$eval('#content [data-field]', (all) => all.map((one) => one.value ?? '').join('|'));
  assert.doesNotMatch(fields, /anna/);
  assert.match(fields, new RegExp(customer.name));
});

test('Enter on a hit of the search and typed on: it waits for the profile and goes nowhere else', async () => {
  page = await signed_in();
  await go(page, '/');
  const customer = await create_customer(page);
  const let_go = await held_back(new RegExp(`/api/v1/customers/${customer.id}(\\?|$)`));
  await page.keyboard.press('F3');
  await page.keyboard.type(customer.name);
  await page.waitForSelector('[role="search"] [role="option"]');
  await page.keyboard.press('Enter');
  await page.keyboard.type('q');
  await page.waitForURL(`**/customers/${customer.id}`);
  assert.equal(await page.locator('[role="search"] [role="combobox"]').inputValue(), '');
  let_go();
  await page.waitForFunction(() => {
    const content = document.getElementById('content');
    return document.activeElement !== content && content.contains(document.activeElement);
  });
  await page.waitForTimeout(500); // what was typed has come by then
  assert.equal(await page.locator('[role="search"] [role="combobox"]').inputValue(), '');
  assert.equal(new URL(page.url()).pathname, `/customers/${customer.id}`);
});

test('an arrow before the answer walks among the answer, not among what was found before', async () => {
  page = await signed_in();
  await go(page, '/');
  const customer = await create_customer(page);
  await page.keyboard.press('F3');
  await page.keyboard.type(customer.name.slice(0, 2));
  await page.waitForSelector('[role="search"] [role="option"]');
  await page.keyboard.type(customer.name.slice(2));
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.waitForURL(`**/customers/${customer.id}`);
});
