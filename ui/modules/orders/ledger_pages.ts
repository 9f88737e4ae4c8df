// The ledger's lines as pages of a table. The program hands them out one after the other, each answer saying where the
// next begins, so a page is reached over those before it; what was fetched stays. Knows neither React nor the network.
import { page_size } from '../../parts/grid/pages.ts';

export interface Piece<Line> {
  lines: Line[];
  /// Where the next piece begins; null when there is none. A piece may be empty and still not be the last.
  after: number | null;
}
export type FetchPiece<Line> = (after: number | null, limit: number) => Promise<Piece<Line>>;

/// The first page comes alone and quickly, what follows in larger pieces.
const piece_size = 500;
/// Up to here the table is as long as the total says; beyond, it grows as one goes down, or a jump to its end would
/// fetch everything.
const most_known = 20_000;

export class LedgerPages<Line> {
  readonly lines: Line[] = [];
  ended = false;
  private after: number | null = null;
  private walk: Promise<void> = Promise.resolve();
  private readonly fetch: FetchPiece<Line>;

  constructor(fetch: FetchPiece<Line>) {
    this.fetch = fetch;
  }

  async page(number: number): Promise<Line[]> {
    const wanted = (number + 1) * page_size;
    const before = this.walk.catch(() => {}); // what failed for one page is tried again for the next
    this.walk = before.then(() => this.reach(wanted));
    await this.walk;
    return this.lines.slice(wanted - page_size, wanted);
  }

  /// How long the table is: exactly, once the end was reached.
  rows(total: number | undefined): number {
    if (this.ended) return this.lines.length;
    if (total !== undefined && total <= most_known) return Math.max(total, this.lines.length);
    return this.lines.length + page_size;
  }

  private async reach(wanted: number) {
    while (this.lines.length < wanted && !this.ended) {
      const piece = await this.fetch(this.after, this.lines.length ? piece_size : page_size);
      this.lines.push(...piece.lines);
      this.after = piece.after;
      this.ended = piece.after === null;
    }
  }
}
