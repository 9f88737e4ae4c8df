// A letter to one customer in his language, made by the program as PDF for a window envelope (DIN 5008); and his label.
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { address, get, headers_of, Refusal, Unreachable } from '../../api/client.ts';
import type { Problem } from '../../api/types.ts';
import { Dialog } from '../../parts/Dialog.tsx';
import { useText } from '../../shell/language.tsx';
import { show_toast } from '../../shell/toasts.ts';
import { words_of } from '../../shell/words_of.ts';

interface PrintAddress {
  lines: readonly string[];
  letter_salutation?: string | null;
}

/// A PDF made by a request with a body; gives an address that lives until the page is left.
async function pdf_of(path: string, body: unknown): Promise<string> {
  let answer: Response;
  try {
    answer = await fetch(address(path), {
      method: 'POST',
      headers: { ...headers_of('POST', { body }), Accept: 'application/pdf, application/problem+json' },
      body: JSON.stringify(body),
      credentials: 'same-origin',
    });
  } catch {
    throw new Unreachable();
  }
  if (!answer.ok) throw new Refusal({ ...((await answer.json()) as Problem), status: answer.status });
  return URL.createObjectURL(new Blob([await answer.blob()], { type: 'application/pdf' }));
}

/// Writes the letter; `made` is its address until the text changes.
function useLetter(customer: number) {
  const t = useText();
  const [subject, set_subject] = useState('');
  const [text, set_text] = useState('');
  const [made, set_made] = useState<string>();
  const [busy, set_busy] = useState(false);
  useEffect(() => () => void (made && URL.revokeObjectURL(made)), [made]);
  const make = async () => {
    set_busy(true);
    try {
      set_made(await pdf_of(`/customers/${customer}/letters`, { subject, text }));
    } catch (reason) {
      show_toast({ text: words_of(reason, t), tone: 'danger' });
    }
    set_busy(false);
  };
  const write = (words: string) => {
    set_text(words);
    set_made(undefined);
  };
  return { subject, set_subject, text, write, made, busy, make };
}

export function Letter({ customer, name, on_close }: { customer: number; name: string; on_close: () => void }) {
  const t = useText();
  const { subject, set_subject, text, write, made, busy, make } = useLetter(customer);
  const { data } = useQuery({
    queryKey: ['print-address', customer],
    staleTime: 0,
    retry: false,
    queryFn: ({ signal }) => get<PrintAddress>(`/customers/${customer}/print-address`, undefined, signal),
  });
  const file = `${name || customer}.pdf`;
  return (
    <Dialog
      wide
      title={t('ui.letter.title', { name })}
      on_close={on_close}
      actions={
        <>
          <button type="button" className="button primary" disabled={busy || !text.trim()} onClick={() => void make()}>
            {t('ui.letter.make')}
          </button>
          {made ? (
            <>
              <a className="button" href={made} target="_blank" rel="noreferrer" data-letter>
                {t('ui.letter.open')}
              </a>
              <a className="button" href={made} download={file}>
                {t('ui.download')}
              </a>
            </>
          ) : null}
          <span className="grow" />
          <a className="button" href={address(`/customers/${customer}/label.pdf`)} target="_blank" rel="noreferrer">
            {t('ui.letter.label')}
          </a>
        </>
      }
    >
      <address aria-label={t('ui.letter.to')}>
        {data?.lines.map((line, place) => (
          <div key={place}>{line}</div>
        ))}
      </address>
      <label>
        {t('ui.letter.subject')}
        <input
          data-autofocus
          data-field="letter-subject"
          value={subject}
          onChange={(event) => set_subject(event.target.value)}
        />
      </label>
      <p>
        {data?.letter_salutation ? (
          `${data.letter_salutation},`
        ) : (
          <span className="chip warn">{t('ui.letter.no_salutation')}</span>
        )}
      </p>
      <label>
        {t('ui.letter.text')}
        <textarea data-field="letter-text" rows={10} value={text} onChange={(event) => write(event.target.value)} />
      </label>
      <p className="quiet">{t('ui.letter.help')}</p>
    </Dialog>
  );
}
