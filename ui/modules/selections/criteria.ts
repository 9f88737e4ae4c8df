// What a selection can ask for, as the program declares it (GET /selections/criteria), and how a criterion is begun and
// when it is whole. Pure.
import { is_members, members_of, without, type Json, type Line, type Members } from './document.ts';
import { is_day_of_year, is_span } from './relative.ts';

export interface DeclaredField {
  name: string;
  caption: string;
  kind: string;
  comparisons?: readonly string[];
  choices?: readonly { code: string; caption: string }[] | null;
  base_data?: string | null;
  /// A list of the house that holds its codes.
  choice_list?: string | null;
  record?: string;
}
export interface DeclaredRows {
  name: string;
  caption: string;
  fields: readonly DeclaredField[];
}
export interface DeclaredFact extends DeclaredRows {
  /// Whether it can be narrowed to events.
  events?: boolean;
  aggregates: readonly string[];
}
export interface Criteria {
  fields: readonly DeclaredField[];
  statuses: readonly { number: number; caption: string }[];
  lists: readonly DeclaredRows[];
  links: readonly { name: string; caption: string }[];
  labels: readonly string[];
  permissions: readonly string[];
  facts: readonly DeclaredFact[];
  selections: readonly { id: number; name: string }[];
}

/// What the lines of a group are about: customers, or the rows of one list.
export type Matter = { rows?: DeclaredRows };
export const customers: Matter = {};

export type Sort =
  | 'field'
  | 'status'
  | 'list'
  | 'link'
  | 'linked_by'
  | 'label'
  | 'permission'
  | 'selection'
  | 'changed'
  | 'fact'
  | 'new'
  | 'unknown';
const sorts: readonly Sort[] = [
  'field',
  'status',
  'list',
  'link',
  'linked_by',
  'label',
  'permission',
  'selection',
  'changed',
];

export const fact_of = (criterion: Json, criteria: Criteria): DeclaredFact | undefined =>
  is_members(criterion) ? criteria.facts.find((fact) => is_members(criterion[fact.name])) : undefined;

/// Which kind of criterion it is; what is none that is known here stays as it is written.
export function sort_of(criterion: Json, criteria: Criteria): Sort {
  if (!is_members(criterion)) return 'unknown';
  if (!Object.keys(criterion).length) return 'new';
  const sort = sorts.find((name) => name in criterion);
  if (sort === 'changed' && !is_members(criterion.changed)) return 'unknown';
  if (sort) return typeof criterion[sort] === 'object' && sort !== 'changed' ? 'unknown' : sort;
  return fact_of(criterion, criteria) ? 'fact' : 'unknown';
}

/// The field a criterion compares; undefined where the house has none of this name any more.
export function field_of(criterion: Json, criteria: Criteria, { rows }: Matter): DeclaredField | undefined {
  const name = members_of(criterion).field;
  return (rows?.fields ?? criteria.fields).find((field) => field.name === name);
}

export const status_of = (criterion: Json, { statuses }: Criteria) => {
  const wanted = members_of(criterion).status;
  return statuses.find(({ number, caption }) => number === wanted || caption === wanted);
};

/// Of days two names mean the same; the ones of days are offered.
const of_numbers = ['equal', 'less', 'greater'];
export function comparisons_of({ comparisons = [] }: DeclaredField): readonly string[] {
  if (!comparisons.length) return ['equal', 'not_equal', 'empty', 'not_empty'];
  return comparisons.includes('on') ? comparisons.filter((one) => !of_numbers.includes(one)) : comparisons;
}

/// An entry of the list one picks a criterion from.
export interface Entry {
  id: string;
  label: string;
  hint?: string;
  criterion: Members;
  nots?: number;
}

const first_comparison = (field: DeclaredField) => comparisons_of(field)[0]!;

/// A field's criterion as it begins; yes/no asks for yes.
export const begun = (field: DeclaredField): Members => ({
  field: field.name,
  is: first_comparison(field),
  ...(field.kind === 'yes_no' ? { value: true } : {}),
});

export interface SortWords {
  status: string;
  list: string;
  link: (caption: string) => string;
  linked_by: (caption: string) => string;
  label: string;
  permission: string;
  selection: string;
  changed: string;
  fact: string;
}

const field_entries = (fields: readonly DeclaredField[], hint?: string): Entry[] =>
  fields.map((field) => ({
    id: `field:${field.name}`,
    label: field.caption,
    hint: [field.caption.toLowerCase() === field.name ? '' : field.name, hint].filter(Boolean).join(' · '),
    criterion: begun(field),
  }));

/// A status field is asked as one, by its number (J-178).
const is_status = ({ name }: DeclaredField, { statuses }: Criteria) =>
  statuses.some(({ number }) => name === `status${number}`);

