// Journeys of the runs of money: direct debits and reminders are made as jobs, by keys alone, and told when they are over.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { api, axe, create_customer, Fingers, go, journeys, once, shot, signed_in } from './support.mjs';

let page;

journeys();

async function set_parameters(wanted) {
  const { tag } = await api(page, 'GET', '/parameters');
  const answer = await api(page, 'PATCH', '/parameters', wanted, { 'If-Match': tag });
  assert.equal(answer.status, 200, JSON.stringify(answer.json));
}
async function post(path, body) {
  const answer = await api(page, 'POST', path, body, once());
  assert.ok(answer.status < 300, `${path}: ${JSON.stringify(answer.json)}`);
  return answer.json;
}
/// Owes a deposit at once.
const book = (customer) =>
  post('/bookings', {
    ...{ customer: customer.number, departs_on: '2027-07-17', returns_on: '2027-07-31' },
    services: [{ service_kind: 'hotel', description: 'Hotel', count: 1, unit_price: '1000.00' }],
  });
async function until(what, is_there) {
  for (let i = 0; i < 300; i += 1) {
    const found = await is_there();
    if (found) return found;
    await page.waitForTimeout(100);
  }
  throw new Error(`never there: ${what}`);
}

test('money.md 3: what is due is collected by a job, which the list of runs shows', async () => {
  page = await signed_in();
  await go(page, '/');
  await set_parameters({ creditor_identifier: 'DE98ZZZ09999999999', house_iban: 'DE89370400440532013000' });
  const customer = await create_customer(page, { payment_kind: 'direct_debit' });
  const mandate = `M-${Date.now().toString(36)}`;
  await post(`/customers/${customer.id}/bank-accounts`, {
    ...{ iban: 'DE02120300000000202051', mandate, mandate_on: '2026-01-15' },
  });
  const booking = await book(customer);
  await go(page, '/payments/direct-debits');
  const fingers = new Fingers(page);
  await page.waitForSelector('main button.primary');
  await fingers.press('F10');
  await page.waitForSelector('dialog button.primary:focus');
  assert.deepEqual(await axe(page), []);
  await fingers.press('Enter');
  await page.waitForSelector('dialog', { state: 'detached' });
  const { rows } = (await api(page, 'GET', '/direct-debits')).json;
  assert.equal(rows[0].state, 'made');
  const run = (await api(page, 'GET', `/direct-debits/${rows[0].id}`)).json;
  assert.ok(run.items.some((item) => item.booking === booking.number && item.mandate === mandate));
  const { json } = await api(page, 'GET', `/bookings/${booking.number}`);
  assert.equal(json.payments[0].kind, 'direct_debit');
  await shot(page, 'debits-made');
});

test('money.md 2: a run of reminders and its letters are jobs, by keys alone', async () => {
  page = await signed_in();
  await go(page, '/');
  const made = async () => (await api(page, 'GET', '/dunning-runs')).json.rows;
  const before = (await made()).length;
  await go(page, '/payments/dunning');
  const fingers = new Fingers(page);
  await page.waitForSelector('main button.primary');
  await fingers.press('F10');
  const run = (await until('the run', async () => ((await made()).length > before ? made() : undefined)))[0];
  assert.equal(run.printed_at, null);
  const { letters } = (await api(page, 'GET', `/dunning-runs/${run.id}`)).json;
  assert.ok(letters.length > 0);
  await page.waitForSelector('main button.primary');
  assert.deepEqual(await axe(page), []);
  await fingers.press('F10');
  await page.waitForSelector('dialog button.primary:focus');
  await fingers.press('Enter');
  await until('its letters', async () => (await made()).find(({ id, printed_at }) => id === run.id && printed_at));
  await shot(page, 'dunning-printed');
});

// J-196 J-197 money.md 1
test('what is paid in cash has its receipt at once; the profile presets the invoice in its place', async () => {
  page = await signed_in();
  await go(page, '/');
  for (const [print_invoice, paper, number_of] of [
    [false, 'receipt', /^Q\d{4}-\d{5}$/],
    [true, 'invoice', /^R\d{4}-\d{5}$/],
  ]) {
    const customer = await create_customer(page, { print_invoice });
    const { number } = await book(customer);
    await go(page, `/bookings/${number}`);
    await page.waitForSelector('[data-payment-kind], [data-field]');
    await page.keyboard.press('Alt+z');
    await page.waitForSelector('dialog [data-field="pay-amount"]');
    await page.selectOption('dialog [data-field="pay-kind"]', 'cash');
    await page.waitForFunction(
      (value) => document.querySelector('dialog [data-field="pay-paper"]')?.value === value,
      paper,
    );
    await page.fill('dialog [data-field="pay-amount"]', '200');
    assert.deepEqual(await axe(page), []);
    await page.focus('dialog [data-field="pay-amount"]');
    await page.keyboard.press('Enter');
    await page.waitForSelector('dialog a[data-made]:focus');
    assert.match(await page.getAttribute('dialog a[data-made]', 'data-made'), number_of);
    await page.keyboard.press('Escape');
    await page.waitForSelector('dialog', { state: 'detached' });
    const { payments } = (await api(page, 'GET', `/bookings/${number}`)).json;
    assert.match(payments[0].receipt_number, /^Q\d{4}-\d{5}$/, 'drawn, whatever is printed');
  }
});
