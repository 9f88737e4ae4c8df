// Asks before something larger is taken back: what it concerns, with counts, and what stands against it. More than a
// hundred records go by typing how many they are, and not from the history of one customer.
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { FormDialog } from '../../parts/FormDialog.tsx';
import { useText, useWord } from '../../shell/language.tsx';
import type { UndoScope } from '../../shell/undo.ts';

interface Props {
  event: number;
  scope: UndoScope;
  /// Beside one customer: what reaches far beyond him is undone under Changes.
  of_one_customer?: boolean;
  refusal?: string;
  busy: boolean;
  on_undo: (count: number) => unknown;
  on_close: () => void;
}

/// The digits that were typed, whatever parts them.
const count_in = (typed: string) => Number(typed.replace(/[\s.,'’]/g, '') || NaN);

export function UndoDialog({ event, scope, of_one_customer, refusal, busy, on_undo, on_close }: Props) {
  const t = useText();
  const word = useWord();
  const [typed, type] = useState('');
  const elsewhere = of_one_customer && scope.needs_count;
  const blocked = scope.conflicts.length > 0;
  const counted = !scope.needs_count || count_in(typed) === scope.records;
  return (
    <FormDialog
      title={t('ui.undo.title')}
      go={elsewhere || blocked || !counted || busy ? undefined : t('ui.undo.go', { count: scope.records })}
      go_first={!scope.needs_count}
      refusal={blocked ? t('ui.undo.blocked', { count: scope.conflicts.length }) : refusal}
      on_send={() => on_undo(scope.records)}
      on_close={on_close}
    >
      <p>
        <b>{scope.summary}</b>
      </p>
      <ul data-undo-scope>
        {scope.parts.map((part) => (
          <li key={part}>{part}</li>
        ))}
      </ul>
      {blocked ? (
        <p data-undo-conflicts>
          {[...new Set(scope.conflicts.map((one) => word(`${one.record}.${one.field}`, one.field)))]
            .filter(Boolean)
            .join(' · ')}
        </p>
      ) : null}
      {elsewhere ? (
        <p>
          {t('ui.undo.elsewhere')}{' '}
          <Link to="/changes" search={{ event }} onClick={on_close} data-autofocus>
            {t('ui.undo.to_changes')}
          </Link>
        </p>
      ) : null}
      {scope.needs_count && !elsewhere && !blocked ? (
        <label className="stack">
          {t('ui.undo.type_count', { count: scope.records })}
          <input
            value={typed}
            inputMode="numeric"
            autoComplete="off"
            data-autofocus
            data-undo-count
            onChange={(change) => type(change.target.value)}
          />
        </label>
      ) : null}
    </FormDialog>
  );
}
