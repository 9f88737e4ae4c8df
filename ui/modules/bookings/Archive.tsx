// The archive (J-201): which old bookings would be put away and which stay, by reason; then the run, with its progress and
// the way back as one change. By keyboard: Enter looks, Ctrl+Enter puts them away.
import { Link } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { send } from '../../api/client.ts';
import { useTold } from '../../forms/told.ts';
import { TextField } from '../../parts/Field.tsx';
import { show_date } from '../../parts/format.ts';
import { ToolButton } from '../../parts/ToolButton.tsx';
import { is_live, useJob, when_ended } from '../../shell/jobs.ts';
import { useLanguage, useText } from '../../shell/language.tsx';
import { useKeys } from '../../shell/useKeys.ts';
import { words_of } from '../../shell/words_of.ts';
import styles from './Booking.module.css';

interface Plan {
  before: string;
  count: number;
  customers: number;
  must_confirm: boolean;
  stays: readonly { why: string; text: string; count: number }[];
}
interface Done {
  bookings: number;
  customers: number;
  change_event: number;
}

const usual_years = '10';

function useArchive() {
  const t = useText();
  const told = useTold([['bookings'], ['booking']]);
  const [years, set_years] = useState(usual_years);
  const [typed, set_typed] = useState('');
  const [plan, set_plan] = useState<Plan>();
  const [running, set_running] = useState<number>();
  const [refusal, refuse] = useState<string>();
  const body = () => ({ older_than: Math.trunc(Number(years.replace(',', '.'))) || 0 });
  const attempt = async (work: () => Promise<void>) => {
    refuse(undefined);
    await work().catch((reason: unknown) => refuse(words_of(reason, t)));
  };
  const look = () =>
    attempt(async () => {
      set_typed('');
      set_plan((await send<Plan>('POST', '/booking-archive/preview', { body: body() })).data);
    });
  const go = () =>
    attempt(async () => {
      const confirm = plan?.must_confirm ? Number(typed) || 0 : plan?.count;
      const { data } = await send<{ id: number }>('POST', '/booking-archive', { body: { ...body(), confirm } });
      set_running(data.id);
      when_ended(data.id, (job) => {
        set_running(undefined);
        set_plan(undefined);
        if (job.state !== 'done') {
          const words = (job.problem?.issues ?? []).map(({ message }) => message).join(' ');
          return refuse(job.state === 'cancelled' ? t('ui.archive.stopped') : words || t('ui.job.failed'));
        }
        const { bookings, customers, change_event } = job.result as unknown as Done;
        told(change_event, t('ui.archive.done', { bookings, customers }));
      });
    });
  const type = (text: string) => {
    set_plan(undefined);
    set_years(text);
  };
  const stop = running === undefined ? undefined : () => void send('DELETE', `/jobs/${running}`);
  return { years, type, typed, set_typed, plan, running, stop, refusal, look, go };
}

export function Archive() {
  const t = useText();
  const { years, type, typed, set_typed, plan, running, stop, refusal, look, go } = useArchive();
  const box = useRef<HTMLFormElement>(null);
  const may_go = Boolean(plan?.count) && running === undefined;
  useEffect(() => box.current?.querySelector('input')?.select(), []);
  useKeys({ generate: may_go ? () => void go() : () => void look() });
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t('ui.archive.title')}</h1>
      </div>
      <div className="page-scroll stack">
        <p className="quiet">{t('ui.archive.help')}</p>
        <form
          ref={box}
          className={`stack ${styles.narrow}`}
          data-area="form"
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            void (may_go && plan?.must_confirm && typed ? go() : look());
          }}
        >
          <TextField name="older_than" type="integer" label={t('ui.archive.years')} value={years} on_type={type} />
          {plan ? <Planned plan={plan} /> : null}
          {may_go && plan?.must_confirm ? (
            <TextField
              name="confirm"
              type="integer"
              label={t('ui.archive.type_count')}
              value={typed}
              autofocus
              on_type={set_typed}
            />
          ) : null}
          <p>
            <button type="submit" className="button">
              {t('ui.archive.look')} <kbd>{t('ui.enter')}</kbd>
            </button>{' '}
            <ToolButton
              primary
              text={t('ui.archive.go')}
              action="generate"
              disabled={!may_go}
              on_press={() => void go()}
            />
          </p>
        </form>
        {refusal ? <p role="alert">{refusal}</p> : null}
        {running === undefined ? null : <Progress job={running} stop={stop} />}
      </div>
    </div>
  );
}

function Planned({ plan }: { plan: Plan }) {
  const t = useText();
  const language = useLanguage();
  const before = show_date(plan.before, language);
  return (
    <div role="status" className="stack" data-going={plan.count}>
      <p>
        <strong>{t('ui.archive.going', { count: plan.count, customers: plan.customers, before })}</strong>
      </p>
      {plan.stays.length ? (
        <table className="plain" aria-label={t('ui.archive.staying')}>
          <thead>
            <tr>
              <th>{t('ui.archive.staying')}</th>
              <th className="number">{t('ui.archive.bookings')}</th>
            </tr>
          </thead>
          <tbody>
            {plan.stays.map(({ why, text, count }) => (
              <tr key={why} data-why={why}>
                <td>{text}</td>
                <td className="number">{count}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
      <p>
        <Link to="/search/bookings" search={{ archive: 'only' }} className="button">
          {t('ui.archive.show')}
        </Link>
      </p>
    </div>
  );
}

function Progress({ job: id, stop }: { job: number; stop?: () => void }) {
  const t = useText();
  const job = useJob(id);
  return (
    <div className="stack">
      <p role="status">{job?.phase || t('ui.job.running')}</p>
      <progress
        aria-label={job?.title || t('ui.job.running')}
        max={job?.total || undefined}
        value={job?.total ? job.done : undefined}
      />
      {stop && (!job || is_live(job)) ? (
        <p>
          <button type="button" className="button" onClick={stop}>
            {t('ui.archive.stop')}
          </button>
        </p>
      ) : null}
    </div>
  );
}
