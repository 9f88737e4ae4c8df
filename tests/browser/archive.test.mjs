// Journeys about what is past: old bookings go into the archive and come back; everything with a customer in one time line.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { api, axe, create_customer, go, journeys, once, shot, signed_in } from './support.mjs';

let page;
const toast = (text) => page.waitForSelector(`[role="status"] >> text=${text}`);
async function post(path, body) {
  const answer = await api(page, 'POST', path, body, once());
  assert.ok(answer.status < 300, `${path}: ${JSON.stringify(answer.json)}`);
  return answer.json;
}
const book = (customer, more = {}) =>
  post('/bookings', {
    ...{ customer: customer.number, departs_on: '2027-07-17', returns_on: '2027-07-31' },
    services: [{ service_kind: 'package', description: 'Hotel am Strand', count: 2, unit_price: '500.00' }],
    ...more,
  });
const stored = async (number) => (await api(page, 'GET', `/bookings/${number}`)).json;

journeys();

async function begin() {
  page = await signed_in({ width: 1280, height: 800 });
  await go(page, '/');
}

// J-201
test('old bookings go into the archive by keyboard, are found by the switch, and one is brought back', async () => {
  await begin();
  const customer = await create_customer(page);
  const old = { booked_on: '2011-02-01', departs_on: '2011-07-01', returns_on: '2011-07-08' };
  const { number } = await book(customer, old);
  await post(`/bookings/${number}/payments`, { amount: '1000.00', kind: 'cash' });
  const unpaid = await book(customer, old);
  await go(page, '/booking-archive');
  await page.waitForSelector('[data-field="older_than"]:focus');
  await page.keyboard.type('10');
  await page.keyboard.press('Enter');
  await page.waitForSelector('[data-why="owing"]');
  const going = Number(await page.getAttribute('[data-going]', 'data-going'));
  assert.ok(going >= 1);
  assert.deepEqual(await axe(page), []);
  await shot(page, 'booking-archive');
  if (await page.$('[data-field="confirm"]')) await page.fill('[data-field="confirm"]', String(going));
  await page.keyboard.press('Control+Enter');
  await toast('im Archiv');
  await go(page, `/search/bookings?customer=${customer.number}`);
  await page.waitForSelector(`role=gridcell >> text="${unpaid.number}"`);
  assert.equal(await page.locator(`role=gridcell >> text="${number}"`).count(), 0);
  await go(page, `/search/bookings?customer=${customer.number}&archive=only`);
  await page.waitForSelector(`role=gridcell >> text="${number}"`);
  await go(page, `/bookings/${number}`);
  await page.waitForSelector('.chip >> text=im Archiv seit');
  assert.equal(await page.locator('button:not([role="tab"]):has-text("Zahlung")').count(), 0, 'nothing is taken there');
  await page.click('button:has-text("Mehr")');
  await page.click('[role="menuitem"]:has-text("Aus dem Archiv holen")');
  await toast('aus dem Archiv geholt');
  assert.equal((await stored(number)).archived_on, null);
});

// J-014
test('Kundenhistory shows a customer in one time line', async () => {
  await begin();
  const customer = await create_customer(page);
  const { number } = await book(customer);
  await post(`/bookings/${number}/payments`, { amount: '100.00', kind: 'cash' });
  await go(page, `/customers/${customer.id}`);
  await page.waitForSelector('form [data-field="name"]');
  await page.click('button:has-text("Mehr")');
  await page.click('[role="menuitem"]:has-text("Kundenhistory")');
  await page.waitForURL(`**/reports/customer-history?customer=*${customer.number}*`);
  for (const what of ['Vorgang', 'Zahlung', 'Änderung']) await page.waitForSelector(`role=gridcell >> text="${what}"`);
  await shot(page, 'customer-history');
});
