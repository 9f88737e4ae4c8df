// Rows of one list in pages of 100, fetched as they come into view and two ahead in the direction of travel. Pages far
// from view are dropped, requests that nobody waits for any more are aborted. Knows neither React nor the network.
export const page_size = 100;
const kept_pages = 60;

export interface Source<Row> {
  /// Another key means another list: everything is fetched anew.
  key: string;
  rows: number;
  page: (number: number, signal: AbortSignal) => Promise<Row[]>;
}

export class Pages<Row> {
  private source: Source<Row> = { key: '', rows: 0, page: () => Promise.resolve([]) };
  private readonly loaded = new Map<number, Row[]>();
  private readonly asked = new Map<number, AbortController>();
  private readonly failed = new Map<number, number>();
  private readonly changed: () => void;

  constructor(changed: () => void) {
    this.changed = changed;
  }

  use(source: Source<Row>) {
    if (source.key !== this.source.key) this.clear();
    this.source = source;
  }

  clear() {
    for (const request of this.asked.values()) request.abort();
    this.asked.clear();
    this.loaded.clear();
    this.failed.clear();
  }

  put(number: number, rows: Row[]) {
    this.loaded.set(number, rows);
  }

  row(index: number): Row | undefined {
    return this.loaded.get(Math.floor(index / page_size))?.[index % page_size];
  }

  /// Whether a page could not be fetched; asking again is the user's choice.
  has_failed(index: number): boolean {
    return (this.failed.get(Math.floor(index / page_size)) ?? 0) > 2;
  }

  retry() {
    this.failed.clear();
    this.changed();
  }

  need(first: number, last: number, direction: 1 | -1) {
    if (last < first) return;
    const from = Math.floor(first / page_size);
    const to = Math.floor(last / page_size);
    this.forget_far(from, to);
    for (let page = from; page <= to; page++) this.fetch(page);
    for (let ahead = 1; ahead <= 2; ahead++) this.fetch(direction > 0 ? to + ahead : from - ahead);
  }

  private fetch(page: number) {
    const { source } = this;
    if (page < 0 || page * page_size >= source.rows || this.asked.has(page) || (this.failed.get(page) ?? 0) > 2) return;
    const known = this.loaded.get(page);
    const expected = Math.min(page_size, source.rows - page * page_size);
    if (known && known.length >= expected) return;
    const request = new AbortController();
    this.asked.set(page, request);
    source.page(page, request.signal).then(
      (rows) => {
        if (this.settle(page, request)) {
          this.loaded.set(page, rows);
          this.changed();
        }
      },
      () => {
        if (this.settle(page, request)) {
          this.failed.set(page, (this.failed.get(page) ?? 0) + 1);
          this.changed();
        }
      },
    );
  }

  private settle(page: number, request: AbortController): boolean {
    if (this.asked.get(page) !== request) return false;
    this.asked.delete(page);
    return !request.signal.aborted;
  }

  private forget_far(from: number, to: number) {
    for (const [page, request] of this.asked) {
      if (page >= from - 3 && page <= to + 3) continue;
      request.abort();
      this.asked.delete(page);
    }
    if (this.loaded.size <= kept_pages) return;
    const distance = (page: number) => (page < from ? from - page : page > to ? page - to : 0);
    for (const page of [...this.loaded.keys()]
      .sort((a, b) => distance(b) - distance(a))
      .slice(0, this.loaded.size - kept_pages)) {
      this.loaded.delete(page);
    }
  }
}
