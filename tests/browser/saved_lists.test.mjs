// Lists saved under a name: from any list by one key, opened again with their columns, made at once, and taken back.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { api, axe, go, journeys, shot, signed_in } from './support.mjs';

journeys();
let page;

test('a list is saved with its columns by one key, delivered, opened again, removed and brought back', async () => {
  page = await signed_in();
  const name = `Früheres ${Date.now().toString(36)}`;
  await go(page, '/reports/former-numbers');
  await page.waitForSelector('footer[data-done]');
  await page.keyboard.press('Control+s');
  await page.waitForSelector('[data-field="saved-name"]:focus');
  await page.keyboard.press('Control+a');
  await page.keyboard.type(name);
  await page.selectOption('[data-field="saved-repeats"]', 'weekly');
  await page.waitForSelector('[data-field="saved-weekday"]');
  await page.fill('[data-field="saved-at"]', 'halb sieben');
  assert.deepEqual(await axe(page), []);
  await shot(page, 'save-list');
  await page.focus('[data-field="saved-name"]');
  await page.keyboard.press('Enter');
  await page.waitForSelector('dialog [role="alert"]');
  await page.fill('[data-field="saved-at"]', '6:30');
  await page.keyboard.press('Enter');
  await page.waitForSelector('dialog', { state: 'detached' });

  await go(page, '/saved-lists');
  const line = page.locator(`tr[data-saved="${name}"]`);
  await line.waitFor();
  assert.match(await line.textContent(), /wöchentlich, Montag 06:30/);
  assert.deepEqual(await axe(page), []);
  await shot(page, 'saved-lists');
  const act = async (entry) => {
    await line.getByRole('button', { name: 'Aktionen' }).click();
    await page.getByRole('menuitem', { name: entry }).click();
  };
  await act('Jetzt liefern');
  await act('Lieferungen');
  await page.waitForSelector('dialog tr[data-state="done"] a');
  assert.deepEqual(await axe(page), []);
  await shot(page, 'deliveries');
  await page.keyboard.press('Escape');

  await line.getByRole('button', { name, exact: true }).click();
  await page.waitForURL('**/reports/former-numbers*');
  await go(page, '/saved-lists');
  await act(`${name} löschen`);
  await line.waitFor({ state: 'detached' });
  await page.keyboard.press('Control+z');
  await line.waitFor();
  const { lists } = (await api(page, 'GET', '/saved-lists')).json;
  assert.equal(lists.find((one) => one.name === name).deliver_at, '06:30');
});
