// The complete profile: six tabs, lists saved row by row, links, notes, kinds, letters; by keyboard. Needs a running
// house.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { api, Fingers, go, journeys, shot, signed_in } from './support.mjs';

let page;
const started = Date.now().toString(36).slice(-5);
const value = (field) => page.inputValue(`[data-field="${field}"]`);
const toast = (text) => page.waitForSelector(`[role="status"] >> text=${text}`);
const focus_of = () => page.evaluate(() => document.activeElement?.dataset.field ?? document.activeElement?.id);
const lists_of = async (id) => (await api(page, 'GET', `/customers/${id}/lists`)).json;
const key = () => ({ 'Idempotency-Key': crypto.randomUUID() });

journeys();

async function make_customer(more = {}) {
  const name = `Profil${started}${Math.random().toString(36).slice(2, 6)}`;
  const address = { street: 'Domplatz', house_number: '1', country: 'DE', postcode: '50667', town: 'Köln' };
  const body = { kind: 'private', name, first_name: 'Pia', ...address, ...more };
  const answer = await api(page, 'POST', '/customers', body, key());
  assert.equal(answer.status, 201, JSON.stringify(answer.json));
  return answer.json;
}
async function add(id, list, body) {
  const answer = await api(page, 'POST', `/customers/${id}/${list}`, body, key());
  assert.equal(answer.status, 201, `${list}: ${JSON.stringify(answer.json)}`);
  return answer.json;
}
async function open_customer(more, prepare) {
  page = await signed_in({ width: 1366, height: 768 });
  await go(page, '/');
  const made = await make_customer(more);
  await prepare?.(made);
  await go(page, `/customers/${made.id}`);
  await page.waitForSelector('form [data-field="name"]');
  return made;
}
const leave_row = () => page.evaluate(() => document.activeElement.blur());

test('J-006 J-007 J-008 J-009 each of the four kinds is begun by its key, by the menu and by a command', async () => {
  page = await signed_in();
  await go(page, '/');
  await page.waitForSelector('[role="search"] input');
  const keys = { private: 'F2', company: 'Shift+F2', agency: 'Control+F2', prospect: 'Alt+F2' };
  for (const [kind, pressed] of Object.entries(keys)) {
    await page.keyboard.press(pressed);
    await page.waitForURL(`**/customers/new/${kind}`);
    await page.waitForSelector('form [data-field="name"]');
  }
  await page.focus('header button[aria-haspopup="true"]');
  await page.keyboard.press('Enter');
  await page.waitForSelector('[role="menuitem"]:focus');
  assert.equal(await page.locator('[role="menuitem"]').count(), 4);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/customers/new/company');
});

test('J-068 the whole tab Kunde is seen at 1366 by 768 without scrolling', async () => {
  await open_customer();
  await page.waitForTimeout(300);
  const over = await page.evaluate(() => {
    const box = document.querySelector('[role="tabpanel"]').parentElement;
    return box.scrollHeight - box.clientHeight;
  });
  assert.ok(over <= 0, `${over} px too high`);
  await shot(page, 'profile-customer');
});

test('six tabs by Alt and a digit, by arrows within their row; every declared field has its place', async () => {
  await open_customer();
  const seen = new Set();
  for (let digit = 1; digit <= 6; digit++) {
    await page.keyboard.press(`Alt+${digit}`);
    await page.waitForSelector(`[role="tab"][aria-selected="true"]:nth-child(${digit})`);
    const all = page.locator('button:has-text("Alle 32")');
    if (await all.count()) await all.first().click();
    await page.waitForTimeout(150);
    for (const field of await page.locator('[role="tabpanel"] [data-field]').all())
      seen.add(await field.getAttribute('data-field'));
    await shot(page, `profile-tab-${digit}`);
  }
  await page.focus('[role="tab"][aria-selected="true"]');
  await page.keyboard.press('Home');
  await page.waitForSelector('#tab-customer[aria-selected="true"]:focus');
  await page.keyboard.press('ArrowRight');
  await page.waitForSelector('#tab-family[aria-selected="true"]:focus');
  const { records } = (await api(page, 'GET', '/fields')).json;
  const elsewhere = /^(created_at|changed_at|free5)$|_(reason|since|e164)$/;
  const { absent } = (await api(page, 'GET', '/captions?kind=private')).json; // of modules that are switched off
  const missing = records.customer
    .map((field) => field.name)
    .filter((name) => !seen.has(name) && !elsewhere.test(name) && !absent.includes(name));
  assert.deepEqual(missing, [], 'fields without a place');
});

