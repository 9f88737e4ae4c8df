// Orders after the sale by keys: tickets are divided off and the change is taken back; an event date is cancelled and all of
// its orders are settled at once, looked at first.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { api, axe, create_customer, go, journeys, once, shot, signed_in } from './support.mjs';

journeys();
const mark = Date.now().toString(36);
let event, seats, type;

/// A hall of this journey alone and a date on sale in it.
async function made(page, path, body) {
  const answer = await api(page, 'POST', path, body, once());
  assert.ok([200, 201].includes(answer.status), JSON.stringify(answer.json));
  return answer.json;
}

before(async () => {
  const page = await signed_in();
  await go(page, '/');
  const hall = `Absagesaal ${mark}`;
  const ranges = [{ section: 'Parkett', price_zone: 'I', rows: '1-3', seats: '1-8' }];
  const plan = await made(page, '/seat-plans', { hall, ranges });
  seats = plan.places.map(({ id }) => id);
  event = (
    await made(page, '/event-dates', {
      code: `X${mark}`,
      name: `Absage ${mark}`,
      hall,
      starts_at: '2031-06-01T20:00:00',
    })
  ).id;
  const sale = {
    plan: plan.id,
    state: 'on_sale',
    prices: [{ ticket_type: 'Normal', price_zone: 'I', price: '20.00' }],
  };
  const put = await api(page, 'PUT', `/events/${event}/sale`, sale, { 'If-Match': '"1"' });
  assert.equal(put.status, 200, JSON.stringify(put.json));
  type = put.json.prices[0].ticket_type_id;
});

async function order_of(page, count) {
  const customer = await create_customer(page);
  const tickets = seats.splice(0, count).map((seat) => ({ event, seat, ticket_type: type }));
  const payments = [{ kind: 'card', amount: `${20 * count}.00` }];
  return made(page, '/counter-sales', { customer: customer.id, tickets, payments });
}

test('a ticket is divided off into an order of its own, and that is taken back', async () => {
  const page = await signed_in();
  await go(page, '/');
  const order = await order_of(page, 3);
  await go(page, `/orders/${order.id}`);
  await page.locator('[data-ticket] input[type="checkbox"]').first().focus();
  await page.keyboard.press('Space');
  await shot(page, 'order');
  assert.deepEqual(await axe(page), []);
  await page.locator('[data-do="split"]').focus();
  await page.keyboard.press('Enter');
  await page.waitForSelector('[role="status"] >> text=Abgeteilt');
  const rest = (await api(page, 'GET', `/orders/${order.id}`)).json;
  assert.deepEqual([rest.total, rest.paid], ['40.00', '40.00'], 'its share of the money went along');
  await page.click('button:has-text("Rückgängig")');
  await page.waitForFunction(() => document.querySelectorAll('[data-ticket]').length === 3);
  assert.equal((await api(page, 'GET', `/orders/${order.id}`)).json.paid, '60.00');
});

test('a reservation is paid, a ticket is exchanged and another one taken back, by keys alone', async () => {
  const page = await signed_in();
  await go(page, '/');
  const customer = await create_customer(page);
  const tickets = seats.splice(0, 2).map((seat) => ({ event, seat, ticket_type: type }));
  const order = await made(page, '/counter-sales', { customer: customer.id, tickets, payments: [], reserve: true });
  const now = async () => (await api(page, 'GET', `/orders/${order.id}`)).json;
  await go(page, `/orders/${order.id}`);
  await page.locator('[data-do="pay"]').press('Enter');
  await page.waitForSelector('dialog [data-field="kind"]:focus');
  assert.deepEqual(await axe(page), []);
  await page.keyboard.press('Enter');
  await page.waitForSelector('dialog', { state: 'detached' });
  assert.deepEqual([(await now()).open, (await now()).tickets.map(({ state }) => state)], ['0.00', ['sold', 'sold']]);
  const mark_first = async () => {
    await page.locator('[data-ticket] input[type="checkbox"]').first().focus();
    await page.keyboard.press('Space');
  };
  await mark_first();
  await page.locator('[data-do="exchange"]').press('Enter');
  await page.waitForSelector('dialog [data-field="exchange-event"]:focus');
  await page.locator('dialog [aria-activedescendant], dialog [role="listbox"]').first().focus();
  for (let step = 0; step < 24 && !(await page.$('dialog [data-chosen="1"]')); ++step) {
    await page.keyboard.press('Space');
    await page.keyboard.press(step % 8 === 7 ? 'ArrowDown' : 'ArrowRight');
  }
  await page.waitForSelector('dialog [data-difference="0.00"]');
  await shot(page, 'order-exchange');
  assert.doesNotMatch(await page.locator('dialog').innerText(), /\bui\./, 'the words of the plan are there too');
  assert.deepEqual(await axe(page), []);
  await page.locator('dialog button[type="submit"]').press('Enter');
  await page.waitForSelector('dialog', { state: 'detached' });
  await mark_first();
  await page.locator('[data-do="give_back"]').press('Enter');
  await page.waitForSelector('dialog [data-back="20.00"]');
  await shot(page, 'order-give-back');
  assert.deepEqual(await axe(page), []);
  await page.keyboard.press('Enter');
  await page.waitForSelector('dialog', { state: 'detached' });
  const after = await now();
  assert.deepEqual([after.total, after.paid], ['20.00', '20.00']);
  assert.equal(after.payments.at(-1).kind, 'cash', 'as it came in');
});

