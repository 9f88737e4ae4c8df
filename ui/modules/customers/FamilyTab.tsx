// Familie/Pass: who travels with this customer, and the passports, wishes and duties of each of them. The customer
// himself stands first among the holders.
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { new_key, send } from '../../api/client.ts';
import type { Values } from '../../forms/draft.ts';
import { Icon } from '../../parts/icons.tsx';
import { useLanguage, useText, useWord } from '../../shell/language.tsx';
import { useMay, useToday } from '../../shell/session.tsx';
import { show_toast } from '../../shell/toasts.ts';
import { words_of } from '../../shell/words_of.ts';
import { show_date } from '../../parts/format.ts';
import { Letter } from './Letter.tsx';
import { useDeclaredList } from '../../forms/declared.ts';
import { row_entry } from '../../forms/entries.ts';
import type { Row } from '../../forms/rows.ts';
import { owner_of, rows_in, useToldOf } from './lists.ts';
import { PassportReader } from './PassportReader.tsx';
import { Relations } from './Relations.tsx';
import { RowList } from '../../forms/RowList.tsx';
import type { ListTabProps } from './ListTabs.tsx';
import { useHolder } from './tabs.ts';
import { take_zone, type Zone } from './zone.ts';
import styles from '../../forms/Rows.module.css';

const name_of_member = (row: Row | undefined) => [row?.first_name, row?.name].filter(Boolean).join(' ');
const is_over = (day: unknown, today: string) => typeof day === 'string' && day !== '' && day < today;

export function FamilyTab(props: ListTabProps) {
  const { lists, customer, name } = props;
  const [writing, write] = useState(false);
  const t = useText();
  const [holder, set_holder] = useHolder(customer);
  const today = useToday();
  const family = rows_in(lists, 'family');
  const chosen = family.some((row) => row.id === holder) ? holder : 0;
  const holders = [
    { id: 0, name: name || t('ui.family.customer') },
    ...family.map((row) => ({ id: row.id, name: name_of_member(row) || t('ui.family.unnamed') })),
  ];
  const expired = (id: number) =>
    rows_in(lists, 'passports').some((row) => Number(row.holder ?? 0) === id && is_over(row.valid_until, today));
  const show = (id: number) => {
    set_holder(id);
    window.setTimeout(() => document.querySelector<HTMLElement>('[data-holder][aria-pressed="true"]')?.focus(), 0);
  };
  return (
    <>
      <section className={styles.section} aria-labelledby="family">
        <h2 id="family">{t('ui.list.family')}</h2>
        <Members {...props} show_passport={show} />
      </section>
      <section className={styles.section} aria-labelledby="passports">
        <h2 id="passports">{t('ui.family.papers')}</h2>
        <div className={styles.holders} role="group" aria-label={t('ui.family.holder')}>
          {holders.map((one) => (
            <button
              key={one.id}
              type="button"
              data-holder={one.id}
              className={`button ${styles.holder}`}
              aria-pressed={one.id === chosen}
              onClick={() => set_holder(one.id)}
            >
              {one.name}
              {expired(one.id) ? (
                <span className="chip danger">
                  <Icon name="warn" size={14} /> {t('ui.family.expired')}
                </span>
              ) : null}
            </button>
          ))}
          <span className="grow" />
          <button
            type="button"
            className="button"
            data-letter-of-member
            disabled={!chosen}
            title={t('ui.family.letter.help')}
            onClick={() => write(true)}
          >
            {t('ui.family.letter')}
          </button>
        </div>
        <Papers
          key={`${customer}-${chosen}`}
          {...props}
          holder={chosen}
          owner={holders.find((one) => one.id === chosen)!.name}
        />
        {writing && chosen ? (
          <Letter
            customer={customer}
            name={name}
            member={holders.find((one) => one.id === chosen)}
            on_close={() => write(false)}
          />
        ) : null}
      </section>
      <Relations {...props} />
    </>
  );
}

