// What the journeys share: Debian's Chromium, a signed-in page, keys counted, console errors caught, axe, pictures.
// KARTEI_URL: the running house (default: `kartei serve`). KARTEI_SECRET: its first sign-in. KARTEI_SHOTS:
// folder for pictures.
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { after, afterEach, before } from 'node:test';

const require = createRequire(new URL('../../ui/package.json', import.meta.url));
const { chromium } = require('playwright-core');
const axe_path = require.resolve('axe-core/axe.min.js');

export const url = process.env.KARTEI_URL ?? 'http://127.0.0.1:8080';
const secret = process.env.KARTEI_SECRET ?? '';
const shots = process.env.KARTEI_SHOTS ?? '';
export const admin = {
  name: process.env.KARTEI_USER ?? 'journey',
  password: process.env.KARTEI_PASSWORD ?? 'kirschbaum-vulkan-otter-71',
  display_name: 'Jana Reise',
};

const flags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
let browser;
const open_pages = new Set();
/// One for all, also when two ask at once.
export function open_browser() {
  browser ??= chromium.launch({ executablePath: process.env.KARTEI_CHROMIUM ?? '/usr/bin/chromium', args: flags });
  return browser;
}
export async function close_browser() {
  await (await browser)?.close();
  browser = undefined;
}

export async function open_page({ width = 1280, height = 800, scheme = 'light', locale = 'de-DE', state } = {}) {
  const context = await (
    await open_browser()
  ).newContext({
    viewport: { width, height },
    locale,
    colorScheme: scheme,
    storageState: state,
    acceptDownloads: true,
  });
  const page = await context.newPage();
  page.complaints = [];
  page.on('pageerror', (error) => page.complaints.push(error.message));
  page.on('console', (message) => {
    // A refused request is logged by the browser itself; the journeys judge those by what the screen says.
    if (message.type() === 'error' && !/Failed to load resource/.test(message.text()))
      page.complaints.push(message.text());
  });
  page.setDefaultTimeout(Number(process.env.KARTEI_PATIENCE ?? 30_000));
  open_pages.add(page);
  return page;
}

export async function close_page(page) {
  open_pages.delete(page);
  await page.context().close();
}

/// A request as the signed-in user of a page, outside its screen: what a colleague or a script would do.
export async function api(page, method, path, body, headers = {}) {
  return page.evaluate(
    async ([method, path, body, headers]) => {
      const session = await (await fetch('/api/v1/session')).json();
      const answer = await fetch(`/api/v1${path}`, {
        method,
        headers: { 'Content-Type': 'application/json', 'X-Kartei-Token': session.token ?? '', ...headers },
        body: body === undefined ? undefined : JSON.stringify(body),
      });
      const text = await answer.text();
      return { status: answer.status, tag: answer.headers.get('ETag'), json: text ? JSON.parse(text) : undefined };
    },
    [method, path, body, headers],
  );
}

/// A key for one creating request.
export const once = () => ({ 'Idempotency-Key': crypto.randomUUID() });

/// A customer made by request, for journeys that need one of their own.
export async function create_customer(page, more = {}) {
  const name = `Journey${Date.now().toString(36).slice(-5)}${Math.random().toString(36).slice(2, 6)}`;
  const address = { street: 'Domplatz', house_number: '1', country: 'DE', postcode: '50667', town: 'Köln' };
  const body = { kind: 'private', name, first_name: 'Jette', ...address, ...more };
  const answer = await api(page, 'POST', '/customers', body, once());
  assert.equal(answer.status, 201, JSON.stringify(answer.json));
  return answer.json;
}

/// Counts what a typist's fingers do: every key press once, modifiers of a combination too.
export class Fingers {
  constructor(page) {
    this.page = page;
    this.keys = 0;
  }
  async press(...keys) {
    for (const key of keys) {
      this.keys += key.split('+').filter(Boolean).length || 1;
      await this.page.keyboard.press(key);
    }
  }
  async type(text) {
    this.keys += text.length;
    await this.page.keyboard.type(text);
  }
}

export async function axe(page) {
  const has = await page.evaluate(() => Boolean(window.axe));
  // Evaluated, not added as a script element: the content policy refuses those, as it should.
  if (!has) await page.evaluate((await import('node:fs')).readFileSync(axe_path, 'utf8'));
  // What is still fading in has no contrast to be judged by.
  await page.evaluate(() => Promise.allSettled(document.getAnimations().map((one) => one.finished)));
  const { violations } = await page.evaluate(() =>
    window.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] }),
  );
  return violations.map(({ id, nodes }) => {
    const why = nodes[0].failureSummary?.split('\n').slice(1).join(' ') ?? '';
    return `${id}: ${nodes.length} x ${nodes[0].target.join(' ')} ${why}`;
  });
}

export async function shot(page, name) {
  if (!shots) return;
  mkdirSync(shots, { recursive: true });
  await page.screenshot({ path: join(shots, `${name}.png`) });
}

/// The page of a signed-in administrator; the first call of a fresh house uses the one-time secret.
let kept;
export async function signed_in(options = {}) {
  if (!kept) {
    const page = await open_page();
    await page.goto(url);
    const open = (await api(page, 'GET', '/session')).json;
    if (open.first_sign_in_open && secret)
      await api(page, 'POST', '/first-sign-in', { secret, ...admin, language: 'de' });
    const answer = await api(page, 'POST', '/session', { name: admin.name, password: admin.password });
    if (answer.status >= 400) throw new Error(`cannot sign in: ${JSON.stringify(answer.json)}`);
    kept = await page.context().storageState();
    await close_page(page);
  }
  const page = await open_page({ ...options, state: kept });
  return page;
}

export async function go(page, path) {
  await page.goto(url + path);
  await page.waitForSelector('#content');
}

/// The frame of a file of journeys: an administrator is there before the first; after each its pages are closed, and
/// their consoles must have stayed silent.
export function journeys() {
  before(async () => {
    await close_page(await signed_in());
  });
  afterEach(async ({ name, error }) => {
    const pages = [...open_pages];
    if (error) for (const page of pages) await shot(page, `failed-${name.replace(/\W+/g, '-').slice(0, 60)}`);
    for (const page of pages) await close_page(page);
    for (const { complaints } of pages) assert.deepEqual(complaints, [], 'the console stays silent');
  });
  after(close_browser);
}
