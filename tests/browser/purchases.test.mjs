// What a customer bought, on its tab: states in words, fees beside prices, times as the house's clock shows them; what
// goes wrong is said there and can be tried again. Needs a running house.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { api, axe, create_customer, go, journeys, shot, signed_in } from './support.mjs';

let page;

journeys();

async function take_over(what, table) {
  const sent = await page.evaluate(
    async ([what, table]) => {
      const { token } = await (await fetch('/api/v1/session')).json();
      const headers = { 'Content-Type': 'application/octet-stream', 'X-Kartei-Token': token };
      const answer = await fetch(`/api/v1/imports?what=${what}&file_name=${what}.csv`, {
        method: 'POST',
        headers,
        body: table,
      });
      return answer.json();
    },
    [what, table],
  );
  const { json: started } = await api(page, 'POST', `/imports/${sent.id}/runs`, {});
  for (;;) {
    const { json: job } = await api(page, 'GET', `/jobs/${started.id}`);
    if (job.state === 'done') return assert.equal(job.result.refused, 0, JSON.stringify(job.result));
    assert.ok(['queued', 'running'].includes(job.state), JSON.stringify(job));
    await page.waitForTimeout(50);
  }
}

/// A customer with an order of two tickets and two lines of programmes.
async function with_purchases() {
  const made = await create_customer(page);
  const mark = made.name;
  await take_over('events', `code,name,starts_at\n${mark},Tosca,2026-05-01T18:00:00Z\n`);
  await take_over(
    'tickets',
    'order,customer,event,state,ticket,price,fee\n'
      + `${mark},${made.number},${mark},sold,${mark}1,20.00,1.50\n`
      + `${mark},${made.number},${mark},deleted,${mark}2,20.00,1.50\n`,
  );
  await take_over(
    'products',
    'order,line,customer,product,quantity,unit_price,state\n'
      + `${mark},1,${made.number},Programmheft,3,4.50,sold\n${mark},2,${made.number},Plakat,1,9.00,returned\n`,
  );
  return made;
}

const lines = () => page.$$eval('[data-order] tbody tr', (rows) => rows.map((row) => row.innerText.split('\t')));

test('orders stand with states in words, fees and the times of the house', async () => {
  page = await signed_in();
  await go(page, '/');
  const made = await with_purchases();
  await go(page, `/customers/${made.id}`);
  await page.click('#tab-purchases');
  await page.waitForSelector('[data-order] tbody tr');
  const [sold, deleted, programmes, poster] = await lines();
  assert.deepEqual(sold.slice(0, 2), ['Tosca', '01.05.2026 20:00']);
  assert.deepEqual(sold.slice(4), ['verkauft', '20,00', '1,50']);
  assert.equal(deleted[4], 'gelöscht');
  assert.deepEqual([programmes[0], programmes[4], programmes[5]], ['Programmheft', 'verkauft', '13,50']);
  assert.deepEqual([poster[0], poster[4]], ['Plakat', 'zurückgegeben']);
  assert.deepEqual(await axe(page), []);
  await shot(page, 'purchases');
});

test('what goes wrong is said on the tab, and can be tried again', async () => {
  page = await signed_in();
  await go(page, '/');
  const made = await create_customer(page);
  const problem = { type: 'about:blank', title: 'Heute nicht.', status: 403, issues: [] };
  const refuse = (route) =>
    route.fulfill({ status: 403, contentType: 'application/problem+json', body: JSON.stringify(problem) });
  await page.route('**/purchases*', refuse);
  await go(page, `/customers/${made.id}`);
  await page.click('#tab-purchases');
  const alert = page.getByRole('alert').filter({ hasText: 'Heute nicht.' });
  await alert.waitFor();
  assert.ok(await page.locator('#tab-purchases').isVisible(), 'the customer stays on the screen');
  await page.unroute('**/purchases*', refuse);
  await alert.getByRole('button').click();
  await page.getByText('Noch nichts gekauft oder reserviert.').waitFor();
});
