// A report's filter as it stands in an address (texts by option) and as it is sent (values by name). Pure.
import type { Filter } from './reports.ts';

/// What was filled in, by option; several values are separated by ';'.
export type FilterSearch = Record<string, string | undefined>;

const is_filled = (value: unknown) => typeof value === 'string' && value.trim() !== '';

/// Only what is filled, so that an empty form leaves the address bare.
export const filled = (search: FilterSearch): FilterSearch =>
  Object.fromEntries(Object.entries(search).filter(([, value]) => is_filled(value)));

/// What an address may say of the page and not of the list: the language it is read in (shell/language.tsx).
const of_the_page: readonly string[] = ['language'];

/// Numbers and yes/no come out of an address as what they look like.
export function search_of(raw: Record<string, unknown>): FilterSearch {
  const texts = Object.entries(raw)
    .filter(([name]) => !of_the_page.includes(name))
    .map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(';') : value === undefined || value === null ? '' : String(value),
    ]);
  return filled(Object.fromEntries(texts) as FilterSearch);
}

function value_of(filter: Filter, text: string): unknown {
  if (filter.kind === 'text_list')
    return text
      .split(';')
      .map((one) => one.trim())
      .filter(Boolean);
  return filter.kind === 'yes_no' ? text === 'true' : text.trim();
}

/// The filter that is sent; `standard` holds where nothing was chosen.
export function as_filter(filters: readonly Filter[], search: FilterSearch, standard: FilterSearch = {}) {
  const asked: Record<string, unknown> = {};
  for (const filter of filters) {
    const text = search[filter.option] ?? standard[filter.option];
    if (is_filled(text)) asked[filter.name] = value_of(filter, text!);
  }
  return asked;
}
