// The runs of a saved selection: who was in it and when; beside the run before, who came and who went.
import { useState } from 'react';
import { Dialog } from '../../parts/Dialog.tsx';
import { show_instant } from '../../parts/format.ts';
import { useLanguage, useText } from '../../shell/language.tsx';
import { useSession } from '../../shell/session.tsx';
import { useRunChanges, useRuns, type Run, type RunChanges, type Saved } from './requests.ts';
import styles from './Selections.module.css';

/// So many numbers are written out.
const most = 200;

function Members({ title, members }: { title: string; members: RunChanges['came'] }) {
  return (
    <section className="grow">
      <h3>{title}</h3>
      <ul className={styles.sample}>
        {members.slice(0, most).map((number) => (
          <li key={number}>{number}</li>
        ))}
        {members.length > most ? <li>…</li> : null}
      </ul>
    </section>
  );
}

export function RunsDialog({ saved, on_close }: { saved: Saved; on_close: () => void }) {
  const t = useText();
  const language = useLanguage();
  const { house } = useSession();
  const runs = useRuns(saved.id).data;
  const [chosen, choose] = useState<number>();
  const shown = chosen ?? runs?.[0]?.id;
  const changes = useRunChanges(saved.id, shown).data;
  const words = ({ made_at, count }: Run) =>
    t('ui.selections.run_named', { at: show_instant(made_at, language, house?.time_zone), count });
  return (
    <Dialog wide title={t('ui.selections.runs_of', { name: saved.name })} on_close={on_close}>
      {runs?.length === 0 ? <p className="quiet">{t('ui.selections.no_runs')}</p> : null}
      {runs?.length ? (
        <label className="stack">
          {t('ui.selections.run_chosen')}
          <select data-autofocus value={shown} onChange={(event) => choose(Number(event.target.value))}>
            {runs.map((run) => (
              <option key={run.id} value={run.id}>
                {words(run)}
              </option>
            ))}
          </select>
        </label>
      ) : null}
      {changes ? (
        <div className={styles.changes}>
          <Members title={t('ui.selections.came', { count: changes.came.length })} members={changes.came} />
          <Members title={t('ui.selections.went', { count: changes.went.length })} members={changes.went} />
        </div>
      ) : null}
    </Dialog>
  );
}
