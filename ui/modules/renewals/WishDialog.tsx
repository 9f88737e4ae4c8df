// What the holder of a seat right wishes for the next season, and whether his right pauses.
import { useState } from 'react';
import { useTold } from '../../forms/told.ts';
import { ChoiceField, TextField } from '../../parts/Field.tsx';
import { FormDialog } from '../../parts/FormDialog.tsx';
import { useText, useWord } from '../../shell/language.tsx';
import { words_of } from '../../shell/words_of.ts';
import { change_right, fall_backs, renewals_key, rights_key, seat_of, type SeatRight } from './requests.ts';

const states = ['active', 'sabbatical', 'given_up'] as const;

export function WishDialog({ right, on_close }: { right: SeatRight; on_close: () => void }) {
  const t = useText();
  const word = useWord();
  const told = useTold([rights_key, renewals_key]);
  const [wish, set_wish] = useState({
    wish_section: right.wish_section ?? '',
    wish_row: right.wish_row ?? '',
    wish_seat: right.wish_seat ?? '',
    wish_priority: right.wish_priority === null ? '' : String(right.wish_priority),
    fall_back: right.fall_back,
    state: right.state as string,
  });
  const [refusal, set_refusal] = useState<string>();
  const put = (part: keyof typeof wish) => (typed: string) => set_wish({ ...wish, [part]: typed });
  const send = () =>
    change_right(right, {
      wish_section: wish.wish_section || null,
      wish_row: wish.wish_row || null,
      wish_seat: wish.wish_seat || null,
      wish_priority: /^\d+$/.test(wish.wish_priority) ? Number(wish.wish_priority) : null,
      fall_back: wish.fall_back,
      state: wish.state,
    }).then(
      (after) => {
        told(after.change_event ?? undefined, t('ui.renewals.wish_saved'));
        on_close();
      },
      (reason: unknown) => set_refusal(words_of(reason, t)),
    );
  return (
    <FormDialog
      title={t('ui.renewals.wish', { seat: seat_of(right.section, right.row, right.seat) })}
      on_close={on_close}
      go={t('ui.save')}
      on_send={send}
      refusal={refusal}
    >
      <div className="row">
        {(['wish_section', 'wish_row', 'wish_seat', 'wish_priority'] as const).map((part, place) => (
          <TextField
            key={part}
            name={part}
            label={word(`seat_right.${part}`)}
            value={wish[part]}
            on_type={put(part)}
            autofocus={place === 0}
            max_length={20}
          />
        ))}
      </div>
      <ChoiceField
        name="fall_back"
        label={word('seat_right.fall_back')}
        value={wish.fall_back}
        on_type={put('fall_back')}
        options={fall_backs.map((code) => ({ code, label: word(`seat_right.fall_back.${code}`) }))}
        empty={false}
      />
      <ChoiceField
        name="state"
        label={word('seat_right.state')}
        value={wish.state}
        on_type={put('state')}
        options={states.map((code) => ({ code, label: word(`seat_right.state.${code}`) }))}
        empty={false}
      />
    </FormDialog>
  );
}
