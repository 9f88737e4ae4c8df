// The archive (J-201): which old bookings would be put away and which stay, by reason; then the run, with its progress and
// the way back as one change. By keyboard: Enter looks, Ctrl+Enter puts them away.
import { Link } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { send } from '../../api/client.ts';
import { useTold } from '../../forms/told.ts';
import { TextField } from '../../parts/Field.tsx';
import { show_date } from '../../parts/format.ts';
import { RunProgress, useRunJob } from '../../shell/RunJob.tsx';
import { ToolButton } from '../../parts/ToolButton.tsx';
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
  const run = useRunJob<Done>(
    ({ bookings, customers, change_event }) => {
      set_plan(undefined);
      told(change_event, t('ui.archive.done', { bookings, customers }));
    },
    { follow: [], stopped: t('ui.archive.stopped') },
  );
  const body = () => ({ older_than: Math.trunc(Number(years.replace(',', '.'))) || 0 });
  const look = async () => {
    run.refuse(undefined);
    set_typed('');
    try {
      set_plan((await send<Plan>('POST', '/booking-archive/preview', { body: body() })).data);
    } catch (reason) {
      run.refuse(words_of(reason, t));
    }
  };
  const go = () =>
    run.start('/booking-archive', { ...body(), confirm: plan?.must_confirm ? Number(typed) || 0 : plan?.count });
  const type = (text: string) => {
    set_plan(undefined);
    set_years(text);
  };
  return { years, type, typed, set_typed, plan, look, go, ...run };
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
        <RunProgress {...{ running, stop }} />
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
