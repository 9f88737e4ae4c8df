// A letter to one customer in his language, made by the program as PDF for a window envelope (DIN 5008).
import { useEffect, useRef, useState } from 'react';
import { address, headers_of, Refusal, Unreachable } from '../../api/client.ts';
import type { Problem } from '../../api/types.ts';
import { Dialog } from '../../parts/Dialog.tsx';
import { useText } from '../../shell/language.tsx';
import { show_toast } from '../../shell/toasts.ts';
import { words_of } from '../../shell/words_of.ts';
import { label_address, PaperChoice, useKeptChoice } from './papers.tsx';
import { PrintAddress, usePrinted } from './PrintAddress.tsx';

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

interface Words {
  subject: string;
  text: string;
}

/// Writes the letter; `made` is its address until words or form change.
function useLetter(customer: number) {
  const t = useText();
  const [words, set_words] = useState<Words>({ subject: '', text: '' });
  const [form, keep_form] = useKeptChoice('letter_form');
  const [made, set_made] = useState<string>();
  const [busy, set_busy] = useState(false);
  useEffect(() => () => void (made && URL.revokeObjectURL(made)), [made]);
  const make = async () => {
    set_busy(true);
    try {
      set_made(await pdf_of(`/customers/${customer}/letters`, { ...words, ...(form ? { form } : {}) }));
    } catch (reason) {
      show_toast({ text: words_of(reason, t), tone: 'danger' });
    }
    set_busy(false);
  };
  const write = (part: Partial<Words>) => {
    set_words((old) => ({ ...old, ...part }));
    set_made(undefined);
  };
  const choose_form = (wanted: string) => {
    keep_form(wanted);
    set_made(undefined);
  };
  return { words, write, form, choose_form, made, busy, make };
}

export function Letter({ customer, name, on_close }: { customer: number; name: string; on_close: () => void }) {
  const t = useText();
  const { words, write, form, choose_form, made, busy, make } = useLetter(customer);
  const [label_format] = useKeptChoice('label_format');
  const printed = usePrinted(customer);
  const open = useRef<HTMLAnchorElement>(null);
  useEffect(() => {
    if (made) open.current?.focus();
  }, [made]);
  return (
    <Dialog
      wide
      title={t('ui.letter.title', { name })}
      on_close={on_close}
      actions={
        <>
          <button
            type="button"
            className="button primary"
            disabled={busy || !words.text.trim()}
            onClick={() => void make()}
          >
            {t('ui.letter.make')}
          </button>
          {made ? (
            <>
              <a ref={open} className="button" href={made} target="_blank" rel="noreferrer" data-letter>
                {t('ui.letter.open')}
              </a>
              <a className="button" href={made} download={`${name || customer}.pdf`}>
                {t('ui.download')}
              </a>
            </>
          ) : null}
          <span className="grow" />
          <a className="button" href={label_address(customer, label_format)} target="_blank" rel="noreferrer">
            {t('ui.letter.label_pdf')}
          </a>
        </>
      }
    >
      <PrintAddress customer={customer} />
      <label>
        {t('ui.letter.subject')}
        <input
          data-autofocus
          data-field="letter-subject"
          value={words.subject}
          onChange={(event) => write({ subject: event.target.value })}
        />
      </label>
      <p>
        {printed?.letter_salutation ? (
          `${printed.letter_salutation},`
        ) : (
          <span className="chip warn">{t('ui.letter.no_salutation')}</span>
        )}
      </p>
      <label>
        {t('ui.letter.text')}
        <textarea
          data-field="letter-text"
          rows={10}
          value={words.text}
          onChange={(event) => write({ text: event.target.value })}
        />
      </label>
      <PaperChoice paper="letter_form" chosen={form} choose={choose_form} />
      <p className="quiet">{t('ui.letter.help')}</p>
    </Dialog>
  );
}
