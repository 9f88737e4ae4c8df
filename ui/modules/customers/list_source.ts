// The list of all customers as pages: any place of a million rows answers at once; the count comes beside it, never
// before it.
import { get } from '../../api/client.ts';
import type { CustomerRow } from '../../api/types.ts';
import type { Marks } from '../../parts/grid/marks.ts';
import { page_size } from '../../parts/grid/pages.ts';
import { make_run } from '../../lists/useRun.ts';

export interface ListQuestion {
  filter: string;
  order: string;
  direction: 'asc' | 'desc';
  hidden: boolean;
}

const parts = ({ filter, order, direction, hidden }: ListQuestion) => ({
  filter: filter || undefined,
  order,
  direction,
  hidden: hidden || undefined,
});

export async function list_page(question: ListQuestion, page: number, signal?: AbortSignal): Promise<CustomerRow[]> {
  return (
    await get<{ rows: CustomerRow[] }>(
      '/customers',
      { ...parts(question), offset: page * page_size, limit: page_size },
      signal,
    )
  ).rows;
}

export async function list_count({ filter, hidden }: ListQuestion, signal?: AbortSignal): Promise<number> {
  return (
    await get<{ count: number }>(
      '/customers/count',
      { filter: filter || undefined, hidden: hidden || undefined },
      signal,
    )
  ).count;
}

/// The place of the first customer at or after a text, in the order of names.
export async function place_of({ filter, hidden }: ListQuestion, text: string): Promise<number | undefined> {
  try {
    return (
      await get<{ offset: number }>('/customers', {
        filter: filter || undefined,
        hidden: hidden || undefined,
        order: 'name',
        direction: 'asc',
        start: text,
        limit: 1,
      })
    ).offset;
  } catch {
    return undefined;
  }
}

/// The same list as a run of the report "register", for a file or a sheet: exactly the marked ones where some are.
export async function run_of({ filter, order, direction, hidden }: ListQuestion, marks: Marks): Promise<number> {
  const ids = [...marks.ids].map(String);
  const marked = ids.length ? { [marks.all ? 'left_out' : 'marked']: ids } : {};
  return (await make_run({ report: 'register', filter: { filter, order, direction, hidden, ...marked } })).id;
}
