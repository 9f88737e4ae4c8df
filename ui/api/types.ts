// The shapes the screens speak in; agreement.ts has the compiler compare them with what the program describes.
export type Value = string | number | boolean | string[] | null;
export type Kind = 'private' | 'company' | 'agency' | 'prospect';

export interface Issue {
  field?: string;
  key?: string;
  message: string;
}
export interface FieldChange {
  field: string;
  before: Value;
  after: Value;
  at?: string;
  by?: string;
  record?: string;
}
export interface Problem {
  type?: string;
  title: string;
  status: number;
  detail?: string;
  reference?: string;
  issues?: Issue[];
  current?: CustomerRecord;
  changes?: FieldChange[];
  conflicts?: { record: string; id: number; field: string; expected: Value; found: Value }[];
}

export interface Session {
  signed_in: boolean;
  user?: { id: number; name: string; display_name: string; language: string };
  permissions?: string[];
  token?: string;
  house?: { name: string; logo?: number | null; time_zone: string; currency: string; empty?: boolean };
  first_sign_in_open?: boolean;
}
export interface Settings {
  language?: string;
  theme?: string;
  enter_moves_on?: boolean;
  letters_on?: boolean;
  menu_words?: boolean;
  [name: string]: Value | undefined;
}
export interface View {
  columns: string[] | null;
  widths?: Record<string, number>;
}

export interface FieldDeclaration {
  name: string;
  kind: string;
  max_length?: number;
  required?: boolean;
  read_only?: boolean;
  privacy?: string;
  listed?: boolean;
  on_tab?: boolean;
  choices?: string[];
  /// The right that changing it takes beside that of its record.
  right?: string;
  /// Where its values come from, when not from its kind.
  choice_list?: string;
  base_data?: string;
  /// Words that are not listed are kept too.
  own_words?: boolean;
  /// What others were given before is offered.
  value_help?: boolean;
  /// A day that may lie in the future. Known to the screen, not told by the program.
  ahead?: boolean;
}
/// The list in which rows of a record stand.
export interface DeclaredList {
  name: string;
  record: string;
  path: string;
  owner: 'customer' | 'house';
  right: string;
  ordered: boolean;
  single: boolean;
  holder: boolean;
  inherited_over: string | null;
  /// Of the customer's screen, where its rows are entered; none: beside the tabs.
  tab: string | null;
}
export interface Choice {
  code: string;
  label: string;
}
export interface Choices {
  category?: Record<string, Choice[]>;
  salutation?: Choice[];
  title?: Choice[];
  countries?: Choice[];
  languages?: Choice[];
  [name: string]: Choice[] | Record<string, Choice[]> | undefined;
}

export type CustomerRecord = { id: number; version: number } & Record<string, Value>;
export type CustomerRow = { id: number } & Record<string, Value>;
export interface SearchHit {
  kind: 'customer' | 'order' | 'event';
  id: number;
  number: number | string;
  customer_kind?: Kind;
  name: string;
  first_name?: string | null;
  name_prefix?: string | null;
  matchcode?: string | null;
  street?: string | null;
  house_number?: string | null;
  postcode?: string | null;
  town?: string | null;
  country?: string | null;
  phone?: string | null;
  email?: string | null;
  code1?: string | null;
  category?: string | null;
  last_purchase_on?: string | null;
  blocked?: boolean;
  matched?: string | null;
  customer?: number;
}
export interface Proposals {
  matchcode?: string;
  gender?: string;
  letter_salutation?: string;
  number?: number | null;
  debtor_number?: number | null;
  country?: string | null;
  first_contact_on?: string | null;
  mailing_kind?: string | null;
  payment_kind?: string | null;
  payment_term?: string | null;
  street?: string | null;
  house_number?: string | null;
  house_number_suffix?: string | null;
  name?: string | null;
  name_prefix?: string | null;
  /// What copying the address of the linked customer would fill.
  copied_address?: Record<string, Value> | null;
  /// What cannot be right or, with `asks`, is missing and asked about before saving.
  warnings?: { key: string; field?: string; text: string; asks?: boolean }[];
}

