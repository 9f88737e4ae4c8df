// Who sits with the holder of a seat right: another right of the same subscription, or nobody.
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTold } from '../../forms/told.ts';
import { ChoiceField, TextField } from '../../parts/Field.tsx';
import { FormDialog } from '../../parts/FormDialog.tsx';
import { fold } from '../../parts/fold.ts';
import { useText, useWord } from '../../shell/language.tsx';
import { words_of } from '../../shell/words_of.ts';
import { change_right, renewals_key, rights_key, rights_of_subscription, seat_of, type SeatRight } from './requests.ts';

const name_of = (right: SeatRight) => `${right.customer_name} · ${seat_of(right.section, right.row, right.seat)}`;

export function CompanyDialog({ right, on_close }: { right: SeatRight; on_close: () => void }) {
  const t = useText();
  const word = useWord();
  const told = useTold([rights_key, renewals_key]);
  const { data } = useQuery({
    queryKey: [...rights_key, 'of', right.subscription],
    queryFn: ({ signal }) => rights_of_subscription(right.subscription, signal),
  });
  const [find, set_find] = useState('');
  const [chosen, choose] = useState(String(right.sit_with[0]?.id ?? ''));
  const [refusal, refuse] = useState<string>();
  const others = (data ?? []).filter(
    (one) => one.id !== right.id && one.state !== 'given_up' && fold(name_of(one)).includes(fold(find.trim())),
  );
  const go = () =>
    change_right(right, { sit_with: chosen ? Number(chosen) : null }).then(
      (after) => {
        told(after.change_event ?? undefined, t('ui.renewals.company_saved'));
        on_close();
      },
      (reason: unknown) => refuse(words_of(reason, t)),
    );
  return (
    <FormDialog
      title={t('ui.renewals.company', { seat: seat_of(right.section, right.row, right.seat) })}
      go={t('ui.save')}
      on_send={go}
      {...{ refusal, on_close }}
    >
      <TextField name="company-find" label={t('ui.renewals.find_right')} value={find} on_type={set_find} autofocus />
      <ChoiceField
        name="company"
        label={word('seat_right.sit_with')}
        value={chosen}
        on_type={choose}
        options={[
          { code: '', label: t('ui.renewals.alone') },
          ...others.map((one) => ({ code: String(one.id), label: name_of(one) })),
        ]}
        empty={false}
      />
    </FormDialog>
  );
}
