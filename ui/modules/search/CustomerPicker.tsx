// Choosing a customer for a link field (`?` and Tab there, J-146): the search in a layer; Enter hands the marked
// customer over, Esc leaves the field as it was. Whoever opens it owns the field and writes the number into it.
import { useState } from 'react';
import type { SearchHit } from '../../api/types.ts';
import { Dialog } from '../../parts/Dialog.tsx';
import { ToolButton } from '../../parts/ToolButton.tsx';
import { useText } from '../../shell/language.tsx';
import { useKeys } from '../../shell/useKeys.ts';
import { FormPick } from './FormPick.tsx';
import { QuickPick } from './QuickPick.tsx';

/// A customer as the search found it; `number` is the customer number that a link field holds.
export type PickedCustomer = SearchHit & { kind: 'customer'; number: number };

interface Props {
  /// What stood in the field before the question mark.
  initial: string;
  on_pick: (customer: PickedCustomer) => void;
  on_cancel: () => void;
}

export function CustomerPicker({ initial, on_pick, on_cancel }: Props) {
  const t = useText();
  return (
    <Dialog wide title={t('ui.picker.title')} on_close={on_cancel}>
      <Searches initial={initial} on_pick={on_pick} />
    </Dialog>
  );
}

/// Inside the layer, so that its keys answer.
function Searches({ initial, on_pick }: { initial: string; on_pick: Props['on_pick'] }) {
  const t = useText();
  const [by_form, set_by_form] = useState(false);
  const turn = () => set_by_form((old) => !old);
  useKeys({ search_form: turn });
  return (
    <>
      {by_form ? <FormPick on_pick={on_pick} /> : <QuickPick initial={initial} on_pick={on_pick} />}
      <p className="row">
        <ToolButton text={t(by_form ? 'ui.picker.simple' : 'ui.picker.all')} action="search_form" on_press={turn} />
      </p>
    </>
  );
}
