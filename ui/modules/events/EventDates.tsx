// Event dates: found, marked for what is said of several at once, opened into their form; copied, in series, sold.
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { forget_row, row_entry } from '../../forms/entries.ts';
import { useChoices, useRecords } from '../../forms/declared.ts';
import type { Values } from '../../forms/draft.ts';
import { RowForm } from '../../forms/RowForm.tsx';
import { tell_failure } from '../../forms/saving.ts';
import { useTold } from '../../forms/told.ts';
import type { FieldDeclaration } from '../../api/types.ts';
import { show_instant, show_number } from '../../parts/format.ts';
import { Icon } from '../../parts/icons.tsx';
import { useWindowTitle } from '../../parts/useWindowTitle.ts';
import { useLanguage, useText, useWord } from '../../shell/language.tsx';
import { useMay } from '../../shell/session.tsx';
import { FindEntry } from '../settings/FindEntry.tsx';
import settings from '../settings/Settings.module.css';
import { CancelDialog } from './CancelDialog.tsx';
import { change_sales, dates, follow, states, useDate, useDates, type DateLine } from './requests.ts';
import { SaleDialog } from './SaleDialog.tsx';
import { SeriesDialog } from './SeriesDialog.tsx';
import styles from './EventDates.module.css';

const scopes = ['coming', 'past', 'all'] as const;

export function EventDates() {
  const t = useText();
  const may = useMay();
  const navigate = useNavigate();
  const { q = '', scope = 'coming' } = useSearch({ from: '/event-dates' });
  const { data } = useDates(scope, q.trim());
  const [marked, set_marked] = useState<ReadonlySet<number>>(new Set());
  const locked = !may('events.change');
  const show = (to: { q?: string; scope?: string }) => {
    set_marked(new Set());
    void navigate({ to: '/event-dates', search: { q: to.q || undefined, scope: to.scope }, replace: true });
  };
  useWindowTitle(t('ui.place.event_dates'));
  const mark = (id: number, yes: boolean) => {
    const next = new Set(marked);
    if (yes) next.add(id);
    else next.delete(id);
    set_marked(next);
  };
  const rows = data?.rows ?? [];
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t('ui.place.event_dates')}</h1>
        <FindEntry q={q} count={data?.count} find={(text) => show({ q: text, scope })} />
        <select
          aria-label={t('ui.events.scope')}
          data-field="scope"
          value={scope}
          onChange={(event) => show({ q, scope: event.target.value })}
        >
          {scopes.map((one) => (
            <option key={one} value={one}>
              {t(`ui.events.scope.${one}`)}
            </option>
          ))}
        </select>
      </div>
      <div className={settings.content} data-area="settings">
        {marked.size ? <Several ids={[...marked]} done={() => set_marked(new Set())} /> : null}
        <div className={settings.rules}>
          {locked ? null : <NewDate />}
          {rows.map((line) => (
            <DateRow key={line.id} {...{ line, locked }} marked={marked.has(line.id)} mark={mark} />
          ))}
        </div>
      </div>
    </div>
  );
}

/// What is said of the marked ones.
function Several({ ids, done }: { ids: readonly number[]; done: () => void }) {
  const t = useText();
  const word = useWord();
  const told = useTold(follow);
  const [state, set_state] = useState<string>('on_sale');
  const go = async () => {
    try {
      const saved = await change_sales(ids, { state });
      told(saved.change_event ?? undefined, t('ui.events.several_saved', { count: ids.length }));
      done();
    } catch (reason) {
      tell_failure(reason, t);
    }
  };
  return (
    <div className="row" data-several={ids.length}>
      <b>{t('ui.events.marked', { count: ids.length })}</b>
      <select
        aria-label={word('event_sale.state', '')}
        data-field="several-state"
        value={state}
        onChange={(event) => set_state(event.target.value)}
      >
        {states.map((one) => (
          <option key={one} value={one}>
            {word(`event_sale.state.${one}`, one)}
          </option>
        ))}
      </select>
      <button type="button" className="button primary" onClick={() => void go()}>
        {t('ui.events.set')}
      </button>
      <button type="button" className="button" onClick={done}>
        {t('ui.cancel')}
      </button>
    </div>
  );
}

