// Journeys of a day at the desk, by keyboard alone. Run by `node --test tests/browser` against a running house.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { admin, api, Fingers, go, journeys, open_page, shot, signed_in, url } from './support.mjs';

let page;
const started = Date.now().toString(36).slice(-5);
const focus_of = () =>
  page.evaluate(() => {
    const here = document.activeElement;
    return here?.dataset.field ?? here?.getAttribute('role') ?? here?.tagName.toLowerCase();
  });
const value = (field) => page.inputValue(`[data-field="${field}"]`);
const toast = (text) => page.waitForSelector(`[role="status"] >> text=${text}`);

journeys();

/// A customer made by request, for journeys that need one of their own.
async function make_customer(more = {}) {
  const name = `Reisinger${started}${Math.random().toString(36).slice(2, 6)}`;
  const answer = await api(
    page,
    'POST',
    '/customers',
    {
      kind: 'private',
      name,
      first_name: 'Rita',
      street: 'Domplatz',
      house_number: '1',
      country: 'DE',
      postcode: '50667',
      town: 'Köln',
      ...more,
    },
    { 'Idempotency-Key': crypto.randomUUID() },
  );
  assert.equal(answer.status, 201, JSON.stringify(answer.json));
  return answer.json;
}

test('signing in with the keyboard, a wrong password is answered neutrally', async () => {
  page = await open_page();
  await page.goto(url);
  await page.waitForSelector('form');
  const fingers = new Fingers(page);
  assert.equal(await page.evaluate(() => document.activeElement.name), 'username');
  await fingers.type(admin.name);
  await fingers.press('Tab');
  await fingers.type('wrong');
  await fingers.press('Enter');
  await page.waitForSelector('[role="alert"]');
  assert.equal(await page.evaluate(() => document.activeElement.id), 'password', 'focus is back in the password');
  await fingers.press('Control+A');
  await fingers.type(admin.password);
  await fingers.press('Enter');
  await page.waitForSelector('[role="search"] input:focus');
});

test('J-011 J-012 J-051 a customer is found by matchcode and opened in nine keys', async () => {
  page = await signed_in();
  await go(page, '/');
  const made = await make_customer({ name: `Zwille${started}`, first_name: 'Anna' });
  await page.waitForSelector('[role="search"] input:focus');
  await page.keyboard.press('F6');
  const fingers = new Fingers(page);
  await fingers.press('F3');
  await fingers.type(`zwille${started}*an`);
  await fingers.press('Enter');
  await page.waitForURL(`**/customers/${made.id}`);
  await page.waitForSelector('h1:has-text("Zwille")');
  const content = `zwille${started}`.length - 'mul'.length;
  assert.ok(fingers.keys - content <= 9, `${fingers.keys - content} keys for F3 mul*an Enter`);
});

test('J-006 J-050 J-069 J-081 J-094 a private customer with eight fields costs its content and at most fourteen keys', async () => {
  page = await signed_in();
  await go(page, '/');
  await page.waitForSelector('[role="search"] input:focus');
  const fingers = new Fingers(page);
  const name = `Lindqvist${started}`;
  const content = [
    'Frau',
    'Greta',
    name,
    'Hauptstr. 12a',
    '50667',
    '0221 5550123',
    '0171 5550456',
    `greta@example.org`,
  ];
  await fingers.press('F2');
  await page.waitForSelector('[data-field="salutation"]:focus');
  await fingers.type(content[0]);
  await fingers.press('Enter');
  assert.equal(await focus_of(), 'first_name');
  await fingers.type(content[1]);
  await fingers.press('Enter');
  assert.equal(await focus_of(), 'name_prefix', 'Enter visits the prefix while there is no name yet');
  await fingers.press('Enter');
  await fingers.type(content[2]);
  await fingers.press('Enter');
  assert.equal(await focus_of(), 'street');
  await fingers.type(content[3]);
  await fingers.press('Enter');
  await fingers.type(content[4]);
  // The postcode fills the town, so Enter runs past it.
  await page
    .waitForFunction(() => document.querySelector('[data-field="town"]').value !== '')
    .catch(() => assert.fail('the postcode did not fill the town'));
  await fingers.press('Enter');
  assert.equal(await focus_of(), 'phone_private');
  await fingers.type(content[5]);
  await fingers.press('Enter');
  await fingers.type(content[6]);
  await fingers.press('Enter');
  await fingers.type(content[7]);
  assert.equal(await value('house_number'), '12');
  assert.equal(await value('house_number_suffix'), 'a');
  assert.equal(await value('town'), 'Köln');
  assert.equal(await value('gender'), 'female', 'the salutation presets the gender');
  assert.match(await value('matchcode'), /lindqvist.*\*greta/i, 'the matchcode is proposed');
  await shot(page, 'new-customer');
  await fingers.press('F10');
  await toast('Gespeichert');
  const written = content.join('').length;
  assert.ok(fingers.keys - written <= 14, `${fingers.keys - written} keys beside the content`);
  const found = await api(page, 'GET', `/search?q=${encodeURIComponent(`lindqvist${started}`)}&limit=5`);
  assert.equal(found.json.hits[0]?.first_name, 'Greta');
});

