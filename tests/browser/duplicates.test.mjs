// Journeys about customers who are there twice: warned while typing, found by a scan, merged and parted again. By
// keyboard alone.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { api, axe, Fingers, go, journeys, shot, signed_in } from './support.mjs';

let page;
const started = Date.now().toString(36).slice(-5);
const letters = [...started].map((one) => String.fromCharCode(97 + (one.charCodeAt(0) % 26))).join('');
const value = (field) => page.inputValue(`[data-field="${field}"]`);
const toast = (text) => page.waitForSelector(`[role="status"] >> text=${text}`);
const focus_of = () => page.evaluate(() => document.activeElement?.dataset.field ?? document.activeElement?.tagName);

journeys();

// Somebody else each time: the customers of the other journeys are no duplicates of his.
const people = [
  ['Wagenknecht', 'Annegret', 'Domplatz', '7', '0221 5550177', '1961-04-17'],
  ['Brinkhoff', 'Ottilie', 'Severinswall', '112', '0221 5550231', '1947-11-02'],
  ['Sundermeyer', 'Hiltrud', 'Apostelnkloster', '29', '0221 5550342', '1983-01-28'],
  ['Ostertag', 'Leopoldine', 'Eigelstein', '64', '0221 5550453', '1972-08-09'],
  ['Falkenrath', 'Walpurga', 'Zeughausgasse', '3', '0221 5550564', '1990-06-30'],
  ['Zwickenpflug', 'Isolde', 'Rathenauplatz', '48', '0221 5550675', '1955-12-13'],
  ['Heidkamp', 'Clothilde', 'Machabäerweg', '91', '0221 5550786', '1968-03-21'],
  ['Pützfeld', 'Rosalinde', 'Ursulakloster', '15', '0221 5550897', '1979-10-05'],
];
let made = 0;
async function make_customer(more = {}) {
  const [name, first_name, street, house_number, phone_private, birth_date] = people[made % people.length];
  made += 1;
  const answer = await api(
    page,
    'POST',
    '/customers',
    {
      kind: 'private',
      name: `${name}${letters}`,
      first_name,
      street,
      house_number,
      country: 'DE',
      postcode: '50667',
      town: 'Köln',
      phone_private,
      birth_date,
      ...more,
    },
    { 'Idempotency-Key': crypto.randomUUID() },
  );
  assert.equal(answer.status, 201, JSON.stringify(answer.json));
  return answer.json;
}

const same_as = ({ name, first_name, street, house_number, phone_private, birth_date }) => ({
  name,
  first_name,
  street,
  house_number,
  phone_private,
  birth_date,
});

/// The entry of a new customer up to the postcode, as one types it.
async function type_again(there, first_name = there.first_name) {
  await go(page, '/customers/new/private');
  await page.waitForSelector('[data-field="salutation"]:focus');
  await page.keyboard.type('Frau');
  await page.keyboard.press('Enter');
  await page.keyboard.type(first_name);
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter'); // no prefix
  await page.keyboard.type(there.name);
  await page.keyboard.press('Enter');
  await page.keyboard.type(`${there.street} ${there.house_number}`);
  await page.keyboard.press('Enter');
  await page.keyboard.type('50667');
  await page.waitForFunction(() => document.querySelector('[data-field="town"]').value !== '');
  await page.keyboard.press('Enter');
}
const band = '[data-area="duplicates"]';

// J-027 J-028
test('leaving the postcode shows probable duplicates with score and reasons beside the form, and no key is lost', async () => {
  page = await signed_in();
  await go(page, '/');
  const there = await make_customer();
  await type_again(there);
  // Typed on at once, without waiting for any answer.
  const at = await focus_of();
  await page.keyboard.type('0221 5550188');
  await page.waitForSelector(`${band} article`);
  assert.equal(await value(at), '0221 5550188', 'every key reached its field');
  assert.equal(await focus_of(), at, 'the focus stayed');
  const card = await page.textContent(`${band} article`);
  assert.match(card, new RegExp(there.name));
  assert.match(card, /\d+ von 100/, 'a score');
  assert.match(card, /\+\d+/, 'points of a field');
  await shot(page, 'duplicates-while-typing');
  assert.deepEqual(await axe(page), []);
});

// J-028 J-029
test('saving asks once; 1 takes the one who is there, with the new phone number in his empty field', async () => {
  page = await signed_in();
  await go(page, '/');
  const there = await make_customer();
  await type_again(there);
  await page.fill('[data-field="email"]', 'annegret@example.org');
  const fingers = new Fingers(page);
  await fingers.press('F10');
  await page.waitForSelector('dialog article:focus');
  await shot(page, 'duplicates-question');
  assert.deepEqual(await axe(page), []);
  await fingers.press('1');
  await page.waitForURL(`**/customers/${there.id}`);
  await page.waitForSelector('[data-field="email"]');
  assert.ok(fingers.keys <= 2, 'F10 and 1');
  assert.equal(await value('email'), 'annegret@example.org', 'taken over');
  assert.equal((await api(page, 'GET', `/customers/${there.id}`)).json.email ?? null, null, 'but not saved by itself');
});

// J-029 J-030
test('Esc goes back to the entry, N creates all the same', async () => {
  page = await signed_in();
  await go(page, '/');
  const there = await make_customer();
  await type_again(there);
  await page.keyboard.press('F10');
  await page.waitForSelector('dialog article:focus');
  await page.keyboard.press('Escape');
  await page.waitForSelector('dialog', { state: 'detached' });
  assert.equal(await value('name'), there.name, 'the entry is still there');
  await page.keyboard.press('F10');
  await page.waitForSelector('dialog article:focus');
  await page.keyboard.press('n');
  await toast('Gespeichert');
  const found = await api(page, 'GET', `/search?q=${encodeURIComponent(there.name)}&limit=5`);
  assert.equal(found.json.hits.filter((hit) => hit.name === there.name).length, 2, 'both are there');
});

