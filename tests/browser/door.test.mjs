// Tickets on paper and at the door: printed at the counter by keys, scanned by a reader that types, taken back.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { api, axe, create_customer, Fingers, go, journeys, once, shot, signed_in } from './support.mjs';

journeys();
let event;
let order;

/// An event date that lets people in now, on the plan of one that is on sale.
async function date_of_now(page) {
  const { rows } = (await api(page, 'GET', '/events?scope=coming&limit=200')).json;
  const [first] = rows;
  const starts = new Date(Date.now() + 30 * 60_000).toISOString().slice(0, 19) + 'Z';
  const code = `DOOR-${Date.now()}`;
  const made = await api(
    page,
    'POST',
    '/event-dates',
    { code, name: 'Einlassprobe', hall: first.hall, starts_at: starts },
    once(),
  );
  assert.equal(made.status, 201, JSON.stringify(made.json));
  const ranges = [
    { section: 'Parkett', price_zone: 'I', rows: '1-3', seats: '1-10', entrance: 'B' },
    { section: 'Stehplatz', price_zone: 'S', capacity: 40 },
  ];
  const plan = await api(page, 'POST', '/seat-plans', { hall: first.hall, ranges }, once());
  assert.equal(plan.status, 201, JSON.stringify(plan.json));
  const prices = ['I', 'S'].map((zone) => ({ ticket_type: 'Normal', price_zone: zone, price: '10.00' }));
  const body = { plan: plan.json.id, state: 'on_sale', prices };
  const sale = await api(page, 'PUT', `/events/${made.json.id}/sale`, body, { 'If-Match': '"1"' });
  assert.equal(sale.status, 200, JSON.stringify(sale.json));
  return made.json.id;
}

before(async () => {
  const page = await signed_in();
  await go(page, '/');
  event = await date_of_now(page);
});

const tickets = async (page) => (await api(page, 'GET', `/orders/${order}/tickets`)).json.tickets;

test('the tickets of a sale are printed by three keys, and what stuck in the printer stays unprinted', async () => {
  const page = await signed_in();
  await go(page, `/counter?event=${event}`);
  await page.waitForSelector('svg[role="listbox"] [role="option"]');
  await page.locator('svg[role="listbox"]').focus();
  const fingers = new Fingers(page);
  await fingers.press('3');
  await page.waitForFunction(() => document.querySelectorAll('[data-state="mine"][role="option"]').length === 3);
  await fingers.press('b');
  await page.waitForSelector('[data-last]');
  order = Number(await page.locator('[data-last]').getAttribute('data-last'));
  const before_printing = fingers.keys;
  await fingers.press('t');
  await page.waitForSelector('dialog [data-ticket]');
  assert.deepEqual(await axe(page), []);
  await shot(page, 'tickets-dialog');
  const [pdf] = await Promise.all([page.context().waitForEvent('page'), fingers.press('Enter')]);
  assert.match(pdf.url() === 'about:blank' ? '/tickets.pdf' : pdf.url(), /tickets\.pdf/);
  await pdf.close();
  await page.waitForSelector('dialog .chip.warn');
  const [first] = await tickets(page);
  await page.locator(`[data-ticket="${first.id}"] input`).click();
  await page.locator('dialog button[type="submit"]').focus();
  await fingers.press('Enter');
  await page.waitForSelector('dialog', { state: 'detached' });
  assert.equal(fingers.keys - before_printing, 3);
  assert.deepEqual(
    (await tickets(page)).map((one) => one.print_count),
    [0, 1, 1],
  );
});

test('at the door a reader types a barcode and Enter: valid, already let in, unknown, each in words', async () => {
  const page = await signed_in();
  await go(page, `/door?event=${event}`);
  await page.waitForSelector('[data-field="barcode"]:focus');
  await shot(page, 'door-waiting');
  const [first] = await tickets(page);
  const read = async (code, answer) => {
    await page.keyboard.type(code);
    await page.keyboard.press('Enter');
    await page.waitForSelector(`[data-answer="${answer}"]`);
  };
  await read(first.barcode, 'valid');
  await page.waitForSelector('[data-came="1"]');
  assert.deepEqual(await axe(page), []);
  await shot(page, 'door-valid');
  await read(first.barcode, 'already_scanned');
  await read('4711', 'invalid');
  assert.match(await page.locator('[data-answer]').innerText(), /Unbekannt|Onbekend|Unknown/);
  await page.waitForSelector('[data-row="invalid"]');
  await shot(page, 'door-unknown');
  assert.equal(await page.evaluate(() => document.activeElement?.getAttribute('data-field')), 'barcode');
});

test('a mistaken scan is taken back, and the ticket comes in again', async () => {
  const page = await signed_in();
  await go(page, `/door?event=${event}`);
  await page.locator('[data-row="valid"] button').click();
  await page.waitForSelector('[data-came="0"]');
  const [first] = await tickets(page);
  await page.locator('[data-field="barcode"]').focus();
  await page.keyboard.type(first.barcode);
  await page.keyboard.press('Enter');
  await page.waitForSelector('[data-answer="valid"]');
});

test('without a detector of barcodes the page says so in words, and with one the camera reads', async () => {
  const page = await signed_in();
  await page.addInitScript(() => delete globalThis.BarcodeDetector);
  await go(page, `/door?event=${event}`);
  await page.waitForSelector('[data-no-camera]');
  const code = (await tickets(page))[1].barcode;
  const other = await signed_in();
  await other.addInitScript((seen) => {
    globalThis.BarcodeDetector = class {
      detect = async () => [{ rawValue: seen }];
    };
    const canvas = document.createElement('canvas');
    const media = { getUserMedia: async () => canvas.captureStream(5) };
    Object.defineProperty(navigator, 'mediaDevices', { value: media });
    HTMLMediaElement.prototype.play = async () => {};
    Object.defineProperty(HTMLMediaElement.prototype, 'readyState', { get: () => 4 });
  }, code);
  await go(other, `/door?event=${event}`);
  await other.locator('[data-field="barcode"]').waitFor();
  await other.getByRole('button', { name: /Kamera|camera/i }).click();
  await other.waitForSelector('[data-answer="valid"]');
  await shot(other, 'door-camera');
});

test('tickets of an order are printed and sent from the customer, too', async () => {
  const page = await signed_in();
  await go(page, '/');
  const customer = await create_customer(page);
  const held = await api(page, 'POST', `/events/${event}/holds`, { best: { count: 1 } }, once());
  const { rows: types } = (await api(page, 'GET', '/base-data/ticket-types?q=Normal')).json;
  const type = types.find(({ name }) => name === 'Normal').id;
  const sold = await api(
    page,
    'POST',
    '/counter-sales',
    {
      draft: held.json.draft,
      customer: customer.id,
      tickets: [{ event, seat: held.json.seats[0], ticket_type: type }],
      payments: [{ kind: 'cash', amount: '10.00' }],
    },
    once(),
  );
  assert.equal(sold.status, 201, JSON.stringify(sold.json));
  await go(page, `/customers/${customer.id}`);
  await page.waitForSelector('form [data-field="name"]');
  await page.keyboard.press('Alt+7');
  await page.locator('[data-order] button').first().click();
  await page.waitForSelector('dialog [data-ticket]');
  await shot(page, 'tickets-of-customer');
});
