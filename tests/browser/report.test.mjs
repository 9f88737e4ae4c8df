// The report "customers" and the take-over of files, by keyboard.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { api, Fingers, go, journeys, shot, signed_in } from './support.mjs';

let page;
journeys();

const named = (one) => (typeof one === 'string' ? one : one.name);
const box = '[data-filter="events"]';
const number_in = (text) => Number(text.replace(/\D/g, ''));

/// A production with several dates, as the event filter offers it.
async function production_with_dates() {
  const { productions } = (await api(page, 'GET', '/event-filter?scope=all')).json;
  for (const one of productions) {
    const { json } = await api(page, 'GET', `/events?scope=all&production=${encodeURIComponent(named(one))}&limit=1`);
    if (json.count >= 2) return { name: named(one), count: json.count };
  }
  throw new Error('no production with two dates');
}

test('T-003 T-005 T-006 T-007 T-008 T-012 T-013 T-015 T-016 sold tickets of several events, a plus, an export with every column', async () => {
  page = await signed_in();
  await go(page, '/');
  await page.waitForSelector('[role="search"] input:focus');
  const { name, count } = await production_with_dates();
  const fingers = new Fingers(page);
  await fingers.press('F3');
  await fingers.type('>ausw');
  await fingers.press('Enter');
  await page.waitForSelector(`${box}:focus`);
  const before_content = fingers.keys;
  await fingers.type(name);
  const content = fingers.keys - before_content;
  await page.waitForSelector('[role="option"]');
  await fingers.press('Enter');
  await page.waitForFunction(
    (wanted) =>
      (document.querySelector('[data-area="filter"] output')?.textContent ?? '').replace(/\D/g, '') === wanted,
    String(count),
  );
  await fingers.press('F10');
  await page.waitForSelector('[role="grid"]:focus');
  const columns = Number(await page.getAttribute('[role="grid"]', 'aria-colcount')) - 1;
  const visible = await page.locator('[role="columnheader"][aria-sort], [role="columnheader"][title]').count();
  assert.ok(columns >= 30, 'T-012 many columns');
  assert.ok(visible < columns, 'T-013 some are hidden at 1280 px');
  await page.waitForSelector('[data-index="0"] button[aria-expanded="false"]');
  await page.keyboard.press('+');
  await page.waitForSelector('[data-index="0"] [aria-colspan] [data-column]');
  const opened = await page.locator('[data-index="0"] [aria-colspan] [data-column]').count();
  assert.equal(visible + opened, columns, 'T-016 the plus shows exactly the hidden columns');
  await page.keyboard.press('-');
  await page.waitForSelector('[role="status"][data-done]');
  await shot(page, 'report');
  await fingers.press('Alt+x');
  await page.waitForSelector('dialog select:focus');
  const arriving = page.waitForEvent('download');
  await fingers.press('Enter');
  const file = await arriving;
  assert.match(file.suggestedFilename(), /\.xlsx$/);
  assert.ok(fingers.keys - content <= 26, `${fingers.keys - content} keys for sold tickets of ${count} events as XLSX`);
  assert.match(page.url(), /production=/, 'the list has an address');
});

test('T-017 T-018 the exported columns do not depend on the width of the screen', async () => {
  page = await signed_in();
  await go(page, '/');
  const { name } = await production_with_dates();
  const heads = [];
  for (const width of [1900, 800]) {
    await page.setViewportSize({ width, height: 800 });
    await go(page, `/reports/customers?production=${encodeURIComponent(JSON.stringify([name]))}&made=true`);
    await page.waitForSelector('[role="grid"]:focus');
    await page.keyboard.press('Alt+x');
    await page.waitForSelector('dialog select:focus');
    await page.keyboard.type('CSV');
    await page.selectOption('dialog label:has-text("Überschriften") select', 'names');
    const arriving = page.waitForEvent('download');
    await page.click('dialog button[type="submit"]');
    const [head] = readFileSync(await (await arriving).path(), 'utf8')
      .replace(/^\ufeff/, '')
      .split(/\r?\n/);
    heads.push(head);
  }
  assert.equal(heads[0], heads[1]);
  assert.ok(heads[0].split(/[;,]/).length >= 30);
});

