// Journeys about commission and fees: the tables and rules of the house, a customer's own lines, what he inherits and copies.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { api, axe, create_customer, go, journeys, once, shot, signed_in } from './support.mjs';

let page;
const toast = (text) => page.waitForSelector(`[role="status"] >> text=${text}`);
const press = async (...keys) => {
  for (const key of keys) await page.keyboard.press(key);
};
const lists = async ({ id }) => (await api(page, 'GET', `/customers/${id}/lists`)).json;
const own = (letters) => letters + Math.random().toString(36).slice(2, 7).toUpperCase();
async function base(kind, values) {
  const answer = await api(page, 'POST', `/base-data/${kind}`, values, once());
  assert.equal(answer.status, 201, JSON.stringify(answer.json));
  return answer.json;
}
async function open_more(customer) {
  await go(page, `/customers/${customer.id}`);
  await page.waitForSelector('form [data-field="name"]');
  await press('Alt+4');
  await page.waitForSelector('#commission_assignments');
}

journeys();

test('J-217 J-218 a commission table with tiers is entered by keyboard, refused where it is wrong, and taken back', async () => {
  page = await signed_in();
  await go(page, '/settings?section=commission-tables');
  const summary = '[data-row="new"] > summary';
  await page.waitForSelector(summary);
  await page.focus(summary);
  await press('Enter');
  const field = (name) => `[data-field="commission-tables-new-${name}"]`;
  await page.waitForSelector(field('code'));
  await page.focus(field('code'));
  const code = own('T');
  await page.keyboard.type(code);
  await press('Tab');
  await page.keyboard.type('Stammkunden');
  await press('Tab');
  await page.keyboard.type('6,5');
  await page.focus(field('tiers'));
  await page.keyboard.type('viel 7');
  await page.focus(summary);
  await page.waitForSelector(`text=ist keine Stufe`);
  await shot(page, 'commission-table-refused');
  await page.fill(field('tiers'), '50000 7,5; 25.000,00: 7 %');
  await page.focus(summary);
  await toast('Gespeichert');
  const stored = async () =>
    (await api(page, 'GET', `/base-data/commission-tables?q=${code}`)).json.rows.find((row) => row.code === code);
  assert.deepEqual((await stored()).tiers, ['25000.00 7.00', '50000.00 7.50']);
  await page.waitForSelector(`details:has(summary:has-text("${code}"))`);
  await page.focus(`details > summary:has-text("${code}")`);
  await press('Enter');
  await page.waitForSelector(`[data-field^="commission-tables-"][data-field$="-code"][value="${code}"]`);
  await shot(page, 'commission-table');
  assert.deepEqual(await axe(page), []);
  await page.click('[role="status"] button:has-text("Rückgängig")');
  await toast('Rückgängig gemacht');
  assert.equal(await stored(), undefined);
});

test('J-214 J-216 a commission line is entered by keyboard with codes found by name, and put above another', async () => {
  page = await signed_in({ width: 1366, height: 1100 });
  await go(page, '/');
  const operator = own('V');
  const table = own('T');
  await base('operators', { code: operator, name: `Veranstalter ${operator}` });
  await base('commission-tables', { code: table, name: `Tabelle ${table}`, rate: '5' });
  const made = await create_customer(page);
  await open_more(made);
  await page.focus('[data-add="commission_assignments"]');
  await press('Enter');
  await page.waitForSelector('[data-list="commission_assignments"] [data-field$="-operator"]:focus');
  await page.keyboard.type(`Veranstalter ${operator}`);
  await page.waitForSelector('[role="option"]');
  await press('ArrowDown', 'Enter');
  assert.equal(await page.inputValue('[data-list="commission_assignments"] [data-field$="-operator"]'), operator);
  await page.focus('[data-list="commission_assignments"] [data-field$="-commission_table"]');
  await page.keyboard.type(`Tabelle ${table}`);
  await page.waitForSelector('[role="option"]');
  await press('ArrowDown', 'Enter');
  await page.focus('[data-add="fee_assignments"]');
  await toast('Gespeichert');
  const [line] = (await lists(made)).commission_assignments;
  assert.deepEqual([line.operator, line.commission_table], [operator, table]);
  await shot(page, 'commission-line');
  assert.deepEqual(await axe(page), []);
});

test('J-150 J-151 J-163 what is inherited stands with whose it is; copied it is his own, and taken back inherited again', async () => {
  page = await signed_in({ width: 1366, height: 1100 });
  await go(page, '/');
  const table = own('T');
  const rule = own('F');
  await base('commission-tables', { code: table, name: `Tabelle ${table}`, rate: '5' });
  await base('fee-rules', { code: rule, name: `Pauschale ${rule}`, amount: '15' });
  const main = await create_customer(page);
  await api(page, 'POST', `/customers/${main.id}/commission-assignments`, { commission_table: table }, once());
  await api(page, 'POST', `/customers/${main.id}/fee-assignments`, { fee_rule: rule }, once());
  const made = await create_customer(page, { commission_from: main.number, fees_from: main.number });
  await open_more(made);
  await page.waitForSelector(`section[aria-labelledby="commission_assignments"] >> text=Tabelle ${table} 5,00 %`);
  await page.waitForSelector(`section[aria-labelledby="fee_assignments"] >> text=Pauschale ${rule}`);
  await shot(page, 'commission-inherited');
  for (const [link, list] of [
    ['commission_from', 'commission_assignments'],
    ['fees_from', 'fee_assignments'],
  ]) {
    const copy = `[data-field="${link}"] >> xpath=ancestor::*[.//button[text()="Kopieren"]][1] >> button:has-text("Kopieren")`;
    await page.waitForSelector(copy);
    await page.focus(copy);
    await press('Enter');
    await toast('Kopiert');
    await page.waitForSelector(`[data-list="${list}"][data-row]:not([data-row^="new"])`);
    assert.equal((await lists(made))[list].length, 1);
    assert.equal((await lists(made))[`inherited_${list}`], null);
  }
  await page.evaluate(() => document.getElementById('content').focus());
  await press('Control+z');
  await page.waitForSelector(`section[aria-labelledby="fee_assignments"] >> text=Hier gelten die Zeilen von`);
  assert.equal((await lists(made)).fee_assignments.length, 0);
  assert.equal((await lists(main)).fee_assignments.length, 1, 'the main customer keeps his');
});
