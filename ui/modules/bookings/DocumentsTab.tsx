// The papers of a booking as they went out: each opens again as it was printed; a new one is made from here or by key.
import { show_date, show_money } from '../../parts/format.ts';
import { ToolButton } from '../../parts/ToolButton.tsx';
import { useLanguage, useText } from '../../shell/language.tsx';
import { useMay } from '../../shell/session.tsx';
import type { Booking } from './booking.ts';
import { paper_address } from './requests.ts';

const columns = ['kind', 'number', 'issued_on', 'total'] as const;

export function DocumentsTab({ booking, make }: { booking: Booking; make: () => void }) {
  const t = useText();
  const may = useMay();
  return (
    <div className="stack">
      {booking.documents.length ? (
        <Papers booking={booking} />
      ) : (
        <p className="quiet">{t('ui.booking.documents.none')}</p>
      )}
      {may('bookings.invoice') ? (
        <p>
          <ToolButton text={t('ui.paper.make')} action="paper" on_press={make} />
        </p>
      ) : null}
    </div>
  );
}

function Papers({ booking }: { booking: Booking }) {
  const t = useText();
  const language = useLanguage();
  return (
    <table className="plain" aria-label={t('ui.booking.tab.documents')}>
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column} className={column === 'total' ? 'number' : undefined}>
              {t(`ui.document.column.${column}`)}
            </th>
          ))}
          <th>
            <span className="hidden">{t('ui.booking.row')}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {booking.documents.map((document) => (
          <tr key={document.position} data-paper={String(document.kind)}>
            <td>{t(`ui.document.${document.kind as 'invoice'}`)}</td>
            <td>
              {String(document.number ?? '')}
              {document.cancels ? (
                <span className="quiet"> {t('ui.paper.cancels', { number: String(document.cancels) })}</span>
              ) : null}
            </td>
            <td>{show_date(String(document.issued_on ?? ''), language)}</td>
            <td className="number">{show_money(String(document.total), language)}</td>
            <td>
              {document.has_pdf ? (
                <a
                  className="button"
                  href={paper_address(booking.number, document.position as number)}
                  target="_blank"
                  rel="noreferrer"
                >
                  {t('ui.paper.again')}
                </a>
              ) : null}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
