// Which row is the active one, which are opened, and whether the keys are in the head. Rows are numbers, so they
// survive the reuse of drawn elements.
import { useCallback, useEffect, useRef, useState } from 'react';
import { useText } from '../../shell/language.tsx';
import { say } from '../live.ts';
import { clamp } from './window.ts';

export function useOpened() {
  const [opened, set_opened] = useState<readonly number[]>([]);
  const toggle = useCallback((index: number, want?: boolean) => {
    set_opened((old) => {
      const is = old.includes(index);
      if (want === is) return old;
      return is ? old.filter((one) => one !== index) : [...old, index].sort((a, b) => a - b);
    });
  }, []);
  return { opened, set_opened, toggle };
}

interface Shows {
  show_row: (row: number) => void;
  show_row_at_top: (row: number) => void;
}

export function useActiveRow(rows: number, start_at: number, view: Shows) {
  const t = useText();
  const [active, set_active] = useState(start_at);
  const [header, set_header] = useState<number>();
  const { show_row, show_row_at_top } = view;
  const move = useCallback(
    (to: number) => {
      const index = clamp(to, 0, Math.max(0, rows - 1));
      set_header(undefined);
      set_active(index);
      show_row(index);
      say(t('ui.grid.row_of', { row: index + 1, rows }), 400);
    },
    [rows, show_row, t],
  );
  const started = useRef(false);
  useEffect(() => {
    if (started.current || !start_at || rows <= start_at) return;
    started.current = true;
    show_row_at_top(Math.max(0, start_at - 5));
  });
  return { active, set_active, header, set_header, move };
}

/// Letters typed on the table jump to the first row that begins so; a rest of a second begins anew.
export function useTypeAhead(
  find: ((text: string) => Promise<number | undefined>) | undefined,
  jump: (row: number) => void,
) {
  const typed = useRef({ text: '', at: 0 });
  return (letter: string): boolean => {
    if (!find) return false;
    const now = Date.now();
    const text = now - typed.current.at > 1000 ? letter : typed.current.text + letter;
    typed.current = { text, at: now };
    void find(text).then((row) => {
      if (row !== undefined && typed.current.text === text) jump(row);
    });
    return true;
  };
}