// J-028
test('not the same person: said by X, not asked again, remembered for the pair', async () => {
  page = await signed_in();
  await go(page, '/');
  const there = await make_customer();
  await type_again(there);
  await page.waitForSelector(`${band} article`);
  await page.keyboard.press('Alt+u');
  await page.waitForSelector(`${band} article:focus`);
  await page.keyboard.press('x');
  await page.waitForSelector(band, { state: 'detached' });
  await page.keyboard.press('F10');
  await toast('Gespeichert');
  const twice = await api(page, 'GET', `/search?q=${encodeURIComponent(there.name)}&limit=5`);
  const made_now = twice.json.hits.find((hit) => hit.name === there.name && hit.id !== there.id);
  await page.waitForFunction(
    async ([id, name, first_name, street, token]) => {
      const answer = await fetch('/api/v1/duplicates/check', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', 'X-Kartei-Token': token },
        body: JSON.stringify({ id, kind: 'private', name, first_name, postcode: '50667', street }),
      });
      return (await answer.json()).candidates.length === 0;
    },
    [made_now.id, there.name, there.first_name, there.street, (await api(page, 'GET', '/session')).json.token],
  );
});

/// A scan of the register, so that there are groups to work on.
async function scanned() {
  await go(page, '/duplicates');
  await page.waitForSelector('h1');
  await page.keyboard.press('F10');
  await page.waitForSelector('progress', { timeout: 5000 }).catch(() => {}); // a small house is scanned at once
  await page.waitForSelector('[data-scan]', { timeout: 60_000 });
  await page.waitForSelector('[role="grid"]:focus');
}

// J-028
test('the register is scanned; groups are worked through by keyboard, the next one follows', async () => {
  page = await signed_in();
  await go(page, '/');
  const there = await make_customer({ email: `wk${letters}@example.org` });
  await make_customer({ ...same_as(there), email: `wk${letters}@example.org` });
  await scanned();
  const rows = async () => Number(await page.getAttribute('[role="grid"]', 'data-rows'));
  const before = await rows();
  assert.ok(before >= 1);
  await page.waitForSelector('[data-area="panel"] table');
  assert.match(await page.textContent('[data-area="panel"]'), /\+\d+/, 'points are explained');
  await shot(page, 'duplicates-register');
  assert.deepEqual(await axe(page), []);
  await page.keyboard.press('x');
  await page.waitForFunction(
    (count) => Number(document.querySelector('[role="grid"]').dataset.rows) === count,
    before - 1,
  );
  await page.waitForSelector('[role="grid"]:focus');
});

test('the rules of the house show their effect before they hold', async () => {
  page = await signed_in();
  await go(page, '/duplicates');
  await page.waitForSelector('h1');
  await page.click('button:has-text("Regeln")');
  await page.waitForSelector('dialog fieldset input');
  await page.click('dialog button:has-text("Wirkung zeigen")');
  await page.waitForSelector('dialog [role="status"] h3', { timeout: 60_000 });
  await shot(page, 'duplicates-rules');
  assert.deepEqual(await axe(page), []);
  await page.keyboard.press('Escape');
  await page.waitForSelector('dialog', { state: 'detached' });
});

test('two customers are merged field by field, found under the old number, and parted from the history', async () => {
  page = await signed_in();
  await go(page, '/');
  const stays = await make_customer({ email: 'eins@example.org' });
  const goes = await make_customer({
    ...same_as(stays),
    first_name: `${stays.first_name}n`,
    email: 'zwei@example.org',
  });
  await go(page, `/merges?customers=${stays.id}&customers=${goes.id}`);
  await page.waitForSelector('[name="survivor"]:focus');
  const line = () => page.evaluate(() => document.activeElement.name);
  for (let step = 0; step < 40 && (await line()) !== 'field-first_name'; step++) await page.keyboard.press('Tab');
  assert.equal(await line(), 'field-first_name');
  await page.keyboard.press('ArrowRight');
  await shot(page, 'merge');
  assert.deepEqual(await axe(page), []);
  await page.keyboard.press('F10');
  await page.waitForSelector('#confirm:focus');
  await page.keyboard.type(String(stays.number));
  await page.keyboard.press('F10');
  await page.waitForURL(`**/customers/${stays.id}`);
  await page.waitForFunction(
    (name) => document.querySelector('[data-field="first_name"]')?.value === name,
    `${stays.first_name}n`,
  );
  assert.equal((await api(page, 'GET', `/customers/${goes.id}`)).status, 404, 'the other is gone');
  await page.keyboard.press('F8');
  await page.waitForSelector('aside a:has-text("Wieder trennen")');
  await page.focus('aside a:has-text("Wieder trennen")');
  await page.keyboard.press('Enter');
  await page.waitForSelector('h1:has-text("Wieder trennen")');
  await page.waitForSelector('button:has-text("Wieder trennen"):enabled');
  await shot(page, 'part');
  assert.deepEqual(await axe(page), []);
  await page.keyboard.press('F10');
  await toast('Wieder getrennt.');
  assert.equal((await api(page, 'GET', `/customers/${goes.id}`)).json.email, 'zwei@example.org');
  assert.equal((await api(page, 'GET', `/customers/${stays.id}`)).json.first_name, stays.first_name);
});
