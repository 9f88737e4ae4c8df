// The criteria of the search form, in the order they are asked at the desk. Widths in twelfths of the form.
import type { SearchHit } from '../../api/types.ts';
import { link_names } from '../customers/link_names.ts';

export interface Criterion {
  name: string;
  width: 2 | 3 | 4;
  /// Key of the caption; a field of the customer unless it says otherwise.
  caption: string;
  kind?: 'kind' | 'country' | 'category' | 'email' | 'tel' | 'link';
  /// Folded away until it is asked for: work, and the links to other customers (J-172).
  more?: true;
}

const field = (name: string, width: Criterion['width'], kind?: Criterion['kind']): Criterion => ({
  name,
  width,
  kind,
  caption: `customer.${name}`,
});

export const criteria: readonly Criterion[] = [
  field('name', 4),
  field('first_name', 4),
  field('matchcode', 4),
  field('number', 2),
  field('debtor_number', 2),
  field('code1', 2),
  field('code2', 2),
  { ...field('phone', 2, 'tel'), caption: 'ui.column.phone' },
  field('email', 2, 'email'),
  field('street', 3),
  field('house_number', 2),
  field('postcode', 2),
  field('town', 3),
  field('country', 2, 'country'),
  field('birth_date', 2),
  field('kind', 2, 'kind'),
  field('category', 2, 'category'),
  { name: 'order', width: 3, caption: 'ui.form_search.order' },
  { name: 'ticket', width: 3, caption: 'ui.form_search.ticket' },
  ...['employer', 'position', 'occupation'].map((name) => ({ ...field(name, 4), more: true as const })),
  ...link_names.map((name) => ({ ...field(name, 3, 'link'), more: true as const })),
];

export type Question = Readonly<Record<string, string>>;

/// What is asked: filled criteria only, in the order of the form, so that equal questions read the same.
export function tidy_question(typed: Question): Question {
  const filled = criteria.map(({ name }) => [name, (typed[name] ?? '').trim()] as const).filter(([, text]) => text);
  return Object.fromEntries(filled);
}

/// Hits as they are listed: those written differently stand after those that fit (J-012), each part in the server's
/// order.
export function similar_last(hits: readonly SearchHit[]): SearchHit[] {
  const is_similar = (hit: SearchHit) => hit.matched === 'similar';
  return [...hits.filter((hit) => !is_similar(hit)), ...hits.filter(is_similar)];
}

/// Sorted by what a column shows, empty values last; the part of similar ones stays behind.
export function sorted_by(
  hits: readonly SearchHit[],
  text: (hit: SearchHit) => string | number,
  down: boolean,
): SearchHit[] {
  const order = new Intl.Collator('de', { numeric: true });
  const compare = (a: SearchHit, b: SearchHit) => {
    const [x, y] = [String(text(a) ?? ''), String(text(b) ?? '')];
    if (!x || !y) return x ? -1 : y ? 1 : 0;
    return down ? order.compare(y, x) : order.compare(x, y);
  };
  return similar_last([...hits].sort(compare));
}
