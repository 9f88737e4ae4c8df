// The event filter as a value: dimensions, what is chosen in each, what goes to the server and into the address. Within
// one dimension "or", between dimensions "and". Pure.

export interface ReportSearch {
  type?: string;
  scope?: string;
  event?: string[];
  production?: string[];
  season?: string[];
  promoter?: string[];
  genre?: string[];
  tag?: string[];
  from?: string;
  to?: string;
  made?: boolean;
}

export const dimensions = ['season', 'production', 'event', 'promoter', 'genre', 'tag'] as const;
export type Dimension = (typeof dimensions)[number];
export type Scope = 'coming' | 'past' | 'all';
/// The value that stands for event dates without season, promoter and so on.
export const nameless = '-';

export interface EventFilter {
  scope?: Scope;
  chosen: Record<Dimension, readonly string[]>;
  from?: string;
  to?: string;
}

export const empty_filter: EventFilter = {
  chosen: { season: [], production: [], event: [], promoter: [], genre: [], tag: [] },
};

export const is_scope = (text: string | undefined): text is Scope =>
  text === 'coming' || text === 'past' || text === 'all';

/// Whether anything narrows the events: without it there is no list.
export function has_choice(filter: EventFilter): boolean {
  return dimensions.some((name) => filter.chosen[name].length > 0) || Boolean(filter.from) || Boolean(filter.to);
}

/// Coming events only, as long as nothing else is chosen; then every event of the choice, unless the user says
/// otherwise.
export function scope_of(filter: EventFilter): Scope {
  return filter.scope ?? (has_choice(filter) ? 'all' : 'coming');
}

export function add(filter: EventFilter, dimension: Dimension, value: string): EventFilter {
  if (filter.chosen[dimension].includes(value)) return filter;
  return { ...filter, chosen: { ...filter.chosen, [dimension]: [...filter.chosen[dimension], value] } };
}

export function remove(filter: EventFilter, dimension: Dimension, value: string): EventFilter {
  return {
    ...filter,
    chosen: { ...filter.chosen, [dimension]: filter.chosen[dimension].filter((one) => one !== value) },
  };
}

/// The last chosen value, what Backspace takes away.
export function last_chosen(filter: EventFilter): { dimension: Dimension; value: string } | undefined {
  for (const dimension of [...dimensions].reverse()) {
    const value = filter.chosen[dimension].at(-1);
    if (value !== undefined) return { dimension, value };
  }
  return undefined;
}

/// What each is called where several are named.
export const plural: Record<Dimension, string> = {
  season: 'seasons',
  production: 'productions',
  event: 'events',
  promoter: 'promoters',
  genre: 'genres',
  tag: 'tags',
};

/// The filter of POST /reports/customers/runs.
export function as_body(filter: EventFilter): Record<string, unknown> {
  const body: Record<string, unknown> = {};
  for (const name of dimensions) if (filter.chosen[name].length) body[plural[name]] = filter.chosen[name];
  if (filter.from) body.from = filter.from;
  if (filter.to) body.to = filter.to;
  if (has_choice(filter) || filter.scope) body.scope = scope_of(filter);
  return body;
}

/// The query of GET /events that counts the same events.
export function as_query(filter: EventFilter): Record<string, string | string[] | undefined> {
  const { event, ...others } = filter.chosen;
  return {
    scope: scope_of(filter),
    code: [...event],
    ...Object.fromEntries(Object.entries(others).map(([name, values]) => [name, [...values]])),
    from: filter.from,
    to: filter.to,
  };
}

export function from_search(search: ReportSearch): EventFilter {
  const chosen = Object.fromEntries(
    dimensions.map((name) => [name, search[name] ?? []]),
  ) as unknown as EventFilter['chosen'];
  return { scope: is_scope(search.scope) ? search.scope : undefined, chosen, from: search.from, to: search.to };
}

export function to_search(filter: EventFilter): ReportSearch {
  const search: ReportSearch = { scope: filter.scope, from: filter.from, to: filter.to };
  for (const name of dimensions) search[name] = filter.chosen[name].length ? [...filter.chosen[name]] : undefined;
  return search;
}

export const report_types = [
  'sold',
  'reserved',
  'all',
  'unprinted',
  'invitations',
  'deleted',
  'seats',
  'reserved-seats',
] as const;
export type ReportType = (typeof report_types)[number];
export const is_report_type = (text: string | undefined): text is ReportType =>
  report_types.includes(text as ReportType);
export const is_seat_type = (type: string) => type === 'seats' || type === 'reserved-seats';
