// Journey of declarations: what a customer says about a permission at the desk, noted by keyboard, told apart from what
// was said later, and taken back.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { axe, create_customer, Fingers, go, journeys, shot, signed_in } from './support.mjs';

journeys();

test('a declaration is noted by keyboard; an older one does not change what holds; undo takes it back', async () => {
  const page = await signed_in();
  await go(page, '/');
  const made = await create_customer(page);
  await go(page, `/customers/${made.id}`);
  await page.waitForSelector('form [data-field="name"]');
  await page.keyboard.press('Alt+7');
  await page.waitForSelector('#permissions');
  const open = async () => {
    await page.focus('section[aria-labelledby="permissions"] button');
    await page.keyboard.press('Enter');
    await page.waitForSelector('dialog select:focus');
  };
  const fingers = new Fingers(page);
  await open();
  const permission = await page.inputValue('dialog select >> nth=0');
  await fingers.press('Tab');
  await page.selectOption('dialog select >> nth=1', 'withdrawn');
  await fingers.press('Tab', 'Tab');
  await fingers.type('Telefon');
  await shot(page, 'declaration');
  assert.deepEqual(await axe(page), []);
  await fingers.press('Enter');
  const line = page.locator(`[data-permission="${permission}"]`);
  await line.getByText('widerrufen').waitFor();
  assert.match(await line.innerText(), /Telefon/);

  await open();
  await fingers.press('Tab', 'Tab');
  await fingers.type('01.02.2020');
  await fingers.press('Enter');
  await page.getByText('Es gilt weiterhin die spätere Erklärung').waitFor();
  await line.locator('summary').waitFor();
  assert.match(await line.locator('summary').innerText(), /widerrufen/);

  await open();
  await fingers.press('Tab', 'Tab');
  await fingers.type('31.12.2199');
  await fingers.press('Enter');
  await page.locator('dialog').getByText('liegt in der Zukunft').waitFor();
  await fingers.press('Escape');
  await fingers.press('Control+z');
  await line.locator('details').waitFor({ state: 'detached' });
});
