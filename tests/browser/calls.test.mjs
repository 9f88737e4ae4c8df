// Calls on the screen: the profile of who calls, the new customer with an unknown number, the list. Needs a running house.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { api, axe, close_browser, create_customer, go, journeys, shot, signed_in } from './support.mjs';

let page;
journeys();

const stamp = Date.now().toString().slice(-7);
let hook;

async function set_parameter(name, wanted) {
  const { tag } = await api(page, 'GET', '/parameters');
  const answer = await api(page, 'PATCH', '/parameters', { [name]: wanted }, { 'If-Match': tag });
  assert.equal(answer.status, 200, JSON.stringify(answer.json));
}
async function report(event, id, from, more = {}) {
  const body = { event, callId: id, direction: 'in', from, to: '49301', user: ['Jana'], ...more };
  const answer = await api(page, 'POST', hook, body);
  assert.equal(answer.status, 204, JSON.stringify(answer.json));
}
/// The first screen of somebody at whose extension calls ring.
async function at_the_desk() {
  page = await signed_in({ width: 1366, height: 768 });
  await go(page, '/');
  await set_parameter('module_telephony', true);
  assert.equal((await api(page, 'PATCH', '/me/settings', { extension: 'Jana' })).status, 200);
  hook = (await api(page, 'POST', '/calls/hook')).json.address.replace('/api/v1', '');
  const listens = page.waitForResponse('**/calls/stream');
  await go(page, '/');
  await listens;
}
after(async () => {
  page = await signed_in();
  await go(page, '/');
  await set_parameter('module_telephony', false);
  await close_browser(); // journeys() closed the one before
});

test('J-088 the profile of who calls opens by itself, is noted and stands in his calls', async () => {
  await at_the_desk();
  const made = await create_customer(page, { phone_mobile: `0171 ${stamp}` });
  const begun = Date.now();
  await report('newCall', `j1-${stamp}`, `49171${stamp}`);
  await page.waitForURL(`**/customers/${made.id}`);
  console.log(`profile after ${Date.now() - begun} ms`);
  await page.waitForSelector('[data-call][data-state="ringing"]');
  assert.match(await page.textContent(`[data-caller="${made.id}"]`), new RegExp(made.name));
  await page.waitForSelector('form [data-field="phone_mobile"]');
  await shot(page, 'call-rings');
  assert.deepEqual(await axe(page), []);
  await report('answer', `j1-${stamp}`, `49171${stamp}`);
  await page.waitForSelector('[data-call][data-state="talking"]');
  await page.fill('[data-call] textarea', 'fragt nach Rom');
  const kept = page.waitForResponse((answer) => answer.request().method() === 'PATCH');
  await page.locator('[data-call] textarea').blur();
  await kept;
  await report('hangup', `j1-${stamp}`, `49171${stamp}`);
  await page.waitForSelector('[data-call][data-state="over"]');
  await page.keyboard.press('Alt+6');
  await page.waitForSelector('[data-calls] tr[data-call]');
  assert.match(await page.textContent('[data-calls] tr[data-call]'), /fragt nach Rom/);
  await shot(page, 'calls-of-customer');
});

test('J-088 an unknown number becomes a new customer by one key, J-087 the call is his by hand', async () => {
  await at_the_desk();
  await report('newCall', `j2-${stamp}`, `49892${stamp}`);
  await page.waitForSelector('[data-call] [data-new-caller]');
  await shot(page, 'call-unknown');
  await page.keyboard.press('Alt+A');
  await page.waitForURL('**/customers/new/private**');
  await page.waitForSelector('form [data-field="phone_private"]');
  assert.equal(await page.inputValue('[data-field="phone_private"]'), `+49892${stamp}`);
  await report('hangup', `j2-${stamp}`, `49892${stamp}`);
  await page.waitForSelector('[data-call]', { state: 'detached' });

  const made = await create_customer(page);
  await go(page, '/reports/calls?show=nobodys');
  await page.waitForSelector('[role="row"] >> text=/' + stamp + '/');
  await shot(page, 'calls');
  assert.deepEqual(await axe(page), []);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Alt+W');
  await page.waitForSelector('dialog[open] [data-field="call-customer"]');
  await page.fill('[data-field="call-customer"]', String(made.number));
  await page.keyboard.press('Enter');
  await page.waitForSelector('dialog', { state: 'detached' });
  const rows = async () => (await api(page, 'GET', `/customers/${made.id}/calls`)).json.rows;
  assert.equal((await rows()).length, 1);
  await page.keyboard.press('Control+z');
  await page.waitForFunction(
    async (id) => (await (await fetch(`/api/v1/customers/${id}/calls`)).json()).rows.length === 0,
    made.id,
  );
});

test('without the module there is no place for calls', async () => {
  await at_the_desk();
  await page.waitForSelector('nav a[href="/reports/calls"]');
  await set_parameter('module_telephony', false);
  await go(page, '/');
  await page.waitForSelector('nav a[href="/customers"]');
  assert.equal(await page.locator('nav a[href="/reports/calls"]').count(), 0);
  assert.equal((await api(page, 'GET', '/calls/ringing')).status, 404);
});
