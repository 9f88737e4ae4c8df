// The panel at the right of a customer: notes or history.
import type { FieldDeclaration } from '../../api/types.ts';
import { History } from './History.tsx';
import type { Row } from '../../forms/rows.ts';
import { Notes } from './Notes.tsx';

export type PanelName = 'notes' | 'history';

interface Props {
  shown: PanelName;
  customer: number;
  notes: readonly Row[];
  fields: readonly FieldDeclaration[];
  on_close: () => void;
}

export function ProfilePanel({ shown, customer, notes, fields, on_close }: Props) {
  return shown === 'notes' ? (
    <Notes customer={customer} notes={notes} fields={fields} on_close={on_close} />
  ) : (
    <History customer={customer} on_close={on_close} />
  );
}
