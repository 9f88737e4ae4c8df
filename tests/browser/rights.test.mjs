// Read as somebody with few rights: a page he may not see says in words what he lacks, whether its address is typed or not, and
// the search box offers none of it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { api, go, journeys, once, open_page, signed_in, url } from './support.mjs';

journeys();

test('pages that a clerk may not see say in words which right is missing', async () => {
  const boss = await signed_in();
  await go(boss, '/');
  const name = `schalter${Date.now().toString(36)}`;
  const password = 'kirschbaum-vulkan-otter-72';
  const body = { name, display_name: 'Sina Schalter', password, active: true, all_events: true, roles: ['counter'] };
  assert.equal((await api(boss, 'POST', '/users', body, once())).status, 201);
  const page = await open_page();
  await page.goto(url);
  assert.equal((await api(page, 'POST', '/session', { name, password })).status, 200);
  for (const [address, words] of [
    ['/imports', /Für „Datenübernahme“ fehlt Ihnen das Recht/],
    ['/renewals', /Für „Abo-Verlängerung“ fehlt Ihnen das Recht/],
    ['/users', /fehlt Ihnen das Recht|Ihnen fehlt das Recht „Benutzer und Rollen verwalten“/],
    ['/books/statements', /Ihnen fehlt das Recht „Kontoauszüge einlesen und verbuchen“/],
    ['/changes', /Ihnen fehlt das Recht „Änderungsprotokoll lesen“/],
  ]) {
    await go(page, address);
    await page.waitForSelector('#content [role="alert"]');
    assert.match(await page.locator('#content').innerText(), words, address);
  }
  await page.keyboard.press('F3');
  await page.keyboard.type('Mahnlauf');
  await page.waitForSelector('[role="combobox"][data-found="Mahnlauf"]');
  const offered = await page.$$eval('[role="option"]', (all) => all.map((one) => one.textContent));
  assert.ok(!offered.includes('Mahnlauf'), offered.join(', '));
  // A page that was refused is told to the console by the router itself.
  page.complaints = page.complaints.filter((one) => !one.includes('Dazu fehlt Ihnen die Berechtigung'));
});
