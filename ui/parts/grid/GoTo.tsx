// Ctrl+G: to a row by its number, or to the first row at or after a text.
import { useState } from 'react';
import { useText } from '../../shell/language.tsx';
import { FormDialog } from '../FormDialog.tsx';

interface Props {
  rows: number;
  by_text?: string;
  on_go: (row: number) => void;
  find?: (text: string) => Promise<number | undefined>;
  on_close: () => void;
}

export function GoTo({ rows, by_text, on_go, find, on_close }: Props) {
  const t = useText();
  const [text, set_text] = useState('');
  const go = async () => {
    const wanted = text.trim();
    const row = /^\d+$/.test(wanted) ? Number(wanted) - 1 : await find?.(wanted);
    on_close();
    if (row !== undefined && rows > 0) window.setTimeout(() => on_go(Math.max(0, Math.min(rows - 1, row))), 0);
  };
  return (
    <FormDialog title={t('ui.go_to')} on_close={on_close} go={t('ui.go')} on_send={go}>
      <label>
        {find ? by_text : t('ui.go_to.row', { rows })}
        <input
          data-autofocus
          value={text}
          onChange={(event) => set_text(event.target.value)}
          required
          autoComplete="off"
        />
      </label>
    </FormDialog>
  );
}
