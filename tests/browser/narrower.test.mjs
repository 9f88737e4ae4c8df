// The lists beside the main one, by keyboard: customers of subscriptions, of a promotion, of products and with a label;
// a label for everybody in a list; and whether a customer may be contacted.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { api, axe, create_customer, go, journeys, shot, signed_in } from './support.mjs';

journeys();
let page;

const rows = () => page.locator('[role="grid"]').getAttribute('data-rows');
const offers = async () => (await api(page, 'GET', '/report-offers')).json;
/// A place of the menu, found by its name as any other.
async function to_place(name) {
  page = await signed_in();
  await go(page, '/');
  assert.equal(await page.locator(`nav[data-area="menu"] a[title="${name}"]`).count(), 1, name);
  await page.keyboard.press('F3');
  await page.keyboard.type(`>${name}`);
  await page.keyboard.press('Enter');
  await page.waitForSelector('h1');
}
async function made(report, type, filter) {
  const { json: run } = await api(page, 'POST', `/reports/${report}/runs`, { type, filter });
  for (;;) {
    const { json } = await api(page, 'GET', `/reports/runs/${run.id}/totals`);
    if (json.state === 'done') return json;
    await page.waitForTimeout(50);
  }
}

// T-039, T-040: reached by its place; all subscriptions of a season are one press, and fixed seats another
test('subscriptions of a whole season are one press, and their fixed seats another', async () => {
  await to_place('Auswertungen: Abonnements: Kunden');
  const { subscriptions } = await offers();
  const season = subscriptions[0].season;
  await page.getByRole('button', { name: `Alle Abonnements ${season}` }).click();
  await page.waitForSelector('[role="grid"]:focus');
  await page.waitForSelector('footer[data-done]');
  const sold = await made('subscription-customers', 'sold', { seasons: [season] });
  assert.equal(Number(await rows()), sold.rows);
  assert.ok(sold.rows > 0);
  assert.deepEqual(await axe(page), []);
  await shot(page, 'subscription-customers');
  await page.getByRole('radio', { name: 'Feste Plätze', exact: true }).check();
  await page.waitForURL(/type=fixed-seats/);
  await page.waitForSelector('[role="columnheader"]:has-text("Reihe")', { state: 'attached' });
  await shot(page, 'fixed-seats');
});

// T-060: reached by its place
test('promotion customers are asked by the name of the promotion', async () => {
  await to_place('Auswertungen: Aktionen: Kunden');
  const { promotions } = await offers();
  await page.waitForSelector('[data-field="promotion"]:focus');
  await page.keyboard.type(promotions[0]);
  await page.keyboard.press('F10');
  await page.waitForSelector('[role="grid"]:focus');
  await page.waitForSelector('footer[data-done]');
  const sold = await made('promotion-customers', 'sold', { promotions: [promotions[0]] });
  assert.equal(Number(await rows()), sold.rows);
  await shot(page, 'promotion-customers');
});

// T-068: reached by its place; the two tables are linked
test('a product total leads to the customers who bought it', async () => {
  await to_place('Auswertungen: Artikelverkauf');
  const { products } = await offers();
  await page.waitForSelector('[data-field="product"]:focus');
  await page.keyboard.type(products[0]);
  await page.keyboard.press('F10');
  await page.waitForSelector('[role="grid"]:focus');
  await shot(page, 'product-totals');
  await page.keyboard.press('Enter');
  await page.waitForURL(/type=lines/);
  await page.waitForSelector('[role="columnheader"]:has-text("Bestellung")', { state: 'attached' });
  assert.equal(await page.locator('[data-field="product"]').inputValue(), products[0]);
  await shot(page, 'product-lines');
});

// T-062, T-063: from the labels' page an action of a label opens its list; everybody in it gets another label and loses
// it again
test('a label has its list, and everybody in a list gets a label', async () => {
  page = await signed_in();
  await go(page, '/');
  const name = `Kreis ${Date.now().toString(36)}`;
  const carriers = [(await create_customer(page)).id, (await create_customer(page)).id];
  const { id } = (await api(page, 'POST', '/labels', { name })).json;
  await api(page, 'POST', `/labels/${id}/customers`, { customers: carriers });
  const customers = carriers.length;
  await to_place('Verwaltung: Kunden: Merkmale');
  await shot(page, 'labels');
  const line = page.locator('tr[data-label]', { has: page.getByRole('rowheader', { name, exact: true }) });
  await line.getByRole('button', { name: 'Aktionen' }).click();
  await page.getByRole('menuitem', { name: 'Merkmale' }).click();
  await page.waitForSelector('[role="grid"]:focus');
  await page.waitForSelector('footer[data-done]');
  assert.equal(Number(await rows()), customers);
  await shot(page, 'label-customers');
  const own = `Probe ${Date.now().toString(36)}`;
  await page.keyboard.press('Alt+l');
  await page.waitForSelector('[data-field="label"]:focus');
  await page.keyboard.type(own);
  await page.keyboard.press('Enter');
  await page.waitForSelector(`[data-scope="${customers}"]`);
  await shot(page, 'label-everybody');
  await page.keyboard.press('Enter');
  await page.waitForSelector('[data-scope]', { state: 'detached' });
  const carrying = async () =>
    (await api(page, 'GET', '/labels')).json.labels.find((one) => one.name === own)?.customers;
  assert.equal(await carrying(), customers);
  await page.keyboard.press('Control+z');
  await page.waitForFunction(async (wanted) => {
    const { labels } = await (await fetch('/api/v1/labels')).json();
    return labels.find((one) => one.name === wanted)?.customers === 0;
  }, own);
});

test('one key on a customer says whether he may be contacted, and how', async () => {
  page = await signed_in();
  await go(page, '/');
  const { id } = await create_customer(page, { email: 'jette@example.org' });
  await go(page, `/customers/${id}`);
  await page.waitForSelector('form [data-field="name"]');
  await page.keyboard.press('Alt+k');
  const email = page.locator('[data-channel="email"] [data-allowed]');
  await email.first().waitFor();
  assert.deepEqual(await email.evaluateAll((all) => all.map((one) => one.dataset.allowed)), ['true', 'false']);
  assert.deepEqual(await axe(page), []);
  await shot(page, 'contact');
});