/// Everything that can be asked, found by caption and by name.
export function entries_of(criteria: Criteria, { rows }: Matter, words: SortWords): readonly Entry[] {
  if (rows) return field_entries(rows.fields);
  const own = (id: string, label: string, criterion: Members, hint?: string): Entry => ({ id, label, criterion, hint });
  return [
    ...field_entries(criteria.fields.filter((field) => !is_status(field, criteria))),
    ...criteria.statuses.map(({ number, caption }) =>
      own(`status:${number}`, caption, { status: number, is: true }, `${words.status} ${number}`),
    ),
    ...criteria.facts.map(({ name, caption }) => own(`fact:${name}`, caption, { [name]: {} }, words.fact)),
    ...criteria.lists.map(({ name, caption }) => own(`list:${name}`, caption, { list: name }, words.list)),
    ...criteria.links.map(({ name, caption }) => own(`link:${name}`, words.link(caption), { link: name })),
    ...criteria.links.map(({ name, caption }) =>
      own(`linked_by:${name}`, words.linked_by(caption), { linked_by: name }),
    ),
    own('label', words.label, { label: '' }),
    own('permission', words.permission, { permission: '', state: 'given' }),
    own('selection', words.selection, { selection: '' }),
    own('changed', words.changed, { changed: { since: '' } }),
  ];
}

/// Which entry a criterion was picked from.
export function entry_id(criterion: Json, criteria: Criteria): string {
  const sort = sort_of(criterion, criteria);
  if (sort === 'fact') return `fact:${fact_of(criterion, criteria)!.name}`;
  if (sort === 'status') return `status:${status_of(criterion, criteria)?.number ?? ''}`;
  const named = ['field', 'list', 'link', 'linked_by'];
  return named.includes(sort) ? `${sort}:${String(members_of(criterion)[sort])}` : sort;
}

const valueless = ['empty', 'not_empty'];
const has_value = (value: Json | undefined) => value !== undefined && value !== null && value !== '';

/// Whether a comparison says enough to be asked.
export function is_whole({ is, value }: Members): boolean {
  if (typeof is === 'boolean' || valueless.includes(String(is))) return true;
  if (is === 'within') return is_span(value);
  if (is === 'between') return Array.isArray(value) && value.length === 2 && value.every(has_value);
  if (is === 'one_of') return Array.isArray(value) && value.length > 0;
  if (is === 'birthday_in')
    return Array.isArray(value) ? value.length === 2 && value.every(is_day_of_year) : typeof value === 'number';
  return has_value(value);
}

/// Aggregates of facts and the count of rows: compared when they are there.
const compared = ['count', 'events_count', 'sum', 'first', 'last'];
const has_whole_parts = (members: Members) =>
  Object.entries(members).every(([name, part]) =>
    compared.includes(name) || name === 'departs_on' ? !is_members(part) || !('is' in part) || is_whole(part) : true,
  );
const has_whole_members = (members: Members) =>
  Object.values(members).every((part) => !is_members(part) || !('is' in part) || is_whole(part));

/// Whether a line can be asked as it stands; what is not known here is the program's to judge.
export function is_askable({ criterion }: Line, criteria: Criteria): boolean {
  const members = members_of(criterion);
  switch (sort_of(criterion, criteria)) {
    case 'new':
      return false;
    case 'field':
      return is_whole(members);
    case 'changed':
      return has_value(members_of(members.changed).since);
    case 'label':
    case 'permission':
    case 'selection':
      return has_value(members.label) || has_value(members.permission) || has_value(members.selection);
    case 'fact':
      return has_whole_parts(members) && has_whole_members(members_of(members[fact_of(criterion, criteria)!.name]));
    case 'list':
      return has_whole_parts(members);
    default:
      return true;
  }
}

/// Another comparison of the same field: what was given stays where it still fits.
export function with_comparison(members: Members, is: string): Members {
  const { value } = members;
  const rest = without(members, 'value');
  if (valueless.includes(is)) return { ...rest, is };
  const single = Array.isArray(value) ? value[0] : is_members(value) ? undefined : value;
  if (is === 'between')
    return { ...rest, is, value: Array.isArray(value) ? [value[0] ?? '', value[1] ?? ''] : [single ?? '', ''] };
  if (is === 'one_of') return { ...rest, is, value: Array.isArray(value) ? value : has_value(single) ? [single!] : [] };
  if (is === 'within') return { ...rest, is, value: is_span(value) ? value! : { last: 30, unit: 'days' } };
  if (is === 'birthday_in') return { ...rest, is, value: typeof value === 'number' ? value : 1 };
  return single === undefined || members.is === 'within' || members.is === 'birthday_in'
    ? { ...rest, is }
    : { ...rest, is, value: single };
}
