// Journeys of papers: a letter and a label of a customer as PDF, their form chosen and remembered, by keyboard alone;
// letters from a template with a member of the family, serial letters, and what holds for bookings.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { api, axe, create_customer, Fingers, go, journeys, once, shot, signed_in } from './support.mjs';

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

async function made_by(path, body) {
  const answer = await api(page, 'POST', path, body, once());
  assert.equal(answer.status, 201, JSON.stringify(answer.json));
  return answer.json;
}

// J-109 J-110
test('a letter takes over all of the customer and of the marked member; without a mark it cannot be begun', async () => {
  const made = await open_customer();
  const member = await made_by(`/customers/${made.id}/family`, { first_name: 'Ole', name: 'Nilsson', role: 'child' });
  const name = `Familie ${Date.now().toString(36)}`;
  const text = '{full_name} aus {town} reist mit {member.first_name} {member.name} ({member.role}).';
  const template = await made_by('/base-data/letter-templates', { name, subject: 'Mit {member.first_name}', text });
  await page.reload();
  await page.waitForSelector('form [data-field="name"]');
  await page.keyboard.press('Alt+2');
  await page.waitForSelector('[data-letter-of-member]:disabled');
  await page.focus(`[data-holder="${member.id}"]`);
  await page.keyboard.press('Enter');
  await page.waitForSelector('[data-letter-of-member]:enabled');
  await page.focus('[data-letter-of-member]');
  await page.keyboard.press('Enter');
  await page.waitForSelector(`dialog [data-member="${member.id}"]`);
  await page.waitForSelector(`[data-field="letter-template"] option[value="${template.id}"]`, { state: 'attached' });
  await page.selectOption('[data-field="letter-template"]', String(template.id));
  await page.waitForFunction(() => document.querySelector('[data-field="letter-text"]').value.includes('Ole'));
  assert.equal(await value('letter-text'), `Jette ${made.name} aus Köln reist mit Ole Nilsson (Kind).`);
  assert.equal(await value('letter-subject'), 'Mit Ole');
  await page.focus('[data-field="letter-insert"]');
  await page.keyboard.type('geburtsdatum');
  await page.waitForSelector('[role="option"]');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.keyboard.type(' geboren');
  await page.waitForFunction(() =>
    /{member.birth_date} geboren/.test(document.querySelector('[data-field="letter-text"]').value),
  );
  await shot(page, 'letter-of-member');
  assert.deepEqual(await axe(page), []);
  await page.click('dialog button.primary');
  await page.waitForSelector('a[data-letter]:focus');
});

// J-183
test('marked customers get a serial letter; who is in no selection is left out and named', async () => {
  page = await signed_in();
  await go(page, '/');
  const name = `Serie${Date.now().toString(36).slice(-5)}`;
  await create_customer(page, { name, first_name: 'Anna' });
  await create_customer(page, { name, first_name: 'Bert', no_selection: true });
  await go(page, `/customers?filter=${name}`);
  await page.waitForSelector('[role="grid"][data-rows="2"]');
  await page.focus('[role="grid"]');
  await page.keyboard.press('Space');
  await page.keyboard.press('Shift+ArrowDown');
  await page.waitForSelector('[role="status"] >> text=2 Kunden markiert');
  await page.click('button:has-text("Serienbrief")');
  await page.waitForSelector('dialog [data-recipients="1"]');
  assert.match(await page.textContent('[data-left-out="1"]'), new RegExp(`Bert ${name}.*keine Selektion`));
  await page.fill('[data-field="letter-text"]', 'Hallo {first_name}');
  await shot(page, 'serial-letter');
  assert.deepEqual(await axe(page), []);
  await page.click('dialog button.primary');
  await page.waitForSelector('a[data-letter]:focus');
  await page.check('dialog input[type="checkbox"]');
  await page.waitForSelector('dialog [data-recipients="2"]');
  await page.waitForSelector('a[data-letter]', { state: 'detached' });
});

// J-122 J-144 J-204
test('what holds for bookings says whose each value is', async () => {
  page = await signed_in();
  await go(page, '/');
  const company = await create_customer(page, { kind: 'company', tax_number: '12/345/67890' });
  const made = await create_customer(page, { payment_kind: 'invoice', billing_address_from: company.number });
  await go(page, `/customers/${made.id}`);
  await page.waitForSelector('form [data-field="name"]');
  await page.focus('[data-area="actions"] button[aria-haspopup="true"]');
  await page.keyboard.press('Enter');
  await page.waitForSelector('[role="menuitem"]:focus');
  await page.keyboard.type('Vorg');
  await page.keyboard.press('Enter');
  const line = (term) => page.textContent(`dialog [data-term="${term}"]`);
  await page.waitForSelector('dialog [data-term="payment_kind"]');
  assert.match(await line('payment_kind'), /Rechnung.*vom Kunden/);
  assert.match(await line('print_copies'), /1.*Vorgabe des Hauses/);
  assert.match(await line('credit_note'), /12\/345\/67890.*von /);
  await shot(page, 'booking-terms');
  assert.deepEqual(await axe(page), []);
});
