import { describe, expect, it } from 'vitest';
import { Pages, page_size, type Source } from './pages.ts';

interface Ask {
  page: number;
  signal: AbortSignal;
  answer: (rows: number[]) => void;
  fail: () => void;
}

function source(asks: Ask[], rows = 10_000, key = 'a'): Source<number> {
  return {
    key,
    rows,
    page: (page, signal) =>
      new Promise((resolve, reject) => asks.push({ page, signal, answer: resolve, fail: () => reject(new Error()) })),
  };
}
const rest = () => new Promise((resolve) => setTimeout(resolve, 0));
const full = (page: number) => Array.from({ length: page_size }, (_, i) => page * page_size + i);

describe('pages of a list', () => {
  it('fetches what is in view and two ahead in the direction of travel', () => {
    const asks: Ask[] = [];
    const pages = new Pages<number>(() => {});
    pages.use(source(asks));
    pages.need(2050, 2080, 1);
    expect(asks.map((ask) => ask.page)).toEqual([20, 21, 22]);
    pages.need(2050, 2080, -1);
    expect(asks.map((ask) => ask.page)).toEqual([20, 21, 22, 19, 18]);
  });

  it('gives rows by their number once they are there', async () => {
    const asks: Ask[] = [];
    let redrawn = 0;
    const pages = new Pages<number>(() => {
      redrawn += 1;
    });
    pages.use(source(asks));
    pages.need(0, 30, 1);
    expect(pages.row(7)).toBeUndefined();
    asks[0]!.answer(full(0));
    await rest();
    expect(pages.row(7)).toBe(7);
    expect(redrawn).toBe(1);
  });

  it('aborts what nobody looks at any more and drops late answers of another list', async () => {
    const asks: Ask[] = [];
    const pages = new Pages<number>(() => {});
    pages.use(source(asks));
    pages.need(0, 30, 1);
    pages.need(9000, 9030, 1);
    expect(asks[0]!.signal.aborted).toBe(true);
    pages.use(source(asks, 500, 'b'));
    asks.filter((ask) => ask.page === 90).forEach((ask) => ask.answer(full(90)));
    await rest();
    expect(pages.row(9001)).toBeUndefined();
  });

  it('asks again for a page that was shorter than the list has become', async () => {
    const asks: Ask[] = [];
    const pages = new Pages<number>(() => {});
    pages.use(source(asks, 150));
    pages.put(1, [100]);
    pages.need(100, 149, 1);
    expect(asks.map((ask) => ask.page)).toEqual([1]);
  });

  it('stops after three failures until the user asks again', async () => {
    const asks: Ask[] = [];
    const pages = new Pages<number>(() => {});
    pages.use(source(asks, 50));
    for (let attempt = 0; attempt < 5; attempt++) {
      pages.need(0, 30, 1);
      asks.at(-1)!.fail();
      await rest();
    }
    expect(asks).toHaveLength(3);
    expect(pages.has_failed(0)).toBe(true);
    pages.retry();
    pages.need(0, 30, 1);
    expect(asks).toHaveLength(4);
  });
});
