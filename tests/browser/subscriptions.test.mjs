// Subscriptions at the counter by keys: a fixed one at all of its dates, split at one, a flexible one for chosen dates; a part
// is paid, and money that was parked is used.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { api, axe, create_customer, go, journeys, once, shot, signed_in } from './support.mjs';

journeys();
const mark = Date.now().toString(36);
let dates, fixed, flexible, type;

/// A hall of this journey alone, three dates on sale in it, and two subscriptions of them.
async function house_of_subscriptions(page) {
  const hall = `Abosaal ${mark}`;
  const ranges = [{ section: 'Parkett', price_zone: 'I', rows: '1-6', seats: '1-12', aisle_after: [6] }];
  const plan = await api(page, 'POST', '/seat-plans', { hall, ranges }, once());
  assert.equal(plan.status, 201, JSON.stringify(plan.json));
  const events = [];
  for (const day of [1, 2, 3]) {
    const code = `A${mark}${day}`;
    const body = { code, name: `Abend ${day} ${mark}`, hall, starts_at: `2031-05-0${day}T20:00:00` };
    const made = await api(page, 'POST', '/event-dates', body, once());
    assert.equal(made.status, 201, JSON.stringify(made.json));
    const sale = {
      ...{ plan: plan.json.id, state: 'on_sale' },
      prices: [{ ticket_type: 'Normal', price_zone: 'I', price: '20.00' }],
    };
    const put = await api(page, 'PUT', `/events/${made.json.id}/sale`, sale, { 'If-Match': '"1"' });
    assert.equal(put.status, 200, JSON.stringify(put.json));
    type = put.json.prices[0].ticket_type_id;
    events.push({ id: made.json.id, code });
  }
  const subscription = async (name, more) => {
    const body = { name: `${name} ${mark}`, events: events.map(({ code }) => code), ...more };
    const made = await api(page, 'POST', '/base-data/subscriptions', body, once());
    assert.equal(made.status, 201, JSON.stringify(made.json));
    return made.json.id;
  };
  dates = events.map(({ id }) => id);
  fixed = await subscription('Fest', { kind: 'fixed' });
  flexible = await subscription('Wahl', { kind: 'flexible', choose_least: 2, choose_most: 2, price: '15.00' });
}

before(async () => {
  const page = await signed_in();
  await go(page, '/');
  await house_of_subscriptions(page);
});

const seats_of = async (page, event) => (await api(page, 'GET', `/events/${event}/seats`)).json.seats;

async function at_the_counter(page, subscription) {
  await go(page, `/counter?event=${dates[0]}`);
  await page.waitForSelector('svg[role="listbox"] [role="option"]');
  await page
    .locator('h1')
    .first()
    .evaluate(() => document.activeElement?.blur());
  await page.keyboard.press('s');
  await page.waitForSelector('[data-field="subscription"]:focus');
  await page.locator('[data-field="subscription"]').selectOption(String(subscription));
}

test('two best seats of a fixed subscription are held at all dates and paid in part', async () => {
  const page = await signed_in();
  await go(page, '/');
  const customer = await create_customer(page);
  await at_the_counter(page, fixed);
  await page.locator('svg[role="listbox"]').focus();
  await page.keyboard.press('2');
  await page.waitForFunction(() => document.querySelectorAll('[data-state="mine"][role="option"]').length === 2);
  for (const event of dates) assert.equal((await seats_of(page, event)).length, 2);
  await page.waitForSelector('[data-total="120.00"]');
  assert.deepEqual(await axe(page), []);
  await shot(page, 'counter-subscription');
  await page.keyboard.press('k');
  await page.waitForSelector('dialog [role="combobox"]:focus');
  await page.keyboard.type(customer.name);
  await page.waitForSelector('dialog [role="listbox"] [role="option"]');
  await page.keyboard.press('Enter');
  await page.waitForSelector(`[data-buyer="${customer.id}"]`);
  await page.keyboard.press('z');
  await page.waitForSelector('dialog[open] [data-field="payment-amount"]');
  await page.locator('[data-field="payment-amount"]').fill('50,00');
  assert.deepEqual(await axe(page), []);
  await page.keyboard.press('Enter');
  await page.waitForSelector('[data-last]');
  const { json } = await api(page, 'GET', `/customers/${customer.id}/purchases`);
  assert.equal(json.orders[0].paid, '50.00');
  assert.equal(json.orders[0].total, '120.00');
  assert.equal(json.orders[0].tickets.length, 6);
  for (const event of dates) assert.ok((await seats_of(page, event)).every((one) => one.state === 'reserved'));
});

