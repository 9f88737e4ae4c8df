// Journeys of quick entry: combo boxes that complete and never freeze, the way of the Enter key, names and addresses
// taken apart and over, forms by kind of customer. By keyboard.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { api, create_customer, go, journeys, once, shot, signed_in } from './support.mjs';

let page;
const value = (field) => page.inputValue(`[data-field="${field}"]`);
const toast = (text) => page.waitForSelector(`[role="status"] >> text=${text}`);
const focus_of = () => page.evaluate(() => document.activeElement?.dataset.field ?? document.activeElement?.id);

journeys();

async function open_customer(more) {
  page = await signed_in();
  await go(page, '/');
  const made = await create_customer(page, more);
  await go(page, `/customers/${made.id}`);
  await page.waitForSelector('form [data-field]:focus');
  return made;
}

/// Types into every combo box on the screen and deletes it again, as somebody does who corrects himself. The page must
/// answer within a second each time: a list that never comes to rest would freeze it.
async function try_boxes() {
  const boxes = page.locator('main [role="combobox"]:not([readonly]):not([disabled])');
  const count = await boxes.count();
  for (let place = 0; place < count; place++) {
    const box = boxes.nth(place);
    await box.focus();
    for (const typed of ['F', 'A']) {
      await page.keyboard.press('Control+a');
      await page.keyboard.type(typed);
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Escape');
    }
    await page.keyboard.press('Control+a');
    await page.keyboard.press('Delete');
    const answered = await Promise.race([
      page.evaluate(() => 'yes'),
      new Promise((resolve) => setTimeout(() => resolve('frozen'), 20_000)),
    ]);
    assert.equal(answered, 'yes', `box ${place} of ${page.url()}`);
    assert.equal(await box.inputValue(), '', `box ${place} of ${page.url()} is empty again`);
  }
  return count;
}

test('every combo box lives through typing and deleting, whatever its list holds', async () => {
  const made = await open_customer();
  let tried = 0;
  for (const kind of ['private', 'company', 'agency', 'prospect']) {
    await go(page, `/customers/new/${kind}`);
    await page.waitForSelector('form [data-field]:focus');
    tried += await try_boxes();
  }
  await go(page, `/customers/${made.id}`);
  await page.waitForSelector('form [data-field]:focus');
  for (const [tab, list] of [
    [2, 'family'],
    [4, 'commission_assignments'],
    [5, undefined],
  ]) {
    await page.keyboard.press(`Alt+${tab}`);
    await page.waitForSelector(`[role="tab"][aria-selected="true"]:nth-child(${tab})`);
    if (list) await page.click(`[data-add="${list}"]`);
    tried += await try_boxes();
  }
  await go(page, '/settings?section=fee-rules');
  await page.click('[data-row="new"] summary');
  tried += await try_boxes();
  await go(page, '/search');
  await page.waitForSelector('form input:focus');
  tried += await try_boxes();
  assert.ok(tried > 20, `${tried} boxes`);
});

test('the salutation: Herr, back, everything marked and F; Fr and Tab is Frau', async () => {
  await open_customer();
  await page.keyboard.press('F2');
  await page.waitForSelector('[data-field="salutation"]:focus');
  await page.keyboard.type('Herr');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Control+a');
  await page.keyboard.type('F');
  const offered = await page.locator('[role="option"]').allInnerTexts();
  assert.deepEqual(offered, [...new Set(offered)], 'no word stands twice');
  await page.keyboard.press('Control+a');
  await page.keyboard.type('Fr');
  await page.waitForSelector('[role="option"]');
  await page.keyboard.press('Tab');
  assert.deepEqual([await value('salutation'), await focus_of()], ['Frau', 'title']);
});

