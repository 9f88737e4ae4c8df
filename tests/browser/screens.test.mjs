// Every screen in three languages, light and dark, wide and narrow: no violation found by axe, nothing outside the
// frame, the console silent. KARTEI_SHOTS keeps a picture of each.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { api, axe, close_browser, close_page, go, open_page, shot, signed_in, url } from './support.mjs';

const address = { season: '' };
let customer;
let other;
let traveller;
let booking;
before(async () => {
  const page = await signed_in();
  await go(page, '/');
  const { seasons } = (await api(page, 'GET', '/event-filter?scope=all')).json;
  const season = seasons[0];
  address.season = encodeURIComponent(JSON.stringify([typeof season === 'string' ? season : season.name]));
  const { rows } = (await api(page, 'GET', '/customers?order=name&direction=asc&offset=7&limit=2')).json;
  [customer, other] = rows.map(({ id }) => id);
  const [booked] = (await api(page, 'GET', '/bookings?limit=1')).json.rows;
  traveller = booked.customer.number;
  booking = booked.number;
  await close_page(page);
});
after(close_browser);

const screens = {
  home: { path: () => '/', ready: 'section h2' },
  customers: { path: () => '/customers', ready: '[role="grid"] [data-column="matchcode"]' },
  customer: {
    path: () => `/customers/${customer}`,
    ready: 'form [data-field="name"]',
    then: async (page) => {
      await page.keyboard.press('F8');
      await page.waitForSelector('aside');
    },
  },
  new: { path: () => '/customers/new/company', ready: 'form [data-field="name"]' },
  report: {
    path: () => `/reports/customers?season=${address.season}&made=true`,
    ready: '[role="status"][data-done]',
    then: async (page) => {
      await page.keyboard.press('+');
      await page.waitForSelector('[aria-colspan]');
    },
  },
  seats: {
    path: () => `/reports/customers?type=seats&season=${address.season}&made=true`,
    ready: '[role="status"][data-done]',
    then: async (page) => {
      await page.keyboard.press('Alt+c');
      await page.waitForSelector('dialog[open]');
    },
  },
  renewals: { path: () => '/renewals', ready: 'main table tbody tr' },
  subscription_dates: { path: () => '/subscription-dates', ready: 'main table tbody tr' },
  search: { path: () => '/search?name=m', ready: '[role="grid"] [data-column="name"]' },
  duplicates: { path: () => '/duplicates', ready: 'main h1' },
  merge: { path: () => `/merges?customers=${customer}&customers=${other}`, ready: '[name="survivor"]:focus' },
  selections: {
    path: () => '/selections',
    ready: '[data-builder] [data-first]',
    then: async (page) => {
      await page.click('[data-builder] [data-first]');
      await page.waitForSelector('[data-node]');
    },
  },
  saved_selections: { path: () => '/selections/saved', ready: 'main h1' },
  imports: { path: () => '/imports', ready: 'input[type="file"]' },
  sales: { path: () => '/reports/sales', ready: 'footer[data-done]' },
  users: { path: () => '/users', ready: 'table tbody tr' },
  changes: { path: () => '/changes', ready: 'main h1' },
};

/// Screens of which two looks are enough: one light and wide, one dark and narrow.
const further = {
  turnover: { path: () => '/reports/turnover?by=destination', ready: '[data-chart="bars"]' },
  statistics: { path: () => `/reports/customer-statistics?customer=${traveller}`, ready: '[data-chart="months"]' },
  booking: { path: () => `/bookings/${booking}`, ready: '[data-area="form"]' },
  counter: { path: () => '/counter', ready: 'main h1' },
  event_dates: { path: () => '/event-dates', ready: 'main h1' },
  halls: { path: () => '/administration/halls', ready: 'main h1' },
  open_items: { path: () => '/payments/open-items', ready: 'footer[data-done]' },
  direct_debits: { path: () => '/payments/direct-debits', ready: 'main h1' },
  dunning: { path: () => '/payments/dunning', ready: 'main h1' },
  statements: { path: () => '/books/statements', ready: 'main h1' },
  journal: { path: () => '/reports/journal', ready: 'footer[data-done]' },
  agency_settlements: { path: () => '/agency-settlements', ready: 'main h1' },
  sendings: { path: () => '/selections/sendings', ready: 'main h1' },
  settings: { path: () => '/settings', ready: 'main h1' },
  order: { path: () => '/orders/1', ready: '[data-order]' },
  overpaid_orders: { path: () => '/reports/overpaid-orders', ready: 'footer[data-done]' },
  reservations: { path: () => '/reports/reservations', ready: 'footer[data-done]' },
  cancelled_dates: { path: () => '/reports/cancelled-dates', ready: 'main h1' },
  receipts: { path: () => '/receipts', ready: 'main h1' },
  seat_plans: { path: () => '/seat-plans', ready: 'main h1' },
  seat_plan: { path: () => '/seat-plans/1', ready: 'main svg' },
  letter_files: { path: () => '/selections/letters', ready: 'main h1' },
  privacy: { path: () => `/customers/${customer}/privacy`, ready: '[data-area="privacy"] h2' },
  erasures: { path: () => '/erasures', ready: 'main h1' },
  saved_lists: { path: () => '/saved-lists', ready: 'main h1' },
};

