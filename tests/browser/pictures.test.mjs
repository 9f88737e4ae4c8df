// The two pictures with which README.md begins, as the program looks now: KARTEI_PICTURES is the folder they are written
// to (docs/pictures), and without it they are among those of the other screens. They show what the text beside them says.
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { api, close_browser, close_page, go, shot, signed_in } from './support.mjs';

const folder = process.env.KARTEI_PICTURES ?? '';
after(close_browser);

async function picture(page, name) {
  await page.mouse.move(0, 0);
  await page.evaluate(() => document.fonts.ready);
  await shot(page, `picture-${name}`);
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`) });
}

test('README shows a customer as the clerk sees her, with what she bought', async () => {
  const page = await signed_in({ width: 1280, height: 800 });
  await go(page, '/');
  const { rows } = (await api(page, 'GET', '/customers?order=number&direction=asc&limit=1')).json;
  assert.equal(rows.length, 1);
  await go(page, `/customers/${rows[0].id}`);
  await page.waitForSelector('form [data-field="name"]');
  await page.waitForFunction((name) => document.body.innerText.includes(name), rows[0].name);
  await picture(page, 'customer');
  await close_page(page);
});

test('README shows a list of customers of a season', async () => {
  const page = await signed_in({ width: 1280, height: 800 });
  await go(page, '/');
  const { seasons } = (await api(page, 'GET', '/event-filter?scope=all')).json;
  const season = typeof seasons[0] === 'string' ? seasons[0] : seasons[0].name;
  await go(page, `/reports/customers?season=${encodeURIComponent(JSON.stringify([season]))}&made=true`);
  await page.waitForSelector('[role="status"][data-done]');
  assert.ok((await page.locator('[role="row"]').count()) > 3, 'the list has rows');
  await picture(page, 'list');
  await close_page(page);
});
