// Journeys about bookings: begun from the profile and typed by keyboard, reckoned while typing, found again by booking and
// participant, paid, cancelled with its charges shown first.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { api, axe, create_customer, Fingers, go, journeys, once, shot, signed_in } from './support.mjs';

let page;
const toast = (text) => page.waitForSelector(`[role="status"] >> text=${text}`);
const focused = (field) => page.waitForSelector(`[data-field="${field}"]:focus`);
/// The field of the row that has this value, as soon as it is there.
const row_of = async (list, field, value) => {
  const found = await page.waitForFunction(
    ([list, field, value]) =>
      [...document.querySelectorAll(`[data-list="${list}"] [data-field$="/${field}"]`)].find(
        (one) => one.value === value,
      )?.dataset.field,
    [list, field, value],
  );
  return found.jsonValue();
};
const figure = async (name) => (await page.textContent(`[data-total="${name}"] td`)).trim();
const total_is = (name, text) =>
  page.waitForFunction(
    ([name, text]) => document.querySelector(`[data-total="${name}"] td`)?.textContent.includes(text),
    [name, text],
  );
async function post(path, body, headers = once()) {
  const answer = await api(page, 'POST', path, body, headers);
  assert.ok(answer.status < 300, `${path}: ${JSON.stringify(answer.json)}`);
  return answer.json;
}
const book = (customer, more = {}) =>
  post('/bookings', {
    ...{ customer: customer.number, departs_on: '2027-07-17', returns_on: '2027-07-31' },
    services: [{ service_kind: 'package', description: 'Hotel am Strand', count: 2, unit_price: '500.00' }],
    ...more,
  });
const stored = async (number) => (await api(page, 'GET', `/bookings/${number}`)).json;
const number_shown = async () => {
  await page.waitForURL(/\/bookings\/\d+$/);
  return Number(/\d+$/.exec(page.url())[0]);
};

journeys();

async function begin(options = {}) {
  page = await signed_in({ width: 1280, height: 800, ...options });
  await go(page, '/');
}
async function profile(customer) {
  await go(page, `/customers/${customer.id}`);
  await page.waitForSelector('form [data-field="name"]');
}

// J-002 J-093 J-099
test('three people and four services: content and at most 40 keys, the sums live while typing', async () => {
  await begin();
  const customer = await create_customer(page, { birth_date: '1985-03-01' });
  await post(`/customers/${customer.id}/family`, { first_name: 'Ben', name: 'Reise', birth_date: '2015-05-01' });
  await post(`/customers/${customer.id}/family`, { first_name: 'Carla', name: 'Reise', birth_date: '2018-05-01' });
  await profile(customer);
  const fingers = new Fingers(page);
  let content = 0;
  const type = async (text) => {
    content += text.length;
    await fingers.type(text);
  };
  await fingers.press('F9');
  await focused('departs_on');
  for (const text of ['170727', '310727', 'PMI']) {
    await type(text);
    await fingers.press('Enter');
  }
  await fingers.press('Alt+p');
  await page.waitForSelector('[data-list="participants"][data-row="n2"]');
  await focused('services/n1/service_kind');
  const services = [
    ['P', 'SONNE', 'Hotel Sol', '899'],
    ['F', 'MEER', 'FRA-PMI', '199'],
    ['V', 'STADT', 'Storno', '49'],
    ['T', 'BERG', 'Bus', '25,50'],
  ];
  for (const [place, service] of services.entries()) {
    await focused(`services/n${place + 1}/service_kind`);
    for (const text of service) {
      await type(text);
      await fingers.press('Enter');
    }
  }
  await total_is('services', '3.517,50');
  await page.waitForSelector('[data-due]');
  await shot(page, 'booking-typed');
  assert.ok(await page.isVisible('[data-field="amounts/n1/text"]'), 'amounts are in view');
  await fingers.press('Control+s');
  const number = await number_shown();
  assert.ok(fingers.keys - content <= 40, `${fingers.keys - content} keys beside the content`);
  const booking = await stored(number);
  assert.equal(booking.customer.number, customer.number);
  assert.deepEqual(
    booking.participants.map(({ first_name, birth_date }) => [first_name, birth_date]),
    [
      ['Jette', '1985-03-01'],
      ['Ben', '2015-05-01'],
      ['Carla', '2018-05-01'],
    ],
  );
  assert.deepEqual(
    booking.services.map(({ service_kind, operator, count, total, starts_on }) => [
      ...[service_kind, operator, count, total, starts_on],
    ]),
    [
      ['package', 'SONNE', 3, '2697.00', '2027-07-17'],
      ['flight', 'MEER', 3, '597.00', '2027-07-17'],
      ['insurance', 'STADT', 3, '147.00', '2027-07-17'],
      ['transfer', 'BERG', 3, '76.50', '2027-07-17'],
    ],
  );
  assert.equal(booking.totals.services, '3517.50');
});