test('J-119 J-121 J-132 J-134 J-139 fields of Zusatz are entered and saved with the customer', async () => {
  const made = await open_customer();
  await page.keyboard.press('Alt+4');
  await page.waitForSelector('[data-field="mailing_kind"]:focus');
  await page.fill('[data-field="free1"]', 'Stammtisch');
  await page.fill('[data-field="credit_limit"]', '1.200,50');
  await page.fill('[data-field="website"]', 'https://example.org');
  await page.keyboard.press('Control+s');
  await toast('Gespeichert');
  const { json } = await api(page, 'GET', `/customers/${made.id}`);
  assert.deepEqual([json.free1, Number(json.credit_limit)], ['Stammtisch', 1200.5]);
});

test('J-026 J-173 J-179 J-194 status fields and a block with its reason are set on Attribute', async () => {
  const made = await open_customer();
  await page.keyboard.press('Alt+5');
  await page.waitForSelector('#tab-attributes[aria-selected="true"]');
  await page.locator('button:has-text("Alle 32")').click();
  await page.check('[data-field="status3"]');
  await page.check('[data-field="status7"]');
  await page.check('[data-field="booking_block"]');
  await page.fill('[data-field="booking_block_reason"]', 'zahlt nicht');
  await page.keyboard.press('Control+s');
  await toast('Gespeichert');
  await page.waitForSelector('header .chip.danger');
  const { json } = await api(page, 'GET', `/customers/${made.id}`);
  assert.deepEqual(
    [json.status3, json.status7, json.booking_block, json.booking_block_reason],
    [true, true, true, 'zahlt nicht'],
  );
});

test('J-097 J-098 J-100 J-101 J-103 a member of the family, his passport and a wish: saved when left', async () => {
  const made = await open_customer();
  await page.keyboard.press('Alt+2');
  await page.click('[data-add="family"]');
  await page.waitForSelector('[data-field="family-new-salutation"]:focus');
  await page.fill('[data-field="family-new-first_name"]', 'Ole');
  await page.fill('[data-field="family-new-name"]', 'Nilsson');
  await page.fill('[data-field="family-new-birth_date"]', '1.3.2012');
  await leave_row();
  await toast('Gespeichert: Familie');
  const [member] = (await lists_of(made.id)).family;
  assert.deepEqual([member.first_name, member.birth_date], ['Ole', '2012-03-01']);
  await page.click(`[data-row="${member.id}"] button:has-text("Passdaten")`);
  await page.waitForSelector(`[data-holder="${member.id}"][aria-pressed="true"]`);
  await page.click('[data-add="passports"]');
  await page.fill('[data-field="passports-new-number"]', 'C01X00T47');
  await page.fill('[data-field="passports-new-valid_until"]', '01.02.2031');
  await page.fill('[data-field="passports-new-free1"]', 'Visum liegt vor');
  await leave_row();
  await toast('Gespeichert: Reisepässe');
  await page.fill('[data-field="wishes-new-text"]', 'Fensterplatz');
  await leave_row();
  await toast('Gespeichert: Wünsche');
  const { passports, wishes } = await lists_of(made.id);
  assert.deepEqual([passports[0].holder, passports[0].free1], [member.id, 'Visum liegt vor']);
  assert.match(passports[0].number, /^•+ ?0?T?47|•/, 'the number is covered');
  assert.deepEqual([wishes[0].holder, wishes[0].text], [member.id, 'Fensterplatz']);
  await shot(page, 'profile-family');
});

