// Who of the profile's family travels too: chosen one by one; Alt+P takes all of them without asking.
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { get } from '../../api/client.ts';
import { FormDialog } from '../../parts/FormDialog.tsx';
import { show_date } from '../../parts/format.ts';
import { CheckField } from '../../parts/MoreFields.tsx';
import { useLanguage, useText } from '../../shell/language.tsx';
import styles from './Booking.module.css';

interface Member {
  id: number;
  first_name?: string | null;
  name?: string | null;
  birth_date?: string | null;
}

export function useFamily(customer: number | undefined): readonly Member[] | undefined {
  return useQuery({
    queryKey: ['lists', String(customer ?? 0)],
    enabled: customer !== undefined,
    retry: false,
    queryFn: ({ signal }) => get<{ family: Member[] }>(`/customers/${customer}/lists`, undefined, signal),
  }).data?.family;
}

interface Props {
  customer: number;
  take: (members: number[]) => void;
  on_close: () => void;
}

export function FamilyDialog({ customer, take, on_close }: Props) {
  const t = useText();
  const language = useLanguage();
  const family = useFamily(customer);
  const [left_out, leave_out] = useState<readonly number[]>([]);
  const chosen = (family ?? []).map(({ id }) => id).filter((id) => !left_out.includes(id));
  const go = () => {
    take(chosen);
    on_close();
  };
  return (
    <FormDialog
      title={t('ui.family.title')}
      go={chosen.length ? t('ui.family.go', { count: chosen.length }) : undefined}
      go_first
      on_close={on_close}
      on_send={go}
    >
      {family && !family.length ? <p className="quiet">{t('ui.family.none')}</p> : null}
      <fieldset className={styles.choices}>
        <legend className="hidden">{t('ui.family.title')}</legend>
        {(family ?? []).map(({ id, first_name, name, birth_date }) => (
          <CheckField
            key={id}
            name={`family-${id}`}
            label={[[first_name, name].filter(Boolean).join(' '), birth_date && show_date(birth_date, language)]
              .filter(Boolean)
              .join(', ')}
            checked={!left_out.includes(id)}
            on_change={(yes) => leave_out(yes ? left_out.filter((one) => one !== id) : [...left_out, id])}
          />
        ))}
      </fieldset>
    </FormDialog>
  );
}
