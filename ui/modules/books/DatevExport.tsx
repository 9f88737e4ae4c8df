// New postings of a period to the book-keeping: looked at first, then exported for good; the files of every export.
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { address } from '../../api/client.ts';
import { tell_failure } from '../../forms/saving.ts';
import { show_date, show_instant, show_money, show_number } from '../../parts/format.ts';
import { Page } from '../../parts/Page.tsx';
import { ToolButton } from '../../parts/ToolButton.tsx';
import { useLanguage, useText } from '../../shell/language.tsx';
import { useSession, useToday } from '../../shell/session.tsx';
import { show_toast } from '../../shell/toasts.ts';
import { exports_key, make_export, plan_export, useExports, type ExportPlan, type Period } from './requests.ts';

/// The month before the one of this day.
export function last_month(today: string): Period {
  const [year, month] = today.split('-').map(Number) as [number, number];
  const day = (before: number, of: number) => new Date(Date.UTC(year, month - before, of)).toISOString().slice(0, 10);
  return { from: day(2, 1), to: day(1, 0) };
}

function useExporting() {
  const t = useText();
  const queries = useQueryClient();
  const today = useToday();
  const [period, set_period] = useState(() => last_month(today));
  const [plan, set_plan] = useState<ExportPlan>();
  const look = async () => {
    try {
      set_plan(await plan_export(period));
    } catch (reason) {
      set_plan(undefined);
      tell_failure(reason, t);
    }
  };
  const make = async () => {
    try {
      const made = await make_export(period);
      set_plan(undefined);
      show_toast({ text: t('ui.books.exported', { count: made.lines }) });
      await queries.invalidateQueries({ queryKey: exports_key });
    } catch (reason) {
      tell_failure(reason, t);
    }
  };
  const change = (part: Partial<Period>) => {
    set_period({ ...period, ...part });
    set_plan(undefined);
  };
  return { period, plan, change, look: () => void look(), make: () => void make() };
}

export function DatevExport() {
  const t = useText();
  const { period, plan, change, look, make } = useExporting();
  const day = (name: keyof Period) => (
    <label>
      {t(`ui.books.${name}`)}{' '}
      <input type="date" value={period[name]} onChange={(event) => change({ [name]: event.target.value })} />
    </label>
  );
  return (
    <Page title={t('ui.place.datev')}>
      <form
        className="row"
        onSubmit={(event) => {
          event.preventDefault();
          look();
        }}
      >
        {day('from')}
        {day('to')}
        <button type="submit" className="button">
          {t('ui.books.look')}
        </button>
        <ToolButton text={t('ui.books.export')} icon="download" primary disabled={!plan?.lines} on_press={make} />
      </form>
      {plan ? <Plan plan={plan} /> : null}
      <Exports />
    </Page>
  );
}

function Plan({ plan }: { plan: ExportPlan }) {
  const t = useText();
  const language = useLanguage();
  return (
    <div role="status">
      <p>{t('ui.books.new', { count: plan.lines, amount: show_money(plan.amount, language) })}</p>
      {plan.exported_before.map((made) => (
        <p key={made.id} className="quiet">
          {t('ui.books.before', {
            from: show_date(made.from, language),
            to: show_date(made.to, language),
            number: made.id,
          })}
        </p>
      ))}
    </div>
  );
}

function Exports() {
  const t = useText();
  const language = useLanguage();
  const { house } = useSession();
  const { data, error } = useExports();
  if (error && !data) throw error;
  if (!data?.length) return <p className="quiet">{t('ui.books.none')}</p>;
  const file = (id: number, what: 'postings' | 'debtors') => (
    <a className="button quiet" href={address(`/journal/exports/${id}/${what}`)} download>
      {t(`ui.books.${what}`)}
    </a>
  );
  return (
    <table className="plain">
      <caption>{t('ui.books.exports')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('ui.books.period')}</th>
          <th scope="col">{t('ui.books.made')}</th>
          <th scope="col" className="number">
            {t('ui.books.lines')}
          </th>
          <th scope="col" className="number">
            {t('ui.books.amount')}
          </th>
          <th scope="col">
            <span className="hidden">{t('ui.books.files')}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {data.map((made) => (
          <tr key={made.id}>
            <th scope="row">
              {show_date(made.from, language)} – {show_date(made.to, language)}
            </th>
            <td>
              {show_instant(made.made_at, language, house?.time_zone)}, {made.made_by}
            </td>
            <td className="number">{show_number(made.lines, language)}</td>
            <td className="number">{show_money(made.amount, language)}</td>
            <td>
              {file(made.id, 'postings')} {file(made.id, 'debtors')}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