test('J-107 a machine-readable zone fills the passport', async () => {
  await open_customer();
  await page.keyboard.press('Alt+2');
  await page.click('button:has-text("Aus maschinenlesbarer Zeile")');
  await page.waitForSelector('dialog textarea:focus');
  await page.fill(
    'dialog textarea',
    'P<NLDDE<BRUIJN<<WILLEKE<LISELOTTE<<<<<<<<<<<\nSPECI20142NLD6503101F2401151999999990<<<<<82',
  );
  await page.waitForSelector('dialog button.primary:not([disabled])');
  await shot(page, 'profile-zone');
  await page.click('dialog button.primary');
  await page.waitForFunction(
    () => document.querySelector('[data-field="passports-new-number"]')?.value === 'SPECI2014',
  );
  assert.equal(await value('passports-new-nationality'), 'NL');
});

test('J-111 J-112 J-113 J-114 J-115 bank accounts: covered, shown on demand, put into another order by keyboard, undone', async () => {
  const mandate = { mandate: 'M-1', mandate_on: '2025-01-01' };
  const made = await open_customer({ payment_kind: 'direct_debit' }, async ({ id }) => {
    const first = { iban: 'DE89370400440532013000', bank_name: 'Erste', holder: 'P. Profil' };
    await add(id, 'bank-accounts', { ...first, ...mandate });
    await add(id, 'bank-accounts', { iban: 'NL91ABNA0417164300', bank_name: 'Zweite', ...mandate });
  });
  const before = (await lists_of(made.id)).bank_accounts;
  const order = async () => (await lists_of(made.id)).bank_accounts.map((row) => row.bank_name);
  await page.keyboard.press('Alt+3');
  await page.waitForSelector(`[data-row="${before[0].id}"] >> text=wird abgebucht`);
  const iban = `bank_accounts-${before[0].id}-iban`;
  assert.equal(await value(iban), '', 'not in clear');
  await page.click(`[data-row="${before[0].id}"] button[aria-label^="IBAN"]`);
  await page.waitForFunction((name) => document.querySelector(`[data-field="${name}"]`).value.startsWith('DE89'), iban);
  await page.focus(`[data-field="bank_accounts-${before[1].id}-bank_name"]`);
  await page.keyboard.press('Alt+ArrowUp');
  await toast('Reihenfolge gespeichert');
  assert.deepEqual(await order(), ['Zweite', 'Erste']);
  assert.equal(await focus_of(), `bank_accounts-${before[1].id}-bank_name`, 'the focus stays in the row');
  await page.waitForSelector(`[data-row="${before[1].id}"] >> text=wird abgebucht`);
  await page.click('[role="status"] button:has-text("Rückgängig")');
  await toast('Rückgängig gemacht');
  assert.deepEqual(await order(), ['Erste', 'Zweite']);
});

test('J-116 J-117 J-118 an expired card is told when the customer is opened; full numbers are refused', async () => {
  await open_customer({}, ({ id }) =>
    add(id, 'cards', { kind: 'credit', brand: 'Visa', last4: '4242', valid_until: '2022-12-31', holder: 'P. Profil' }),
  );
  await page.waitForSelector('[data-warnings] button');
  await page.click('[data-warnings] button >> nth=0');
  await page.waitForSelector('#tab-banks[aria-selected="true"]');
  const until = '[data-list="cards"] [data-field$="-valid_until"] >> nth=0';
  assert.equal(await page.inputValue(until), '12/22', 'as it stands on the card');
  await page.fill(until, '0327');
  await leave_row();
  await page.waitForFunction(() => document.querySelector('[data-field$="-valid_until"]')?.value === '03/27');
  await page.click('[data-add="cards"]');
  await page.selectOption('[data-field="cards-new-kind"]', 'frequent_flyer');
  await page.fill('[data-field="cards-new-number"]', '4111111111111111');
  await leave_row();
  await page.waitForSelector('[data-field="cards-new-number"][aria-invalid="true"]');
  await shot(page, 'profile-cards');
});