test('T-013 T-014 a wider screen hides fewer columns', async () => {
  page = await signed_in();
  await go(page, '/');
  const { name } = await production_with_dates();
  await go(page, `/reports/customers?production=${encodeURIComponent(JSON.stringify([name]))}&made=true`);
  await page.waitForSelector('[role="grid"]:focus');
  const shown = [];
  for (const width of [800, 1280, 1900]) {
    await page.setViewportSize({ width, height: 800 });
    await page.waitForTimeout(200);
    shown.push(await page.locator('[role="columnheader"][title]').count());
  }
  assert.ok(shown[0] < shown[1] && shown[1] < shown[2], shown.join(' < '));
});

test('T-003 T-004 T-005 in Dutch the main report is found as Rapportage, Klanten', async () => {
  page = await signed_in({ locale: 'nl-NL' });
  await go(page, '/?language=nl');
  await page.waitForSelector('nav a[title="Rapportage: Klanten"]');
  await page.keyboard.press('F3');
  await page.keyboard.type('>rapportage klanten');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/reports/customers*');
  await page.waitForSelector('h1 >> text=Rapportage: Klanten');
  assert.equal(await page.locator('nav a[href*="reports/customers"]').count(), 1, 'there is one main customer report');
});

test('T-006 a list without any event is refused in words', async () => {
  page = await signed_in();
  await go(page, '/reports/customers');
  await page.waitForSelector(`${box}:focus`);
  await page.keyboard.press('F10');
  await page.waitForSelector('[role="alert"]');
});

test('T-019 every one of the eight report types makes its list, the guest list can be printed', async () => {
  page = await signed_in();
  await go(page, '/');
  const { name } = await production_with_dates();
  for (const type of ['sold', 'reserved', 'all', 'unprinted', 'invitations', 'deleted', 'seats', 'reserved-seats']) {
    await go(
      page,
      `/reports/customers?type=${type}&production=${encodeURIComponent(JSON.stringify([name]))}&made=true`,
    );
    await page.waitForSelector('[role="status"][data-done]');
    const rows = number_in(await page.textContent('[role="status"][data-done] b'));
    assert.equal(Number(await page.getAttribute('[role="grid"]', 'data-rows')), rows, type);
    if (!type.includes('seats')) continue;
    await page.waitForSelector('button:has-text("Drucken nach Platz")');
  }
});

test('T-012 the choice of columns is kept for the user, Alt+C', async () => {
  page = await signed_in();
  await go(page, '/');
  const { name } = await production_with_dates();
  const address = `/reports/customers?production=${encodeURIComponent(JSON.stringify([name]))}&made=true`;
  await go(page, address);
  await page.waitForSelector('[role="grid"]:focus');
  const first = await page.locator('[role="columnheader"][title]').first().getAttribute('title');
  await page.keyboard.press('Alt+c');
  await page.waitForSelector('dialog input:focus');
  await page.keyboard.press('Space');
  await page.keyboard.press('Enter');
  await page.waitForSelector('dialog', { state: 'detached' });
  await page.waitForSelector('[role="grid"]:focus');
  const title = await page.locator('[role="columnheader"][title]').first().getAttribute('title');
  assert.notEqual(title, first);
  await go(page, address);
  await page.waitForSelector('[role="columnheader"][title]');
  assert.equal(await page.locator('[role="columnheader"][title]').first().getAttribute('title'), title);
  await api(page, 'PUT', '/me/views/report_customers', { columns: null, widths: {} });
});

