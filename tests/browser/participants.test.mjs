// Journeys about those who travel: what is entered of them in a booking and goes back to the profile.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { api, axe, create_customer, go, journeys, once, shot, signed_in } from './support.mjs';

journeys();

test('passport and wishes typed in a booking go back to the profile on request, and that is undone', async () => {
  const page = await signed_in();
  await go(page, '/');
  const customer = await create_customer(page);
  const people = [
    { first_name: 'Olaf', name: 'Berg', document: 'passport', valid_until: '2036-05-01', wishes: 'Fisch' },
  ];
  const booking = { customer: customer.number, departs_on: '2027-07-17', participants: people };
  const { number } = (await api(page, 'POST', '/bookings', booking, once())).json;
  const lists = async () => (await api(page, 'GET', `/customers/${customer.id}/lists`)).json;
  await go(page, `/bookings/${number}`);
  await page.locator('[data-list="participants"] [data-field$="/first_name"]').first().focus();
  await page.waitForFunction(() => document.activeElement?.value === 'Olaf');
  await page.keyboard.press('Alt+Enter');
  await page.focus('button:has-text("ins Profil übernehmen")');
  await shot(page, 'booking-carry-back');
  assert.deepEqual(await axe(page), []);
  await page.keyboard.press('Enter');
  await page.waitForSelector('[role="status"] >> text=Ins Profil übernommen, 1 Pass, 1 Wunsch, neu in der Familie');
  const { family, passports, wishes } = await lists();
  assert.deepEqual([family[0].first_name, passports[0].valid_until, wishes[0].text], ['Olaf', '2036-05-01', 'Fisch']);
  await page.keyboard.press('Control+z');
  await page.waitForFunction(
    async (id) => (await (await fetch(`/api/v1/customers/${id}/lists`)).json()).family.length === 0,
    customer.id,
  );
});