// J-232 J-233 J-234 J-235
test('Anmeldung saves the profile, closes it, and opens the newest booking, or a new one', async () => {
  await begin();
  const customer = await create_customer(page);
  await profile(customer);
  await page.fill('[data-field="code1"]', 'REISE');
  await page.keyboard.press('Shift+F9');
  await page.waitForURL(/\/bookings\/new\?customer=/);
  await focused('departs_on');
  const now = (await api(page, 'GET', `/customers/${customer.id}`)).json;
  assert.equal(now.code1, 'REISE', 'the profile is saved');
  const open = page.locator('nav[data-area="open"]', { hasText: customer.name });
  assert.equal(await open.count(), 0, 'and closed');
  const first = await book(customer);
  const second = await book(customer, { departs_on: '2027-03-01', returns_on: '2027-03-05' });
  await profile(customer);
  await page.keyboard.press('Shift+F9');
  assert.equal(await number_shown(), second.number, 'the one booked last, whenever it departs');
  await post(`/bookings/${second.number}/cancel`, { preview: false }, { 'If-Match': `"${second.version}"` });
  await profile(customer);
  await page.keyboard.press('Shift+F9');
  assert.equal(await number_shown(), first.number, 'a cancelled one does not count');
});

test('the tab Reisen lists the bookings of a customer and opens one', async () => {
  await begin();
  const customer = await create_customer(page);
  const booking = await book(customer);
  await profile(customer);
  await page.keyboard.press('Alt+8');
  const line = `[data-booking="${booking.number}"]`;
  await page.waitForSelector(line);
  assert.match(await page.textContent(line), /17\.07\.2027.*1\.000,00/);
  assert.deepEqual(await axe(page), []);
  await shot(page, 'booking-trips-tab');
  await page.focus(`${line} a`);
  await page.keyboard.press('Enter');
  assert.equal(await number_shown(), booking.number);
});

// J-194
test('who is blocked gets no booking, and the screen says why', async () => {
  await begin();
  const reason = 'Zahlt nicht';
  const customer = await create_customer(page, { booking_block: true, booking_block_reason: reason });
  await go(page, `/bookings/new?customer=${customer.number}`);
  await page.waitForSelector('[data-refused] [role="alert"]');
  assert.match(await page.textContent('[data-refused]'), new RegExp(reason));
  assert.equal(await page.locator('[data-field="departs_on"]').count(), 0);
});

// J-019
test('a participant who is not the customer is found, and Enter opens his booking', async () => {
  await begin();
  const customer = await create_customer(page);
  const name = `Mitreisend${Math.random().toString(36).slice(2, 7)}`;
  const people = [
    { first_name: 'Jette', name: customer.name },
    { first_name: 'Uwe', name },
  ];
  const booking = await book(customer, { participants: people });
  await go(page, '/search');
  await page.keyboard.press('Alt+3');
  await page.waitForURL(/\/search\/participants/);
  await page.waitForSelector('h1 >> text=Teilnehmersuche');
  await page.waitForSelector('[data-field="s-name"]:focus');
  await page.keyboard.type(name.slice(0, -1));
  await page.keyboard.press('Enter');
  await page.waitForSelector('[data-count="1"]');
  await page.waitForSelector(`[role="grid"] >> text=${name}`);
  await shot(page, 'booking-participant-search');
  assert.deepEqual(await axe(page), []);
  await page.keyboard.press('Enter');
  assert.equal(await number_shown(), booking.number);
  await go(page, '/search');
  await page.keyboard.press('Alt+2');
  await page.waitForSelector('[data-field="s-number"]:focus');
  await page.keyboard.type(String(booking.number));
  await page.keyboard.press('Enter');
  await page.waitForSelector('[data-count="1"]');
  await page.keyboard.press('Enter');
  assert.equal(await number_shown(), booking.number);
});

