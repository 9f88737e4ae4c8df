// Selecting customers: the builder by keyboard and by mouse, its counts and reasons, the pot, saved selections and their
// runs, and the list that comes of it.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { api, axe, create_customer, go, journeys, once, shot, signed_in } from './support.mjs';

journeys();
let page;

const stamp = Date.now().toString(36);
const town = (name) => `Sel${name}${stamp}`;
const in_town = (name) => ({ field: 'town', is: 'equal', value: town(name) });
const named = (name) => ({ field: 'name', is: 'equal', value: name });

const kept = () => page.evaluate(() => JSON.parse(sessionStorage.getItem('kartei.selection') ?? '{}').document);
const has_count = (count) => page.waitForSelector(`output[data-count="${count}"]:not([data-waiting])`);
const node = (place) => page.locator('[data-node]').nth(place);
const hits = (place) => node(place).locator('[data-hits]').first().getAttribute('data-hits').then(Number);

async function counted(document) {
  const answer = await api(page, 'POST', '/selections/count', { document, lines: false });
  assert.equal(answer.status, 200, JSON.stringify(answer.json));
  return answer.json.count;
}

/// The builder with a document in it, as a tab that was reloaded has it.
async function open(document = {}) {
  page = await signed_in();
  await go(page, '/');
  await page.evaluate(
    (kept) => sessionStorage.setItem('kartei.selection', JSON.stringify({ document: kept })),
    document,
  );
  await go(page, '/selections');
  await page.waitForSelector('[data-builder]');
}

/// Picks what the line in which the cursor stands asks for; the cursor then stands in its first field.
async function pick(text) {
  await page.waitForSelector('[data-part="picker"] input:focus');
  await page.keyboard.type(text);
  await page.keyboard.press('Enter');
  await page.waitForSelector('[data-part="body"] :focus');
}

// J-020, J-023: found by its name in the menu, nearly every field is a criterion, and all of it goes by keyboard
test('J-020 J-023 a selection is built by keyboard alone, counted at once, and a reload keeps it', async () => {
  page = await signed_in();
  await go(page, '/');
  for (const name of ['Anna', 'Bert']) await create_customer(page, { town: town('tast'), first_name: name });
  const other = await create_customer(page, { town: town('nachbar') });
  await page.keyboard.press('F3');
  await page.keyboard.type('>selektion');
  await page.keyboard.press('Enter');
  await page.waitForSelector('[data-builder] button[data-first]:focus');
  await page.keyboard.press('Enter');
  await pick('ort');
  await page.keyboard.press('Tab');
  await page.keyboard.type(town('tast'));
  await has_count(2);
  await page.keyboard.press('Enter'); // another line
  await pick('matchcode');
  await page.selectOption('[data-part="body"] select:focus', 'not_empty');
  await has_count(2);
  await page.keyboard.press('Enter');
  await pick('kundennummer');
  await page.keyboard.press('Tab');
  await page.keyboard.type(String(other.number));
  await has_count(0);
  assert.deepEqual(await kept(), {
    where: {
      all: [
        in_town('tast'),
        { field: 'matchcode', is: 'not_empty' },
        { field: 'number', is: 'equal', value: other.number },
      ],
    },
  });
  await page.keyboard.press('Control+z');
  await has_count(2);
  assert.equal((await kept()).where.all[2].value, undefined, 'what was typed is one step back');
  await page.keyboard.press('Control+y');
  await has_count(0);
  await page.reload();
  await page.waitForSelector('[data-node]');
  assert.equal((await kept()).where.all[2].value, other.number);
  await has_count(0);
  assert.equal(await hits(0), 2);
  assert.deepEqual(await axe(page), []);
  await shot(page, 'selection-lines');
});

