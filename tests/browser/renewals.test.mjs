// The renewal desk by keys alone: a right is marked, reserved and taken back; a wish is entered on the profile.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { api, axe, Fingers, go, journeys, shot, signed_in } from './support.mjs';

journeys();

const lines_of = async (page, renewal, show) =>
  (await api(page, 'GET', `/renewals/${renewal}/rights?show=${show}&limit=500`)).json;

test('a right is marked, reserved with its order, and taken back, by keys alone', async () => {
  const page = await signed_in();
  await go(page, '/renewals?show=ready');
  await page.waitForSelector('tr[data-right]');
  const [renewal] = (await api(page, 'GET', '/renewals')).json.rows;
  await shot(page, 'renewals');
  assert.deepEqual(await axe(page), []);
  await page.locator('tr[data-right][tabindex="0"]').focus();
  const fingers = new Fingers(page);
  await fingers.press('ArrowDown', ' ');
  await page.waitForSelector('tr[data-right] input:checked');
  const right = Number(await page.locator('tr:has(input:checked)').getAttribute('data-right'));
  await fingers.press('r');
  await page.waitForSelector('dialog[open]');
  await fingers.press('Enter');
  await page.waitForSelector('dialog', { state: 'detached' });
  assert.ok(fingers.keys <= 4, `${fingers.keys} keys`);
  const reserved = (await lines_of(page, renewal.id, 'reserved')).rows.find((one) => one.right === right);
  assert.ok(reserved.order_number, 'there is an order');
  await page.keyboard.press('Control+z');
  await page.waitForFunction(
    async ([id, right]) => {
      const answer = await fetch(`/api/v1/renewals/${id}/rights?show=open&limit=500`);
      return (await answer.json()).rows.some((one) => one.right === right);
    },
    [renewal.id, right],
  );
});

test('a decision says why, and another seat is decided on', async () => {
  const page = await signed_in();
  await go(page, '/renewals?show=open');
  await page.waitForSelector('tr[data-right]');
  assert.ok((await page.locator('[data-why]').first().textContent()).trim().length > 5);
  await page.locator('tr[data-right][tabindex="0"]').focus();
  await page.keyboard.press('Enter');
  await page.waitForSelector('dialog[open] [data-field="decision"]');
  assert.deepEqual(await axe(page), []);
  await page.locator('dialog [data-field="decision"]').selectOption('wait');
  await page.keyboard.press('Enter');
  await page.waitForSelector('dialog', { state: 'detached' });
  await page.waitForSelector('tr[data-right] button:has-text("abwarten")');
  await page.keyboard.press('Control+z');
  await page.waitForSelector('tr[data-right] button:has-text("abwarten")', { state: 'detached' });
});

test('the wish of a holder stands on his profile and is changed there', async () => {
  const page = await signed_in();
  await go(page, '/renewals?show=open');
  await page.waitForSelector('tr[data-right]');
  const [renewal] = (await api(page, 'GET', '/renewals')).json.rows;
  const { customer, right } = (await lines_of(page, renewal.id, 'open')).rows[0];
  await go(page, `/customers/${customer}`);
  await page.waitForSelector('form [data-field="name"]');
  await page.keyboard.press('Alt+7');
  await page.waitForSelector(`tr[data-right="${right}"] [data-change="wish"]`);
  await shot(page, 'seat-rights');
  await page.locator(`tr[data-right="${right}"] [data-change="wish"]`).click();
  await page.waitForSelector('dialog[open] [data-field="wish_seat"]');
  await page.locator('dialog [data-field="fall_back"]').selectOption('call');
  await page.keyboard.press('Enter');
  await page.waitForSelector('dialog', { state: 'detached' });
  const { rows } = (await api(page, 'GET', `/customers/${customer}/seat-rights`)).json;
  assert.equal(rows.find((one) => one.id === right).fall_back, 'call');
  await page.keyboard.press('Control+z');
});