function Members({ show_passport, ...props }: ListTabProps & { show_passport: (id: number) => void }) {
  const { lists, customer, kind, choices } = props;
  const t = useText();
  const may = useMay();
  const make_customer = useMakeCustomer(customer);
  return (
    <RowList
      owner={owner_of(customer)}
      kind={kind}
      list="family"
      rows={rows_in(lists, 'family')}
      choices={choices}
      empty={t('ui.family.empty')}
      name_of={(row) => name_of_member(row) || t('ui.family.unnamed')}
      tools_of={(row) => (
        <>
          <button type="button" className="button quiet" onClick={() => show_passport(row.id)}>
            {t('ui.family.passport')}
          </button>
          {!row.customer && may('customers.create') ? (
            <button
              type="button"
              className="button quiet"
              title={t('ui.family.make_customer.help')}
              onClick={() => void make_customer(row)}
            >
              {t('ui.family.make_customer')}
            </button>
          ) : null}
        </>
      )}
    />
  );
}

/// KD-Erfassung: a customer record of its own for a member.
function useMakeCustomer(customer: number) {
  const t = useText();
  const told = useToldOf(customer);
  const navigate = useNavigate();
  return async (row: Row) => {
    try {
      const { data } = await send<{ customer?: number; id?: number; number: number; change_event?: number }>(
        'POST',
        `/customers/${customer}/family/${row.id}/customer`,
        { once: new_key(), body: {} },
      );
      told(data.change_event, t('ui.family.made', { name: name_of_member(row), number: String(data.number) }));
      void navigate({ to: '/customers/$id', params: { id: String(data.customer ?? data.id) } });
    } catch (reason) {
      show_toast({ text: words_of(reason, t), tone: 'danger' });
    }
  };
}

function Papers({ holder, owner, ...props }: ListTabProps & { holder: number; owner: string }) {
  const { lists, customer, kind, choices } = props;
  const t = useText();
  const language = useLanguage();
  const [zone, set_zone] = useState<{ row?: Row; text: string }>();
  const of_holder = (rows: readonly Row[]) => rows.filter((row) => Number(row.holder ?? 0) === holder);
  const today = useToday();
  const part = `-${holder}`;
  const given = { holder };
  const whose = owner_of(customer);
  const { fields } = useDeclaredList('passports');
  const take = (found: Zone) => {
    const start = zone?.row ? { base: zone.row as Values } : { part, given };
    const mark = String(zone?.row?.id ?? 'new');
    take_zone(row_entry(whose.form, 'passports', mark, { ...start, fields }).draft, found);
    set_zone(undefined);
  };
  const mark = (row: Row) =>
    is_over(row.valid_until, today) ? (
      <span className={`${styles.first} chip danger`}>
        <Icon name="warn" size={14} /> {t('ui.passport.expired', { day: show_date(String(row.valid_until), language) })}
      </span>
    ) : null;
  return (
    <div className={styles.list}>
      <RowList
        key={`passports${part}`}
        {...{ kind, choices, part, given }}
        owner={whose}
        list="passports"
        rows={of_holder(rows_in(lists, 'passports'))}
        empty={t('ui.passport.empty', { name: owner })}
        name_of={(_row, place) => t('ui.passport.name', { name: owner, place: place + 1 })}
        mark_of={mark}
        on_paste={(text) => {
          if (!text.includes('<<')) return false;
          set_zone({ text });
          return true;
        }}
        tools_of={(row) => (
          <button type="button" className="button quiet" onClick={() => set_zone({ row, text: '' })}>
            {t('ui.passport.read')}
          </button>
        )}
        before_add={(open_new) => (
          <button
            type="button"
            className="button"
            onClick={() => {
              open_new();
              set_zone({ text: '' });
            }}
          >
            {t('ui.passport.read_new')}
          </button>
        )}
      />
      {zone ? (
        <PassportReader text={zone.text} owner={owner} on_read={take} on_close={() => set_zone(undefined)} />
      ) : null}
      <Wishes {...props} holder={holder} rows={of_holder(rows_in(lists, 'wishes'))} />
    </div>
  );
}

function Wishes({ holder, rows, ...props }: ListTabProps & { holder: number; rows: readonly Row[] }) {
  const { customer, kind, choices } = props;
  const t = useText();
  const word = useWord();
  return (
    <section className={styles.section} aria-label={t('ui.list.wishes')}>
      <h3>{t('ui.list.wishes')}</h3>
      <RowList
        key={`wishes-${holder}`}
        {...{ kind, choices }}
        owner={owner_of(customer)}
        list="wishes"
        part={`-${holder}`}
        given={{ holder }}
        rows={rows}
        inline
        name_of={(row) => word(`wish.kind.${row?.kind}`, t('ui.list.wishes'))}
      />
    </section>
  );
}
