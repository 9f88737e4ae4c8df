// Which form a letter and which format a label has: as the house has set it, or as this user chose last on this
// machine.
import { useState } from 'react';
import { address } from '../../api/client.ts';
import { useText, useWord } from '../../shell/language.tsx';
import { useSession } from '../../shell/session.tsx';

const offered = {
  letter_form: ['a', 'b'],
  label_format: ['l7160', 'l7163', 'l7162', 'zweckform_3474', 'zweckform_3490', 'herma_4625'],
} as const;
type Paper = keyof typeof offered;

/// "" = as the house has set it. No personal data, so it may stay in the browser.
export function useKeptChoice(paper: Paper): [string, (choice: string) => void] {
  const { user } = useSession();
  const place = `kartei.${paper}.${user?.id ?? ''}`;
  const [choice, choose] = useState(() => {
    const kept = localStorage.getItem(place) ?? '';
    return (offered[paper] as readonly string[]).includes(kept) ? kept : '';
  });
  const keep = (wanted: string) => {
    localStorage.setItem(place, wanted);
    choose(wanted);
  };
  return [choice, keep];
}

export const label_address = (customer: number, format: string) =>
  address(`/customers/${customer}/label.pdf`, { format });

interface Props {
  paper: Paper;
  chosen: string;
  choose: (choice: string) => void;
  autofocus?: boolean;
}

export function PaperChoice({ paper, chosen, choose, autofocus }: Props) {
  const t = useText();
  const word = useWord();
  return (
    <label>
      {word(`parameter.${paper}`)}
      <select
        data-field={paper}
        data-autofocus={autofocus || undefined}
        value={chosen}
        onChange={(event) => choose(event.target.value)}
      >
        <option value="">{t('ui.paper.of_house')}</option>
        {offered[paper].map((one) => (
          <option key={one} value={one}>
            {word(`parameter.${paper}.${one}`, one)}
          </option>
        ))}
      </select>
    </label>
  );
}