test('J-205 J-206 J-207 J-208 J-209 the phone list: Enter begins the next line, a line is saved when left, deleted and undone', async () => {
  const made = await open_customer({ kind: 'company' });
  await page.keyboard.press('Alt+6');
  await page.waitForSelector('[data-field="phones-new-department"]:focus');
  for (const [department, number] of [
    ['Einkauf', '0221 5550100'],
    ['Verkauf', '0221 5550200'],
  ]) {
    assert.equal(await focus_of(), 'phones-new-department', 'Enter begins the next line');
    await page.keyboard.type(department);
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await page.keyboard.type(number);
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
  }
  await leave_row();
  await page.waitForFunction(
    () => document.querySelectorAll('[data-list="phones"]:not([data-row^="new"])').length === 2,
  );
  const { phones } = await lists_of(made.id);
  assert.deepEqual(
    phones.map((row) => row.department),
    ['Einkauf', 'Verkauf'],
  );
  await page.fill(`[data-field="phones-${phones[0].id}-remark"]`, 'vormittags');
  await leave_row();
  await toast('Gespeichert: Telefonliste');
  await page.click(`[data-row="${phones[1].id}"] button[aria-label*="löschen"]`);
  await toast('Gelöscht: Telefonliste');
  await page.click('[role="status"] button:has-text("Rückgängig") >> nth=-1');
  await toast('Rückgängig gemacht');
  const now = (await lists_of(made.id)).phones;
  assert.deepEqual([now.length, now[0].remark], [2, 'vormittags']);
});

test('J-225 J-226 J-227 J-228 J-230 J-231 notes: added with time and author, the button turns blue, discarded entries vanish', async () => {
  const made = await open_customer();
  await page.keyboard.press('F7');
  await page.waitForSelector('aside textarea:focus');
  await page.keyboard.type('Ruft montags an');
  await page.click('aside button:has-text("Verwerfen")');
  assert.equal(await value('note'), '');
  await page.focus('aside textarea');
  await page.keyboard.type('Ruft dienstags an');
  await page.keyboard.press('Control+Enter');
  await toast('Notiz hinzugefügt');
  await page.waitForSelector('aside li >> text=Ruft dienstags an');
  const [note] = (await lists_of(made.id)).notes;
  assert.ok(note.written_at && note.written_by, 'time and author');
  await page.keyboard.press('Escape');
  await page.waitForSelector('aside', { state: 'detached' });
  await page.reload();
  await page.waitForSelector('button:has-text("Notizen vorhanden")');
  const colour_of = (words) => page.locator(`text=${words}`).evaluate((one) => getComputedStyle(one).color);
  assert.notEqual(await colour_of('Notizen vorhanden'), await colour_of('Verlauf'), 'it is blue where there are notes');
  await shot(page, 'profile-notes');
});

test('J-145 J-146 J-147 "?" and Tab in a link field open the search, the choice brings the number', async () => {
  const other = { name: `Zielkunde${started}` };
  await open_customer({}, async () => {
    other.record = await make_customer({ name: other.name });
  });
  await page.keyboard.press('Alt+4');
  await page.focus('[data-field="company"]');
  const fingers = new Fingers(page);
  await fingers.type('?');
  await fingers.press('Tab');
  await page.waitForSelector('dialog [role="combobox"]:focus');
  await fingers.type(other.name);
  await page.waitForSelector('dialog [role="option"]');
  await fingers.press('Enter');
  await page.waitForSelector('dialog', { state: 'detached' });
  assert.equal(await value('company'), String(other.record.number));
  assert.equal(await focus_of(), 'company');
  await page.keyboard.press('Control+s');
  await toast('Gespeichert');
  await shot(page, 'profile-links');
});

test('J-236 OK stores what was changed on every tab, open lines too, and closes the form', async () => {
  const made = await open_customer();
  await page.fill('[data-field="first_name"]', 'Paula');
  await page.keyboard.press('Alt+4');
  await page.waitForSelector('[data-field="mailing_kind"]:focus');
  await page.fill('[data-field="free1"]', 'Stammtisch');
  await page.keyboard.press('Alt+6');
  await page.waitForSelector('[data-field="phones-new-department"]:focus');
  await page.fill('[data-field="phones-new-number"]', '0221 5550300');
  await page.keyboard.press('F10');
  await page.waitForURL((address) => !address.pathname.endsWith(`/customers/${made.id}`));
  const { json } = await api(page, 'GET', `/customers/${made.id}`);
  assert.deepEqual([json.first_name, json.free1], ['Paula', 'Stammtisch']);
  assert.deepEqual(
    (await lists_of(made.id)).phones.map((row) => row.number),
    ['0221 5550300'],
  );
});

