import { describe, expect, it } from 'vitest';
import { LedgerPages, type FetchPiece } from './ledger_pages.ts';

/// `count` lines; every other piece is empty, as when a filter finds nothing for a while.
function of(count: number, asked: (number | null)[] = []): FetchPiece<number> {
  let empty = false;
  return (after, limit) => {
    asked.push(after);
    empty = !empty;
    const first = after ?? 0;
    const end = empty ? first : Math.min(count, first + limit);
    const lines = Array.from({ length: end - first }, (_, place) => first + place);
    return Promise.resolve({ lines, after: end >= count ? null : end });
  };
}

describe('pages of the ledger', () => {
  it('are reached over those before them, each line once', async () => {
    const pages = new LedgerPages(of(1234));
    expect((await pages.page(0)).slice(0, 2)).toEqual([0, 1]);
    const [later, next] = await Promise.all([pages.page(7), pages.page(1)]);
    expect([later[0], later.length, next[0]]).toEqual([700, 100, 100]);
    expect((await pages.page(12)).length).toBe(34);
    expect([pages.ended, pages.rows(undefined)]).toEqual([true, 1234]);
  });

  it('fetch nothing twice', async () => {
    const asked: (number | null)[] = [];
    const pages = new LedgerPages(of(250, asked));
    await pages.page(0);
    await pages.page(0);
    expect(asked).toEqual([null, 0]);
  });

  it('go on after a failure', async () => {
    let broken = true;
    const good = of(50);
    const pages = new LedgerPages<number>((after, limit) =>
      broken ? Promise.reject(new Error('gone')) : good(after, limit),
    );
    await expect(pages.page(0)).rejects.toThrow('gone');
    broken = false;
    expect((await pages.page(0)).length).toBe(50);
  });

  it('are as long as the total says, unless that is very long', async () => {
    const pages = new LedgerPages(of(30_000));
    await pages.page(0);
    expect(pages.rows(undefined)).toBe(200);
    expect(pages.rows(5000)).toBe(5000);
    expect(pages.rows(30_000)).toBe(200);
  });
});
