// Journeys of the till: none of it where the house has not the module; opened, moved and closed by counting, by keys
// alone; what is closed stays.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { api, axe, Fingers, go, journeys, once, shot, signed_in } from './support.mjs';

let page;

journeys();

async function set_parameter(name, wanted) {
  const { tag } = await api(page, 'GET', '/parameters');
  const answer = await api(page, 'PATCH', '/parameters', { [name]: wanted }, { 'If-Match': tag });
  assert.equal(answer.status, 200, JSON.stringify(answer.json));
}
const cash_is = (amount) => page.waitForSelector(`[data-area="till"] [data-cash="${amount}"]`);
const field_has_focus = (name) => page.waitForSelector(`dialog [data-field="${name}"]:focus`);
const no_dialog = () => page.waitForSelector('dialog', { state: 'detached' });

test('a house without tills sees none; switched on it is opened, moved, counted and closed by keys alone', async () => {
  page = await signed_in();
  await go(page, '/');
  assert.equal((await api(page, 'GET', '/till')).status, 404);
  await set_parameter('module_till', true);
  await go(page, '/till');
  await page.waitForSelector('[data-area="till"][data-till=""]');
  const fingers = new Fingers(page);
  await fingers.press('o');
  await field_has_focus('opening');
  assert.deepEqual(await axe(page), []);
  await fingers.press('Control+a');
  await fingers.type('100');
  await fingers.press('Enter');
  await no_dialog();
  await cash_is('100.00');
  await fingers.press('e');
  await field_has_focus('amount');
  await fingers.type('20,50');
  await fingers.press('Tab');
  await fingers.type('Wechselgeld');
  await fingers.press('Enter');
  await no_dialog();
  await cash_is('120.50');
  assert.deepEqual(await axe(page), []);
  await shot(page, 'till');
  await fingers.press('z');
  await field_has_focus('piece-500.00');
  for (let step = 0; step < 2; step += 1) await fingers.press('Tab');
  await fingers.type('1');
  await page.waitForSelector('dialog [data-difference="-20.50"]');
  assert.deepEqual(await axe(page), []);
  await shot(page, 'till-count');
  await fingers.press('Enter');
  await page.waitForSelector('dialog [role="alert"]');
  await page.fill('dialog [data-field="remark"]', 'ein Schein fehlt');
  await fingers.press('Enter');
  await no_dialog();
  await page.waitForSelector('[data-area="till"][data-till=""]');
  const mine = await api(page, 'GET', '/till');
  const closed = (await api(page, 'GET', `/tills/${mine.json.last}`)).json;
  assert.equal(closed.difference, '-20.50');
  const again = await api(page, 'POST', `/tills/${closed.id}/closing`, { moves: closed.moves, counted: '1.00' }, once());
  assert.equal(again.status, 409);
});

test('the list of tills shows what was counted', async () => {
  page = await signed_in();
  await go(page, '/tills');
  await page.waitForSelector('[role="grid"] [role="row"]');
  assert.deepEqual(await axe(page), []);
  await shot(page, 'tills');
  await set_parameter('module_till', false);
});
