// The runs of a saved selection: who was in it and when; beside another run, who came and who went.
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { Dialog } from '../../parts/Dialog.tsx';
import { show_instant } from '../../parts/format.ts';
import { useLanguage, useText } from '../../shell/language.tsx';
import { useSession } from '../../shell/session.tsx';
import { useRunChanges, useRuns, type Run, type RunChanges, type Saved } from './requests.ts';
import styles from './Selections.module.css';

/// So many are written out.
const most = 200;

/// By name those whom the answer names; whoever is gone since stands by his number.
function Members({
  title,
  members,
  named,
}: {
  title: string;
  members: RunChanges['came'];
  named: RunChanges['named'];
}) {
  const known = new Map(named.map((one) => [one.number, one]));
  const shown = members.slice(0, most);
  return (
    <section className="grow">
      <h3>{title}</h3>
      <ul className={styles.sample}>
        {shown.map((number) => {
          const one = known.get(number);
          return (
            <li key={number}>
              {one ? (
                <Link to="/customers/$id" params={{ id: String(one.id) }}>
                  {one.name}
                </Link>
              ) : null}{' '}
              <span className="quiet">{number}</span>
            </li>
          );
        })}
        {members.length > most ? <li>…</li> : null}
      </ul>
    </section>
  );
}

interface ChosenRun {
  label: string;
  runs: readonly Run[];
  value: number | undefined;
  choose: (run: number) => void;
  first?: boolean;
}
function RunChoice({ label, runs, value, choose, first }: ChosenRun) {
  const t = useText();
  const language = useLanguage();
  const { house } = useSession();
  return (
    <label className="stack">
      {label}
      <select
        data-autofocus={first || undefined}
        value={value}
        onChange={(event) => choose(Number(event.target.value))}
      >
        {value === undefined ? <option value="">{t('ui.selections.run_none')}</option> : null}
        {runs.map(({ id, made_at, count }) => (
          <option key={id} value={id}>
            {t('ui.selections.run_named', { at: show_instant(made_at, language, house?.time_zone), count })}
          </option>
        ))}
      </select>
    </label>
  );
}

export function RunsDialog({ saved, on_close }: { saved: Saved; on_close: () => void }) {
  const t = useText();
  const runs = useRuns(saved.id).data;
  const [chosen, choose] = useState<number>();
  const [other, choose_other] = useState<number>();
  const shown = chosen ?? runs?.[0]?.id;
  const others = runs?.filter(({ id }) => id !== shown) ?? [];
  const before = runs?.[runs.findIndex(({ id }) => id === shown) + 1]?.id;
  const since = others.some(({ id }) => id === other) ? other : before;
  const changes = useRunChanges(saved.id, shown, since).data;
  return (
    <Dialog wide title={t('ui.selections.runs_of', { name: saved.name })} on_close={on_close}>
      {runs?.length === 0 ? <p className="quiet">{t('ui.selections.no_runs')}</p> : null}
      {runs?.length ? (
        <div className="row">
          <RunChoice first label={t('ui.selections.run_chosen')} runs={runs} value={shown} choose={choose} />
          {others.length === 0 ? null : (
            <RunChoice label={t('ui.selections.run_beside')} runs={others} value={since} choose={choose_other} />
          )}
        </div>
      ) : null}
      {changes ? (
        <div className={styles.changes}>
          <Members
            title={t('ui.selections.came', { count: changes.came.length })}
            members={changes.came}
            named={changes.named}
          />
          <Members
            title={t('ui.selections.went', { count: changes.went.length })}
            members={changes.went}
            named={changes.named}
          />
        </div>
      ) : null}
    </Dialog>
  );
}