test('lines make groups, move in and out of them by Alt and arrows, and are turned round and removed', async () => {
  await open({ where: { all: [in_town('a'), in_town('b')] } });
  await create_customer(page, { town: town('a') });
  await create_customer(page, { town: town('b') });
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('g');
  await page.waitForSelector(
    '[data-kind="group"] [data-part="handle"]:focus, [data-kind="line"] [data-part="handle"]:focus',
  );
  assert.deepEqual((await kept()).where, { all: [in_town('a'), { any: [in_town('b')] }] });
  await node(0).locator('[data-part="handle"]').first().focus();
  await page.keyboard.press('Alt+ArrowRight');
  await page.waitForFunction(() => document.querySelectorAll('[data-kind="group"] [data-kind="line"]').length === 2);
  assert.deepEqual((await kept()).where, { all: [{ any: [in_town('a'), in_town('b')] }] });
  await has_count(2);
  await page.keyboard.press('Alt+ArrowDown');
  assert.deepEqual((await kept()).where, { all: [{ any: [in_town('b'), in_town('a')] }] });
  await page.keyboard.press('n');
  assert.deepEqual((await kept()).where, { all: [{ any: [in_town('b'), { not: in_town('a') }] }] });
  await page.keyboard.press('n');
  await page.keyboard.press('Delete');
  assert.deepEqual((await kept()).where, { all: [{ any: [in_town('b')] }] });
  await has_count(1);
  await page.keyboard.press('Control+z');
  await has_count(2);
  await shot(page, 'selection-groups');
});

test('a line is dragged into a group', async () => {
  await open({ where: { all: [in_town('a'), { any: [in_town('b'), in_town('c')] }] } });
  const { height } = await node(3).boundingBox(); // dropped behind its middle it stands behind it
  await node(0)
    .locator('[data-part="handle"]')
    .first()
    .dragTo(node(3), { targetPosition: { x: 200, y: height - 6 } });
  await page.waitForFunction(() => document.querySelectorAll('[data-kind="group"] [data-kind="line"]').length === 3);
  assert.deepEqual((await kept()).where, { all: [{ any: [in_town('b'), in_town('c'), in_town('a')] }] });
});

// J-176, J-178: by number, whatever it is called
test('J-176 J-178 a status field is found by its name and kept by its number; the list is that of the count', async () => {
  await open();
  await create_customer(page, { town: town('status'), status7: true });
  await create_customer(page, { town: town('status') });
  await page.click('[data-first]');
  await pick('status 7');
  await page.keyboard.press('Enter');
  await pick('ort');
  await page.keyboard.press('Tab');
  await page.keyboard.type(town('status'));
  await has_count(1);
  assert.deepEqual((await kept()).where.all[0], { status: 7, is: true });
  await page.keyboard.press('F10');
  await page.waitForSelector('footer[data-done]');
  assert.equal(await page.getAttribute('[role="grid"]', 'data-rows'), '1');
  await page.keyboard.press('Alt+x');
  await page.waitForSelector('dialog select:focus');
  await page.keyboard.type('CSV');
  const [download] = await Promise.all([page.waitForEvent('download'), page.click('dialog button[type="submit"]')]);
  const lines = readFileSync(await download.path(), 'utf8')
    .trim()
    .split(/\r?\n/);
  assert.equal(lines.length, 2, 'headings and the one customer');
  assert.ok(lines[1].includes(town('status')));
  assert.deepEqual(await axe(page), []);
  await shot(page, 'selection-list');
  await page.click('button:has-text("Serienbrief")');
  await page.waitForSelector('dialog [data-recipients="1"]');
  await page.keyboard.press('Escape');
  await page.waitForSelector('dialog', { state: 'detached' });
  await page.click('[data-field="document"]');
  await page.waitForSelector('[data-builder] [data-node]');
  await has_count(1);
});

test('why somebody is in or out is told line by line, with the values that decided', async () => {
  await open();
  const inside = await create_customer(page, { town: town('warum'), name: `Innen${stamp}` });
  const outside = await create_customer(page, { town: town('warum'), name: `Aussen${stamp}` });
  await open({ where: { all: [in_town('warum'), { not: named(outside.name) }] } });
  await has_count(1);
  await page.fill('[data-field="why"]', String(inside.number));
  await page.press('[data-field="why"]', 'Enter');
  await page.waitForSelector('[data-in="true"]');
  await page.fill('[data-field="why"]', outside.name);
  await page.press('[data-field="why"]', 'Enter');
  await page.waitForSelector('dialog [role="option"], dialog [role="row"], dialog li');
  await page.keyboard.press('Enter');
  await page.waitForSelector('[data-in="false"]');
  const told = await page.locator('[data-in] li [data-true]').evaluateAll((all) => all.map((one) => one.dataset.true));
  assert.deepEqual(told, ['false', 'true', 'false'], 'the group, the town, and "not" the name');
  assert.ok((await page.innerText('[data-in] [data-values]')).includes(outside.town));
  const turned = await page.innerText('[data-in] li li:nth-child(2) [data-values]');
  assert.equal(turned.trim(), outside.name, 'the value stands at a line that is turned round too');
  await shot(page, 'selection-why');
});