test('J-068 Tab walks through every field in the order of an address label, nothing is skipped', async () => {
  page = await signed_in();
  await go(page, '/customers/new/private');
  await page.waitForSelector('[data-field="salutation"]:focus');
  const expected = await page.evaluate(() =>
    [...document.querySelectorAll('form [data-field]')].filter((one) => !one.disabled).map((one) => one.dataset.field),
  );
  const walked = [];
  for (let step = 0; step < expected.length; step++) {
    walked.push(await focus_of());
    await page.keyboard.press('Tab');
  }
  assert.deepEqual(walked, expected);
  assert.deepEqual(expected.slice(0, 7), [
    'salutation',
    'title',
    'first_name',
    'name_prefix',
    'name',
    'addition',
    'street',
  ]);
});

test('J-013 J-048 an address is changed from the open profile with content and four keys, shown as history', async () => {
  page = await signed_in();
  await go(page, '/');
  const made = await make_customer();
  await go(page, `/customers/${made.id}`);
  await page.waitForSelector('[data-field="salutation"]:focus');
  const fingers = new Fingers(page);
  await fingers.press('Enter', 'Enter', 'Enter');
  assert.equal(await focus_of(), 'street');
  await fingers.type('Lindenweg');
  await fingers.press('F10');
  await toast('Gespeichert');
  assert.ok(fingers.keys - 'Lindenweg'.length <= 4);
  await go(page, `/customers/${made.id}`);
  await page.waitForSelector('[data-field="street"]');
  assert.equal(await value('street'), 'Lindenweg');
  await page.keyboard.press('F8');
  await page.waitForSelector('aside ins:has-text("Lindenweg")');
  assert.equal(await page.textContent('aside del'), 'Domplatz');
  await shot(page, 'history');
  await page.keyboard.press('Escape');
  assert.equal(await focus_of(), 'salutation', 'closing the panel gives the focus back');
});

test('two people change the same field: shown per field, decided by keyboard, nothing overwritten silently', async () => {
  page = await signed_in();
  await go(page, '/');
  const made = await make_customer();
  await go(page, `/customers/${made.id}`);
  await page.waitForSelector('[data-field="salutation"]:focus');
  const theirs = await api(
    page,
    'PATCH',
    `/customers/${made.id}`,
    { street: 'Ringstraße', email: 'rita@example.org' },
    { 'If-Match': `"${made.version}"` },
  );
  assert.equal(theirs.status, 200);
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await page.keyboard.type('Lindenweg');
  await page.keyboard.press('Control+s');
  await page.waitForSelector('[data-area="conflicts"] input:focus');
  await shot(page, 'conflict');
  const shown = await page.textContent('[data-area="conflicts"]');
  for (const word of ['Lindenweg', 'Ringstraße', 'Domplatz']) assert.ok(shown.includes(word), `${word} is shown`);
  assert.equal(await value('email'), 'rita@example.org', 'the other field is merged');
  await shot(page, 'conflict');
  await page.keyboard.press('Space');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await toast('Gespeichert');
  const now = await api(page, 'GET', `/customers/${made.id}`);
  assert.deepEqual([now.json.street, now.json.email], ['Lindenweg', 'rita@example.org']);
});

test('a wrong save is taken back with Ctrl+Z and brought again with Ctrl+Y', async () => {
  page = await signed_in();
  await go(page, '/');
  const made = await make_customer();
  await go(page, `/customers/${made.id}`);
  await page.waitForSelector('[data-field="salutation"]:focus');
  await page.keyboard.press('Enter');
  await page.keyboard.type('Irrtum');
  await page.keyboard.press('Control+s');
  await toast('Gespeichert');
  await page.evaluate(() => document.getElementById('content').focus());
  await page.keyboard.press('Control+z');
  await page.waitForFunction(() => document.querySelector('[data-field="first_name"]').value === 'Rita');
  assert.equal((await api(page, 'GET', `/customers/${made.id}`)).json.first_name, 'Rita');
  await page.keyboard.press('Control+y');
  await page.waitForFunction(() => document.querySelector('[data-field="first_name"]').value === 'Irrtum');
});

