// A seat plan drawn by ranges and corrected by keys; a seat with a ticket does not vanish.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { api, axe, go, journeys, once, shot, signed_in } from './support.mjs';

journeys();
const mark = Date.now().toString(36);
const hall = `Zeichensaal ${mark}`;
const plans = async (page) => (await api(page, 'GET', '/seat-plans')).json.rows.filter((one) => one.hall === hall);

async function add_range(page, typed) {
  await page.getByRole('button', { name: 'Bereich hinzufügen' }).press('Enter');
  for (const [name, text] of Object.entries(typed)) await page.locator(`[data-field="range-${name}"]`).fill(text);
  await page.locator('[data-field="range-section"]').press('Enter');
}

test('a plan is made by ranges, with an aisle and places to stand', async () => {
  const page = await signed_in();
  await go(page, '/seat-plans');
  await page.getByRole('button', { name: 'Neuer Saalplan' }).press('Enter');
  await page.locator('dialog [name="plan-hall"]').fill(hall);
  await page.locator('[data-field="plan-name"]').fill('Bestuhlung');
  await page.locator('[data-field="plan-name"]').press('Enter');
  await page.waitForSelector('h1');
  await add_range(page, { section: 'Parkett', price_zone: 'I', rows: 'x-y', seats: '1-30' });
  await page.waitForSelector('dialog [role="alert"]');
  await page.locator('[data-field="range-rows"]').fill('1-20');
  await page.locator('[data-field="range-aisle_after"]').fill('15');
  await page.locator('[data-field="range-section"]').press('Enter');
  await page.waitForSelector('svg[role="listbox"] [role="option"]');
  await add_range(page, { section: 'Stehplatz', price_zone: 'S', capacity: '40' });
  await page.waitForSelector('dialog', { state: 'detached' });
  assert.deepEqual(await axe(page), []);
  await page.keyboard.press('Control+s');
  await page.waitForURL(/seat-plans\/\d+/);
  const [plan] = await plans(page);
  assert.deepEqual([plan.seats, plan.counted, plan.edition], [600, 40, 1]);
  await shot(page, 'seat-plan');
});

test('seats are marked, pushed, changed and removed by keys, and the dates go to the new edition', async () => {
  const page = await signed_in();
  await go(page, '/seat-plans');
  const [plan] = await plans(page);
  const made = await api(
    page,
    'POST',
    '/event-dates',
    { code: `Z${mark}`, name: `Zeichnung ${mark}`, hall, starts_at: '2031-06-01T20:00:00' },
    once(),
  );
  const sale = { plan: plan.id, state: 'on_sale', prices: [{ ticket_type: 'Normal', price_zone: 'I', price: '9.00' }] };
  const put = await api(page, 'PUT', `/events/${made.json.id}/sale`, sale, { 'If-Match': '"1"' });
  assert.equal(put.status, 200, JSON.stringify(put.json));
  await go(page, `/seat-plans/${plan.id}`);
  const drawing = page.locator('svg[role="listbox"]');
  await drawing.focus();
  await page.keyboard.press('r');
  await page.waitForFunction(() => document.querySelectorAll('[role="option"][aria-selected="true"]').length === 30);
  await page.keyboard.press('Shift+ArrowRight');
  await page.keyboard.press('Enter');
  await page.locator('[data-field="seats-entrance"]').fill('Links');
  await page.locator('[data-field="seats-kind"]').selectOption('restricted');
  assert.deepEqual(await axe(page), []);
  await page.locator('[data-field="seats-entrance"]').press('Enter');
  await page.waitForSelector('dialog', { state: 'detached' });
  await drawing.focus();
  await page.keyboard.press('n');
  await page.keyboard.press('Control+s');
  await page.waitForFunction((old) => !location.pathname.endsWith(`/${old}`), plan.id);
  const [newest] = await plans(page);
  assert.deepEqual([newest.edition, newest.seats, newest.events], [2, 601, 1]);
  const { places } = (await api(page, 'GET', `/seat-plans/${newest.id}`)).json;
  assert.equal(places.filter((one) => one.kind === 'restricted' && one.entrance === 'Links').length, 30);
  assert.ok((await page.evaluate(() => document.querySelectorAll('*').length)) < 1500);
});

test('a seat with a ticket does not vanish, and who has it is said', async () => {
  const page = await signed_in();
  await go(page, '/seat-plans');
  const [plan] = await plans(page);
  const { rows } = (await api(page, 'GET', `/events?scope=all&q=${mark}`)).json;
  const event = rows.find((one) => one.name === `Zeichnung ${mark}`).id;
  const type = (await api(page, 'GET', `/events/${event}/sale`)).json.prices[0].ticket_type_id;
  await go(page, `/seat-plans/${plan.id}`);
  const drawing = page.locator('svg[role="listbox"]');
  await drawing.focus();
  const seat = Number((await drawing.getAttribute('aria-activedescendant')).slice('seat'.length));
  const tickets = [{ event, seat, ticket_type: type }];
  const sold = await api(
    page,
    'POST',
    '/counter-sales',
    { tickets, payments: [{ kind: 'cash', amount: '9.00' }] },
    once(),
  );
  assert.equal(sold.status, 201, JSON.stringify(sold.json));
  await page.keyboard.press('Delete');
  await page.keyboard.press('Control+s');
  await page.waitForSelector('[data-area="plan-editor"] [role="alert"]');
  assert.match(await page.locator('[data-area="plan-editor"] [role="alert"]').innerText(), /Karte/);
  assert.equal((await plans(page))[0].id, plan.id);
  await page.keyboard.press('u');
});