export interface ChangeEvent {
  id: number;
  at: string;
  by: string;
  kind: string;
  summary?: string;
  undone_by?: number | null;
  undo_of?: number | null;
  may_undo?: boolean;
  subject?: string | null;
  records?: number;
  changes?: {
    record: string;
    id?: number;
    field: string;
    before: Value;
    after: Value;
    operation?: string;
    erased?: boolean;
  }[];
  customer?: { id: number; number: number; name: string } | null;
}

export interface EventRow {
  id: number;
  code: string;
  name: string;
  subtitle?: string;
  starts_at?: string;
  season?: string;
  production?: string;
  promoter?: string;
  venue?: string;
  hall?: string;
  capacity?: number;
  sold?: number;
  reserved?: number;
}
export interface FilterValues {
  promoters: Named[];
  seasons: Named[];
  productions: Named[];
  genres: Named[];
  tags: Named[];
  events: number;
}
export type Named = { id: number; name: string } | string;
/// A column of a list as the program names it.
export interface SentColumn {
  name: string;
  caption: string;
  priority: number;
  kind: string;
  width?: number;
  values?: Record<string, string>;
}
export type ReportRow = { _order?: number; _customer?: number; _ticket?: number; _event?: number } & Record<
  string,
  Value
>;
export interface ReportRun {
  id: number;
  report: string;
  type: string;
  events?: number;
  columns: SentColumn[];
  rows: ReportRow[];
  cursor?: string | null;
  title: string;
  words: string;
}
export interface Totals {
  state: 'counting' | 'done';
  rows: number;
  so_far: number;
  sums: { name: string; value: number | string; text: string }[];
}

export interface Job {
  id: number;
  kind: string;
  title: string;
  state: 'waiting' | 'running' | 'done' | 'failed' | 'cancelled';
  done: number;
  total: number;
  phase?: string | null;
  started_at?: string | null;
  finished_at?: string | null;
  result?: Record<string, unknown> | null;
  problem?: Problem | null;
  file_name?: string | null;
}

export interface ImportColumn {
  heading: string;
  sample: string[];
  field: string | null;
  score?: number;
}
/// Field -> what the file writes -> what is meant; "" leaves the field empty.
export type ValueMapping = Record<string, Record<string, string | null>>;
/// Values of a field that mean nothing yet, and what they may mean.
export interface UnreadValues {
  field: string;
  values: { value: string; rows: number }[];
  choices: { code: string; label: string }[];
}
export interface Import {
  id: number;
  what: string;
  file_name: string;
  bytes: number;
  dialect: {
    encoding?: string | null;
    separator?: string | null;
    quote?: string;
    header?: boolean;
    decimal?: string | null;
    /// Line of the headings; null = the first one with content.
    heading_row?: number | null;
    /// Of a workbook: the sheet that was chosen, "" = the first one, and all there are.
    sheet?: string;
    sheets?: string[];
  };
  columns: ImportColumn[];
  fields: { name: string; caption?: string; required?: boolean }[];
  mappings: string[];
  values?: ValueMapping;
  rows_estimate?: number;
  options?: Record<string, Value>;
  state?: string;
  created_at?: string;
}
export interface PreviewRow {
  line: number;
  state: 'new' | 'changed' | 'refused' | 'unchanged' | 'duplicate';
  values: Record<string, Value>;
  differences?: FieldChange[];
  issues?: Issue[];
  /// Whom a row of state `duplicate` is probably: a customer by number, or an earlier line of the same file.
  similar?: SimilarRow;
}
export interface SimilarRow {
  number: number | null;
  line: number | null;
  name: string;
  score: number;
  /// Feature -> points.
  points: Record<string, number>;
}
export interface ImportResult {
  what?: string;
  new: number;
  changed: number;
  unchanged: number;
  refused: number;
  /// Rows that are probably customers already there; not among the new ones.
  duplicates?: number;
  /// False: nobody looked for them.
  duplicates_checked?: boolean;
  /// False: very common values were compared in part only.
  duplicates_complete?: boolean;
  /// Declarations that came in late: kept, without effect.
  older?: number;
  created?: Record<string, string[]>;
  unread_values?: UnreadValues[];
  sample?: PreviewRow[];
  change_event?: number;
  repeated?: boolean;
}
export interface User {
  id: number;
  name: string;
  display_name: string;
  language?: string;
  roles: string[];
  active?: boolean;
  version?: number;
  last_sign_in_at?: string | null;
}
export interface Role {
  id: number;
  name: string;
  permissions: string[];
  version?: number;
}