test('Esc throws entries away and gives them back; unsaved entries survive a reload', async () => {
  page = await signed_in();
  await go(page, '/');
  const made = await make_customer();
  await go(page, `/customers/${made.id}`);
  await page.waitForSelector('[data-field="salutation"]:focus');
  await page.keyboard.press('Enter');
  await page.keyboard.type('Ursel');
  await page.waitForTimeout(500);
  await page.reload();
  await page.waitForFunction(() => document.querySelector('[data-field="first_name"]')?.value === 'Ursel');
  await page.keyboard.press('Escape');
  await page.waitForSelector('dialog button.primary:focus');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.querySelector('[data-field="first_name"]').value === 'Rita');
  await page.click('button:has-text("Rückgängig")');
  await page.waitForFunction(() => document.querySelector('[data-field="first_name"]').value === 'Ursel');
  assert.equal((await api(page, 'GET', `/customers/${made.id}`)).json.first_name, 'Rita', 'nothing was saved');
});

test('a refused entry takes the focus to its summary and Ctrl+. to the field', async () => {
  page = await signed_in();
  await go(page, '/customers/new/private');
  await page.waitForSelector('[data-field="salutation"]:focus');
  await page.keyboard.press('F10');
  await page.waitForSelector('[role="alert"]:focus');
  await page.keyboard.press('Control+.');
  assert.equal(await focus_of(), 'name');
  await page.keyboard.type(`Knauf${started}`);
  for (let step = 0; step < 6; step++) await page.keyboard.press('Enter');
  await page.fill('[data-field="email"]', 'nobody');
  await page.keyboard.press('F10');
  await page.waitForSelector('[data-field="email"][aria-invalid="true"]');
});

test('the list of all customers: typing jumps, arrows move, plus opens hidden columns, Enter opens', async () => {
  page = await signed_in();
  await go(page, '/customers');
  await page.waitForSelector('[role="grid"]:focus');
  await page.waitForSelector('[data-column="matchcode"]');
  const rows = Number(await page.getAttribute('[role="grid"]', 'data-rows'));
  assert.ok(rows > 100);
  await page.keyboard.type('s');
  await page.waitForFunction(() => Number(document.querySelector('[data-active]')?.dataset.index) > 0);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowRight');
  await page.waitForSelector('[data-active] [role="gridcell"][aria-colspan]');
  await page.keyboard.press('ArrowLeft');
  await page.waitForSelector('[data-active] [role="gridcell"][aria-colspan]', { state: 'detached' });
  await page.keyboard.press('Control+End');
  await page.waitForFunction(
    (last) => Number(document.querySelector('[data-active]')?.dataset.index) === last,
    rows - 1,
  );
  await page.keyboard.press('Control+g');
  await page.waitForSelector('dialog input:focus');
  await page.keyboard.type('50');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => Number(document.querySelector('[data-active]')?.dataset.index) === 49);
  await page.waitForSelector('[role="grid"]:focus');
  const name = await page.textContent('[data-active] [data-column="first_name"]');
  await page.keyboard.press('Enter');
  await page.waitForSelector('form [data-field="first_name"]');
  assert.equal(await value('first_name'), name.trim());
});

test('a filter without a hit offers to create what was typed', async () => {
  page = await signed_in();
  await go(page, '/customers');
  await page.waitForSelector('[role="grid"]:focus');
  await page.keyboard.press('Alt+r');
  await page.keyboard.type('Xqzvw');
  await page.waitForSelector('button:has-text("Xqzvw")');
  assert.match(page.url(), /filter=Xqzvw/, 'the list has an address');
});

test('commands after > and the key overview', async () => {
  page = await signed_in();
  await go(page, '/customers');
  await page.waitForSelector('[role="grid"]:focus');
  await page.keyboard.press('Control+k');
  await page.keyboard.type('>Auswert');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/reports/customers*');
  await page.waitForSelector('[data-filter="events"]:focus');
  await page.keyboard.press('Shift+F1');
  await page.waitForSelector('dialog[open] >> text=Liste erstellen');
  await shot(page, 'keys');
  await page.keyboard.press('Escape');
  await page.waitForSelector('dialog', { state: 'detached' });
});
