// On the profile: money that is parked and paid back, who sits together, one date given back with the right kept.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { api, axe, create_customer, go, journeys, shot, signed_in } from './support.mjs';

journeys();

async function purchases_of(page, customer) {
  await go(page, `/customers/${customer}`);
  await page.waitForSelector('form [data-field="name"]');
  await page.keyboard.press('Alt+7');
}

test('money is parked on a customer, seen there, and paid back', async () => {
  const page = await signed_in();
  await go(page, '/');
  const customer = await create_customer(page);
  await purchases_of(page, customer.id);
  await page.getByRole('button', { name: 'Geld parken' }).press('Enter');
  await page.locator('[data-field="parked-amount"]').fill('80,00');
  await page.locator('[data-field="parked-amount"]').press('Enter');
  await page.waitForSelector('[data-parked="80.00"]');
  assert.deepEqual(await axe(page), []);
  await shot(page, 'parked-money');
  await page.getByRole('button', { name: 'Auszahlen' }).press('Enter');
  await page.locator('[data-field="parked-amount"]').fill('90,00');
  await page.locator('[data-field="parked-amount"]').press('Enter');
  await page.waitForSelector('dialog [role="alert"]');
  await page.locator('[data-field="parked-amount"]').fill('30,00');
  await page.locator('[data-field="parked-amount"]').press('Enter');
  await page.waitForSelector('[data-parked="50.00"]');
  await page.keyboard.press('Control+z');
  await page.waitForSelector('[data-parked="80.00"]');
});

/// A right of the demonstration house whose seat is sold at a date, and another right of its subscription.
async function two_rights(page) {
  const { rows } = (await api(page, 'GET', '/subscription-terms')).json;
  for (const subscription of rows) {
    const rights = (await api(page, 'GET', `/seat-rights?subscription=${subscription.id}`)).json.rows;
    const alone = rights.filter((one) => one.state === 'active' && !one.sit_with.length && one.order);
    if (alone.length > 1 && alone[0].customer !== alone[1].customer) return alone;
  }
  return [];
}

test('two holders are joined, which both profiles show', async () => {
  const page = await signed_in();
  await go(page, '/');
  const [right, other] = await two_rights(page);
  assert.ok(other, 'two rights without company');
  await purchases_of(page, right.customer);
  await page.locator(`tr[data-right="${right.id}"] [data-change="company"]`).press('Enter');
  await page.waitForSelector(`dialog [data-field="company"] option[value="${other.id}"]`, { state: 'attached' });
  await page.locator('dialog [data-field="company"]').selectOption(String(other.id));
  assert.deepEqual(await axe(page), []);
  await page.locator('dialog [data-field="company"]').press('Enter');
  await page.waitForSelector('dialog', { state: 'detached' });
  const of_other = (await api(page, 'GET', `/seat-rights/${other.id}`)).json;
  assert.equal(of_other.sit_with[0].id, right.id);
  await page.keyboard.press('Control+z');
});

test('the seat of one date is given back and the right stays', async () => {
  const page = await signed_in();
  await go(page, '/');
  const [right] = await two_rights(page);
  const { dates } = (await api(page, 'GET', `/seat-rights/${right.id}`)).json;
  const date = dates.find((one) => one.state !== 'deleted');
  await purchases_of(page, right.customer);
  await page.locator(`tr[data-right="${right.id}"] [data-dates]`).press('Enter');
  await page.waitForSelector(`dialog tr[data-date="${date.event}"] button`);
  assert.deepEqual(await axe(page), []);
  await shot(page, 'right-dates');
  await page.locator(`dialog tr[data-date="${date.event}"] button`).press('Enter');
  await page.waitForFunction(
    async ([id, event]) => {
      const answer = await (await fetch(`/api/v1/seat-rights/${id}`)).json();
      return answer.dates.some((one) => one.event === event && one.state === 'deleted') && answer.state === 'active';
    },
    [right.id, date.event],
  );
  await page.locator('dialog button[data-autofocus]').press('Enter');
  await page.keyboard.press('Control+z');
});
