// Journeys of bonus points: from the profile to what a customer has, points by hand and back, a payment with points, the
// list of everybody; and none of it where the house has not the module.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { api, axe, create_customer, Fingers, go, journeys, once, shot, signed_in } from './support.mjs';

let page;

journeys();

async function set_parameter(name, wanted) {
  const { tag } = await api(page, 'GET', '/parameters');
  const answer = await api(page, 'PATCH', '/parameters', { [name]: wanted }, { 'If-Match': tag });
  assert.equal(answer.status, 200, JSON.stringify(answer.json));
}
async function post(path, body) {
  const answer = await api(page, 'POST', path, body, once());
  assert.ok(answer.status < 300, `${path}: ${JSON.stringify(answer.json)}`);
  return answer.json;
}
const points_of = async (customer) => (await api(page, 'GET', `/customers/${customer.id}/bonus`)).json;
const balance_is = (points) => page.waitForSelector(`[data-balance="${points}"]`);
async function profile(customer) {
  await go(page, `/customers/${customer.id}`);
  await page.waitForSelector('form [data-field="name"]');
}

test('J-016 J-224 from the profile to the points: given by hand, taken back, by keys alone', async () => {
  page = await signed_in();
  await go(page, '/');
  const customer = await create_customer(page);
  await profile(customer);
  const fingers = new Fingers(page);
  await fingers.press('Alt+g');
  await balance_is(0);
  assert.match(page.url(), new RegExp(`/customers/${customer.id}/bonus$`));
  await fingers.press('Alt+n');
  await page.waitForSelector('dialog [data-field="points"]:focus');
  assert.deepEqual(await axe(page), []);
  await fingers.type('500');
  await fingers.press('Tab');
  await page.waitForSelector('dialog [data-field="text"]:focus');
  await fingers.type('Zum Jubiläum');
  await fingers.press('Enter');
  await page.waitForSelector('dialog', { state: 'detached' });
  await balance_is(500);
  await shot(page, 'bonus');
  assert.deepEqual(await axe(page), []);
  assert.equal((await points_of(customer)).lots[0].text, 'Zum Jubiläum');
  const pdf = await page.evaluate(async (path) => {
    const answer = await fetch(path);
    return new TextDecoder('latin1').decode((await answer.arrayBuffer()).slice(0, 5));
  }, `/api/v1/customers/${customer.id}/bonus/statement.pdf`);
  assert.equal(pdf, '%PDF-');
  await fingers.press('Control+z');
  await balance_is(0);
  await fingers.press('Alt+g');
  await page.waitForSelector('form [data-field="name"]');
});

test('a booking earns points, and another one is paid with them', async () => {
  page = await signed_in();
  await go(page, '/');
  const customer = await create_customer(page);
  const code = `B${Date.now().toString(36)}`;
  await post('/base-data/operators', { code, name: `Bonus ${code}`, open_for_bonus: true });
  const book = (operator, price) =>
    post('/bookings', {
      ...{ customer: customer.number, departs_on: '2027-07-17', returns_on: '2027-07-31' },
      services: [{ service_kind: 'hotel', description: 'Hotel', count: 1, unit_price: price, operator }],
    });
  const earning = await book(code, '1000.00');
  const paying = await book(null, '50.00');
  const { balance } = await points_of(customer);
  assert.ok(balance >= 1000, `${balance} points`);
  await go(page, `/bookings/${paying.number}`);
  await page.waitForSelector('[data-total="total"]');
  await page.keyboard.press('Alt+z');
  await page.waitForSelector('dialog [data-field="pay-kind"]');
  await page.selectOption('[data-field="pay-kind"]', 'bonus');
  await page.waitForSelector(`dialog [data-points="${balance}"]`);
  await page.fill('[data-field="pay-amount"]', '5,00');
  await page.keyboard.press('Enter');
  await page.waitForSelector('dialog', { state: 'detached' });
  await go(page, `/customers/${customer.id}/bonus`);
  await balance_is(balance - 500);
  await page.waitForSelector(`[data-area="bonus"] a[href$="/bookings/${earning.number}"]`);
  await page.waitForSelector(`[data-area="bonus"] a[href$="/bookings/${paying.number}"]`);
  await go(page, `/bonus?customer=${customer.number}`);
  await page.waitForSelector('[role="grid"] [data-column="points_left"]');
  assert.deepEqual(await axe(page), []);
  await page.keyboard.press('Enter');
  await balance_is(balance - 500);
});

test('J-017 without the module there is no place, no entry and no kind of payment', async () => {
  page = await signed_in();
  await go(page, '/');
  const customer = await create_customer(page);
  await page.waitForSelector('[data-area="menu"] a[href$="/bonus"]');
  await set_parameter('module_bonus', false);
  try {
    await go(page, '/');
    await page.waitForSelector('[data-area="menu"] a[href$="/customers"]');
    await page.waitForSelector('[data-area="menu"] a[href$="/bonus"]', { state: 'detached' });
    await profile(customer);
    await page.keyboard.press('Alt+g');
    await page.focus('[data-area="actions"] button[aria-haspopup="true"]');
    await page.keyboard.press('Enter');
    await page.waitForSelector('[role="menu"], [role="menuitem"]');
    assert.equal(await page.locator('[role="menuitem"]', { hasText: 'Bonuspunkte' }).count(), 0);
    assert.equal((await api(page, 'GET', `/customers/${customer.id}/bonus`)).status, 404);
  } finally {
    await set_parameter('module_bonus', true);
  }
});
