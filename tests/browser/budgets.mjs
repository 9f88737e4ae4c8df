// Measures what a user waits for, against the budgets of the design (docs/budgets of the browser part): wall times as
// median of runs, work of the main thread by its own clock. Judges nothing by itself: prints measured beside limit;
// machines differ.
//   node tests/browser/budgets.mjs [runs] [throttle]
import { api, close_browser, close_page, go, signed_in, url } from './support.mjs';

const runs = Number(process.argv[2] ?? 5);
const throttle = Number(process.argv[3] ?? 1);
const median = (list) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)];
const part = (list, share) =>
  [...list].sort((a, b) => a - b)[Math.min(list.length - 1, Math.floor(list.length * share))];
const results = {};
const note = (name, value) => {
  (results[name] ??= []).push(value);
};

async function watched() {
  const page = await signed_in();
  const tools = await page.context().newCDPSession(page);
  if (throttle > 1) await tools.send('Emulation.setCPUThrottlingRate', { rate: throttle });
  await tools.send('Performance.enable', { timeDomain: 'threadTicks' });
  await page.addInitScript(() => {
    window.long_tasks = [];
    new PerformanceObserver((list) =>
      list.getEntries().forEach((entry) => window.long_tasks.push([entry.startTime, entry.duration])),
    ).observe({ type: 'longtask', buffered: true });
    window.shifts = 0;
    new PerformanceObserver((list) =>
      list.getEntries().forEach((entry) => {
        if (!entry.hadRecentInput) window.shifts += entry.value;
      }),
    ).observe({ type: 'layout-shift', buffered: true });
  });
  page.work = async () =>
    (await tools.send('Performance.getMetrics')).metrics.find((one) => one.name === 'TaskDuration').value * 1000;
  return page;
}

async function load(page) {
  const work = await page.work();
  await page.goto(`${url}/customers`);
  await page.waitForFunction(
    () =>
      document.querySelector('[data-index="3"] [data-column="matchcode"]')
      && document.activeElement?.getAttribute('role') === 'grid'
      && (window.ready_at ??= performance.now()),
    null,
    { polling: 'raf' },
  );
  await page.waitForTimeout(throttle > 1 ? 1500 : 700);
  const load = await page.evaluate(() => ({
    paint: performance.getEntriesByName('first-contentful-paint')[0]?.startTime,
    ready: window.ready_at,
    shifts: window.shifts,
    blocked: window.long_tasks.reduce((sum, [, time]) => sum + Math.max(0, time - 50), 0),
    scripts: performance
      .getEntriesByType('resource')
      .filter((one) => one.name.endsWith('.js'))
      .reduce((sum, one) => sum + one.encodedBodySize, 0),
    nodes: document.querySelectorAll('*').length,
  }));
  note('first contentful paint ms (800)', load.paint);
  note('ready to type ms (1000)', load.ready);
  note('work to load ms', (await page.work()) - work);
  note('total blocking ms (150)', load.blocked);
  note('layout shift (0.02)', load.shifts);
  note('scripts of this screen kB gzip (200)', load.scripts / 1000);
  note('elements (1500)', load.nodes);
}

/// From a key press in the search box until its hits are painted.
async function keystrokes(page) {
  const names = (await api(page, 'GET', '/customers?order=name&direction=asc&offset=400&limit=1')).json.rows[0].name;
  await page.keyboard.press('F3');
  const before = await page.evaluate(() => window.long_tasks.length);
  const work = await page.work();
  const word = `${names} a`.slice(0, 9).toLowerCase();
  for (let letter = 1; letter <= word.length; letter++) {
    await page.evaluate((wanted) => {
      const input = document.activeElement;
      window.answered = undefined;
      input.addEventListener(
        'keydown',
        (event) => {
          const begun = event.timeStamp;
          const look = () => {
            if (input.dataset.found !== wanted) {
              requestAnimationFrame(look);
              return;
            }
            const channel = new MessageChannel();
            channel.port1.onmessage = () => {
              window.answered = performance.now() - begun;
            };
            channel.port2.postMessage(0);
          };
          requestAnimationFrame(look);
        },
        { once: true, capture: true },
      );
    }, word.slice(0, letter).trim());
    await page.keyboard.type(word[letter - 1]);
    await page.waitForFunction(() => window.answered !== undefined);
    note('key to hits painted ms (p50 50, p95 120)', await page.evaluate(() => window.answered));
    await page.waitForTimeout(60);
  }
  note('work per key ms (30)', ((await page.work()) - work) / word.length);
  note('long tasks while typing (0)', await page.evaluate((from) => window.long_tasks.length - from, before));
  await page.keyboard.press('Escape');
}

/// In the page: 300 frames of scrolling, the gaps between them, and frames on which a row was not there yet.
async function scroll_frames() {
  const grid = document.querySelector('[role="grid"]');
  const is_blank = () => {
    const box = grid.getBoundingClientRect();
    return [0.1, 0.5, 0.95].some((share) => {
      const place = [box.left + 90, box.top + 32 + (box.height - 32) * share];
      const row = document.elementFromPoint(...place)?.closest('[data-index]');
      return !row || row.textContent.includes('…');
    });
  };
  const gaps = [];
  let blank = 0;
  let last;
  const before = window.long_tasks.length;
  await new Promise((done) => {
    const step = (now) => {
      if (last) gaps.push(now - last);
      last = now;
      blank += is_blank() ? 1 : 0;
      grid.scrollTop += 140;
      if (gaps.length < 300) requestAnimationFrame(step);
      else done();
    };
    requestAnimationFrame(step);
  });
  return { gaps: gaps.sort((a, b) => a - b), blank, long: window.long_tasks.length - before };
}