test('a seat that is taken at one date is sold with another seat there', async () => {
  const page = await signed_in();
  await go(page, '/');
  const { json: plan } = await api(page, 'GET', `/events/${dates[1]}/sale`);
  const { places } = (await api(page, 'GET', `/seat-plans/${plan.plan}`)).json;
  const [wanted, other] = places.filter((one) => one.row === '6');
  const sold = await api(
    page,
    'POST',
    '/counter-sales',
    {
      tickets: [{ event: dates[1], seat: wanted.id, ticket_type: type }],
      payments: [{ kind: 'cash', amount: '20.00' }],
    },
    once(),
  );
  assert.equal(sold.status, 201, JSON.stringify(sold.json));
  await at_the_counter(page, fixed);
  await page.waitForSelector(`#seat${wanted.id}[data-state="partly"]`);
  await page.locator(`#seat${wanted.id}`).click();
  await page.waitForSelector('[data-split]');
  await page.locator('[data-split]').press('Enter');
  await page.waitForSelector(`dialog[open] #other-seat${other.id}`);
  assert.deepEqual(await axe(page), []);
  await shot(page, 'counter-split');
  await page.locator(`#other-seat${other.id}`).click();
  await page.waitForSelector('dialog', { state: 'detached' });
  await page.locator('svg[role="listbox"]').focus();
  await page.waitForSelector('[data-total="60.00"]');
  await page.keyboard.press('b');
  await page.waitForSelector('[data-last]');
  const there = (await seats_of(page, dates[1])).filter((one) => [wanted.id, other.id].includes(one.id));
  assert.deepEqual(
    there.map((one) => one.state),
    ['sold', 'sold'],
  );
});

test('a flexible subscription is for the dates that are ticked, together with a single ticket and parked money', async () => {
  const page = await signed_in();
  await go(page, '/');
  const customer = await create_customer(page);
  const parked = `/customers/${customer.id}/parked-money`;
  await api(page, 'POST', parked, { amount: '30.00', kind: 'transfer' }, once());
  await at_the_counter(page, flexible);
  await page.waitForSelector('[data-dates="1"]');
  await page.locator(`[data-date="${dates[2]}"]`).press('Space');
  await page.waitForSelector('[data-dates="2"]');
  await page.locator('svg[role="listbox"]').focus();
  await page.keyboard.press('1');
  await page.waitForSelector('[data-total="30.00"]');
  await page.locator('[data-field="subscription"]').selectOption('0');
  await page.locator('svg[role="listbox"]').focus();
  await page.keyboard.press('1');
  await page.waitForSelector('[data-total="50.00"]');
  await page.keyboard.press('k');
  await page.waitForSelector('dialog [role="combobox"]:focus');
  await page.keyboard.type(customer.name);
  await page.waitForSelector('dialog [role="listbox"] [role="option"]');
  await page.keyboard.press('Enter');
  await page.waitForSelector(`[data-buyer="${customer.id}"]`);
  await page.keyboard.press('z');
  await page.waitForSelector('[data-field="payment-parked"]');
  await page.locator('[data-field="payment-parked"]').press('Space');
  assert.equal(await page.locator('[data-field="payment-amount"]').inputValue(), '20,00');
  await page.locator('[data-field="payment-amount"]').press('Enter');
  await page.waitForSelector('[data-last]');
  const { json } = await api(page, 'GET', `/customers/${customer.id}/purchases`);
  assert.equal(json.orders[0].paid, '50.00');
  assert.equal(json.orders[0].tickets.filter((one) => one.subscription).length, 2);
  assert.equal((await api(page, 'GET', parked)).json.sum, '0.00');
});
