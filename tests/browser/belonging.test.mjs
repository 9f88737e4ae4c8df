// Journeys about what belongs to a customer: links and what is copied through them, who depends on him, the order of
// his accounts, and the blocks that are offered where so much hangs on him that he cannot be deleted.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { api, axe, create_customer, go, journeys, once, shot, signed_in } from './support.mjs';

let page;
const value = (field) => page.inputValue(`[data-field="${field}"]`);
const toast = (text) => page.waitForSelector(`[role="status"] >> text=${text}`);
const now = async ({ id }) => (await api(page, 'GET', `/customers/${id}`)).json;

journeys();

async function begin(height = 768) {
  page = await signed_in({ width: 1366, height });
  await go(page, '/');
}
async function open(customer) {
  await go(page, `/customers/${customer.id}`);
  await page.waitForSelector('form [data-field="name"]');
}
async function menu(entry) {
  await page.focus('[data-area="actions"] button[aria-haspopup="true"]');
  await page.keyboard.press('Enter');
  await page.waitForSelector('[role="menuitem"]:focus');
  await page.keyboard.type(entry);
  await page.keyboard.press('Enter');
}

// J-024 J-026
test('who has orders is not deleted: the blocks are offered instead, set by keyboard and taken back', async () => {
  await begin();
  const { rows } = (await api(page, 'GET', '/customers?order=name&direction=asc&offset=40&limit=60')).json;
  let buyer;
  for (const row of rows) {
    const { deletable, hangs } = (await api(page, 'GET', `/customers/${row.id}/erasable`)).json;
    if (!deletable && hangs.length && !(await now(row)).booking_block) {
      buyer = row;
      break;
    }
  }
  assert.ok(buyer, 'somebody has bought something');
  await open(buyer);
  await menu('Lösch');
  await page.waitForSelector('dialog input[type="checkbox"]:focus');
  assert.match(await page.textContent('dialog'), /kann nicht gelöscht werden[^]*\d/);
  assert.equal(await page.locator('dialog button:has-text("Löschen")').count(), 0, 'deleting is not offered');
  await page.keyboard.press('Space');
  await shot(page, 'removal-refused');
  assert.deepEqual(await axe(page), []);
  await page.fill('dialog label >> css=input:not([type="checkbox"])', 'Zahlt nie');
  await page.focus('dialog button.primary');
  await page.keyboard.press('Enter');
  await toast('Gespeichert');
  const blocked = await now(buyer);
  assert.deepEqual([blocked.booking_block, blocked.booking_block_reason], [true, 'Zahlt nie']);
  await page.evaluate(() => document.getElementById('content').focus());
  await page.keyboard.press('Control+z');
  await toast('Rückgängig gemacht');
  assert.equal(Boolean((await now(buyer)).booking_block), false);
});

// J-152 J-153
test('the invoice address of a linked customer is copied into free fields only, and taken back', async () => {
  await begin();
  const payer = await create_customer(page, {
    street: 'Rheinallee',
    house_number: '9',
    postcode: '53113',
    town: 'Bonn',
  });
  const made = await create_customer(page, {
    ...{ street: null, house_number: null, postcode: null, town: 'Köln' },
    billing_address_from: payer.number,
  });
  await open(made);
  await page.keyboard.press('Alt+4');
  const copy =
    '[data-field="billing_address_from"] >> xpath=ancestor::*[.//button[text()="Kopieren"]][1] >> button:has-text("Kopieren")';
  await page.waitForSelector(copy);
  await page.focus(copy);
  await page.keyboard.press('Enter');
  await toast('Kopiert: was schon da war');
  const copied = await now(made);
  assert.deepEqual([copied.street, copied.house_number, copied.postcode], ['Rheinallee', '9', '53113']);
  assert.equal(copied.town, 'Köln', 'what stood there stays');
  await page.keyboard.press('Alt+1');
  assert.equal(await value('street'), 'Rheinallee');
  await shot(page, 'address-copied');
  await page.click('[role="status"] button:has-text("Rückgängig")');
  await toast('Rückgängig gemacht');
  assert.equal((await now(made)).street ?? '', '');
});

test('who depends on a customer stands at his links and leads there', async () => {
  await begin();
  const payer = await create_customer(page);
  const dependant = await create_customer(page, { billing_address_from: payer.number });
  await open(payer);
  await page.keyboard.press('Alt+4');
  const list = 'section[aria-label="Wer von diesem Kunden abhängt"]';
  await page.waitForSelector(`${list} summary`);
  assert.match(await page.textContent(`${list} summary`), /Rechnungsadresse[^]*1/);
  await page.focus(`${list} summary`);
  await page.keyboard.press('Enter');
  await page.waitForSelector(`${list} a`);
  await shot(page, 'dependants');
  assert.deepEqual(await axe(page), []);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.waitForURL(`**/customers/${dependant.id}`);
});

// J-111 J-112
test('bank accounts are put into another order by keyboard and by dragging; the first one is said to be debited', async () => {
  await begin(1400); // all rows in view: nothing scrolls below the mouse while it drags
  const made = await create_customer(page, { payment_kind: 'direct_debit' });
  const mandate = { mandate: 'M-1', mandate_on: '2025-01-01' };
  const accounts = { Erste: 'DE89370400440532013000', Zweite: 'NL91ABNA0417164300', Dritte: 'BE68539007547034' };
  for (const [bank_name, iban] of Object.entries(accounts)) {
    const answer = await api(
      page,
      'POST',
      `/customers/${made.id}/bank-accounts`,
      { bank_name, iban, ...mandate },
      once(),
    );
    assert.equal(answer.status, 201, JSON.stringify(answer.json));
  }
  const rows = async () => (await api(page, 'GET', `/customers/${made.id}/lists`)).json.bank_accounts;
  const order = async () => (await rows()).map((row) => row.bank_name);
  const [first, , third] = await rows();
  await open(made);
  await page.keyboard.press('Alt+3');
  await page.focus(`[data-field="bank_accounts-${first.id}-bank_name"]`);
  await page.keyboard.press('Alt+ArrowDown');
  await page.waitForSelector('[role="status"] >> text=Reihenfolge gespeichert');
  assert.deepEqual(await order(), ['Zweite', 'Erste', 'Dritte']);
  await page.reload();
  await page.waitForSelector('#tab-banks');
  await page.keyboard.press('Alt+3');
  await page.waitForSelector(`[data-row="${third.id}"] [draggable="true"]`);
  const [zweite] = await rows();
  await page.dragAndDrop(`[data-row="${third.id}"] [draggable="true"]`, `[data-row="${zweite.id}"]`);
  await page.waitForSelector(`[data-row="${third.id}"] >> text=wird abgebucht`);
  await toast('Reihenfolge gespeichert');
  assert.deepEqual(await order(), ['Dritte', 'Zweite', 'Erste']);
  await shot(page, 'accounts-dragged');
});

test('merging compares categories and kinds of payment in words', async () => {
  await begin();
  const one = await create_customer(page, { category: 'regular', payment_kind: 'invoice' });
  const other = await create_customer(page, { category: 'subscriber', payment_kind: 'cash' });
  const both = JSON.stringify([String(one.id), String(other.id)]);
  await go(page, `/merges?customers=${encodeURIComponent(both)}`);
  await page.waitForSelector('[aria-labelledby="merge-fields"] table >> text=Stammkunde');
  const table = await page.textContent('[aria-labelledby="merge-fields"] table');
  for (const word of ['Stammkunde', 'Abonnent', 'Rechnung', 'Bar']) assert.match(table, new RegExp(word));
  assert.doesNotMatch(table, /regular|subscriber|invoice/);
});