async function scrolling(page) {
  const work = await page.work();
  const { gaps, blank, long } = await page.evaluate(scroll_frames);
  note('scrolling frames per second (50)', 1000 / (gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length));
  note('scrolling frame p99 ms (50)', gaps[Math.floor(gaps.length * 0.99)]);
  note('scrolling blank frames (0)', blank);
  note('long tasks while scrolling (0)', long);
  note('work per 300 frames ms (2800)', (await page.work()) - work);
}

async function jumping(page) {
  const times = await page.evaluate(async () => {
    const grid = document.querySelector('[role="grid"]');
    const list = [];
    for (const share of [0.5, 0.9, 0.1, 0.75, 0.33, 1, 0.02, 0.66]) {
      const begun = performance.now();
      grid.scrollTop = share * (grid.scrollHeight - grid.clientHeight);
      await new Promise((done) => {
        const look = () => {
          const box = grid.getBoundingClientRect();
          const row = document.elementFromPoint(box.left + 90, box.top + box.height / 2)?.closest('[data-index]');
          if (row && row.querySelector('[data-column]')?.textContent !== '…') done();
          else requestAnimationFrame(look);
        };
        requestAnimationFrame(() => requestAnimationFrame(look));
      });
      list.push(performance.now() - begun);
    }
    grid.scrollTop = grid.scrollHeight;
    await new Promise((done) => setTimeout(done, 800));
    return {
      list,
      last: Math.max(...[...document.querySelectorAll('[data-index]')].map((one) => Number(one.dataset.index))),
      rows: Number(grid.dataset.rows),
    };
  });
  times.list.forEach((time) => note('jump to any row ms (p50 100, max 250)', time));
  note('rows not reached at the end (0)', times.rows - 1 - times.last);
}

async function widths(page) {
  await page.evaluate(() => {
    document.querySelector('[role="grid"]').scrollTop = 0;
  });
  for (const width of [800, 1280, 800]) {
    const begun = Date.now();
    await page.setViewportSize({ width, height: 800 });
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    note('change of width ms (150)', Date.now() - begun);
  }
  const opened = await page.evaluate(async () => {
    const list = [];
    for (const plus of [...document.querySelectorAll('[data-index] button[aria-expanded]')].slice(0, 5)) {
      const begun = performance.now();
      plus.click();
      await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
      list.push(performance.now() - begun);
    }
    return list;
  });
  opened.forEach((time) => note('open a row ms (50)', time));
  note('script memory MB (60)', await page.evaluate(() => performance.memory.usedJSHeapSize / 1e6));
}

for (let run = 0; run < runs; run++) {
  const page = await watched();
  await load(page);
  await keystrokes(page);
  await page.waitForTimeout(300);
  await scrolling(page);
  await jumping(page);
  await widths(page);
  await close_page(page);
}
{
  // opening a profile and a report, once warm
  const page = await watched();
  await go(page, '/customers');
  for (let run = 0; run < runs + 1; run++) {
    await page.waitForSelector('[role="grid"]:focus');
    await page.waitForSelector('[data-index="5"] [data-column="matchcode"]');
    await page.evaluate(() => {
      addEventListener(
        'keydown',
        (event) => {
          const begun = event.timeStamp;
          window.opened = undefined;
          const look = () => {
            if (
              document.activeElement?.dataset.field === 'salutation'
              || document.activeElement?.dataset.field === 'name'
            )
              window.opened = performance.now() - begun;
            else requestAnimationFrame(look);
          };
          requestAnimationFrame(look);
        },
        { once: true, capture: true },
      );
    });
    await page.keyboard.press('ArrowDown');
    await page.evaluate(() => {
      window.opened = undefined;
    });
    await page.evaluate(() => {
      addEventListener(
        'keydown',
        (event) => {
          const begun = event.timeStamp;
          const look = () => {
            if (document.querySelector('form [data-field="salutation"]:focus'))
              window.opened = performance.now() - begun;
            else requestAnimationFrame(look);
          };
          requestAnimationFrame(look);
        },
        { once: true, capture: true },
      );
    });
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => window.opened !== undefined);
    if (run) note('profile open ms (300)', await page.evaluate(() => window.opened));
    await page.goBack();
  }
  await close_page(page);
}
for (const [name, list] of Object.entries(results)) {
  const number = (value) => (Math.abs(value) >= 100 ? value.toFixed(0) : value.toFixed(value < 1 ? 4 : 1)).padStart(8);
  const figures = [
    `p50 ${number(median(list))}`,
    `p95 ${number(part(list, 0.95))}`,
    `max ${number(Math.max(...list))}`,
  ];
  console.log(`${name.padEnd(44)} ${figures.join('  ')}`);
}
await close_browser();
