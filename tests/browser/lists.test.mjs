// What every list has, whichever it is: a form made of its filter, files and sheets of what is shown or marked, columns
// found by typing.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { api, axe, go, journeys, once, shot, signed_in } from './support.mjs';

journeys();
let page;

const rows = () => page.getAttribute('[role="grid"]', 'data-rows').then(Number);

async function exported() {
  await page.keyboard.press('Alt+x');
  await page.waitForSelector('dialog select:focus');
  await page.keyboard.type('CSV');
  await page.selectOption('dialog label:has-text("Spalten") select', 'shown');
  const [download] = await Promise.all([page.waitForEvent('download'), page.click('dialog button[type="submit"]')]);
  return readFileSync(await download.path(), 'utf8')
    .replace(/^\ufeff/, '')
    .trim()
    .split(/\r?\n/);
}

test('of the register exactly the marked ones are exported and printed, with the columns that are shown', async () => {
  page = await signed_in();
  await go(page, '/customers');
  await page.waitForSelector('[role="grid"]:focus');
  await page.waitForSelector('[role="row"][data-index="2"] [data-column="matchcode"]');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Space');
  await page.keyboard.press('Shift+ArrowDown');
  const marked = await page.locator('[role="row"][aria-selected="true"] [data-column="matchcode"]').allInnerTexts();
  const heads = await page.locator('[role="columnheader"][title]').count();
  const lines = await exported();
  assert.equal(lines.length, 3, 'headings and the two marked ones');
  assert.equal(lines[0].split(';').length, heads);
  for (const name of marked)
    assert.ok(
      lines.some((line) => line.includes(name.replace('✓', '').trim())),
      name,
    );
  const [sheet] = await Promise.all([page.waitForEvent('popup'), page.keyboard.press('Alt+p')]);
  await sheet.waitForSelector('table');
  assert.equal(await sheet.locator('tbody tr').count(), 2);
  assert.equal(await sheet.locator('thead th').count(), heads);
  await shot(sheet, 'register-printed');
  await sheet.close();
  await page.keyboard.press('Escape');
});

test('a column is found by typing, and all are taken at once', async () => {
  page = await signed_in();
  await go(page, '/customers');
  await page.waitForSelector('[role="grid"]:focus');
  await page.keyboard.press('Alt+c');
  await page.waitForSelector('dialog input[type="checkbox"]:focus');
  const all = await page.locator('dialog li').count();
  await page.keyboard.type('ort');
  await page.waitForFunction((many) => document.querySelectorAll('dialog li').length < many, all);
  await page.click('dialog button:has-text("Keine")');
  await page.keyboard.press('Enter');
  await page.waitForSelector('dialog', { state: 'detached' });
  await page.waitForSelector('[role="columnheader"][title="Ort"]', { state: 'detached' });
  await api(page, 'PUT', '/me/views/customers', { columns: null, widths: {} });
});

test('former numbers: found by their name, narrowed by their own form, opened', async () => {
  page = await signed_in();
  await go(page, '/');
  const { json: made } = await api(page, 'POST', '/customers', { kind: 'private', name: `Umzug${Date.now()}` }, once());
  const change = { kind: 'company', number: 'new' };
  const version = { 'If-Match': `"${made.version}"` };
  const changed = await api(page, 'POST', `/customers/${made.id}/kind`, change, version);
  assert.ok(changed.status < 300, JSON.stringify(changed));
  await page.keyboard.press('F3');
  await page.keyboard.type('>frühere');
  await page.keyboard.press('Enter');
  await page.waitForSelector('[role="grid"]:focus');
  await page.keyboard.press('Alt+r');
  await page.waitForSelector('[data-field="number"]:focus');
  await page.keyboard.type(String(made.number));
  await page.keyboard.press('Enter');
  await page.waitForURL(`**number=*${made.number}*`);
  await page.waitForFunction(() => document.querySelector('[role="grid"]')?.getAttribute('data-rows') === '1');
  const line = await page.innerText('[role="row"][data-index="0"]');
  assert.ok(line.includes(made.name) && line.includes('Nummer geändert'), line);
  assert.deepEqual(await axe(page), []);
  await shot(page, 'former-numbers');
  await page.keyboard.press('Alt+r');
  await page.keyboard.type('abc');
  await page.keyboard.press('Enter');
  await page.waitForSelector('[data-field="number"][aria-invalid="true"]');
  assert.equal(await rows(), 1, 'the list stays');
});

test('the change history is a list: narrowed by day, a change beside it with the way back', async () => {
  page = await signed_in();
  await go(page, '/changes');
  await page.waitForSelector('[role="grid"]:focus');
  await page.waitForSelector('aside b');
  assert.ok((await rows()) > 0);
  assert.deepEqual(await axe(page), []);
  await shot(page, 'changes-list');
  await page.keyboard.press('Alt+r');
  await page.keyboard.type('01.01.2020');
  await page.keyboard.press('Tab');
  await page.keyboard.type('02.01.2020');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.querySelector('[role="grid"]')?.getAttribute('data-rows') === '0');
});
