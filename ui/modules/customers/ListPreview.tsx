// Beside the list: the customer of the active row at a glance (Alt+V), so that one need not open him to read a number.
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { CustomerRow, Value } from '../../api/types.ts';
import { show_value } from '../../parts/format.ts';
import { Icon } from '../../parts/icons.tsx';
import { ToolButton } from '../../parts/ToolButton.tsx';
import { useLanguage, useText } from '../../shell/language.tsx';
import { full_name } from '../../shell/SearchHitLine.tsx';
import { useSession } from '../../shell/session.tsx';
import { useCaption } from '../../forms/captions.ts';
import { customer_key, load_customer } from '../../api/customer.ts';
import styles from './CustomerList.module.css';

/// Field and kind, as far as they are filled.
const lines: readonly (readonly [string, string?])[] = [
  ['number'],
  ['matchcode'],
  ['phone_private'],
  ['phone_mobile'],
  ['phone_business'],
  ['email'],
  ['birth_date', 'date'],
  ['category'],
  ['code1'],
  ['code2'],
  ['first_contact_on', 'date'],
  ['changed_at', 'instant'],
];
const blocks = ['booking_block', 'no_selection', 'no_open_items', 'hidden_in_search'];
const rest_of_walking = 150; // ms

/// The whole record once the active row has rested.
function useRested(row: CustomerRow | undefined) {
  const [rested, set_rested] = useState<number>();
  useEffect(() => {
    const timer = window.setTimeout(() => set_rested(row?.id), rest_of_walking);
    return () => window.clearTimeout(timer);
  }, [row?.id]);
  const { data } = useQuery({
    queryKey: customer_key(rested ?? 0),
    queryFn: ({ signal }) => load_customer(rested!, signal),
    enabled: rested !== undefined,
    retry: false,
  });
  return data?.id === row?.id ? data : undefined;
}

const joined = (...parts: unknown[]) => parts.filter(Boolean).join(' ');

export function ListPreview({ row, on_open }: { row: CustomerRow | undefined; on_open: (row: CustomerRow) => void }) {
  const t = useText();
  const caption = useCaption();
  const language = useLanguage();
  const { house } = useSession();
  const record = useRested(row);
  const known: Record<string, Value> = { ...row, ...record };
  const show = (name: string, kind?: string) =>
    show_value(known[name], kind, { language, zone: house?.time_zone, yes: t('ui.yes'), no: t('ui.no') });
  return (
    <aside className={styles.preview} aria-label={t('ui.preview')} data-area="panel" tabIndex={0}>
      {row ? (
        <>
          <h2>{full_name(known)}</h2>
          {blocks
            .filter((name) => known[name] === true)
            .map((name) => (
              <span key={name} className={`chip ${name === 'booking_block' ? 'danger' : 'warn'}`}>
                <Icon name="warn" size={14} />
                {caption(name)}
              </span>
            ))}
          <address>
            {joined(known.street, joined(known.house_number, known.house_number_suffix))}
            <br />
            {joined(known.postcode, known.town)}
          </address>
          <dl>
            {lines.map(([name, kind]) =>
              show(name, kind) ? (
                <div key={name}>
                  <dt>{caption(name)}</dt>
                  <dd>{show(name, kind)}</dd>
                </div>
              ) : null,
            )}
          </dl>
          <p>
            <ToolButton text={t('ui.key.open')} action="open" on_press={() => on_open(row)} />
          </p>
        </>
      ) : (
        <p className="quiet">{t('ui.preview.none')}</p>
      )}
    </aside>
  );
}
