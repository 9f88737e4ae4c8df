// A criterion in words: what is said of a line where its fields are not shown.
import { useCallback } from 'react';
import { show_date } from '../../parts/format.ts';
import { useLanguage, useText, useWord, type Text } from '../../shell/language.tsx';
import {
  fact_of,
  field_of,
  sort_of,
  status_of,
  type Criteria,
  type DeclaredField,
  type Matter,
  type Sort,
} from './criteria.ts';
import { is_group, is_members, members_of, type Json, type Line, type Members, type Node } from './document.ts';
import { is_day } from './numbers.ts';
import { counted, is_day_of_year, show_day_of_year, span_of } from './relative.ts';

interface Says {
  t: Text;
  word: (key: string, otherwise?: string) => string;
  language: string;
  criteria: Criteria;
}

function value_words({ t, language }: Says, field: DeclaredField | undefined, value: Json | undefined): string {
  if (Array.isArray(value))
    return value.map((one) => value_words({ t, language } as Says, field, one as Json)).join(' – ');
  const span = span_of(value);
  if (span === 'last' || span === 'next') {
    const { count, unit } = counted(value);
    return `${t(`ui.selections.span.${span}`)} ${count} ${t(`ui.selections.unit.${unit}`)}`;
  }
  if (span) return t(`ui.selections.span.${span}`);
  if (is_day(value)) return show_date(String(value), language);
  if (is_day_of_year(value)) return show_day_of_year(value);
  if (typeof value === 'boolean') return value ? t('ui.yes') : t('ui.no');
  return (
    field?.choices?.find(({ code }) => code === value)?.caption
    ?? (is_members(value) ? JSON.stringify(value) : String(value ?? ''))
  );
}

function compared(says: Says, field: DeclaredField | undefined, { is, value }: Members): string {
  const comparison = typeof is === 'string' ? says.word(`ui.selections.is.${is}`, is) : '';
  return [comparison, value === undefined ? '' : value_words(says, field, value)].filter(Boolean).join(' ');
}

type Teller = (says: Says, members: Members, line: Line, matter: Matter) => string;

const named = (list: readonly { name: string; caption: string }[], name: Json | undefined) =>
  list.find((one) => one.name === name)?.caption ?? String(name ?? '');
const spoken = (...parts: string[]) => parts.filter(Boolean).join(' ');

const aggregates_words = (says: Says, members: Members, names: readonly string[]) =>
  names
    .filter((name) => is_members(members[name]))
    .map((name) => spoken(aggregate_word(says, name), compared(says, undefined, members[name] as Members)));
const aggregate_word = ({ word }: Says, name: string) => word(`ui.selections.aggregate.${name}`, name);

const tellers: Record<Sort, Teller> = {
  new: ({ t }) => t('ui.selections.empty_line'),
  field: (says, members, line, matter) => {
    const field = field_of(line.criterion, says.criteria, matter);
    return spoken(field?.caption ?? String(members.field), compared(says, field, members));
  },
  status: ({ t, criteria }, members, line) => {
    const caption = status_of(line.criterion, criteria)?.caption ?? String(members.status);
    return `${caption}: ${t(members.is === false ? 'ui.no' : 'ui.yes')}`;
  },
  list: (says, members) =>
    spoken(named(says.criteria.lists, members.list), compared(says, undefined, members_of(members.count))),
  link: ({ t, criteria }, members) => t('ui.selections.sort.link', { name: named(criteria.links, members.link) }),
  linked_by: ({ t, criteria }, members) =>
    t('ui.selections.sort.linked_by', { name: named(criteria.links, members.linked_by) }),
  label: ({ t }, members) => spoken(t('ui.selections.sort.label'), String(members.label)),
  permission: ({ t, word }, members) => {
    const state = String(members.state ?? 'given');
    return spoken(
      t('ui.selections.sort.permission'),
      String(members.permission),
      word(`ui.selections.state.${state}`, state),
    );
  },
  selection: ({ t, criteria }, { selection }) => {
    const named = criteria.selections.find(({ id }) => id === selection)?.name ?? String(selection);
    return spoken(t('ui.selections.sort.selection'), named);
  },
  changed: (says, members) =>
    spoken(says.t('ui.selections.sort.changed'), value_words(says, undefined, members_of(members.changed).since)),
  fact: (says, members, line) => {
    const fact = fact_of(line.criterion, says.criteria)!;
    return spoken(fact.caption, ...aggregates_words(says, members, fact.aggregates));
  },
  unknown: (_says, _members, line) => JSON.stringify(line.criterion),
};

const line_words = (says: Says, line: Line, matter: Matter) =>
  tellers[sort_of(line.criterion, says.criteria)](says, members_of(line.criterion), line, matter);

export function useDescribed(criteria: Criteria): (node: Node, matter?: Matter) => string {
  const t = useText();
  const word = useWord();
  const language = useLanguage();
  return useCallback(
    (node, matter = {}) => {
      const words = is_group(node)
        ? t(`ui.selections.join.${node.join}`)
        : line_words({ t, word, language, criteria }, node, matter);
      return node.nots % 2 ? t('ui.selections.not_words', { words }) : words;
    },
    [t, word, language, criteria],
  );
}
