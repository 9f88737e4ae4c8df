// How the cells of a report's rows read, and what Enter opens.
import { useNavigate } from '@tanstack/react-router';
import { useCallback, type ReactNode } from 'react';
import type { ReportRow } from '../api/types.ts';
import { useLanguage, useText } from '../shell/language.tsx';
import { LabelMark } from '../shell/LabelMark.tsx';
import { useLabelLooks, type LabelLook } from '../shell/labels.ts';
import { useMay, useSession } from '../shell/session.tsx';
import { is_web_address, show_value } from '../parts/format.ts';
import type { Column } from '../parts/grid/columns.ts';

/// Opens beside the list. Not a stop of the Tab key: the grid is one, and its rows are many.
function Link({ address }: { address: string }) {
  return (
    <a
      href={address}
      target="_blank"
      rel="noopener noreferrer"
      tabIndex={-1}
      onDoubleClick={(e) => e.stopPropagation()}
    >
      {address}
    </a>
  );
}

/// Columns of any list that hold names of labels, joined by ';' (files.md).
const shows_labels = (column: string) => column === 'labels' || column === 'label';

function Labels({ names, looks }: { names: readonly string[]; looks: ReadonlyMap<string, LabelLook> }) {
  return (
    <>
      {names.map((label) => (
        <LabelMark key={label} look={looks.get(label) ?? { label }} />
      ))}
    </>
  );
}

export function useReportCell(): (row: ReportRow, column: Column) => ReactNode {
  const t = useText();
  const language = useLanguage();
  const { house } = useSession();
  const looks = useLabelLooks();
  return useCallback(
    (row, { name, kind, values }) => {
      const value = row[name];
      if (looks && value && shows_labels(name)) return <Labels names={String(value).split(';')} looks={looks} />;
      if (kind === 'link' && is_web_address(value)) return <Link address={value} />;
      const how = { language, zone: house?.time_zone, yes: t('ui.yes'), no: t('ui.no') };
      return values?.[String(value)] ?? show_value(value, kind, how);
    },
    [language, house, looks, t],
  );
}

/// The booking of a row, else the customer, where it names one.
export function useOpenRow(): (row: ReportRow) => void {
  const may = useMay();
  const navigate = useNavigate();
  return useCallback(
    ({ _booking, _customer }) => {
      if (_booking) void navigate({ to: `/bookings/${_booking}` as never });
      else if (_customer && may('customers.read'))
        void navigate({ to: '/customers/$id', params: { id: String(_customer) } });
    },
    [may, navigate],
  );
}
