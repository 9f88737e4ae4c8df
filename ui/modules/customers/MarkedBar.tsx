// What can be done with the marked customers of the list.
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { ToolButton } from '../../parts/ToolButton.tsx';
import { count_of, no_marks, type Marks } from '../../parts/grid/marks.ts';
import { useText } from '../../shell/language.tsx';
import { useMay } from '../../shell/session.tsx';
import { useKeys } from '../../shell/useKeys.ts';
import { most_letters, SerialLetter } from './SerialLetter.tsx';

/// More cannot be compared side by side.
const most_merged = 8;

interface Props {
  marks: Marks;
  rows: number;
  change: (marks: Marks) => void;
}

export function MarkedBar({ marks, rows, change }: Props) {
  const t = useText();
  const may = useMay();
  const navigate = useNavigate();
  const count = count_of(marks, rows);
  const may_merge = may('customers.merge') && !marks.all && count >= 2 && count <= most_merged;
  const [writing, write] = useState(false);
  const may_write = !marks.all && count <= most_letters;
  const merge = () => void navigate({ to: '/merges', search: { customers: [...marks.ids].map(String) } });
  useKeys({ merge_marked: may_merge ? merge : undefined });
  if (!count) return null;
  return (
    <div className="page-head" role="status">
      <b>{t('ui.list.marked', { count })}</b>
      {may_merge ? <ToolButton text={t('ui.merge.do')} action="merge_marked" on_press={merge} /> : null}
      {may_write ? <ToolButton text={t('ui.letters')} on_press={() => write(true)} /> : null}
      <ToolButton text={t('ui.key.unmark')} action="unmark" on_press={() => change(no_marks)} />
      {writing ? <SerialLetter customers={[...marks.ids].map(Number)} on_close={() => write(false)} /> : null}
    </div>
  );
}