/// Fields that name base data are looked up in it.
const base_of: Record<string, string> = { season: 'seasons', promoter: 'promoters', venue: 'venues', hall: 'halls' };

function useDateFields(is_new: boolean, locked: boolean): readonly FieldDeclaration[] {
  const fields = useRecords().data?.event ?? [];
  return fields.map((field) => ({
    ...field,
    base_data: base_of[field.name],
    read_only: locked || (field.name === 'code' && !is_new),
  }));
}

function NewDate() {
  const t = useText();
  const choices = useChoices().data;
  const fields = useDateFields(true, false);
  const [added, set_added] = useState(0);
  const entry = row_entry(dates.form, 'event-dates', 'new', { base: {}, fields });
  return (
    <details className={settings.rule} data-row="new">
      <summary>
        <Icon name="plus" /> {t('ui.events.new_date')}
      </summary>
      <div data-area="form" data-form={dates.form}>
        <RowForm
          key={added}
          owner={dates}
          list="event-dates"
          record="event"
          {...{ entry, fields, choices }}
          label={t('ui.events.new_date')}
          said={(values) => t('ui.events.saved', { name: String(values.name) })}
          on_created={() => {
            forget_row(entry);
            set_added(added + 1);
          }}
        />
      </div>
    </details>
  );
}

interface RowProps {
  line: DateLine;
  locked: boolean;
  marked: boolean;
  mark: (id: number, yes: boolean) => void;
}

function DateRow({ line, locked, marked, mark }: RowProps) {
  const t = useText();
  const language = useLanguage();
  const [open, set_open] = useState(false);
  const start = line.starts_at ? show_instant(line.starts_at, language) : t('ui.events.without_start');
  return (
    <div className={locked ? undefined : styles.line}>
      {locked ? null : (
        <input
          type="checkbox"
          aria-label={t('ui.events.mark', { name: `${line.name}, ${start}` })}
          checked={marked}
          onChange={(event) => mark(line.id, event.target.checked)}
        />
      )}
      <details className={settings.rule} data-row={line.id} onToggle={(event) => set_open(event.currentTarget.open)}>
        <summary>
          <b>{start}</b> {line.name}{' '}
          <span className="quiet">
            {line.hall ?? ''} {t('ui.events.sold', { count: show_number(line.sold, language) })}
          </span>
        </summary>
        {open ? <DateForm {...{ line, locked }} /> : null}
      </details>
    </div>
  );
}

function DateForm({ line, locked }: { line: DateLine; locked: boolean }) {
  const t = useText();
  const may = useMay();
  const { data: row } = useDate(line.id);
  const choices = useChoices().data;
  const fields = useDateFields(false, locked);
  const [dialog, set_dialog] = useState<'sale' | 'series' | 'cancel'>();
  if (!row || !fields.length) return null;
  const entry = row_entry(dates.form, 'event-dates', String(row.id), { base: row as Values, fields });
  const close = () => set_dialog(undefined);
  return (
    <div data-area="form" data-form={dates.form}>
      <RowForm
        owner={dates}
        list="event-dates"
        record="event"
        {...{ row, entry, fields, choices }}
        label={line.name}
        said={(values) => t('ui.events.saved', { name: String(values.name) })}
      />
      {locked ? null : (
        <div className="row">
          <button type="button" className="button" onClick={() => set_dialog('sale')}>
            {t('ui.events.sale')}
          </button>
          <button type="button" className="button" onClick={() => set_dialog('series')}>
            {t('ui.events.copy')}
          </button>
          {may('sales.refund') ? (
            <button type="button" className="button" onClick={() => set_dialog('cancel')}>
              {t('ui.events.cancel')}
            </button>
          ) : null}
        </div>
      )}
      {dialog === 'sale' ? <SaleDialog line={line} on_close={close} /> : null}
      {dialog === 'cancel' ? <CancelDialog line={line} on_close={close} /> : null}
      {dialog === 'series' ? <SeriesDialog line={line} on_close={close} /> : null}
    </div>
  );
}
