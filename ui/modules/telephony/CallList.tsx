// All calls of the house on the frame's list screen; Alt+W opens the one under the cursor.
import { useState } from 'react';
import type { ReportRow } from '../../api/types.ts';
import { ReportScreen } from '../../lists/ReportScreen.tsx';
import { ToolButton } from '../../parts/ToolButton.tsx';
import { useText } from '../../shell/language.tsx';
import { useKeys } from '../../shell/useKeys.ts';
import { CallDialog } from './CallDialog.tsx';

export function CallList() {
  const t = useText();
  const [row, set_row] = useState<ReportRow>();
  const [chosen, choose] = useState<number>();
  const [round, set_round] = useState(0);
  const id = Number(row?._call ?? 0);
  const edit = id ? () => choose(id) : undefined;
  useKeys({ call_edit: edit });
  return (
    <>
      <ReportScreen
        key={round}
        report="calls"
        quick={[
          { text: t('ui.calls.missed'), search: { show: 'missed' } },
          { text: t('ui.calls.nobodys'), search: { show: 'nobodys' } },
          { text: t('ui.calls.mine'), search: { show: 'mine' } },
        ]}
        head={() =>
          edit ? <ToolButton text={t('ui.calls.edit')} icon="note" action="call_edit" on_press={edit} /> : null
        }
        on_active={set_row}
      />
      {chosen ? (
        <CallDialog id={chosen} on_close={() => choose(undefined)} on_done={() => set_round((old) => old + 1)} />
      ) : null}
    </>
  );
}
