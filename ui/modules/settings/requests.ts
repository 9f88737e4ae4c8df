// Asking for and changing what a house sets for itself: parameters, number ranges, choice lists, base data.
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { get, send, upload } from '../../api/client.ts';
import type { Kind, Value } from '../../api/types.ts';
import type { Values } from '../../forms/draft.ts';
import type { Owner } from '../../forms/rows.ts';
import { tell_failure } from '../../forms/saving.ts';
import { useTold } from '../../forms/told.ts';
import { useLanguage, useText } from '../../shell/language.tsx';

export interface CaptionWords {
  de: string;
  nl: string;
  en: string;
}
export type ParameterValue = string | number | boolean | null | readonly string[] | CaptionWords;
export interface Parameter {
  name: string;
  type: 'yes_no' | 'integer' | 'text' | 'choice' | 'captions' | 'fields';
  value: ParameterValue;
  default: ParameterValue;
  choices?: readonly { code: string; label: string }[];
  least?: number;
  most?: number;
  kind?: Kind;
  field?: string;
}
export interface ParameterGroup {
  name: string;
  parameters: readonly Parameter[];
}
export interface Parameters {
  version: number;
  groups: readonly ParameterGroup[];
}
export interface NumberRange {
  id: number;
  version: number;
  kind: Kind;
  target: 'customer' | 'debtor';
  start: number;
  last: number | null;
  gap_search: boolean;
  same_as_customer: boolean;
  propose: boolean;
}
export interface ChoiceEntry {
  kind: string;
  code: string;
  position?: number;
  label_de: string;
  label_nl: string;
  label_en: string;
  hidden?: boolean | null;
  used?: boolean;
}
export interface ChoiceList {
  name: string;
  version: number;
  entries: readonly ChoiceEntry[];
}
export type BaseRow = { id: number; version: number } & Record<string, Value>;
export type TableData =
  | 'postcodes'
  | 'banks'
  | 'operators'
  | 'destinations'
  | 'letter-templates'
  | 'contact-laws'
  | 'operator-products'
  | 'payment-terms'
  | 'tax-rates'
  | 'text-blocks'
  | 'dunning-levels'
  | 'posting-accounts';
export type BaseData = TableData | RuleData | 'permission-wordings';
/// Base data with more fields than a line of a table holds.
export type RuleData = 'commission-tables' | 'fee-rules' | StageData | CustomerData;
/// What is kept about customers wherever there is no ticket side, too.
export const customer_data = ['label-definitions', 'permission-definitions'] as const;
export type CustomerData = (typeof customer_data)[number];
/// Base data of the ticket side, in the order in which a house enters it.
export const stage_data = [
  ...(['seasons', 'venues', 'halls', 'promoters', 'productions', 'genres', 'event-tags', 'ticket-types'] as const),
  ...(['subscriptions', 'promotions', 'articles', 'label-rules'] as const),
] as const;
export type StageData = (typeof stage_data)[number];

export function useParameters() {
  const language = useLanguage();
  return useQuery({ queryKey: ['parameters', language], queryFn: ({ signal }) => get_parameters(signal) });
}
export const useNumberRanges = () =>
  useQuery({ queryKey: ['number-ranges'], queryFn: ({ signal }) => get_ranges(signal) });
/// The house itself; its logo is a picture of its own address.
export interface House {
  version: number;
  name: string;
  logo: { id: number; width: number; height: number } | null;
}
export const useOwnHouse = () => useQuery({ queryKey: ['house'], queryFn: ({ signal }) => get_house(signal) });
export const useChoiceLists = () =>
  useQuery({
    queryKey: ['choice-lists'],
    queryFn: async ({ signal }) => (await get<{ lists: ChoiceList[] }>('/choice-lists', undefined, signal)).lists,
  });
export const useBaseData = (what: BaseData, q: string, offset: number, limit = rows_on_page) =>
  useQuery({
    queryKey: ['base-data', what, q, offset],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) =>
      get<{ count: number; rows: BaseRow[] }>(`/base-data/${what}`, { q, offset, limit }, signal),
  });
export const rows_on_page = 50;

/// What shows a setting somewhere is asked again after a change of it.
const follow = [
  'parameters',
  'number-ranges',
  'choice-lists',
  'base-data',
  'captions',
  'absent-modules',
  'choices',
  'towns',
  'fields',
  'house',
  'session',
];

const followed = follow.map((key) => [key]);

/// Entries of base data are rows like those of a customer.
export const base_data: Owner = { form: 'base-data', path: '/base-data', lists: ['base-data'], follow: followed };

/// Carries out a change of a setting: says that it is saved, offers the way back, says what was refused. True when it
/// was done.
export function useSettled() {
  const t = useText();
  const queries = useQueryClient();
  const told = useTold(followed);
  return async (work: () => Promise<{ change_event?: number } | undefined>, text: string): Promise<boolean> => {
    try {
      told((await work())?.change_event, text);
      return true;
    } catch (reason) {
      followed.forEach((queryKey) => void queries.invalidateQueries({ queryKey }));
      tell_failure(reason, t);
      return false;
    }
  };
}

type Event = { change_event?: number };
export const change_parameter = async (version: number, name: string, value: ParameterValue) =>
  (await send<Parameters & Event>('PATCH', '/parameters', { body: { [name]: value }, version })).data;
export const get_parameters = (signal?: AbortSignal) => get<Parameters>('/parameters', undefined, signal);
export const get_ranges = async (signal?: AbortSignal) =>
  (await get<{ ranges: NumberRange[] }>('/number-ranges', undefined, signal)).ranges;
export const change_range = async ({ kind, target }: NumberRange, changes: Values, version: number) =>
  (await send<NumberRange & Event>('PUT', `/number-ranges/${kind}/${target}`, { body: changes, version })).data;
export const get_house = (signal?: AbortSignal) => get<House>('/house', undefined, signal);
export const rename_house = async (version: number, name: Value) =>
  (await send<House & Event>('PATCH', '/house', { body: { name }, version })).data;
export const keep_logo = (file: Blob) => upload<House & Event>('/house/logo', {}, file, () => {});
export const remove_logo = async (version: number) =>
  (await send<House & Event>('DELETE', '/house/logo', { version })).data;
export const replace_list = async ({ name, version }: ChoiceList, entries: readonly ChoiceEntry[]) =>
  (await send<ChoiceList & Event>('PUT', `/choice-lists/${name}`, { body: { entries }, version })).data;
export const remove_base = async (what: BaseData, row: BaseRow) =>
  (await send<Event>('DELETE', `/base-data/${what}/${row.id}`, { version: row.version })).data;
