// Journeys of papers for one customer: a letter and a label as PDF, their form chosen and remembered. By keyboard alone.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { axe, create_customer, Fingers, go, journeys, shot, signed_in } from './support.mjs';

let page;
const value = (field) => page.inputValue(`[data-field="${field}"]`);
const begins = (path) =>
  page.evaluate(async (address) => {
    const answer = await fetch(address);
    const bytes = new Uint8Array(await answer.arrayBuffer());
    return { type: answer.headers.get('Content-Type'), start: new TextDecoder().decode(bytes.slice(0, 5)) };
  }, path);

journeys();

async function open_customer() {
  page = await signed_in();
  await go(page, '/');
  const made = await create_customer(page, { salutation: 'Frau' });
  await go(page, `/customers/${made.id}`);
  await page.waitForSelector('form [data-field="name"]');
  return made;
}

test('a letter is written by keyboard and comes back as PDF; its form is remembered', async () => {
  const made = await open_customer();
  const fingers = new Fingers(page);
  await fingers.press('Alt+b');
  await page.waitForSelector('[data-field="letter-subject"]:focus');
  await page.waitForSelector(`dialog address >> text=${made.name}`);
  await fingers.type('Ihre Reise');
  await fingers.press('Tab');
  await fingers.type('Die Karten liegen bei.');
  await fingers.press('Tab');
  await page.waitForSelector('[data-field="letter_form"]:focus');
  await page.selectOption('[data-field="letter_form"]', 'a');
  await shot(page, 'letter');
  assert.deepEqual(await axe(page), []);
  await fingers.press('Tab', 'Enter');
  await page.waitForSelector('a[data-letter]:focus');
  const [download] = await Promise.all([page.waitForEvent('download'), page.click('a[download$=".pdf"]')]);
  assert.equal(download.suggestedFilename(), `${made.name}, Jette.pdf`);
  assert.equal(readFileSync(await download.path(), 'latin1').slice(0, 5), '%PDF-');
  await page.focus('[data-field="letter-text"]');
  await fingers.type(' ');
  await page.waitForSelector('a[data-letter]', { state: 'detached' });
  await fingers.press('Escape');
  await page.waitForSelector('dialog', { state: 'detached' });
  await fingers.press('Alt+b');
  await page.waitForSelector('[data-field="letter-subject"]:focus');
  assert.equal(await value('letter_form'), 'a');
});

test('the format of a label is chosen and remembered; every format gives a PDF', async () => {
  const made = await open_customer();
  const open = async () => {
    await page.focus('[data-area="actions"] button[aria-haspopup="true"]');
    await page.keyboard.press('Enter');
    await page.waitForSelector('[role="menuitem"]:focus');
    await page.keyboard.type('Etik');
    await page.keyboard.press('Enter');
    await page.waitForSelector('[data-field="label_format"]:focus');
  };
  await open();
  const formats = await page.$$eval('[data-field="label_format"] option', (all) => all.map((one) => one.value));
  assert.ok(formats.length > 3);
  for (const format of formats) {
    const label = await begins(`/api/v1/customers/${made.id}/label.pdf${format ? `?format=${format}` : ''}`);
    assert.deepEqual(label, { type: 'application/pdf', start: '%PDF-' }, format);
  }
  await page.selectOption('[data-field="label_format"]', formats.at(-1));
  await shot(page, 'label');
  assert.deepEqual(await axe(page), []);
  const opened = page.context().waitForEvent('request', (request) => request.url().includes('label.pdf'));
  await page.keyboard.press('Enter');
  assert.match((await opened).url(), new RegExp(`format=${formats.at(-1)}`));
  await page.waitForSelector('dialog', { state: 'detached' });
  await open();
  assert.equal(await value('label_format'), formats.at(-1));
});
