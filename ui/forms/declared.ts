// What the program declares: the fields of every record, the choices and words they take. Asked once and kept.
import { useQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { get } from '../api/client.ts';
import type { Choices, DeclaredList, FieldDeclaration } from '../api/types.ts';
import { useLanguage, useWord } from '../shell/language.tsx';

export type Records = { customer: FieldDeclaration[] } & Record<string, FieldDeclaration[] | undefined>;

interface Declaration {
  records: Records;
  lists: readonly DeclaredList[];
}

const declared = {
  queryKey: ['fields'],
  staleTime: Infinity,
  queryFn: ({ signal }: { signal: AbortSignal }) => get<Declaration>('/fields', undefined, signal),
};
const of_records = ({ records }: Declaration) => records;
const of_customer = ({ records }: Declaration) => records.customer;
const of_lists = ({ lists }: Declaration) => lists;

export const useFields = () => useQuery({ ...declared, select: of_customer });
/// The fields of every record: of the customer, of the rows of its lists, of base data.
export const useRecords = () => useQuery({ ...declared, select: of_records });
const no_lists: readonly DeclaredList[] = [];
/// The lists in which rows stand.
export const useDeclaredLists = () => useQuery({ ...declared, select: of_lists }).data ?? no_lists;

/// What a list is called: on its screen in words of its own, else as the program calls it.
export function useListName(): (list: string, otherwise?: string) => string {
  const word = useWord();
  return (list, otherwise = list) => word(`ui.list.${list}`, word(`list.${list}`, otherwise));
}

/// A list with the fields of its rows; their holder is chosen beside the list and is none of them.
export function useDeclaredList(name: string): { list?: DeclaredList; fields: readonly FieldDeclaration[] } {
  const lists = useDeclaredLists();
  const records = useRecords().data;
  return useMemo(() => {
    const list = lists.find((one) => one.name === name);
    const fields = (list && records?.[list.record]) ?? [];
    return { list, fields: list?.holder ? fields.filter((field) => field.name !== 'holder') : fields };
  }, [lists, records, name]);
}

interface ListedChoices {
  lists: { name: string; entries: ({ code: string; hidden?: boolean | null } & Record<string, unknown>)[] }[];
}
/// Lists that belong to rows of a customer, in the words of `language`; none where they cannot be read.
async function choices_of_rows(language: string, signal: AbortSignal): Promise<Choices> {
  const { lists } = await get<ListedChoices>('/choice-lists', undefined, signal).catch(
    () => ({ lists: [] }) as ListedChoices,
  );
  const word = `label_${language === 'xx' ? 'en' : language}`;
  const offered = (entries: ListedChoices['lists'][number]['entries']) =>
    entries.filter((one) => !one.hidden).map((one) => ({ code: one.code, label: String(one[word] ?? one.code) }));
  return Object.fromEntries(lists.map(({ name, entries }) => [name, offered(entries)]));
}

export function useChoices() {
  const language = useLanguage();
  return useQuery({
    queryKey: ['choices', language],
    staleTime: Infinity,
    queryFn: async ({ signal }) => {
      const [choices, of_rows] = await Promise.all([
        get<Choices>('/choices', undefined, signal),
        choices_of_rows(language, signal),
      ]);
      return { ...of_rows, ...choices };
    },
  });
}

/// The words for a code: of a category (of this kind, when it is known), a language, a country, or a field with a list
/// of its name; the code itself without any. Nothing while the words are on their way: a code would flash.
export function useCodeWords(): (field: string, code: string, kind?: string) => string {
  const { data, isPending } = useChoices();
  return useCallback(
    (field, code, kind) => {
      if (isPending) return '';
      const categories = data?.category ?? {};
      const list = data?.[field === 'language' ? 'languages' : field === 'country' ? 'countries' : field];
      const offered =
        field === 'category'
          ? [...(categories[kind ?? ''] ?? []), ...Object.values(categories).flat()]
          : Array.isArray(list)
            ? list
            : [];
      return offered.find((one) => one.code === code)?.label ?? code;
    },
    [data, isPending],
  );
}

export interface KnownValue {
  value: string;
  count: number;
}

/// What others typed into this field before; asked from the first letter on, a moment after the last key.
export function useValueHelp(field: string, typed: string): readonly KnownValue[] {
  const [asked, ask] = useState('');
  useEffect(() => {
    const timer = window.setTimeout(() => ask(typed.trim()), 150);
    return () => window.clearTimeout(timer);
  }, [typed]);
  const { data } = useQuery({
    queryKey: ['value-help', field, asked],
    enabled: asked !== '',
    retry: false,
    staleTime: 60_000,
    queryFn: async ({ signal }) =>
      (await get<{ values: KnownValue[] }>('/value-help', { field, q: asked }, signal)).values,
  });
  return data ?? none_known;
}
const none_known: readonly KnownValue[] = [];
