// What happens to the rows of a booking while it is typed: an empty row stands at the end of each list and becomes one
// when something is typed into it; what follows from the head or the row above is proposed, never put over what a person
// typed. Pure functions on a draft.
import type { Value } from '../../api/types.ts';
import { Draft, is_empty, type Values } from '../../forms/draft.ts';
import type { Row } from './booking.ts';
import { keys_in, parted, place } from './flat.ts';

/// The key of the row that is not there yet.
export function next_key(draft: Draft, list: string): string {
  const used = keys_in(draft, list).flatMap((key) => (/^n\d+$/.test(key) ? [Number(key.slice(1))] : []));
  return `n${Math.max(0, ...used) + 1}`;
}

const travelling = (draft: Draft) =>
  keys_in(draft, 'participants').filter((key) => is_empty(draft.value(place('participants', key, 'cancelled_on'))));

function propose_service(draft: Draft, key: string, above: string | undefined) {
  const put = (field: string, value: unknown) => draft.propose(place('services', key, field), value as string);
  const of_above = (field: string) => (above ? draft.value(place('services', above, field)) : null);
  put('service_kind', of_above('service_kind') ?? 'package');
  put('starts_on', draft.value('departs_on'));
  put('ends_on', draft.value('returns_on'));
  put('destination', draft.value('destination'));
  put('count', String(Math.max(1, travelling(draft).length)));
  if (above) for (const field of ['tax', 'collection', 'product_type']) put(field, of_above(field));
}

function propose_participant(draft: Draft, key: string, above: string | undefined) {
  if (above) draft.propose(place('participants', key, 'name'), draft.value(place('participants', above, 'name')));
}

function propose_row(draft: Draft, list: string, key: string) {
  const keys = keys_in(draft, list);
  const above = keys[keys.indexOf(key) - 1];
  if (list === 'services') propose_service(draft, key, above);
  if (list === 'participants') propose_participant(draft, key, above);
}

/// A row that something was typed into is one of the list from now on.
export function row_begun(draft: Draft, list: string, key: string) {
  const keys = keys_in(draft, list);
  if (keys.includes(key)) return;
  draft.type(list, [...keys, key]);
  propose_row(draft, list, key);
  if (list === 'participants') services_follow(draft);
}

function services_follow(draft: Draft) {
  for (const key of keys_in(draft, 'services')) {
    // Those of a stored booking stand as they were agreed.
    if (!/^n/.test(key)) continue;
    const put = (field: string, value: unknown) => draft.propose(place('services', key, field), value as string);
    put('starts_on', draft.value('departs_on'));
    put('ends_on', draft.value('returns_on'));
    put('destination', draft.value('destination'));
    put('count', String(Math.max(1, travelling(draft).length)));
  }
}

const followed = new Set(['departs_on', 'returns_on', 'destination']);

/// After each entry: what depends on it.
export function typed(draft: Draft, name: string) {
  const row = parted(name);
  if (row && !is_empty(draft.value(name))) row_begun(draft, row.list, row.key);
  if (followed.has(name)) services_follow(draft);
}

export function remove_row(draft: Draft, list: string, key: string) {
  draft.type(
    list,
    keys_in(draft, list).filter((one) => one !== key),
  );
  if (list === 'participants') {
    leave_services(draft, key);
    services_follow(draft);
  }
}

function leave_services(draft: Draft, person: string) {
  for (const service of keys_in(draft, 'services')) {
    const name = place('services', service, 'participants');
    const people = keys_in(draft, name);
    if (people.includes(person)) {
      draft.type(
        name,
        people.filter((one) => one !== person),
      );
    }
  }
}

const not_copied = new Set(['id', 'position', 'cancelled_on', 'external_number', 'document_status', 'document']);

/// The same once more, below it; gives the new row's key.
export function copy_row(draft: Draft, list: string, key: string): string {
  const copy = next_key(draft, list);
  const keys = keys_in(draft, list);
  const start = `${list}/${key}/`;
  for (const [name, value] of Object.entries(draft.whole())) {
    const field = name.startsWith(start) ? name.slice(start.length) : undefined;
    if (field && !field.includes('/') && field !== 'segments' && !not_copied.has(field))
      draft.type(place(list, copy, field), value);
  }
  const at = keys.indexOf(key) + 1;
  draft.type(list, [...keys.slice(0, at), copy, ...keys.slice(at)]);
  return copy;
}

export function move_row(draft: Draft, list: string, key: string, step: 1 | -1): boolean {
  const keys = [...keys_in(draft, list)];
  const [from, to] = [keys.indexOf(key), keys.indexOf(key) + step];
  if (from < 0 || to < 0 || to >= keys.length) return false;
  [keys[from], keys[to]] = [keys[to]!, keys[from]!];
  draft.type(list, keys);
  return true;
}