test('a date is cancelled and every order of it is settled at once', async () => {
  const page = await signed_in();
  await go(page, '/');
  const order = await order_of(page, 2);
  await go(page, `/event-dates?q=Absage%20${mark}`);
  await page.locator(`[data-row="${event}"] summary`).press('Enter');
  await page.locator('button:has-text("Absagen und Karten klären")').press('Enter');
  await page.waitForSelector('dialog [data-field="decision"]:focus');
  await page.locator('dialog [data-field="decision"]').selectOption('credit');
  assert.deepEqual(await axe(page), []);
  await shot(page, 'cancel-question');
  await page.keyboard.press('Enter');
  await page.waitForSelector('dialog [data-orders]');
  await shot(page, 'cancel-plan');
  await page.keyboard.press('Enter');
  await page.waitForSelector('dialog', { state: 'detached' });
  const after = (await api(page, 'GET', `/orders/${order.id}`)).json;
  assert.deepEqual([after.paid, after.tickets.map(({ state }) => state)], ['0.00', ['deleted', 'deleted']]);
  await go(page, `/reports/cancelled-dates?event=X${mark}`);
  await page.waitForSelector(`main >> text=${order.number}`);
  await shot(page, 'cancelled-dates');
});

test('a date without a plan says so where tickets are to be exchanged', async () => {
  const page = await signed_in();
  await go(page, '/orders/1');
  await page.waitForSelector('[data-order]');
  await page.locator('main input[type=checkbox]').first().check();
  await page.locator('main button', { hasText: 'umtauschen' }).click();
  await page.waitForSelector('dialog p:has-text("keinen Saalplan")');
  assert.equal(await page.locator('dialog svg[role="listbox"]').count(), 0);
});

// An exchange that leaves a stranded single: told before it is done; the best seats are one press
test('the best seats for an exchange are one press, and single seats that it leaves are told', async () => {
  const page = await signed_in();
  await go(page, '/');
  const hall = `Tauschsaal ${mark}`;
  const ranges = [{ section: 'Parkett', price_zone: 'I', rows: '1', seats: '1-5' }];
  const plan = await made(page, '/seat-plans', { hall, ranges });
  const seat = plan.places.map(({ id }) => id);
  const starts_at = '2031-06-02T20:00:00';
  const date = (await made(page, '/event-dates', { code: `T${mark}`, name: `Tausch ${mark}`, hall, starts_at })).id;
  const prices = [{ ticket_type: 'Normal', price_zone: 'I', price: '20.00' }];
  const on_sale = { plan: plan.id, state: 'on_sale', prices };
  const { tag } = await api(page, 'GET', `/events/${date}/sale`);
  const put = await api(page, 'PUT', `/events/${date}/sale`, on_sale, { 'If-Match': tag ?? '"1"' });
  assert.equal(put.status, 200, JSON.stringify(put.json));
  const tickets = [{ event: date, seat: seat[0], ticket_type: put.json.prices[0].ticket_type_id }];
  const payments = [{ kind: 'cash', amount: '20.00' }];
  const order = await made(page, '/counter-sales', { tickets, payments });
  await go(page, `/orders/${order.id}`);
  await page.locator('[data-ticket] input[type="checkbox"]').first().focus();
  await page.keyboard.press('Space');
  await page.locator('[data-do="exchange"]').press('Enter');
  await page.locator('dialog [data-do="best"]').press('Enter');
  await page.waitForSelector('dialog [data-chosen="1"]');
  await page.locator('dialog [role="listbox"]').first().focus();
  await page.keyboard.press('Home');
  for (let step = 0; step < 5 && !(await page.$('dialog [data-alone]')); ++step) {
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Space');
    await page.waitForTimeout(400);
  }
  await page.waitForSelector('dialog [data-alone]');
  await shot(page, 'exchange-alone');
  assert.deepEqual(await axe(page), []);
});
