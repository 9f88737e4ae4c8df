// Merging two or more customers: who stays, field by field what holds, a preview of every row that moves, what to know
// before; the number of the one who stays is typed in confirmation. One event, which can be taken back at any later
// time.
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import type { CustomerRecord } from '../../api/types.ts';
import { ToolButton } from '../../parts/ToolButton.tsx';
import { useWindowTitle } from '../../parts/useWindowTitle.ts';
import { useText } from '../../shell/language.tsx';
import { useKeys } from '../../shell/useKeys.ts';
import { words_of } from '../../shell/words_of.ts';
import { useFields } from '../../forms/declared.ts';
import { MergeFields } from './MergeFields.tsx';
import { Moves, Warnings } from './MergeEffects.tsx';
import { useMerge, useMergeCustomers } from './useMerge.ts';
import styles from './Merges.module.css';

export function MergePage() {
  const t = useText();
  const { customers: ids = [] } = useSearch({ from: '/merges' });
  const { customers, error, complete } = useMergeCustomers(ids);
  useWindowTitle(t('ui.merge.title'));
  if (error && !complete) throw error;
  if (ids.length < 2) return <p className="page-scroll">{t('ui.merge.too_few')}</p>;
  return complete ? <Merging key={ids.join()} customers={customers} /> : <p className="page-scroll" aria-busy="true" />;
}

function Merging({ customers }: { customers: readonly CustomerRecord[] }) {
  const t = useText();
  const navigate = useNavigate();
  const { back } = useSearch({ from: '/merges' });
  const declared = useFields().data ?? [];
  const leave = (survivor?: number) => {
    if (back === 'duplicates') void navigate({ to: '/duplicates' });
    else void navigate({ to: '/customers/$id', params: { id: String(survivor ?? customers[0]!.id) } });
  };
  const { survivor, stay, chosen, choose, preview, fields, busy, go } = useMerge(customers, leave);
  const box = useRef<HTMLDivElement>(null);
  const [typed, type] = useState('');
  const number = String(customers.find(({ id }) => id === survivor)?.number ?? '');
  const confirmed = typed.trim() === number;
  const ready = preview.data !== undefined;
  const merge = () => {
    if (confirmed) void go();
    else box.current?.querySelector<HTMLInputElement>('#confirm')?.focus();
  };
  useEffect(() => {
    if (ready) box.current?.querySelector<HTMLElement>('[data-autofocus]:checked, :checked')?.focus();
  }, [ready]);
  useKeys({ generate: merge, discard: () => leave() });
  return (
    <div className="page" ref={box}>
      <div className="page-head">
        <h1>{t('ui.merge.title')}</h1>
        <span className="quiet">{t('ui.merge.help')}</span>
      </div>
      <div className={`page-scroll ${styles.body}`} data-area="form">
        {preview.error ? <p role="alert">{words_of(preview.error, t)}</p> : null}
        <Warnings warnings={preview.data?.warnings ?? []} />
        {ready ? (
          <>
            <MergeFields {...{ customers, fields, declared, survivor, stay, chosen, choose }} />
            <Moves moves={preview.data!.moves} />
          </>
        ) : null}
      </div>
      <div className={styles.actions} data-area="actions">
        <label className={styles.confirm}>
          {t('ui.merge.confirm', { number })}
          <input id="confirm" inputMode="numeric" value={typed} onChange={(event) => type(event.target.value)} />
        </label>
        <ToolButton
          primary
          text={t('ui.merge.do')}
          action="generate"
          disabled={busy || !ready || !confirmed}
          on_press={merge}
        />
        <ToolButton text={t('ui.cancel')} action="discard" on_press={() => leave()} />
      </div>
    </div>
  );
}