// J-123 J-125
test('a payment is entered by keyboard and taken back; the payment kind stands beside who collects', async () => {
  await begin();
  const customer = await create_customer(page);
  const { number } = await book(customer);
  await go(page, `/bookings/${number}`);
  const first = await row_of('services', 'description', 'Hotel am Strand');
  await page.focus(`[data-field="${first}"]`);
  await page.keyboard.press('Alt+Enter');
  await page.waitForSelector('[data-payment-kind]');
  const before = await page.evaluate(() => {
    const [kind, collects] = ['[data-payment-kind]', '[data-field$="/collection"]'].map((one) =>
      document.querySelector(one).getBoundingClientRect(),
    );
    return kind.left < collects.left && Math.abs(kind.top - collects.top) < 40;
  });
  assert.ok(before, 'left of it');
  await page.keyboard.press('Alt+z');
  await page.waitForSelector('dialog [data-field="pay-amount"]');
  await page.fill('dialog [data-field="pay-amount"]', '200');
  await page.keyboard.press('Enter');
  await toast('Zahlung gebucht');
  await total_is('paid', '200,00');
  await page.keyboard.press('Alt+2');
  await page.click('[data-payment] button');
  await toast('Zahlung zurückgenommen');
  const booking = await stored(number);
  assert.deepEqual(
    booking.payments.map(({ amount }) => amount),
    ['200.00', '-200.00'],
  );
  await page.waitForSelector('[data-payment="2"]');
  assert.deepEqual(await axe(page), []);
});

// J-221
test('what cancelling costs is shown first, is set by hand, and is charged', async () => {
  await begin();
  const customer = await create_customer(page);
  const { number } = await book(customer);
  await go(page, `/bookings/${number}`);
  await page.waitForSelector('[data-field="departs_on"]');
  await page.keyboard.press('Alt+Delete');
  await page.waitForSelector('dialog [data-cancel="charge"]');
  assert.equal((await stored(number)).state, 'open', 'nothing is done yet');
  await page.fill('dialog [data-charge] input', '150');
  await page.keyboard.press('Tab');
  await page.waitForFunction(() => /150,00/.test(document.querySelector('[data-cancel="charge"]')?.textContent));
  await shot(page, 'booking-cancel');
  assert.deepEqual(await axe(page), []);
  await page.click('dialog button[type="submit"]');
  await toast('storniert');
  const booking = await stored(number);
  assert.deepEqual([booking.state, booking.totals.charges, booking.totals.total], ['cancelled', '150.00', '150.00']);
  assert.equal(await figure('charges'), '150,00');
});

// J-167
test('the button Agentur stands at services only where an agency booked', async () => {
  await begin();
  const agency = await create_customer(page, { kind: 'agency', first_name: null });
  const through = await create_customer(page, { agency: agency.number });
  const alone = await create_customer(page);
  const [with_agency, without] = [await book(through), await book(alone)];
  await go(page, `/bookings/${without.number}`);
  await page.waitForSelector('[data-list="services"] [data-details]');
  assert.equal(await page.locator('[data-shortcut]').count(), 0);
  await go(page, `/bookings/${with_agency.number}`);
  await page.focus('[data-list="services"] [data-shortcut]');
  await page.keyboard.press('Enter');
  await page.waitForSelector('[data-field$="/agency_commission"]:focus');
  await page.keyboard.type('80');
  await page.keyboard.press('Control+s');
  await toast('gespeichert');
  assert.equal((await stored(with_agency.number)).services[0].agency_commission, '80.00');
});

test('two clerks on one booking: other fields are merged, the same field is put to the user', async () => {
  await begin();
  const customer = await create_customer(page);
  const made = await book(customer);
  await go(page, `/bookings/${made.number}`);
  const price = await row_of('services', 'description', 'Hotel am Strand').then((name) =>
    name.replace('description', 'unit_price'),
  );
  await page.fill(`[data-field="${price}"]`, '510');
  const [{ id }] = made.services;
  const theirs = { services: [{ id, unit_price: '520.00' }], external_number: 'X77' };
  const answer = await api(page, 'PATCH', `/bookings/${made.number}`, theirs, { 'If-Match': `"${made.version}"` });
  assert.equal(answer.status, 200, JSON.stringify(answer.json));
  await page.keyboard.press('Control+s');
  await page.waitForSelector('[data-area="conflicts"]');
  assert.match(await page.textContent('[data-area="conflicts"] legend'), /Leistung 1, Preis/);
  assert.equal((await stored(made.number)).services[0].unit_price, '520.00', 'nothing is overwritten');
  await page.click('[data-area="conflicts"] label:has-text("510")');
  await page.click('[data-area="conflicts"] button');
  await toast('gespeichert');
  const now = await stored(made.number);
  assert.deepEqual([now.services[0].unit_price, now.external_number], ['510.00', 'X77']);
});

