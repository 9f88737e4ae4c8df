// Settings of the house: what is set takes effect at the customer, every change can be undone. Needs a running house.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { api, go, journeys, shot, signed_in } from './support.mjs';

let page;
const toast = (text) => page.waitForSelector(`[role="status"] >> text=${text}`);

journeys();

const caption = async (kind, field) => (await api(page, 'GET', `/captions?kind=${kind}`)).json[field];

test('J-072 J-075 J-174 J-177 a caption set for a kind stands at its customers; undone it is gone', async () => {
  page = await signed_in();
  await go(page, '/settings?section=captions_prospect');
  await page.waitForSelector('[data-field="caption_prospect_code2-de"]');
  const before = await caption('prospect', 'code2');
  const own = `Kennung ${Date.now().toString(36).slice(-4)}`;
  await page.fill('[data-field="caption_prospect_code2-de"]', own);
  await page.evaluate(() => document.activeElement.blur());
  await toast('Gespeichert');
  assert.equal(await caption('prospect', 'code2'), own);
  await shot(page, 'settings-captions');
  await page.click('[role="status"] button:has-text("Rückgängig")');
  await toast('Rückgängig gemacht');
  assert.equal(await caption('prospect', 'code2'), before);
});

test('J-034 J-035 J-038 the start of a number range is set and taken back', async () => {
  page = await signed_in();
  await go(page, '/settings?section=numbers');
  const field = '[data-field="start-agency-customer"]';
  await page.waitForSelector(field);
  const before = await page.inputValue(field);
  const start = async () =>
    (await api(page, 'GET', '/number-ranges')).json.ranges.find(
      (range) => range.kind === 'agency' && range.target === 'customer',
    ).start;
  await page.fill(field, '910001');
  await page.keyboard.press('Enter');
  await toast('Gespeichert');
  assert.equal(await start(), 910001);
  await shot(page, 'settings-numbers');
  await page.click('[role="status"] button:has-text("Rückgängig")');
  await toast('Rückgängig gemacht');
  assert.equal(String(await start()), before);
});

test('J-034 both bounds of a range typed one after the other are saved, whatever the first answer takes', async () => {
  page = await signed_in();
  await go(page, '/settings?section=numbers');
  const first = '[data-field="start-agency-customer"]';
  await page.waitForSelector(first);
  const of_agencies = async () =>
    (await api(page, 'GET', '/number-ranges')).json.ranges.find(
      (range) => range.kind === 'agency' && range.target === 'customer',
    );
  const before = await of_agencies();
  let sent = 0;
  await page.route('**/number-ranges/**', async (route) => {
    if (sent++ === 0) await new Promise((go_on) => setTimeout(go_on, 500));
    await route.continue();
  });
  await page.fill(first, '910001');
  await page.keyboard.press('Tab');
  await page.keyboard.type('910999');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await page.waitForTimeout(1500);
  const { start, last } = await of_agencies();
  assert.deepEqual([start, last, sent], [910001, 910999, 2], 'each once, Enter and leaving the field too');
  assert.equal(await page.inputValue('[data-field="last-agency-customer"]'), '910999');
  await page.unroute('**/number-ranges/**');
  const now = await of_agencies();
  await api(
    page,
    'PUT',
    '/number-ranges/agency/customer',
    { start: before.start, last: before.last },
    { 'If-Match': `"${now.version}"` },
  );
});

test('J-120 J-127 a list of choices: an entry is added, hidden and taken back', async () => {
  page = await signed_in();
  await go(page, '/settings?section=lists');
  await page.selectOption('[data-field="choice-list"]', 'payment_term');
  const entries = async () =>
    (await api(page, 'GET', '/choice-lists')).json.lists.find((list) => list.name === 'payment_term').entries;
  const before = (await entries()).length;
  await page.click('button:has-text("Eintrag hinzufügen")');
  await page.fill(`[data-field="label_de-${before}"]`, '60 Tage');
  await page.keyboard.press('F10');
  await toast('Gespeichert');
  const added = (await entries()).at(-1);
  assert.deepEqual([added.label_de, added.label_nl, added.code], ['60 Tage', '60 Tage', '60 Tage']);
  await shot(page, 'settings-lists');
  await page.click('[role="status"] button:has-text("Rückgängig")');
  await toast('Rückgängig gemacht');
  assert.equal((await entries()).length, before);
});

test('J-069 J-216 base data: an entry is added, found and removed', async () => {
  page = await signed_in();
  await go(page, '/settings?section=operators');
  await page.waitForSelector('[data-field="operators-new-code"]');
  const code = `V${Date.now().toString(36).slice(-5)}`;
  await page.fill('[data-field="operators-new-code"]', code);
  await page.fill('[data-field="operators-new-name"]', 'Nordlicht Reisen');
  await page.keyboard.press('Enter');
  await toast('Gespeichert');
  await page.fill('[data-field="find-base-data"]', code);
  await page.waitForFunction(() => document.querySelectorAll('tbody tr').length === 2);
  await page.click('tbody tr:nth-child(2) button');
  await toast('Entfernt');
  const { json } = await api(page, 'GET', `/base-data/operators?q=${code}`);
  assert.equal(json.count, 0);
});

test('one search over all settings', async () => {
  page = await signed_in();
  await go(page, '/settings');
  await page.waitForSelector('[data-field="find-setting"]');
  await page.fill('[data-field="find-setting"]', 'status3');
  await page.waitForURL('**find=status3*');
  await page.waitForTimeout(200);
  await shot(page, 'settings-found');
});
