// Where the Enter key goes in a booking: head, people, services, amounts, and in each row only what a clerk types; what
// is filled is passed, and Enter in an empty row leaves its list. Pure functions.
import { is_empty, type Draft } from '../../forms/draft.ts';
import { head_fields, list_of, type Field, type ListName } from './booking.ts';
import { keys_in, place } from './flat.ts';
import { next_key } from './rows.ts';

const in_view: readonly ListName[] = ['participants', 'services', 'amounts'];
const stops = (fields: readonly Field[]) => fields.filter((field) => field.station).map(({ name }) => name);

/// All stations in their order, those of the rows that are not there yet among them.
export function stations(draft: Draft): string[] {
  const of_list = (list: ListName) =>
    [...keys_in(draft, list), next_key(draft, list)].flatMap((key) =>
      stops(list_of(list).fields).map((field) => place(list, key, field)),
    );
  return [...stops(head_fields), ...in_view.flatMap(of_list)];
}

/// Filled already, or behind the first field of a row that is not there yet.
export function is_passed(draft: Draft, name: string): boolean {
  if (!is_empty(draft.value(name))) return true;
  return in_view.some((list) => {
    const start = `${list}/${next_key(draft, list)}/`;
    return name.startsWith(start) && name !== start + stops(list_of(list).fields)[0]!;
  });
}