test('T-012 the last row is reached by one key, hidden columns of three rows by six', async () => {
  page = await signed_in();
  await go(page, '/');
  const { seasons } = (await api(page, 'GET', '/event-filter?scope=all')).json;
  await go(page, `/reports/customers?season=${encodeURIComponent(JSON.stringify([named(seasons[0])]))}&made=true`);
  await page.waitForSelector('[role="status"][data-done]');
  await page.waitForSelector('[role="grid"]:focus');
  const fingers = new Fingers(page);
  await fingers.press('+', 'ArrowDown', '+', 'ArrowDown', '+');
  assert.equal(await page.locator('[aria-colspan]').count(), 3);
  assert.ok(fingers.keys <= 6);
  await page.keyboard.press('End');
  const rows = Number(await page.getAttribute('[role="grid"]', 'data-rows'));
  await page.waitForFunction(
    (last) => document.querySelector(`[data-index="${last}"] [data-column="name"]`)?.textContent.trim().length > 1,
    rows - 1,
  );
});

test('a file is taken over: columns by similarity, rehearsal with counts, run, undo', async () => {
  page = await signed_in();
  await go(page, '/imports');
  const mark = Date.now().toString(36);
  const lines = [
    'surname;given_name;postcode;suburb;remark',
    `Import${mark};Ada;50667;Köln;x`,
    `Import${mark};Bea;50667;Köln;y`,
    `;Nameless;50667;Köln;z`,
  ];
  await page.setInputFiles('input[type="file"]', {
    name: `customers-${mark}.csv`,
    mimeType: 'text/csv',
    buffer: Buffer.from(`${lines.join('\r\n')}\r\n`),
  });
  await page.waitForSelector('table th:has-text("surname")');
  assert.equal(await page.inputValue('select[aria-label*="surname"]'), 'name', 'proposed by similarity');
  assert.equal(await page.inputValue('select[aria-label*="given_name"]'), 'first_name');
  await shot(page, 'import-mapping');
  await page.keyboard.press('F10');
  await page.waitForSelector('[data-count="refused"]');
  assert.equal(await page.textContent('[data-count="new"] b'), '2');
  assert.equal(await page.textContent('[data-count="refused"] b'), '1');
  await page.waitForSelector('td >> text=abgelehnt');
  await shot(page, 'import-preview');
  await page.click('button:has-text("Zurück zur Zuordnung")');
  const saved = page.waitForResponse((answer) => answer.request().method() === 'PATCH');
  await page.getByLabel(/Zeile für Zeile/).click();
  await saved;
  await page.keyboard.press('F10');
  await page.waitForSelector('button:has-text("Zeilen übernehmen"):not([disabled])');
  await page.keyboard.press('F10');
  await page.waitForSelector('button:has-text("Ganze Übernahme zurücknehmen")');
  assert.equal(await page.textContent('[data-count="new"] b'), '2');
  const found = (await api(page, 'GET', `/search?q=import${mark}&limit=5`)).json.hits;
  assert.equal(found.length, 2);
  const refused = page.waitForEvent('download');
  await page.click('a:has-text("abgelehnte Zeile")');
  assert.match(readFileSync(await (await refused).path(), 'utf8'), /name/i);
  await page.click('button:has-text("Ganze Übernahme zurücknehmen")');
  await page.waitForSelector('[data-undo-scope] >> text=Wird wieder gelöscht: 2 Kunden');
  await shot(page, 'import-undo');
  await page.keyboard.press('Enter');
  await page.waitForSelector('text=Die Übernahme wurde zurückgenommen.');
  await shot(page, 'import-result');
});

test('the receipt of an order is a link that opens beside the list', async () => {
  page = await signed_in();
  await go(page, '/');
  const { name } = await production_with_dates();
  await go(page, `/reports/customers?production=${encodeURIComponent(JSON.stringify([name]))}&made=true`);
  await page.waitForSelector('[role="grid"]:focus');
  const link = page.locator('[data-column="receipt_url"] a').first();
  // What was sold at the counter has none.
  for (let row = 0; row < 15 && (await link.count()) === 0; ++row) {
    await page.keyboard.press('+');
    await page.waitForSelector(`[data-index="${row}"] [data-column="receipt_url"]`);
    if ((await link.count()) === 0) await page.keyboard.press('ArrowDown');
  }
  assert.match(await link.getAttribute('href'), /^https:\/\/tickets\.example\/receipt\/\d+$/);
  assert.equal(await link.getAttribute('target'), '_blank');
  assert.match(await link.getAttribute('rel'), /noopener/);
});
