// Journeys on the list of all customers: rows marked, the preview beside it, columns made wider; by keyboard alone.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { api, axe, go, journeys, shot, signed_in } from './support.mjs';

let page;
journeys();

const marked = () => page.locator('[role="grid"] [role="row"][aria-selected="true"]');
async function open_list(options) {
  page = await signed_in(options);
  await go(page, '/customers');
  await page.waitForSelector('[role="grid"]:focus');
  await page.waitForSelector('[role="grid"] [data-column="matchcode"]');
}

// J-018
test('the menu item Suchliste opens the list of all customers', async () => {
  page = await signed_in();
  await go(page, '/');
  await page.keyboard.press('Control+k');
  await page.keyboard.type('Suchliste');
  await page.waitForFunction(() => document.querySelector('[role="option"]')?.textContent.includes('Kunden'));
  await page.keyboard.press('Enter');
  await page.waitForURL('**/customers');
  const { count } = (await api(page, 'GET', '/customers/count')).json;
  await page.waitForSelector(`[role="grid"][aria-rowcount="${count + 1}"]`); // the heading is a row too
});

// J-018
test('Space marks, Shift with the arrows extends, Ctrl+A takes all that was found, Esc clears', async () => {
  await open_list();
  await page.keyboard.press('Space');
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('Shift+ArrowDown');
  assert.equal(await marked().count(), 3);
  await page.waitForSelector('[role="status"] >> text=3 Kunden markiert');
  await shot(page, 'list-marked');
  assert.deepEqual(await axe(page), []);
  await page.keyboard.press('Space');
  assert.equal(await marked().count(), 2, 'and Space takes a mark away');
  await page.keyboard.press('Control+a');
  const rows = Number(await page.getAttribute('[role="grid"]', 'data-rows'));
  const said = await page.textContent('[role="status"]:has-text("markiert")');
  assert.equal(Number(said.replace(/\D/g, '')), rows);
  await page.keyboard.press('Escape');
  assert.equal(await marked().count(), 0);
});

test('two marked customers go to the merge', async () => {
  await open_list();
  await page.keyboard.press('Space');
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('Alt+m');
  await page.waitForURL('**/merges?customers=*');
});

// J-018
test('the preview follows the active row; Alt+V shows and hides it', async () => {
  await open_list({ width: 1500, height: 900 });
  await page.waitForSelector('aside h2');
  const first = await page.textContent('aside');
  await page.keyboard.press('ArrowDown');
  await page.waitForFunction((old) => document.querySelector('aside').textContent !== old, first);
  await shot(page, 'list-preview');
  assert.deepEqual(await axe(page), []);
  await page.keyboard.press('Alt+v');
  await page.waitForSelector('aside', { state: 'detached' });
});

test('a column is made wider by keyboard in the head, and stays so', async () => {
  await open_list();
  const head = '[role="grid"] [role="columnheader"][id$="h0"]';
  const becomes = (width) =>
    page.waitForFunction(([head, width]) => document.querySelector(head)?.offsetWidth === width, [head, width]);
  const old = await page.evaluate((head) => document.querySelector(head).offsetWidth, head);
  const kept = page.waitForResponse((answer) => {
    const sent = answer.request();
    return sent.method() === 'PUT' && /views/.test(sent.url()) && sent.postData().includes(`${old + 32}`);
  });
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Shift+ArrowRight');
  await becomes(old + 16);
  await page.keyboard.press('Shift+ArrowRight');
  await becomes(old + 32);
  await kept;
  await page.reload();
  await page.waitForSelector('[role="grid"] [data-column="matchcode"]');
  await becomes(old + 32);
  const handle = await page.locator(`${head} > span`).last().boundingBox();
  await page.mouse.dblclick(handle.x + handle.width / 2, handle.y + 10); // gives the column its own width back
  await becomes(old);
});