test('J-004 the kind of a customer is changed, his number kept', async () => {
  const made = await open_customer({ kind: 'prospect' });
  await page.click('button:has-text("Mehr")');
  await page.click('[role="menuitem"]:has-text("Kundenart ändern")');
  await page.waitForSelector('dialog input[type="radio"]:focus');
  await page.click('dialog button.primary');
  await page.waitForSelector('dialog', { state: 'detached' });
  const { json } = await api(page, 'GET', `/customers/${made.id}`);
  assert.deepEqual([json.kind, json.number], ['private', made.number]);
});

test('J-165 a travel agency has its own details, saved when they are left', async () => {
  const made = await open_customer({ kind: 'agency' });
  await page.keyboard.press('Alt+4');
  await page.fill('[data-field="agency-agency_number"]', 'AG-77');
  await page.fill('[data-field="agency-settlement_operator"]', 'AGVER');
  await leave_row();
  await toast('Gespeichert: Angaben zum Reisebüro');
  const { json } = await api(page, 'GET', `/customers/${made.id}/agency`);
  assert.deepEqual([json.agency_number, json.settlement_operator], ['AG-77', 'AGVER']);
});

test('saving shows at once and is confirmed', async () => {
  await open_customer();
  await page.fill('[data-field="first_name"]', 'Paula');
  const shown = await page.evaluate(async () => {
    const begun = performance.now();
    document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { key: 's', ctrlKey: true, bubbles: true }));
    while (document.querySelector('[data-field="first_name"][data-changed]'))
      await new Promise((resolve) => requestAnimationFrame(resolve));
    return performance.now() - begun;
  });
  await toast('Gespeichert');
  console.log(`shown after ${Math.round(shown)} ms`);
});

/// Choices that are wider than the box they would stand in.
const cut_choices = () =>
  page.$$eval('[role="tabpanel"] select', (all) => {
    const pen = document.createElement('canvas').getContext('2d');
    return all.flatMap((box) => {
      const style = getComputedStyle(box);
      pen.font = style.font;
      const arrow = 16;
      const room = box.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight) - arrow;
      return [...box.options].filter((one) => pen.measureText(one.text).width > room).map((one) => one.text);
    });
  });

test('no caption and no choice of accounts and cards is cut at 1280 and 800, in any language', async () => {
  const made = await open_customer({}, async ({ id }) => {
    await add(id, 'bank-accounts', { iban: 'DE89370400440532013000' });
    await add(id, 'cards', { kind: 'credit', brand: 'Visa', last4: '4242' });
    await add(id, 'cards', { kind: 'frequent_flyer', brand: 'Miles', number: '990011' });
  });
  const cut = () =>
    page.$$eval('[role="tabpanel"] label, [role="tabpanel"] label *', (all) =>
      all.filter((one) => one.scrollWidth > one.clientWidth + 1 && one.clientWidth).map((one) => one.textContent),
    );
  try {
    for (const language of ['nl', 'en', 'de']) {
      assert.equal((await api(page, 'PATCH', '/me/settings', { language })).status, 200);
      await go(page, `/customers/${made.id}`);
      await page.waitForSelector(`html[lang^="${language}"]`);
      await page.waitForSelector('form [data-field="name"]');
      await page.keyboard.press('Alt+3');
      await page.waitForSelector('[data-list="cards"] >> nth=1');
      for (const width of [1280, 800]) {
        await page.setViewportSize({ width, height: 800 });
        await shot(page, `captions-${language}-${width}`);
        assert.deepEqual([...(await cut()), ...(await cut_choices())], [], `${language} ${width}`);
      }
    }
  } finally {
    await api(page, 'PATCH', '/me/settings', { language: 'de' });
  }
});
