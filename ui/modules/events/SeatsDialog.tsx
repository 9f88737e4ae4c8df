// What is said of the marked seats at once: price zone, entrance, kind; of a single one its row, name and place too.
import { useState } from 'react';
import { ChoiceField, TextField } from '../../parts/Field.tsx';
import { FormDialog } from '../../parts/FormDialog.tsx';
import { useText, useWord } from '../../shell/language.tsx';
import { changed, type EditedPlace } from './plan_editing.ts';
import type { useEditor } from './useEditor.ts';

const kinds = ['normal', 'wheelchair', 'restricted'] as const;
const texts = ['section', 'row', 'seat', 'price_zone', 'entrance', 'x', 'y'] as const;
type Part = (typeof texts)[number] | 'kind';
const of_one_alone = new Set<Part>(['seat', 'x', 'y']);

/// The value that all have, "" where they differ.
const shared = (seats: readonly EditedPlace[], part: Part) => {
  const values = new Set(seats.map((seat) => String(seat[part] ?? '')));
  return values.size === 1 ? [...values][0]! : '';
};

export function SeatsDialog({ editor, on_close }: { editor: ReturnType<typeof useEditor>; on_close: () => void }) {
  const t = useText();
  const word = useWord();
  const { places, marked, put } = editor;
  const seats = places.filter(({ id }) => marked.has(id));
  const [typed, set_typed] = useState<Partial<Record<Part, string>>>({});
  const [refusal, refuse] = useState<string>();
  const parts = texts.filter((part) => seats.length === 1 || !of_one_alone.has(part));
  const go = () => {
    const part: Partial<EditedPlace> = {};
    for (const [name, text] of Object.entries(typed) as [Part, string][]) {
      if (name === 'x' || name === 'y') {
        if (!/^-?\d{1,6}$/.test(text.trim())) return refuse(t('ui.events.no_number'));
        part[name] = Number(text);
      } else if (name === 'entrance') part.entrance = text.trim() || null;
      else if (!text.trim()) return refuse(t('ui.events.needed', { field: word(`seat_plan.${name}`) }));
      else part[name] = text.trim();
    }
    put(changed(places, marked, part));
    on_close();
  };
  const value = (part: Part) => typed[part] ?? shared(seats, part);
  const type = (part: Part) => (text: string) => set_typed({ ...typed, [part]: text });
  return (
    <FormDialog
      title={t('ui.events.seats_of', { count: seats.length })}
      go={t('ui.events.take_over')}
      on_send={go}
      {...{ refusal, on_close }}
    >
      {seats.length > 1 ? <p className="quiet">{t('ui.events.several_seats')}</p> : null}
      {parts.map((part) => (
        <TextField
          key={part}
          name={`seats-${part}`}
          label={word(`seat_plan.${part}`)}
          value={value(part)}
          on_type={type(part)}
          autofocus={part === 'price_zone'}
          max_length={part === 'price_zone' ? 120 : 20}
        />
      ))}
      <ChoiceField
        name="seats-kind"
        label={word('seat_plan.kind')}
        value={value('kind')}
        on_type={type('kind')}
        options={kinds.map((code) => ({ code, label: word(`seat_plan.kind.${code}`) }))}
        empty={!value('kind')}
      />
    </FormDialog>
  );
}
