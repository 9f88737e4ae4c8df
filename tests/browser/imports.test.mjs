// Journeys of taking over a file whose rows are partly customers already: told in the dry run, offered as a file,
// looked for afterwards. Needs a running house.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { api, axe, create_customer, go, journeys, shot, signed_in } from './support.mjs';

let page;
const started = Date.now().toString(36).slice(-5);
const letters = [...started].map((one) => String.fromCharCode(97 + (one.charCodeAt(0) % 26))).join('');
const chance = 1 + (Date.now() % 997); // somebody else each time
const count = async (name) => Number((await page.textContent(`[data-count="${name}"] b`)).replace(/\D/g, ''));

journeys();

/// One row that is a customer already, one that is new, and the new one once more.
function file_about({ name, first_name, street, house_number, postcode, town, birth_date }) {
  const heading = 'kind,name,first_name,street,house_number,postcode,town,country,birth_date';
  const known = ['private', name, first_name, street, house_number, postcode, town, 'DE', birth_date];
  const [month, day] = [1 + (chance % 9), 10 + (chance % 19)];
  const born = `19${50 + (chance % 40)}-0${month}-${day}`;
  const fresh = [
    'private',
    `Neuzugang${letters}`,
    'Friedhelm',
    `${letters}allee`,
    chance,
    '10115',
    'Berlin',
    'DE',
    born,
  ];
  return [heading, known, fresh, fresh].map(String).join('\n');
}

async function rehearse(choice) {
  page = await signed_in();
  await go(page, '/');
  const there = await create_customer(page, {
    ...{ name: `Altbestand${letters}${choice}`, first_name: 'Roswitha', street: `${letters}steig` },
    ...{ house_number: String(chance), birth_date: `19${40 + (chance % 9)}-11-${10 + (chance % 19)}` },
  });
  await go(page, '/imports');
  await page.waitForSelector('input[type="file"]', { state: 'attached' });
  const buffer = Buffer.from(file_about(there));
  await page.setInputFiles('input[type="file"]', { name: `bestand-${choice}.csv`, mimeType: 'text/csv', buffer });
  await page.waitForSelector('input[name="duplicates"]');
  await page.focus('input[name="duplicates"]:checked');
  for (const step of ['create', 'skip', 'hold'].slice(1, ['create', 'skip', 'hold'].indexOf(choice) + 1)) {
    await page.keyboard.press('ArrowDown');
    await page.waitForSelector(`input[name="duplicates"][value="${step}"]:checked`);
  }
  await page.waitForTimeout(300); // the choice is kept by the server
  await page.keyboard.press('F10');
  await page.waitForSelector('[data-count="duplicates"]', { timeout: 60_000 });
  return there;
}

test('the dry run says who is probably there already, why, and gives them as a file', async () => {
  const there = await rehearse('create');
  assert.equal(await count('duplicates'), 2);
  assert.equal(await count('new'), 1);
  const similar = await page.textContent(`[data-similar="${there.number}"]`);
  assert.match(similar, /wie Kunde/);
  assert.match(similar, /\d+ von 100/);
  assert.match(similar, /\+\d+ Nachname/);
  assert.match(await page.textContent('[data-similar^="line"]'), /wie Zeile 3/);
  const preview = await page.textContent('table');
  assert.match(preview, /Privat/, 'the kind in words');
  assert.doesNotMatch(preview, /private|\d{4}-\d\d-\d\d/, 'no code, no date as programs write it');
  await shot(page, 'import-duplicates');
  assert.deepEqual(await axe(page), []);
  const [download] = await Promise.all([page.waitForEvent('download'), page.click('a[download][href$="/duplicates"]')]);
  const lines = readFileSync(await download.path(), 'utf8')
    .trim()
    .split('\n');
  assert.equal(lines.length, 3, 'a heading and two rows');
  assert.match(lines[1], new RegExp(String(there.number)));
});

test('rows that are skipped stay out, and what came is looked through for duplicates at the press of a button', async () => {
  const there = await rehearse('skip');
  assert.match(await page.textContent('button.primary'), /^1 Zeile/);
  await page.keyboard.press('F10');
  await page.waitForSelector('[data-scan-import]', { timeout: 60_000 });
  const { hits } = (await api(page, 'GET', `/search?q=${there.name.toLowerCase()}&limit=5`)).json;
  assert.equal(hits.filter((hit) => hit.name === there.name).length, 1, 'nobody was created twice');
  await shot(page, 'import-result');
  await page.focus('[data-scan-import]');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/duplicates');
  await page.waitForSelector('[data-scan]', { timeout: 60_000 });
});

test('titles above the headings are passed over, and the values of an old system get their meaning once', async () => {
  page = await signed_in();
  await go(page, '/imports');
  await page.waitForSelector('input[type="file"]', { state: 'attached' });
  const rows = ['1', '2', '1'].map((gender, place) => `Wertung${letters}${place};${gender};"Zeile\neins"`);
  const buffer = Buffer.from(['Kundenliste Altsystem', '', 'name;gender;addition', ...rows].join('\n'));
  await page.setInputFiles('input[type="file"]', { name: 'werte.csv', mimeType: 'text/csv', buffer });
  const line = page.getByLabel('Überschriften in Zeile');
  await line.waitFor();
  assert.equal(await line.inputValue(), '3', 'the line of the headings was found');
  await page.getByLabel('Zeilenumbrüche in einzeiligen Feldern als Leerzeichen lesen').check();
  await page.waitForTimeout(300); // the choice is kept by the server
  await page.keyboard.press('F10');
  const meaning = (value) => page.getByLabel(`Bedeutung von ${value} in Geschlecht`);
  await meaning('1').waitFor({ timeout: 60_000 });
  assert.equal(await count('refused'), 3);
  await meaning('1').selectOption({ label: 'männlich' });
  await meaning('2').selectOption({ label: 'weiblich' });
  await shot(page, 'import-meanings');
  assert.deepEqual(await axe(page), []);
  await page.getByRole('button', { name: '2 Bedeutungen übernehmen' }).click();
  await page.waitForSelector('[data-count="new"]:has-text("3")', { timeout: 60_000 });
  assert.equal(await count('refused'), 0);
  assert.match(await page.textContent('table'), /männlich[\s\S]*weiblich/);
  assert.match(await page.textContent('table'), /Zeile eins/);
});