for (const [scheme, width, language] of [
  ['light', 1280, 'de'],
  ['dark', 1280, 'nl'],
  ['dark', 800, 'en'],
]) {
  test(`nobody is shut out of a booking: ${language}, ${scheme}, ${width} px`, async () => {
    await begin({ scheme, width, locale: language });
    const customer = await create_customer(page);
    const { number } = await book(customer);
    await go(page, `/bookings/${number}?language=${language}`);
    for (const tab of [1, 2, 3, 4, 5, 6, 7]) {
      await page.keyboard.press(`Alt+${tab}`);
      await page.waitForSelector(`[role="tab"]:nth-child(${tab})[aria-selected="true"]`);
      assert.deepEqual(await axe(page), [], `tab ${tab}`);
      await shot(page, `booking-${language}-${scheme}-${width}-${tab}`);
    }
    const wide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
    assert.equal(wide, false, 'nothing is cut off at the side');
  });
}

// J-043: a final invoice by keyboard; it says what it closes, opens as PDF, and cannot be made twice
test('an invoice is made by keyboard, and its prices are closed', async () => {
  await begin();
  const customer = await create_customer(page);
  const booking = await book(customer);
  await go(page, `/bookings/${booking.number}`);
  await focused('departs_on');
  await page.keyboard.press('Alt+b');
  await page.waitForSelector('[data-field="paper-kind"]:focus');
  await page.keyboard.type('Rechnung');
  await page.waitForFunction(() => document.querySelector('[data-field="paper-kind"]').value === 'invoice');
  await page.waitForSelector('[data-paper-total="1000.00"]');
  assert.match(await page.textContent('[data-frozen]'), /bleiben danach fest/);
  assert.deepEqual(await axe(page), []);
  await shot(page, 'booking-paper');
  await page.keyboard.press('Enter');
  await page.waitForSelector('a[data-made]:focus');
  const number = await page.getAttribute('a[data-made]', 'data-made');
  assert.match(number, /^R\d{4}-\d{5,}$/);
  const address = await page.getAttribute('a[data-made]', 'href');
  const start = await page.evaluate(async (path) => (await (await fetch(path)).text()).slice(0, 5), address);
  assert.equal(start, '%PDF-');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Alt+5');
  await page.waitForSelector('tr[data-paper="invoice"]');
  assert.match(await page.textContent('tr[data-paper="invoice"]'), new RegExp(number));
  assert.equal((await stored(booking.number)).state, 'invoiced');
  await page.keyboard.press('Alt+b');
  await page.waitForSelector('[data-field="paper-kind"]');
  await page.selectOption('[data-field="paper-kind"]', 'invoice');
  await page.waitForSelector('dialog [role="alert"] >> text=Es ist alles berechnet');
  assert.equal(await page.locator('dialog button[type="submit"]').count(), 0);
});

// J-168 J-169
test('agencies are settled by keyboard; who cannot be is named', async () => {
  await begin();
  const agency = await create_customer(page, { kind: 'agency' });
  const customer = await create_customer(page, { agency: agency.number });
  await book(customer, { departs_on: '2031-03-03', returns_on: '2031-03-09' });
  await go(page, '/agency-settlements');
  await page.waitForSelector('[data-field="settlement-from"]:focus');
  await page.keyboard.type('010331');
  await page.keyboard.press('Tab');
  await page.keyboard.type('310331');
  await page.keyboard.press('Enter');
  await page.waitForSelector(`tr[data-agency="${agency.number}"] >> text=Veranstalter für die Agenturabrechnung`);
  const operator = `V${Date.now().toString(36).slice(-6)}`.toUpperCase();
  await post('/base-data/operators', { code: operator, name: 'Agenturverrechnung' });
  const data = { settlement_operator: operator };
  assert.equal((await api(page, 'PATCH', `/customers/${agency.id}/agency`, data, { 'If-Match': '"1"' })).status, 200);
  await page.keyboard.press('Enter');
  await page.waitForSelector(`tr[data-agency="${agency.number}"] >> text=Agenturverrechnung`);
  await shot(page, 'agency-settlements');
  assert.deepEqual(await axe(page), []);
  await page.keyboard.press('F10');
  await page.waitForSelector(`tr[data-agency="${agency.number}"] a[href*="/bookings/"]`);
});
