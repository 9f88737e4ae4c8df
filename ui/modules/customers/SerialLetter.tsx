// The same letter to all marked customers, as one PDF; who gets none is named with the reason (J-183).
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { send } from '../../api/client.ts';
import { Dialog } from '../../parts/Dialog.tsx';
import { useText } from '../../shell/language.tsx';
import { useMay } from '../../shell/session.tsx';
import { LetterRefusal, MadeLetter, useLetter } from './Letter.tsx';
import { LetterWords } from './letter_words.tsx';
import { PaperChoice } from './papers.tsx';

/// So many go into one PDF.
export const most_letters = 500;

interface LeftOut {
  id: number;
  number: number;
  name: string;
  why: string;
}

function useRecipients(customers: readonly number[], also_excluded: boolean) {
  return useQuery({
    queryKey: ['letter-recipients', customers, also_excluded],
    staleTime: 0,
    retry: false,
    queryFn: async ({ signal }) =>
      (
        await send<{ count: number; left_out: LeftOut[] }>('POST', '/letters/recipients', {
          body: { customers, also_excluded },
          signal,
        })
      ).data,
  }).data;
}

export function SerialLetter({ customers, on_close }: { customers: readonly number[]; on_close: () => void }) {
  const t = useText();
  const may = useMay();
  const [also_excluded, include] = useState(false);
  const letter = useLetter('/letters', { customers, also_excluded });
  const recipients = useRecipients(customers, also_excluded);
  const able = Boolean(recipients?.count) && letter.words.text.trim() !== '';
  return (
    <Dialog
      wide
      title={t('ui.letters.title', { count: customers.length })}
      on_close={on_close}
      actions={<MadeLetter letter={letter} name={t('ui.letters')} able={able} />}
    >
      <LetterRefusal refusal={letter.refusal} />
      <p role="status" data-recipients={recipients?.count}>
        {recipients ? t('ui.letters.count', { count: recipients.count }) : ''}
      </p>
      {recipients?.left_out.length ? (
        <details open={recipients.left_out.length <= 8} data-left-out={recipients.left_out.length}>
          <summary>{t('ui.letters.left_out', { count: recipients.left_out.length })}</summary>
          <ul>
            {recipients.left_out.map((one) => (
              <li key={one.id}>
                {one.name} ({one.number}): {one.why}
              </li>
            ))}
          </ul>
        </details>
      ) : null}
      {may('customers.no_selection') ? (
        <label className="row">
          <input
            type="checkbox"
            checked={also_excluded}
            onChange={(event) => {
              include(event.target.checked);
              letter.forget();
            }}
          />
          {t('ui.letters.also_excluded')}
        </label>
      ) : null}
      <LetterWords words={letter.words} write={letter.write} />
      <PaperChoice paper="letter_form" chosen={letter.form} choose={letter.choose_form} />
      <p className="quiet">{t('ui.letters.help')}</p>
    </Dialog>
  );
}