async function check(page, name) {
  const found = await axe(page);
  assert.deepEqual(found, [], `${name}: axe`);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
  assert.equal(wide, false, `${name}: nothing sticks out`);
  const nodes = await page.evaluate(() => document.querySelectorAll('*').length);
  assert.ok(nodes <= 1500, `${name}: ${nodes} elements`);
  const raw = await page.evaluate(() => (document.body.innerText.match(/\bui\.[a-z_]+(\.[a-z_]+)*\b/g) ?? []).join());
  assert.equal(raw, '', `${name}: forgotten words`);
}

// Every two of language, scheme and width meet.
for (const [language, scheme, width] of [
  ['de', 'light', 1280],
  ['de', 'dark', 800],
  ['nl', 'light', 800],
  ['nl', 'dark', 1280],
  ['en', 'light', 800],
  ['en', 'dark', 1280],
]) {
  test(`screens in ${language}, ${scheme}, ${width} px`, async () => {
    const page = await signed_in({ width, height: 800, scheme });
    for (const [name, screen] of Object.entries(screens)) {
      const path = screen.path();
      await go(page, `${path}${path.includes('?') ? '&' : '?'}language=${language}`);
      await page.waitForSelector(screen.ready);
      await screen.then?.(page);
      await page.waitForTimeout(150);
      await shot(page, `${name}-${language}-${scheme}-${width}`);
      await check(page, `${name} ${language} ${scheme} ${width}`);
    }
    await page.keyboard.press('F3');
    await page.keyboard.type('m');
    await page.waitForSelector('[role="listbox"] [role="option"]');
    await shot(page, `search-${language}-${scheme}-${width}`);
    await check(page, `search ${language} ${scheme} ${width}`);
    assert.deepEqual(page.complaints, []);
    await close_page(page);
    const door = await open_page({ width, height: 800, scheme });
    await door.goto(`${url}/?language=${language}`);
    await door.waitForSelector('form');
    await shot(door, `door-${language}-${scheme}-${width}`);
    await check(door, `door ${language} ${scheme} ${width}`);
    await close_page(door);
  });
}

for (const [language, scheme, width] of [
  ['de', 'light', 1280],
  ['nl', 'dark', 800],
]) {
  test(`further screens in ${language}, ${scheme}, ${width} px`, async () => {
    const page = await signed_in({ width, height: 800, scheme });
    for (const [name, screen] of Object.entries(further)) {
      const path = screen.path();
      await go(page, `${path}${path.includes('?') ? '&' : '?'}language=${language}`);
      await page.waitForSelector(screen.ready);
      await page.waitForTimeout(150);
      await shot(page, `${name}-${language}-${scheme}-${width}`);
      await check(page, `${name} ${language} ${scheme} ${width}`);
    }
    assert.deepEqual(page.complaints, []);
    await close_page(page);
  });
}

test('the pseudo-language with longer words breaks no layout and leaves no word untranslated', async () => {
  const page = await signed_in({ width: 1280, height: 800 });
  for (const [name, screen] of Object.entries(screens)) {
    const path = screen.path();
    await go(page, `${path}${path.includes('?') ? '&' : '?'}language=xx`);
    await page.waitForSelector(screen.ready);
    await check(page, `${name} xx`);
    const plain = await page.evaluate(() =>
      [...document.querySelectorAll('button, legend, h1')]
        .map((one) => one.innerText.trim())
        .filter((text) => /^[A-Z][a-z]{3,} /.test(text)),
    );
    await shot(page, `${name}-xx`);
    assert.deepEqual(
      plain.filter((text) => /^(Save|Discard|Delete|History|Columns|Export|Print|Make)/.test(text)),
      [],
      name,
    );
  }
  await close_page(page);
});