test('the pot says the same in lines that take, keep and remove, with the pot after each', async () => {
  await open();
  const one = await create_customer(page, { town: town('topf') });
  await create_customer(page, { town: town('topf') });
  await open({ where: { all: [in_town('topf'), { not: named(one.name) }] } });
  await has_count(1);
  await page.click('button:has-text("Topf")');
  await page.waitForSelector('tbody tr:nth-child(2) td[data-left="1"]:not([data-waiting])');
  assert.deepEqual(await kept(), {
    pot: [
      { do: 'take', where: in_town('topf') },
      { do: 'remove', where: named(one.name) },
    ],
  });
  const cells = await page.locator('tbody tr td[data-hits]').evaluateAll((all) => all.map((cell) => cell.dataset.hits));
  assert.deepEqual(cells, ['2', '1']);
  await has_count(1);
  await page.selectOption('tbody tr:nth-child(2) td:first-child select', 'keep');
  await page.waitForSelector('tbody tr:nth-child(2) td[data-left="1"]:not([data-waiting])');
  assert.deepEqual(await axe(page), []);
  await shot(page, 'selection-pot');
  await page.click('button:has-text("Gruppen")');
  await page.waitForSelector('[data-builder] > ul');
  assert.deepEqual((await kept()).where, { all: [in_town('topf'), named(one.name)] });
});

// J-021: kept under a name, found again, run, and who came since
test('J-021 a selection is saved, run twice, and tells who came; deleting it can be taken back', async () => {
  await open();
  await create_customer(page, { town: town('oper') });
  await open({ where: in_town('oper') });
  await has_count(1);
  await page.keyboard.press('Control+s');
  await page.waitForSelector('dialog input:focus');
  await page.keyboard.type(`Oper ${stamp}`);
  await page.locator('dialog fieldset input').first().check();
  await page.press('[data-field="selection-name"]', 'Enter');
  await page.waitForSelector('dialog', { state: 'detached' });
  await go(page, '/selections/saved');
  const row = page.locator('tr[data-saved]', { hasText: `Oper ${stamp}` });
  await row.locator('.chip:has-text("freigegeben")').waitFor();
  await row.locator('button:has-text("Ausführen")').click();
  await row.locator('td:nth-of-type(4):has-text("1")').waitFor();
  const second = await create_customer(page, { town: town('oper') });
  await row.locator('button:has-text("Ausführen")').click();
  await row.locator('td:nth-of-type(4):has-text("2")').waitFor();
  await row.locator('button:has-text("Läufe")').click();
  await page.waitForSelector(`dialog li:has-text("${second.number}") a:has-text("${second.name}")`);
  assert.ok((await page.innerText('dialog')).includes('1 dazugekommen'));
  // Backwards: the first run beside the second.
  const [of_first] = await page
    .locator('dialog label:has-text("verglichen mit") option')
    .evaluateAll((all) => all.map((one) => one.value));
  await page.selectOption('dialog select[data-autofocus]', of_first);
  await page.waitForFunction(() => document.querySelector('dialog')?.innerText.includes('1 dazugekommen'));
  await page.locator('dialog label:has-text("verglichen mit") select').selectOption({ index: 1 });
  await page.waitForSelector('dialog:has-text("1 weggefallen")');
  assert.deepEqual(await axe(page), []);
  await shot(page, 'selection-runs');
  await page.keyboard.press('Escape');
  await row.locator('button[aria-label$="löschen"]').click();
  await row.waitFor({ state: 'detached' });
  await page.click('button:has-text("Rückgängig")');
  await row.waitFor();
  await row.locator('th button').click();
  await page.waitForSelector('[data-builder] [data-node]');
  await has_count(2);
});

