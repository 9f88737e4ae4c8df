// Seats by ranges: "Parkett, rows 1-20, seats 1-30, aisle behind 15, odd", or a section whose places are only counted.
import { useState } from 'react';
import { ChoiceField, TextField } from '../../parts/Field.tsx';
import { FormDialog } from '../../parts/FormDialog.tsx';
import { useText, useWord } from '../../shell/language.tsx';
import { words_of } from '../../shell/words_of.ts';
import { aisles } from './plan_editing.ts';

const numberings = ['all', 'odd', 'even'] as const;
const kinds = ['normal', 'wheelchair', 'restricted'] as const;
const empty = {
  ...{ section: '', rows: '', seats: '', numbering: 'all', aisle_after: '', price_zone: '', entrance: '' },
  ...{ kind: 'normal', capacity: '' },
};

interface Props {
  add: (ranges: readonly object[]) => Promise<void>;
  on_close: () => void;
}

export function RangeDialog({ add, on_close }: Props) {
  const t = useText();
  const word = useWord();
  const [typed, set_typed] = useState(empty);
  const [refusal, refuse] = useState<string>();
  const put = (part: keyof typeof empty) => (text: string) => set_typed({ ...typed, [part]: text });
  const go = async () => {
    const { capacity, aisle_after, rows, seats, numbering, kind, ...shared } = typed;
    const aisle = aisles(aisle_after);
    if (aisle === null) return refuse(t('ui.events.no_aisles'));
    if (capacity && !/^\d{1,6}$/.test(capacity)) return refuse(t('ui.events.no_number'));
    const range = capacity
      ? { ...shared, rows, seats, capacity: Number(capacity) }
      : { ...shared, rows, seats, numbering, kind, aisle_after: aisle };
    try {
      await add([range]);
      on_close();
    } catch (reason) {
      refuse(words_of(reason, t));
    }
  };
  const text = (part: keyof typeof empty, more: object = {}) => (
    <TextField
      name={`range-${part}`}
      label={word(`seat_plan.${part}`)}
      value={typed[part]}
      on_type={put(part)}
      max_length={20}
      {...more}
    />
  );
  const choice = (part: 'numbering' | 'kind', codes: readonly string[]) => (
    <ChoiceField
      name={`range-${part}`}
      label={word(`seat_plan.${part}`)}
      value={typed[part]}
      on_type={put(part)}
      options={codes.map((code) => ({ code, label: word(`seat_plan.${part}.${code}`) }))}
      empty={false}
    />
  );
  return (
    <FormDialog title={t('ui.events.add_range')} go={t('ui.events.add')} on_send={go} wide {...{ refusal, on_close }}>
      <div className="row">
        {text('section', { required: true, autofocus: true })}
        {text('price_zone', { required: true, max_length: 120 })}
        {text('entrance')}
      </div>
      <div className="row">
        {text('rows', { hint: t('ui.events.rows_hint') })}
        {text('seats', { hint: t('ui.events.seats_hint') })}
        {text('aisle_after', { max_length: 40 })}
      </div>
      <div className="row">
        {choice('numbering', numberings)}
        {choice('kind', kinds)}
        {text('capacity', { type: 'integer', hint: t('ui.events.capacity_hint') })}
      </div>
    </FormDialog>
  );
}
