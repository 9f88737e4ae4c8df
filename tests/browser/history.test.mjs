// The booking history of the system before: nothing of it until a house switches it on, then taken over from a file and
// reached from the profile, the search and the list. Needs a running house.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { api, axe, create_customer, Fingers, go, journeys, shot, signed_in } from './support.mjs';

let page;
const button = '[data-area="actions"] button[aria-keyshortcuts="Shift+F8"]';
const entry = '[role="menuitem"]:has-text("Vorgangshistory KB")';

journeys();

async function set_parameter(name, wanted) {
  const { tag } = await api(page, 'GET', '/parameters');
  const answer = await api(page, 'PATCH', '/parameters', { [name]: wanted }, { 'If-Match': tag });
  assert.equal(answer.status, 200, JSON.stringify(answer.json));
}
async function open_profile({ id }) {
  await go(page, `/customers/${id}`);
  await page.waitForSelector('form [data-field="name"]');
}
/// The context menu of the one hit, by keyboard.
async function open_menu({ number }) {
  await go(page, `/search?number=${number}`);
  await page.waitForSelector('[role="grid"] [role="row"][data-index="0"] [data-column="name"]');
  await page.focus('[role="grid"]');
  await page.keyboard.press('Shift+F10');
  await page.waitForSelector('[role="menuitem"]:focus');
}
const file_about = ({ number }) =>
  [
    'Vorgangsnummer;Kundennummer;Buchungsdatum;Abreisedatum;Zielgebiet;Reiseart;Buchungsart;Text;Preis;Expedient;'
      + 'Verkaufscode;Anzahl Paxe/Teilnehmer;Buchungs-/Storno-Kennzeichen',
    `${number}1;${number};03.02.2009;01.07.2009;Kreta;Flug;fest;Hotel Sol;1998,50;Frau Sommer;VK1;2;B`,
    `${number}2;${number};05.01.2011;10.09.2011;Nordkap;Schiff;Option;;5000,00;Herr Winter;VK2;4;S`,
  ].join('\n');

async function import_file(customer) {
  await go(page, '/imports');
  await page.waitForSelector('select option[value="history"]', { state: 'attached' });
  await page.selectOption('select', 'history');
  const buffer = Buffer.from(file_about(customer));
  await page.setInputFiles('input[type="file"]', { name: 'start-kb.csv', mimeType: 'text/csv', buffer });
  await page.getByLabel('Überschriften in Zeile').waitFor();
  await page.keyboard.press('F10');
  await page.waitForSelector('[data-count="new"]:has-text("2")', { timeout: 60_000 });
  await page.keyboard.press('F10');
  await page.waitForSelector('text=Ganze Übernahme zurücknehmen', { timeout: 60_000 });
}

// J-014 J-210 J-211 J-212 J-213
test('History and Vorgangshistory KB are there once they are switched on, and list what was taken over', async () => {
  page = await signed_in({ width: 1366, height: 768 });
  await go(page, '/');
  const made = await create_customer(page);
  await open_profile(made);
  assert.equal(await page.locator(button).count(), 0, 'no button before it is switched on');
  await open_menu(made);
  assert.equal(await page.locator(entry).count(), 0, 'no entry either');
  await set_parameter('module_history', true);
  try {
    await import_file(made);
    await open_profile(made);
    await page.waitForSelector(button);
    assert.deepEqual(await axe(page), []);
    const fingers = new Fingers(page);
    await fingers.press('Shift+F8');
    await page.waitForURL(`**/reports/history?customer=*${made.number}*`);
    await page.waitForSelector('[role="grid"] [data-column="destination"] >> text=Nordkap');
    const grid = page.locator('[role="grid"]');
    assert.equal(await grid.getAttribute('data-rows'), '2');
    assert.equal(await grid.getAttribute('aria-colcount'), '14', 'the 13 columns and the one that opens a row');
    assert.match(await page.textContent('#content'), /storniert/);
    await page.waitForSelector('text=ohne Storniertes');
    await shot(page, 'imported-history');
    assert.deepEqual(await axe(page), []);
    await open_menu(made);
    await page.waitForSelector(entry);
    await shot(page, 'row-menu');
    assert.deepEqual(await axe(page), []);
    await page.keyboard.type('Vorg');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/reports/history?**');
    await page.waitForSelector('[role="grid"] [data-column="destination"] >> text=Kreta');
    await go(page, `/customers?filter=${made.name}`);
    await page.click('[role="grid"] [role="row"][data-index="0"] [data-column="name"]', { button: 'right' });
    await page.waitForSelector(entry);
    await page.keyboard.press('Escape');
    await page.waitForSelector('[role="grid"]:focus');
  } finally {
    await set_parameter('module_history', false);
  }
  await open_profile(made);
  assert.equal(await page.locator(button).count(), 0);
});
