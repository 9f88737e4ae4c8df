// The sales ledger: found by its place, narrowed by keyboard, added up, opened and taken along as a file.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { api, axe, go, journeys, once, open_page, shot, signed_in, url } from './support.mjs';

journeys();
let page;

const totals = async () => {
  await page.waitForSelector('footer[data-done]');
  return page.locator('footer[data-done]').innerText();
};
const rows = () => page.locator('[role="grid"]').getAttribute('data-rows');
const key_of_list = () => page.locator('[role="grid"]').getAttribute('data-key');
const focused = () => page.evaluate(() => document.activeElement?.getAttribute('data-field'));
const lines_of = async (query) => (await api(page, 'GET', `/sales?${query}`)).json.lines;
/// What a filter adds up to, as the program says.
async function sums_of(filter) {
  const { json: run } = await api(page, 'POST', '/reports/sales/runs', { filter });
  for (;;) {
    const { json } = await api(page, 'GET', `/reports/runs/${run.id}/totals`);
    if (json.state === 'done') return json;
    await page.waitForTimeout(50);
  }
}

async function open_ledger() {
  page = await signed_in();
  await go(page, '/');
  await page.keyboard.press('F3');
  await page.keyboard.type('>Verkaufsjournal');
  await page.keyboard.press('Enter');
  await page.waitForSelector('[role="grid"]:focus');
}

test('the ledger shows the newest lines first, what they add up to, and opens the customer of a line', async () => {
  await open_ledger();
  const [newest] = await lines_of('direction=desc&limit=1');
  const sums = await sums_of({});
  const cells = await page.locator('[role="row"][data-index="0"]').innerText();
  assert.ok(cells.includes(newest.order), cells);
  assert.match(await totals(), new RegExp(sums.rows.toLocaleString('de-DE')));
  assert.deepEqual(await axe(page), []);
  await shot(page, 'sales-ledger');
  // What was sold to nobody opens nobody.
  const lines = await lines_of('direction=desc&limit=100');
  const of_somebody = lines.findIndex(({ customer }, place) => place > 0 && customer !== null);
  for (let row = 0; row < of_somebody; ++row) await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.waitForSelector('form [data-field="name"]');
});

test('days, event and customer narrow it by keyboard; the address keeps them and the file holds the same lines', async () => {
  await open_ledger();
  const sold = (await lines_of('direction=desc&limit=200')).find((line) => line.customer !== null);
  const { house } = (await api(page, 'GET', '/session')).json;
  const day = new Date(sold.created_at).toLocaleDateString('sv', { timeZone: house.time_zone });
  const before = await key_of_list();
  await page.keyboard.press('Alt+r');
  assert.equal(await focused(), 'from');
  await page.keyboard.type(day);
  await page.keyboard.press('Tab');
  await page.keyboard.type(day);
  await page.keyboard.press('Tab');
  await page.keyboard.type(sold.event);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.type(String(sold.customer));
  await page.keyboard.press('F10');
  await page.waitForFunction(
    (old) => document.querySelector('[role="grid"]')?.getAttribute('data-key') !== old,
    before,
  );
  const expected = await sums_of({ from: day, to: day, events: [sold.event], customer: sold.customer });
  assert.ok(expected.rows > 0);
  assert.match(await totals(), new RegExp(`^${expected.rows} Zeile`));
  assert.equal(await rows(), String(expected.rows));
  assert.equal(await page.evaluate(() => document.activeElement.getAttribute('role')), 'grid', 'on the list again');
  assert.match(page.url(), new RegExp(`customer=.*${sold.customer}`));

  await page.keyboard.press('Alt+x');
  await page.waitForSelector('dialog select:focus');
  await page.keyboard.type('CSV');
  const [download] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')]);
  const file = readFileSync(await download.path(), 'utf8');
  assert.match(download.suggestedFilename(), /^Verkaufsjournal .*\.csv$/);
  assert.equal(file.trim().split('\r\n').length, expected.rows + 1, 'headings and every line');

  await page.reload();
  await page.waitForSelector('[role="grid"]:focus');
  assert.match(await totals(), new RegExp(`^${expected.rows} Zeile`));
});

test('what cannot be is refused beside its field, and the list stays', async () => {
  await open_ledger();
  await totals();
  const before = await rows();
  await page.keyboard.press('Alt+r');
  await page.keyboard.type('02.03.2026');
  await page.keyboard.press('Tab');
  await page.keyboard.type('01.03.2026');
  await page.keyboard.press('Enter');
  await page.waitForSelector('[data-field="to"][aria-invalid="true"]:focus');
  assert.match(await page.locator('#to-problem').innerText(), /vor dem ersten/);
  assert.equal(await rows(), before);
});

test('who has no right to the ledger is not shown the way to it', async () => {
  page = await signed_in();
  await go(page, '/');
  assert.equal(await page.locator('nav a[href="/reports/sales"]').count(), 1);
  const name = `counter${Date.now()}`;
  const password = 'kastanie-lupine-barke-38';
  const user = { name, display_name: 'Ohne Journal', password, roles: ['counter'], language: 'de', active: true };
  assert.equal((await api(page, 'POST', '/users', user, once())).status, 201);
  const other = await open_page();
  await other.goto(url);
  assert.ok((await api(other, 'POST', '/session', { name, password })).status < 300);
  await go(other, '/');
  await other.waitForSelector('nav a[href="/customers"]');
  assert.equal(await other.locator('nav a[href="/reports/sales"]').count(), 0);
});
