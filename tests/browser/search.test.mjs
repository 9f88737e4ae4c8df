// Journeys about finding people: the search form with every criterion, and what the search box says of names written
// differently.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { api, axe, Fingers, go, journeys, shot, signed_in } from './support.mjs';

let page;
const letters = [...Date.now().toString(36).slice(-5)]
  .map((one) => String.fromCharCode(97 + (one.charCodeAt(0) % 26)))
  .join('');

journeys();

async function make_customer(values) {
  const answer = await api(
    page,
    'POST',
    '/customers',
    { kind: 'private', country: 'DE', postcode: '50667', town: 'Köln', ...values },
    { 'Idempotency-Key': crypto.randomUUID() },
  );
  assert.equal(answer.status, 201, JSON.stringify(answer.json));
  return answer.json;
}
const rows = () => page.locator('[role="grid"] [role="row"][data-index]');

// J-011 J-012 J-055
test('Shift+F3 opens the search form, Enter lists, the first hit is marked, Enter opens it', async () => {
  page = await signed_in();
  await go(page, '/');
  const name = `Quastenberg${letters}`;
  const made = await make_customer({ name, first_name: 'Wiebke', street: 'Domplatz', house_number: '3' });
  await make_customer({ name, first_name: 'Volker', town: 'Bonn', postcode: '53111' });
  await page.keyboard.press('Shift+F3');
  await page.waitForSelector('[data-field="s-name"]:focus');
  const fingers = new Fingers(page);
  await fingers.type(name);
  await fingers.press('Enter');
  await page.waitForSelector('[role="grid"]:focus');
  assert.equal(await rows().count(), 2);
  await page.keyboard.press('Alt+r');
  await page.waitForSelector('[data-field="s-name"]:focus');
  await page.fill('[data-field="s-town"]', 'köl');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.querySelectorAll('[role="grid"] [role="row"][data-index]').length === 1);
  await page.waitForSelector('[role="grid"]:focus');
  await shot(page, 'search-form');
  assert.deepEqual(await axe(page), []);
  await page.keyboard.press('Enter');
  await page.waitForURL(`**/customers/${made.id}`);
});

// J-040 J-051 J-053 J-073
test('number, matchcode and code find in the form; the address asks the same again', async () => {
  page = await signed_in();
  await go(page, '/');
  const name = `Ruthenbeck${letters}`;
  const made = await make_customer({ name, first_name: 'Alke', matchcode: `SIEMENS${letters}`, code1: `Q${letters}` });
  for (const [field, typed] of [
    ['number', String(made.number)],
    ['matchcode', `siemens${letters}`],
  ]) {
    await go(page, `/search?${field}=${typed}`);
    await page.waitForSelector('[role="grid"] [data-column="name"]');
    assert.match(await page.textContent('[role="grid"] [data-column="name"]'), new RegExp(name), field);
  }
});

// J-057
test('a first name alone is refused in words beside its field', async () => {
  page = await signed_in();
  await go(page, '/search');
  await page.waitForSelector('[data-field="s-name"]:focus');
  await page.fill('[data-field="s-first_name"]', 'Anna');
  await page.keyboard.press('Enter');
  await page.waitForSelector('[role="alert"]');
  await page.waitForSelector('[data-field="s-first_name"][aria-invalid="true"]');
});

// J-195
test('a customer blocked for booking stands red and in words among the hits', async () => {
  page = await signed_in();
  await go(page, '/');
  const name = `Sperrmeier${letters}`;
  const made = await make_customer({ name, first_name: 'Udo' });
  const blocked = await api(
    page,
    'PATCH',
    `/customers/${made.id}`,
    { booking_block: true },
    { 'If-Match': `"${made.version}"` },
  );
  assert.equal(blocked.status, 200, JSON.stringify(blocked.json));
  await go(page, `/search?name=${name}`);
  await page.waitForSelector('[role="grid"] [data-column="name"]');
  assert.match(await page.textContent('[role="grid"] [data-column="name"]'), /gesperrt/);
  const colours = await page.evaluate(() => {
    const cell = document.querySelector('[role="grid"] [data-column="name"]');
    const plain = document.querySelector('[role="grid"] [role="columnheader"]');
    return [getComputedStyle(cell).color, getComputedStyle(plain).color];
  });
  assert.notEqual(colours[0], colours[1], 'and in another colour');
});

// J-012
test('a misspelt name still finds, marked as similar and after the exact ones', async () => {
  page = await signed_in();
  await go(page, '/');
  await make_customer({ name: 'Zinnowitzer', first_name: `Hartmut ${letters}` });
  await page.keyboard.press('F3');
  await page.keyboard.type('Zinnowizer');
  await page.waitForSelector('[role="option"]:has-text("ähnlich")');
  const hits = await page.$$eval('[role="option"]', (all) =>
    all.map((one) => one.textContent).filter((one) => /\d{6}/.test(one)),
  );
  const marks = hits.map((one) => one.includes('ähnlich'));
  assert.deepEqual([...marks].sort(), marks, 'exact ones first');
  await shot(page, 'search-similar');
});