test('a field that is no more is named at its line and stays; so is a circle', async () => {
  await open({ where: { all: [in_town('x'), { field: 'no_longer', is: 'near', value: { far: true } }] } });
  await page.waitForSelector('[data-node]:nth-child(2) [id$="-problem"]:has-text("no_longer")');
  assert.deepEqual((await kept()).where.all[1], { field: 'no_longer', is: 'near', value: { far: true } });
  const name = `Kreis ${stamp}`;
  const saved = await api(page, 'POST', '/selections', { name, document: { where: in_town('x') } }, once());
  assert.equal(saved.status, 201, JSON.stringify(saved.json));
  await go(page, `/selections?saved=${saved.json.id}`);
  await page.waitForSelector('[data-builder] [data-node]');
  await page.click('[data-builder] button:has-text("Zeile")');
  await pick('gespeicherte');
  await page.keyboard.type(name);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Control+s');
  await page.waitForSelector('dialog input:focus');
  await page.keyboard.press('Enter');
  await page.waitForSelector('dialog [role="alert"]:has-text("Kreis")');
});

// J-190 to J-193: who is left out as a rule comes in on demand
test('J-190 J-191 J-192 J-193 who is left out as a rule is named in the waterfall and comes in on demand', async () => {
  await open();
  await create_customer(page, { town: town('aus'), no_selection: true });
  await create_customer(page, { town: town('aus'), hidden_in_search: true });
  await create_customer(page, { town: town('aus') });
  await open({ where: in_town('aus') });
  await has_count(1);
  await page.waitForSelector('tr[data-step="no_selection"][data-removed="1"]');
  await page.waitForSelector('tr[data-step="hidden_in_search"][data-removed="1"]');
  await page.selectOption('[data-field="excluded-no_selection"]', 'include');
  await has_count(2);
  await page.selectOption('[data-field="excluded-hidden_in_search"]', 'include');
  await has_count(3);
  await page.selectOption('[data-field="excluded-hidden_in_search"]', 'only');
  await has_count(1);
  assert.equal(await counted(await kept()), 1);
});

test('rows, links and purchases are asked with what narrows them', async () => {
  await open();
  await page.click('[data-first]');
  await pick('karten');
  await page.selectOption('[data-builder] select:focus', 'state');
  await page.selectOption('[data-field$="-state-is"]', 'equal');
  await page.selectOption('[data-field$="-state"]', 'sold');
  await page.selectOption('[data-field$="-aggregate-more"]', 'count');
  await page.fill('[data-field$="-count"]', '3');
  const document = {
    where: { tickets: { state: { is: 'equal', value: 'sold' } }, count: { is: 'greater_or_equal', value: 3 } },
  };
  assert.deepEqual(await kept(), document);
  await has_count(await counted(document));
  await page.click('[data-builder] button:has-text("Zeile")');
  await page.waitForSelector('[data-part="picker"] input:focus');
  await page.keyboard.type('firmenstatistik: der');
  await page.keyboard.press('Enter');
  await page.waitForSelector('[data-part="rows"] button:focus');
  await page.keyboard.press('Enter'); // a condition on the linked customer
  await pick('ort');
  await page.keyboard.press('Tab');
  await page.keyboard.type('Berlin');
  const linked = { link: 'company', where: { field: 'town', is: 'equal', value: 'Berlin' } };
  await page.waitForFunction(() => sessionStorage.getItem('kartei.selection')?.includes('Berlin'));
  assert.deepEqual((await kept()).where.all[1], linked);
  await has_count(await counted({ where: { all: [document.where, linked] } }));
  assert.deepEqual(await axe(page), []);
  await shot(page, 'selection-rows');
});

for (const [language, scheme, width] of [
  ['nl', 'dark', 1280],
  ['en', 'light', 800],
  ['xx', 'light', 640], // 1280 at a zoom of 200 %
])
  test(`the builder and the saved ones in ${language}, ${scheme}, ${width} wide`, async () => {
    page = await signed_in({ scheme, width });
    await go(page, '/');
    const where = { all: [in_town('a'), { any: [in_town('b'), { label: 'x' }] }, { list: 'phones' }, { tickets: {} }] };
    const document = { where };
    await page.evaluate(
      (kept) => sessionStorage.setItem('kartei.selection', JSON.stringify({ document: kept })),
      document,
    );
    for (const path of ['/selections', '/selections/saved']) {
      await go(page, `${path}?language=${language}`);
      await page.waitForSelector(path.endsWith('saved') ? 'main h1' : '[data-builder] [data-node]');
      assert.deepEqual(await axe(page), [], path);
      const beyond = await page.evaluate(() => window.document.documentElement.scrollWidth - window.innerWidth);
      assert.ok(beyond <= 0, 'nothing stands outside the window');
      await shot(page, `${path.slice(1).replace('/', '-')}-${language}-${scheme}-${width}`);
    }
  });
