// Labels and permissions on their pages by keyboard, and what follows: a label in its colour with its whole name for who
// hears it, what it says when its customer is opened, and words of a permission that are never overwritten.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { api, axe, create_customer, go, journeys, once, shot, signed_in } from './support.mjs';

journeys();
const mark = Date.now().toString(36);

test('a label gets its look and its days on its page; a customer shows it in light and dark', async () => {
  const page = await signed_in();
  const name = `Stammgast ${mark}`;
  await go(page, '/administration/label-definitions');
  await page.locator('[data-row="new"] summary').press('Enter');
  const type = (field, text) => page.locator(`[data-field="label-definitions-new-${field}"]`).pressSequentially(text);
  await type('name', name);
  await type('abbreviation', 'SG');
  await type('colour', '#ffd54f');
  await type('valid_days', '30');
  await type('notice', 'Bitte persönlich begrüßen');
  await page.locator('[data-field="label-definitions-new-icon"]').selectOption('star');
  await page.locator('h1').click();
  await page.waitForSelector(`summary [data-label="${name}"]`);
  assert.deepEqual(await axe(page), []);
  await shot(page, 'label-page');
  const { rows } = (await api(page, 'GET', `/base-data/label-definitions?q=${mark}`)).json;
  assert.equal(rows[0].valid_days, 30);

  const customer = await create_customer(page);
  const given = await api(page, 'POST', `/labels/${rows[0].id}/customers`, { customers: [customer.id] });
  assert.equal(given.json.changed, 1);
  for (const scheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme: scheme });
    await go(page, `/customers/${customer.id}`);
    const chip = page.locator(`header [data-label="${name}"]`);
    await chip.waitFor();
    assert.match(await chip.innerText(), /SG/);
    assert.match(await chip.textContent(), new RegExp(name));
    await page.locator('[data-warnings]').getByText('Bitte persönlich begrüßen').waitFor();
    assert.deepEqual(await axe(page), []);
    await shot(page, `label-of-customer-${scheme}`);
  }
});

test('words of a permission: a version for each, and a declaration names the newest', async () => {
  const page = await signed_in();
  const name = `Newsletter ${mark}`;
  await go(page, '/');
  assert.equal((await api(page, 'POST', '/base-data/permission-definitions', { name }, once())).status, 201);
  await go(page, '/administration/permission-definitions');
  await page.locator('summary', { hasText: name }).press('Enter');
  const words = page.locator(`[data-wordings="${name}"]`);
  const write = async (text, version) => {
    await words.locator('[data-row="new-wording"] > summary').waitFor();
    if ((await words.locator('[data-row="new-wording"]').getAttribute('open')) === null)
      await words.locator('[data-row="new-wording"] > summary').press('Enter');
    await words.locator('textarea').pressSequentially(text);
    await page.locator('h1').click();
    await words.locator(`[data-wording="${version}:de"]`).waitFor();
  };
  await write('Ja, ich möchte Post.', 1);
  await write('Ja, ich möchte monatlich Post.', 2);
  assert.deepEqual(await axe(page), []);
  await shot(page, 'permission-page');

  const customer = await create_customer(page);
  await go(page, `/customers/${customer.id}`);
  await page.waitForSelector('form [data-field="name"]');
  await page.keyboard.press('Alt+7');
  await page.waitForSelector('#permissions');
  await page.focus('section[aria-labelledby="permissions"] button');
  await page.keyboard.press('Enter');
  await page.waitForSelector('dialog select:focus');
  await page.selectOption('dialog select >> nth=0', name);
  await page.locator('dialog [data-wording="2"]').getByText('monatlich').waitFor();
  await shot(page, 'declaration-wording');
  await page.keyboard.press('Enter');
  const line = page.locator(`[data-permission="${name}"]`);
  await line.waitFor();
  assert.match(await line.innerText(), /Wortlaut 2/);
});
