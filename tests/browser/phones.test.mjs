// Numbers that are dialled, and what the form of a new customer shows before anything is typed. Needs a running house.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { api, create_customer, go, journeys, once, shot, signed_in } from './support.mjs';

let page;
const value = (field) => page.inputValue(`[data-field="${field}"]`);

journeys();

async function set_parameter(name, wanted) {
  const { tag } = await api(page, 'GET', '/parameters');
  const answer = await api(page, 'PATCH', '/parameters', { [name]: wanted }, { 'If-Match': tag });
  assert.equal(answer.status, 200, JSON.stringify(answer.json));
}
const calls = () =>
  page.$$eval('[data-dial]', (links) => links.map((link) => [link.getAttribute('href'), link.ariaLabel]));

test('J-085 with telephony each number has a button that dials it, without telephony none', async () => {
  page = await signed_in({ width: 1366, height: 768 });
  await go(page, '/');
  const made = await create_customer(page, {
    phone_mobile: '0171 1234567 privat',
    phone_private: '+49 (0)30 23 12 51 23 App. 12',
    fax: 'unbekannt 5',
  });
  await api(page, 'POST', `/customers/${made.id}/phones`, { department: 'Büro', number: '089 / 12 34 56' }, once());
  const open = async () => {
    await go(page, `/customers/${made.id}`);
    await page.waitForSelector('form [data-field="phone_mobile"]');
  };
  await set_parameter('module_telephony', true);
  try {
    await open();
    await page.waitForSelector('[data-dial]');
    assert.deepEqual(await calls(), [
      ['tel:+493023125123', '+49 (0)30 23 12 51 23 App. 12 anrufen'],
      ['tel:+491711234567', '0171 1234567 privat anrufen'],
    ]);
    await shot(page, 'phones-dial');
    await page.fill('[data-field="phone_mobile"]', '0171 7654321');
    assert.ok(
      (await calls()).some(([href]) => href === 'tel:01717654321'),
      'what is being typed is what is dialled',
    );
    await page.keyboard.press('Control+z');
    await page.click('#tab-phones');
    await page.waitForSelector('[data-dial]');
    assert.equal((await calls())[0][0], 'tel:089123456');
  } finally {
    await set_parameter('module_telephony', false);
  }
  await open();
  assert.deepEqual(await calls(), []);
});

test('J-046 J-120 J-121 the empty form shows today and Unbekannt from the start', async () => {
  page = await signed_in();
  await go(page, '/customers/new/private');
  await page.waitForFunction(() => document.querySelector('[data-field="first_contact_on"]')?.value);
  const today = (await api(page, 'POST', '/customers/proposals', { kind: 'private' })).json.first_contact_on;
  assert.equal(await value('first_contact_on'), today.split('-').reverse().join('.'));
  await page.click('#tab-more');
  const begins = { mailing_kind: 'Unbekannt', payment_kind: 'Unbekannt', payment_term: 'Unbekannt (Standard)' };
  for (const [field, word] of Object.entries(begins))
    assert.equal(
      await page.$eval(`[data-field="${field}"]`, (box) => box.selectedOptions?.[0]?.textContent ?? box.value),
      word,
      field,
    );
  await shot(page, 'new-form-from-the-start');
});

test('J-112 what is said about the debited account follows the kind of payment and the mandate', async () => {
  page = await signed_in({ width: 1366, height: 768 });
  await go(page, '/');
  const said = async (payment_kind, mandate) => {
    const made = await create_customer(page, { payment_kind });
    const account = { iban: 'DE89370400440532013000', ...mandate };
    const answer = await api(page, 'POST', `/customers/${made.id}/bank-accounts`, account, once());
    assert.equal(answer.status, 201, JSON.stringify(answer.json));
    await go(page, `/customers/${made.id}`);
    await page.click('#tab-banks');
    await page.waitForSelector('#banks');
    await page.waitForLoadState('networkidle');
    return page.$$eval('[data-debited]', (marks) => marks.map((mark) => mark.dataset.debited));
  };
  const core = { mandate: 'M-1', mandate_on: '2025-01-01' };
  assert.deepEqual(await said('invoice', core), [], 'nobody debits who pays by invoice');
  assert.deepEqual(await said('direct_debit', core), ['first']);
  assert.deepEqual(await said('direct_debit', {}), ['no_mandate']);
  assert.deepEqual(await said('direct_debit_b2b', core), ['other_mandate']);
  await shot(page, 'bank-debited');
});

test('J-068 a street line is taken apart only where it is certain', async () => {
  page = await signed_in();
  await go(page, '/customers/new/private');
  await page.waitForSelector('form [data-field="street"]');
  const typed = async (line) => {
    for (const field of ['house_number', 'house_number_suffix', 'street'])
      await page.fill(`[data-field="${field}"]`, '');
    await page.fill('[data-field="street"]', line);
    const asked = page.waitForResponse('**/customers/proposals');
    await page.focus('[data-field="town"]');
    await asked;
    await page.waitForTimeout(50);
    return [await value('street'), await value('house_number'), await value('house_number_suffix')];
  };
  assert.deepEqual(await typed('Lindenstraße 12a'), ['Lindenstraße', '12', 'a']);
  assert.deepEqual(await typed('Am Markt 3 - 7'), ['Am Markt', '3 - 7', '']);
  assert.deepEqual(await typed('Q 7, 3'), ['Q 7, 3', '', '']);
  assert.deepEqual(await typed('Plein 1813'), ['Plein 1813', '', '']);
});
