// The counter: two best seats sold in cash to a known customer by a handful of keys, and what another clerk sees of it.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { api, axe, create_customer, Fingers, go, journeys, once, shot, signed_in } from './support.mjs';

journeys();
let event;

/// A coming date on sale: the demonstration house has some; another house gets one.
async function date_on_sale(page) {
  const { rows } = (await api(page, 'GET', '/events?scope=coming&limit=200')).json;
  for (const row of rows)
    if ((await api(page, 'GET', `/events/${row.id}/sale`)).json.state === 'on_sale') return row.id;
  const [first] = rows;
  const ranges = [
    { section: 'Parkett', price_zone: 'I', rows: '1-6', seats: '1-20', aisle_after: [10] },
    { section: 'Rang', price_zone: 'II', rows: 'A-C', seats: '1-20', aisle_after: [10] },
    { section: 'Stehplatz', price_zone: 'S', capacity: 40 },
  ];
  const plan = await api(page, 'POST', '/seat-plans', { hall: first.hall, ranges }, once());
  assert.equal(plan.status, 201, JSON.stringify(plan.json));
  const prices = ['I', 'II', 'S'].map((zone, place) => ({
    ticket_type: 'Normal',
    price_zone: zone,
    price: `${30 - 10 * place}.00`,
  }));
  const body = { plan: plan.json.id, state: 'on_sale', prices };
  const sale = await api(page, 'PUT', `/events/${first.id}/sale`, body, { 'If-Match': '"1"' });
  assert.equal(sale.status, 200, JSON.stringify(sale.json));
  return first.id;
}

before(async () => {
  const page = await signed_in();
  await go(page, '/');
  event = await date_on_sale(page);
});

const state_of = async (page, seat) =>
  (await api(page, 'GET', `/events/${event}/seats`)).json.seats.find((one) => one.id === seat)?.state;

test('two best seats are sold in cash to a known customer with at most 12 keys', async () => {
  const page = await signed_in();
  await go(page, '/');
  const customer = await create_customer(page);
  await go(page, `/counter?event=${event}`);
  await page.waitForSelector('svg[role="listbox"] [role="option"]');
  await page.locator('svg[role="listbox"]').focus();
  const fingers = new Fingers(page);
  await fingers.press('2');
  await page.waitForFunction(() => document.querySelectorAll('[data-state="mine"][role="option"]').length === 2);
  const seats = await page
    .locator('[role="option"][data-state="mine"]')
    .evaluateAll((all) => all.map((one) => Number(one.id.slice('seat'.length))));
  await shot(page, 'counter-chosen');
  await fingers.press('k');
  await page.waitForSelector('dialog [role="combobox"]:focus');
  await page.keyboard.type(customer.name);
  await page.waitForSelector('dialog [role="listbox"] [role="option"]');
  await fingers.press('Enter');
  await page.waitForSelector(`[data-buyer="${customer.id}"]`);
  assert.deepEqual(await axe(page), []);
  await fingers.press('b');
  await page.waitForSelector('[data-last]');
  assert.ok(fingers.keys <= 12, `${fingers.keys} keys`);
  for (const seat of seats) assert.equal(await state_of(page, seat), 'sold');
  const { json } = await api(page, 'GET', `/customers/${customer.id}/purchases`);
  assert.equal(json.figures.tickets, 2);
  assert.equal(json.orders[0].paid, json.orders[0].total);
  await shot(page, 'counter-sold');
});

test('a seat that another clerk holds is seen on the plan, and given up it is free again', async () => {
  const page = await signed_in();
  await go(page, `/counter?event=${event}`);
  await page.waitForSelector('[role="option"][data-state="free"]');
  const free = await page.locator('[role="option"][data-state="free"]').first().getAttribute('id');
  const seat = Number(free.slice('seat'.length));
  const held = await api(page, 'POST', `/events/${event}/holds`, { seats: [seat] }, once());
  assert.equal(held.status, 201, JSON.stringify(held.json));
  await page.waitForSelector(`#${free}[data-state="held"]`);
  await shot(page, 'counter-held');
  await api(page, 'DELETE', `/holds/${held.json.draft}`);
  await page.waitForSelector(`#${free}[data-state="free"]`);
});

test('by arrows and the space bar a seat is chosen, reserved and kept', async () => {
  const page = await signed_in();
  await go(page, `/counter?event=${event}`);
  await page.waitForSelector('[role="option"][data-state="free"]');
  const plan = page.locator('svg[role="listbox"]');
  await plan.focus();
  const here = () => plan.getAttribute('aria-activedescendant');
  const start = await here();
  for (let step = 0; step < 40; step += 1) {
    await page.keyboard.press('ArrowRight');
    if (step > 18) await page.keyboard.press('ArrowDown');
    if ((await page.locator(`#${await here()}`).getAttribute('data-state')) === 'free') break;
  }
  assert.notEqual(await here(), start);
  const seat = await here();
  await page.keyboard.press(' ');
  await page.waitForSelector(`#${seat}[data-state="mine"]`);
  await page.keyboard.press('r');
  await page.waitForSelector('[data-field="payment-until"]:focus');
  const day = new Date(Date.now() + 5 * 86_400_000).toISOString().slice(0, 10);
  await page.keyboard.type(day.split('-').reverse().join('.'));
  await page.keyboard.press('Enter');
  await page.waitForSelector('[data-last]');
  // R says until when (counter.md 3): the list of reservations holds the day.
  const order = Number(await page.getAttribute('[data-last]', 'data-last'));
  const reserved = (await api(page, 'GET', `/orders/${order}`)).json;
  assert.ok(reserved.expires_at, JSON.stringify(reserved));
  await page.keyboard.press('1');
  await page.waitForFunction(() => document.querySelectorAll('[role="option"][data-state="mine"]').length === 1);
  await page.keyboard.press('r');
  await page.waitForSelector('[data-field="payment-until"]:focus');
  assert.equal(
    await page.inputValue('[data-field="payment-until"]'),
    day.split('-').reverse().join('.'),
    'as said last',
  );
  await shot(page, 'counter-reserve');
  await page.keyboard.press('Escape');
  await page.waitForSelector('dialog', { state: 'detached' });
  await page.keyboard.press('Delete');
  assert.equal(await state_of(page, Number(seat.slice('seat'.length))), 'reserved');
});