// J-172
test('who is linked to a customer is found by a link in the form, and by his employer in any spelling', async () => {
  page = await signed_in();
  await go(page, '/');
  const company = await make_customer({ kind: 'company', name: `Seilerei${letters}` });
  const name = `Angestellt${letters}`;
  await make_customer({ name, first_name: 'Uta', company: company.number, employer: `Seilerei ${letters}` });
  await page.keyboard.press('Shift+F3');
  await page.waitForSelector('[data-field="s-name"]:focus');
  await page.click('summary:has-text("Weitere Suchfelder")');
  for (const [field, typed] of [
    ['s-company', String(company.number)],
    ['s-employer', `SEILEREI ${letters.toUpperCase()}`],
  ]) {
    await page.fill(`[data-field="${field}"]`, typed);
    await page.keyboard.press('Enter');
    await page.waitForSelector('[role="grid"]:focus');
    await page.waitForSelector(`[role="grid"] [data-column="name"] >> text=${name}`);
    assert.equal(await rows().count(), 1, field);
    await shot(page, `search-${field}`);
    assert.deepEqual(await axe(page), []);
    await page.click('button:has-text("Leeren")');
    await page.waitForSelector('[role="grid"]', { state: 'detached' });
  }
});

// J-146 J-147 J-172
test('a link of the search form is looked up by "?" and Tab too', async () => {
  page = await signed_in();
  await go(page, '/');
  const company = await make_customer({ kind: 'company', name: `Böttcherei${letters}` });
  const name = `Geselle${letters}`;
  await make_customer({ name, company: company.number });
  await go(page, '/search');
  await page.waitForSelector('[data-field="s-name"]:focus');
  await page.click('summary:has-text("Weitere Suchfelder")');
  await page.focus('[data-field="s-company"]');
  await page.keyboard.type('?');
  await page.keyboard.press('Tab');
  await page.waitForSelector('dialog [role="combobox"]:focus');
  await page.keyboard.type(company.name);
  await page.waitForSelector('dialog [role="option"]');
  await page.keyboard.press('Enter');
  await page.waitForSelector('dialog', { state: 'detached' });
  assert.equal(await page.inputValue('[data-field="s-company"]'), String(company.number));
  await page.waitForSelector('[data-field="s-company"]:focus');
  await page.keyboard.press('Enter');
  await page.waitForSelector(`[role="grid"] [data-column="name"] >> text=${name}`);
});

// J-133
test('an employer that others have is offered while it is typed', async () => {
  page = await signed_in();
  await go(page, '/');
  const employer = `Reederei ${letters}`;
  await make_customer({ name: `Matrose${letters}`, employer });
  const made = await make_customer({ name: `Kapitän${letters}` });
  await go(page, `/customers/${made.id}`);
  await page.waitForSelector('form [data-field="name"]');
  await page.keyboard.press('Alt+4');
  await page.focus('[data-field="employer"]');
  await page.keyboard.type(`reederei ${letters.slice(0, 3)}`);
  await page.waitForSelector(`[role="option"] >> text=${employer}`);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  assert.equal(await page.inputValue('[data-field="employer"]'), employer);
});

// J-012: without a sign before it a booking's number opens the booking; whoever travels leads to the one who booked
test('the search box opens a booking by its number, and finds by the names of family and travellers', async () => {
  page = await signed_in();
  await go(page, '/');
  const made = await make_customer({ name: `Trenkwalder${letters}`, first_name: 'Ute' });
  const wife = `Zwickenpflug${letters}`;
  const row = await api(
    page,
    'POST',
    `/customers/${made.id}/family`,
    { name: wife, first_name: 'Ilse' },
    { 'Idempotency-Key': crypto.randomUUID() },
  );
  assert.equal(row.status, 201, JSON.stringify(row.json));
  await page.keyboard.press('F3');
  await page.keyboard.type(`ilse ${wife}`);
  await page.waitForSelector(`[role="option"]:has-text("Trenkwalder${letters}")`);
  await page.keyboard.press('Enter');
  await page.waitForURL(`**/customers/${made.id}`);
  const [booked] = (await api(page, 'GET', '/bookings?limit=1')).json.rows;
  await page.keyboard.press('F3');
  await page.keyboard.type(String(booked.number));
  await page.waitForSelector('[role="option"]:has-text("öffnen")');
  await page.keyboard.press('Enter');
  await page.waitForURL(`**/bookings/${booked.number}`);
});
