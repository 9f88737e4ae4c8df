// An old page against a newer program: the server's page names another script than the one it runs. Needs a running house.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { axe, go, journeys, shot, signed_in } from './support.mjs';

journeys();
let page;

test('an old page asks to be loaded anew, and what was typed is there again', async () => {
  page = await signed_in();
  await go(page, '/customers/new/private');
  await page.waitForSelector('[data-field="salutation"]:focus');
  await page.fill('[data-field="name"]', 'Altenseiter');
  const newer = '<script type="module" src="/assets/index-newer.js"></script><div id="app"></div>';
  await page.route(
    (address) => address.pathname === '/',
    (route) => route.fulfill({ contentType: 'text/html', body: newer }),
  );
  // A server that is renewed is away for a moment.
  await page.route('**/api/**', (route) => route.abort());
  await page.click('nav a[href="/imports"]');
  await page.waitForSelector('[role="alert"] >> text=Keine Verbindung zum Server');
  await page.unroute('**/api/**');
  await page.click('nav a[href="/customers"]');
  await page.waitForSelector('[role="alert"] [data-reload]');
  assert.match(await page.innerText('[role="alert"]:has([data-reload])'), /Kartei wurde inzwischen erneuert/);
  assert.deepEqual(await axe(page), []);
  await shot(page, 'renewed');
  await page.unrouteAll();
  await page.focus('[data-reload]');
  await page.keyboard.press('Enter');
  await page.waitForSelector('[data-reload]', { state: 'detached' });
  await go(page, '/customers/new/private');
  await page.waitForSelector('[data-field="name"]');
  assert.equal(await page.inputValue('[data-field="name"]'), 'Altenseiter');
});