test('Enter visits house number and prefix while they are to be filled; "van der Meer" goes into its fields', async () => {
  await open_customer();
  await page.keyboard.press('F2');
  await page.waitForSelector('[data-field="salutation"]:focus');
  await page.keyboard.press('Enter');
  assert.equal(await focus_of(), 'first_name');
  await page.keyboard.press('Enter');
  assert.equal(await focus_of(), 'name_prefix');
  await page.keyboard.press('Enter');
  await page.keyboard.type('van der Meer');
  await page.keyboard.press('Enter');
  assert.equal(await focus_of(), 'street');
  await page.waitForFunction(() => document.querySelector('[data-field="name_prefix"]').value === 'van der');
  assert.equal(await value('name'), 'Meer');
  await page.keyboard.type('Hauptstraße');
  await page.keyboard.press('Enter');
  assert.equal(await focus_of(), 'house_number');
  await page.keyboard.type('5');
  await page.keyboard.press('Enter');
  assert.equal(await focus_of(), 'postcode');
});

test('J-152 J-153 J-154 in the empty form a number and Kopieren take over the address of that customer', async () => {
  const made = await open_customer();
  await page.keyboard.press('F2');
  await page.waitForSelector('[data-field="salutation"]:focus');
  await page.keyboard.press('Alt+4');
  await page.waitForSelector('[data-field="mailing_kind"]:focus');
  await page.fill('[data-field="billing_address_from"]', String(made.number));
  await page.focus('[data-copy="billing_address_from"]');
  await page.keyboard.press('Enter');
  await toast('Anschrift übernommen');
  await page.keyboard.press('Alt+1');
  await page.waitForSelector('[data-field="street"]');
  const address = await Promise.all(['street', 'house_number', 'postcode', 'town', 'number', 'name'].map(value));
  assert.deepEqual(address, ['Domplatz', '1', '50667', 'Köln', '', '']);
  await page.click('[role="status"] button:has-text("Rückgängig")');
  await page.waitForFunction(() => document.querySelector('[data-field="street"]').value === '');
});

test('forms of firms show what firms have; what only an agency has is entered with it', async () => {
  await open_customer();
  for (const [key, kind] of [
    ['Shift+F2', 'company'],
    ['Control+F2', 'agency'],
  ]) {
    await page.keyboard.press(key);
    await page.waitForURL(`**/customers/new/${kind}`);
    await page.waitForSelector('form [data-field="vat_id"]');
    assert.equal(await page.locator('[data-field="birth_date"]').count(), 0);
    await shot(page, `new-${kind}`);
  }
  const name = `Buero${Date.now().toString(36)}`;
  await page.fill('[data-field="name"]', name);
  await page.keyboard.press('Alt+4');
  await page.fill('[data-field="agency-agency_number"]', 'AG-78');
  await page.keyboard.press('Control+s');
  await page.waitForSelector('dialog button.primary:focus');
  await page.keyboard.press('Enter');
  await toast(`Gespeichert: ${name}`);
  await page.waitForURL(/customers\/\d+$/);
  const id = page.url().match(/\d+$/)[0];
  assert.equal((await api(page, 'GET', `/customers/${id}/agency`)).json.agency_number, 'AG-78');
});

test('an entry of base data that a colleague changed is settled field by field', async () => {
  await open_customer();
  const code = `Z${Date.now().toString(36).slice(-6).toUpperCase()}`;
  const made = await api(page, 'POST', '/base-data/operators', { code, name: 'Zuerst' }, once());
  assert.equal(made.status, 201);
  await go(page, '/settings?section=operators');
  const field = `operators-${made.json.id}-name`;
  await page.fill('input[type="search"][aria-label]:not([data-field="find-setting"])', code);
  await page.waitForSelector(`[data-field="${field}"]`);
  const theirs = await api(
    page,
    'PATCH',
    `/base-data/operators/${made.json.id}`,
    { name: 'Ihrer' },
    { 'If-Match': `"${made.json.version}"` },
  );
  assert.equal(theirs.status, 200);
  await page.fill(`[data-field="${field}"]`, 'Meiner');
  await page.focus(`[data-field="${field}"]`);
  await page.keyboard.press('Enter');
  await page.waitForSelector('[data-area="conflicts"] input:focus');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.waitForSelector('[data-area="conflicts"]', { state: 'detached' });
  assert.equal(await value(field), 'Ihrer');
});
