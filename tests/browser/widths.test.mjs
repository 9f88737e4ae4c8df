// Nothing is cut: at 1280 and 1440 pixels, in three languages, every place of the menu shows its buttons, tabs, headings
// and labels whole; at 200 % the form and a report stay usable. Names stand beside the signs of the menu, and go when told.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { api, close_page, go, journeys, shot, signed_in } from './support.mjs';

journeys();

/// What is shown less wide than its words are. Cells of tables and long values may be cut: they are told whole elsewhere.
const cut = (page) =>
  page.evaluate(() =>
    [...document.querySelectorAll('button, [role="tab"], h1, h2, h3, label, legend, summary, nav a')]
      .filter((one) => {
        const style = getComputedStyle(one);
        if (style.overflowX === 'visible' || style.position === 'absolute') return false;
        return one.offsetParent && one.innerText.trim() && one.scrollWidth > one.clientWidth + 1;
      })
      .map((one) => `${one.tagName.toLowerCase()} "${one.innerText.trim().slice(0, 60)}"`),
  );

const sticks_out = (page) =>
  page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);

async function customer_of(page) {
  const { rows } = (await api(page, 'GET', '/customers?order=name&direction=asc&offset=7&limit=1')).json;
  return rows[0].id;
}

for (const language of ['de', 'nl', 'en'])
  for (const width of [1280, 1440])
    test(`nothing is cut in any place of the menu: ${language}, ${width}`, async () => {
      const page = await signed_in({ width, height: 800 });
      await go(page, `/?language=${language}`);
      await page.waitForSelector('nav a[href]');
      const places = await page.$$eval('nav[data-area="menu"] a', (all) => all.map((one) => one.getAttribute('href')));
      assert.ok(places.length > 20, `${places.length} places`);
      const found = [];
      for (const place of [...places, `/customers/${await customer_of(page)}`, '/customers/new/company']) {
        await go(page, `${place}${place.includes('?') ? '&' : '?'}language=${language}`);
        await page.waitForSelector('main h1, main form, main [role="grid"], main section');
        await page.waitForTimeout(250);
        if (await sticks_out(page)) found.push(`${place}: sticks out`);
        found.push(...(await cut(page)).map((one) => `${place}: ${one}`));
      }
      await shot(page, `widths-${language}-${width}`);
      assert.deepEqual([...new Set(found)], []);
      await close_page(page);
    });

test('names stand beside the signs of the menu from 1280 on, and go when told', async () => {
  const page = await signed_in({ width: 1280, height: 800 });
  await go(page, '/');
  const shown = async () => (await page.locator('nav[data-area="menu"] a').first().locator('span').boundingBox()).width;
  assert.ok((await shown()) > 20, 'the name of the first place is read');
  await page.locator('nav[data-area="menu"] button[aria-pressed]').focus();
  await page.keyboard.press('Enter');
  await page.waitForSelector('nav[data-area="menu"] button[aria-pressed="false"]');
  assert.ok((await shown()) <= 1);
  await page.waitForTimeout(200);
  await go(page, '/');
  await page.waitForSelector('nav[data-area="menu"] button[aria-pressed="false"]');
  await page.locator('nav[data-area="menu"] button[aria-pressed]').click();
  await page.waitForSelector('nav[data-area="menu"] button[aria-pressed="true"]');
  await close_page(page);
});

test('at 200 % the form and a report stay usable', async () => {
  // 1280 x 800 at 200 % is 640 x 400 of the page's own pixels.
  const page = await signed_in({ width: 640, height: 400 });
  await go(page, '/');
  await go(page, `/customers/${await customer_of(page)}`);
  await page.waitForSelector('form [data-field="name"]');
  assert.equal(await sticks_out(page), false);
  const name = page.locator('form [data-field="name"]').first();
  await name.scrollIntoViewIfNeeded();
  await name.focus();
  assert.ok((await name.boundingBox()).width > 120, 'a name can be read while it is typed');
  await shot(page, 'widths-form-200');
  await go(page, '/reports/customer-statistics');
  await page.waitForSelector('main h1, main form');
  assert.equal(await sticks_out(page), false);
  await shot(page, 'widths-report-200');
  await close_page(page);
});