const same_person = (draft: Draft, key: string, row: Row) => {
  const value = (field: string) => draft.value(place('participants', key, field));
  const equal_in = (field: string) => !is_empty(row[field] as string) && String(value(field)) === String(row[field]);
  const by_name = equal_in('name') && equal_in('first_name') && equal_in('birth_date');
  return equal_in('member_id') || by_name;
};

/// People the program took from the profile join those who are there; nobody twice. Gives how many came.
export function take_participants(draft: Draft, rows: readonly Row[]): number {
  const fresh = rows.filter((row) => !keys_in(draft, 'participants').some((key) => same_person(draft, key, row)));
  for (const row of fresh) {
    const key = next_key(draft, 'participants');
    for (const [field, value] of Object.entries(row))
      if (field !== 'id' && field !== 'position' && (typeof value !== 'object' || value === null))
        draft.type(place('participants', key, field), value as Values[string]);
    draft.type('participants', [...keys_in(draft, 'participants'), key]);
  }
  if (fresh.length) services_follow(draft);
  return fresh.length;
}

/// Due dates that followed a rule become dates by hand, all of them (bookings.md 2.7).
export function dates_by_hand(draft: Draft, rows: readonly Row[]) {
  draft.type('due_dates', []);
  for (const { due_on, amount } of rows) {
    const key = next_key(draft, 'due_dates');
    draft.type(place('due_dates', key, 'kind'), 'by_hand');
    draft.type(place('due_dates', key, 'due_on'), due_on as Value);
    draft.type(place('due_dates', key, 'amount'), amount as Value);
    draft.type('due_dates', [...keys_in(draft, 'due_dates'), key]);
  }
}
export const are_by_hand = (draft: Draft) =>
  keys_in(draft, 'due_dates').some((key) => draft.value(place('due_dates', key, 'kind')) === 'by_hand');

/// Whole cents of "12.5"; nothing where it is no amount.
export function cents(amount: string): number | undefined {
  const parts = /^(-?)(\d{1,12})(?:\.(\d{1,2}))?$/.exec(amount.trim());
  if (!parts) return undefined;
  const value = Number(parts[2]) * 100 + Number((parts[3] ?? '').padEnd(2, '0'));
  return parts[1] ? -value : value;
}

/// Count × unit price of a row, as a decimal with a point; the sums of the booking are the program's.
export function line_total(count: string, unit_price: string): string | undefined {
  const price = cents(unit_price);
  if (price === undefined || !/^\d{1,6}$/.test(count.trim())) return undefined;
  const value = price * Number(count);
  const rest = String(Math.abs(value) % 100).padStart(2, '0');
  return `${value < 0 ? '-' : ''}${Math.floor(Math.abs(value) / 100)}.${rest}`;
}

/// Two clerks added or took out rows: both of it holds. Mine is what I added and what I took out since `before`.
export function joined_rows(before: readonly string[], mine: readonly string[], theirs: readonly string[]): string[] {
  const added = mine.filter((key) => !before.includes(key));
  const removed = new Set(before.filter((key) => !mine.includes(key)));
  return [...theirs.filter((key) => !removed.has(key)), ...added.filter((key) => !theirs.includes(key))];
}

/// A row of a booking, seen as a draft of its own by the fields of a form.
export class RowOf extends Draft {
  private readonly whole_: Draft;
  private readonly start: string;
  constructor(whole: Draft, start: string) {
    super();
    this.whole_ = whole;
    this.start = start;
  }
  override value(name: string): Value {
    return this.whole_.value(this.start + name);
  }
  override type(name: string, value: Value) {
    this.whole_.type(this.start + name, value);
    typed(this.whole_, this.start + name);
  }
  override propose(name: string, value: Value): boolean {
    return this.whole_.propose(this.start + name, value);
  }
  override is_proposed(name: string): boolean {
    return this.whole_.is_proposed(this.start + name);
  }
  override is_changed(name: string): boolean {
    return this.whole_.is_changed(this.start + name);
  }
  override problem(name: string): string | undefined {
    return this.whole_.problem(this.start + name);
  }
  override listen(name: string, listener: () => void): () => void {
    return this.whole_.listen(name === '*' ? name : this.start + name, listener);
  }
}
const views = new WeakMap<Draft, Map<string, RowOf>>();
function view_of(draft: Draft, start: string): RowOf {
  const known = views.get(draft) ?? new Map<string, RowOf>();
  views.set(draft, known);
  const view = known.get(start) ?? new RowOf(draft, start);
  known.set(start, view);
  return view;
}
/// Always the same view of the same row.
export const row_view = (draft: Draft, list: string, key: string) => view_of(draft, `${list}/${key}/`);
/// The head, from whose entries rows follow.
export const head_view = (draft: Draft) => view_of(draft, '');
