// Asking the program about the sales ledger.
import { address, get } from '../../api/client.ts';
import type { SalesLine, SalesTotals } from '../../api/types.ts';
import type { Piece } from './ledger_pages.ts';

export type LedgerLine = SalesLine;
export type LedgerTotals = SalesTotals;

/// What the sales ledger is narrowed to: days, code of an event date, numbers.
export interface LedgerSearch {
  from?: string;
  to?: string;
  event?: string;
  order?: string;
  customer?: string;
}

const asked = ({ event, ...others }: LedgerSearch) => ({ ...others, code: event });

/// Newest first: what was sold just now is what a counter looks for.
export const ledger_piece = (search: LedgerSearch, after: number | null, limit: number, signal: AbortSignal) =>
  get<Piece<LedgerLine>>('/sales', { ...asked(search), direction: 'desc', after: after ?? undefined, limit }, signal);

export const ledger_totals = (search: LedgerSearch, signal: AbortSignal) =>
  get<LedgerTotals>('/sales/totals', asked(search), signal);

const styles: Record<string, string> = { de: 'excel-de', nl: 'excel-nl' };

/// The file as a spreadsheet of this language opens it.
export const ledger_file = (search: LedgerSearch, language: string) =>
  address('/sales/export', { ...asked(search), csv: styles[language] ?? 'standard', headings: language });
