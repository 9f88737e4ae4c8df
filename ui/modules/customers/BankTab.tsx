// Bank/Karte: bank connections in their order (the first one is debited, J-112), cards without their full number.
import { useLanguage, useText, useWord } from '../../shell/language.tsx';
import { useToday } from '../../shell/session.tsx';
import { show_date } from '../../parts/format.ts';
import { Icon } from '../../parts/icons.tsx';
import type { Values } from '../../forms/draft.ts';
import { useTerms } from './BookingTerms.tsx';
import { iban_state } from './iban.ts';
import type { Row } from '../../forms/rows.ts';
import type { ListTabProps } from './ListTabs.tsx';
import { owner_of, rows_in } from './lists.ts';
import { RowList } from '../../forms/RowList.tsx';
import styles from '../../forms/Rows.module.css';

/// The scheme of a mandate that each kind of payment asks for (J-112).
const scheme_of: Record<string, string> = { direct_debit: 'core', direct_debit_b2b: 'b2b' };

/// What is said about the topmost account: nothing unless the customer pays by direct debit.
function Debited({ row, payment_kind }: { row: Row; payment_kind: string | number }) {
  const t = useText();
  const scheme = scheme_of[payment_kind];
  if (!scheme) return null;
  const key = !row?.mandate ? 'no_mandate' : (row.mandate_scheme ?? 'core') === scheme ? 'first' : 'other_mandate';
  return (
    <span className={key === 'first' ? styles.first : `${styles.first} chip warn`} data-debited={key}>
      {t(`ui.bank.${key}`)}
    </span>
  );
}

export function BankTab({ customer, kind, lists, choices }: ListTabProps) {
  const payment_kind = useTerms(customer)?.payment_kind.value ?? '';
  const t = useText();
  const word = useWord();
  const language = useLanguage();
  const shared = { owner: owner_of(customer), kind, choices };
  const today = useToday();
  const check = (name: string, text: string) => {
    const state = name === 'iban' ? iban_state(text) : 'unfinished';
    return state === 'unfinished' ? undefined : t(`ui.iban.${state}`);
  };
  const is_over = (row: Row) =>
    typeof row.valid_until === 'string' && row.valid_until !== '' && row.valid_until < today;
  return (
    <div className={styles.two}>
      <section className={styles.section} aria-labelledby="banks">
        <h2 id="banks">{t('ui.list.bank_accounts')}</h2>
        <p className="quiet">{t('ui.bank.order_help')}</p>
        <RowList
          {...shared}
          list="bank_accounts"
          rows={rows_in(lists, 'bank_accounts')}
          empty={t('ui.bank.empty')}
          hints={check}
          name_of={(row, place) => String(row?.bank_name || t('ui.bank.place', { place: place + 1 }))}
          mark_of={(row, place) => (place === 0 ? <Debited row={row} payment_kind={payment_kind} /> : null)}
        />
      </section>
      <section className={styles.section} aria-labelledby="cards">
        <h2 id="cards">{t('ui.list.cards')}</h2>
        <p className="quiet">{t('ui.card.help')}</p>
        <RowList
          {...shared}
          list="cards"
          shows={fits_card}
          tidy={last_digits}
          rows={rows_in(lists, 'cards')}
          empty={t('ui.card.empty')}
          name_of={(row) =>
            [word(`card.kind.${row?.kind}`, ''), row?.brand].filter(Boolean).join(' ') || t('ui.list.cards')
          }
          mark_of={(row) =>
            is_over(row) ? (
              <span className={`${styles.first} chip danger`}>
                <Icon name="warn" size={14} />{' '}
                {t('ui.card.expired', { day: show_date(String(row.valid_until), language) })}
              </span>
            ) : null
          }
        />
      </section>
    </div>
  );
}

/// Credit cards keep their last four digits and a token, the others their number (decisions 15).
function fits_card(name: string, { kind }: Values): boolean {
  if (name === 'last4' || name === 'token') return !kind || kind === 'credit';
  return name !== 'number' || (kind !== 'credit' && Boolean(kind));
}

/// A whole number that is pasted leaves its last four digits, never its first.
function last_digits(name: string, text: string): string {
  const digits = text.replace(/\D/g, '');
  return name === 'last4' && digits.length > 4 ? digits.slice(-4) : text;
}
