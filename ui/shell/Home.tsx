// The first screen: the search box has the focus; below it what one was at. An empty house shows how to begin.
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useEffect } from 'react';
import { get } from '../api/client.ts';
import type { CustomerRow } from '../api/types.ts';
import { show_instant } from '../parts/format.ts';
import { Icon } from '../parts/icons.tsx';
import { is_live, useJobs } from './jobs.ts';
import { JobLine } from './JobsPanel.tsx';
import { useLanguage, useText } from './language.tsx';
import { useRecentCustomers } from './open_customers.ts';
import { full_name } from './SearchHitLine.tsx';
import { useMay, useSession } from './session.tsx';
import { TodayBoxes } from './TodayBoxes.tsx';
import styles from './Home.module.css';

export function Home() {
  const t = useText();
  const { house, user } = useSession();
  useEffect(() => document.querySelector<HTMLInputElement>('[role="search"] input')?.focus(), []);
  return (
    <div className="page-scroll">
      <h1 className={styles.hello}>{t('ui.home.hello', { name: user?.display_name ?? '' })}</h1>
      <p className="quiet">{house?.name}</p>
      {house?.empty ? <Begin /> : null}
      <div className={styles.columns}>
        <TodayBoxes />
        <Recent />
        <LatelyChanged />
        <Running />
      </div>
    </div>
  );
}

function Begin() {
  const t = useText();
  const navigate = useNavigate();
  const may = useMay();
  return (
    <section className={styles.begin} aria-labelledby="begin">
      <h2 id="begin">{t('ui.home.begin')}</h2>
      <div className="row">
        {may('imports.run') ? (
          <button type="button" className="button primary" onClick={() => void navigate({ to: '/imports' })}>
            <Icon name="upload" />
            {t('ui.home.import')}
          </button>
        ) : null}
        <button
          type="button"
          className="button"
          onClick={() => void navigate({ to: '/customers/new/$kind', params: { kind: 'private' } })}
        >
          <Icon name="plus" />
          {t('ui.home.first_customer')} <kbd>F2</kbd>
        </button>
        {may('users.manage') ? (
          <button type="button" className="button" onClick={() => void navigate({ to: '/users' })}>
            <Icon name="key" />
            {t('ui.home.colleagues')}
          </button>
        ) : null}
      </div>
    </section>
  );
}

function Recent() {
  const t = useText();
  const recent = useRecentCustomers();
  return (
    <section aria-labelledby="recent" className={styles.box}>
      <h2 id="recent">{t('ui.home.recent')}</h2>
      {recent.length ? (
        <ul className={styles.list}>
          {recent.map((customer) => (
            <li key={customer.id}>
              <Link to="/customers/$id" params={{ id: customer.id }}>
                <span>{customer.name}</span>
                <span className="quiet number">{customer.number}</span>
              </Link>
            </li>
          ))}
        </ul>
      ) : (
        <p className="quiet">{t('ui.home.recent_none')}</p>
      )}
    </section>
  );
}

function LatelyChanged() {
  const t = useText();
  const language = useLanguage();
  const { house } = useSession();
  const may = useMay();
  const { data } = useQuery({
    queryKey: ['customers', 'lately'],
    enabled: may('customers.read'),
    queryFn: ({ signal }) =>
      get<{ rows: CustomerRow[] }>(
        '/customers',
        { order: 'changed_at', direction: 'desc', limit: 10, offset: 0 },
        signal,
      ),
  });
  if (!data?.rows.length) return null;
  return (
    <section aria-labelledby="lately" className={styles.box}>
      <h2 id="lately">{t('ui.home.lately')}</h2>
      <ul className={styles.list}>
        {data.rows.map((row) => (
          <li key={row.id}>
            <Link to="/customers/$id" params={{ id: String(row.id) }}>
              <span>{full_name(row)}</span>
              <span className="quiet">
                {row.changed_at
                  ? show_instant(String(row.changed_at), language, house?.time_zone)
                  : String(row.town ?? '')}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Running() {
  const t = useText();
  const jobs = useJobs();
  const shown = [...jobs.filter(is_live), ...jobs.filter((job) => !is_live(job))].slice(0, 5);
  return (
    <section aria-labelledby="running" className={styles.box}>
      <h2 id="running">{t('ui.jobs')}</h2>
      {shown.length ? (
        <ul className={styles.jobs}>
          {shown.map((job) => (
            <JobLine key={job.id} job={job} />
          ))}
        </ul>
      ) : (
        <p className="quiet">{t('ui.jobs.none')}</p>
      )}
    </section>
  );
}
