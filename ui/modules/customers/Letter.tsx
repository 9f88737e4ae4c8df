// A letter to one customer in his language, made by the program as PDF for a window envelope (DIN 5008); with what is
// kept of a marked member of his family when it is begun there (J-109).
import { useEffect, useRef, useState } from 'react';
import { Dialog } from '../../parts/Dialog.tsx';
import { Refusal } from '../../api/client.ts';
import { useText, type Text } from '../../shell/language.tsx';
import { useKeys } from '../../shell/useKeys.ts';
import { words_of } from '../../shell/words_of.ts';
import { LetterWords, pdf_of, type Words } from './letter_words.tsx';
import { label_address, PaperChoice, useKeptChoice } from './papers.tsx';
import { PrintAddress, usePrinted } from './PrintAddress.tsx';
import styles from '../../parts/Dialog.module.css';

/// Writes the letter; `made` is its address until words or form change.
export function useLetter(path: string, more: Record<string, unknown>) {
  const t = useText();
  const [words, set_words] = useState<Words>({ subject: '', text: '' });
  const [form, keep_form] = useKeptChoice('letter_form');
  const [made, set_made] = useState<string>();
  const [busy, set_busy] = useState(false);
  const [refusal, set_refusal] = useState<string>();
  useEffect(() => () => void (made && URL.revokeObjectURL(made)), [made]);
  const make = async () => {
    set_busy(true);
    set_refusal(undefined);
    try {
      set_made(await pdf_of(path, { ...words, ...more, ...(form ? { form } : {}) }));
    } catch (reason) {
      set_refusal(refusal_in_words(reason, t));
    }
    set_busy(false);
  };
  const forget = () => set_made(undefined);
  const write = (part: Partial<Words>) => {
    set_words((old) => ({ ...old, ...part }));
    forget();
  };
  const choose_form = (wanted: string) => {
    keep_form(wanted);
    forget();
  };
  return { words, write, form, choose_form, made, busy, refusal, make, forget };
}

/// Which of the fields of the letter it is about, by its caption and never by its name.
function refusal_in_words(reason: unknown, t: Text): string {
  if (!(reason instanceof Refusal)) return words_of(reason, t);
  const captions: Record<string, string> = { subject: t('ui.letter.subject'), text: t('ui.letter.text') };
  const lines = (reason.problem.issues ?? []).map(({ field = '', message }) =>
    captions[field] ? `${captions[field]}: ${message}` : message,
  );
  return lines.length ? lines.join(' ') : reason.message;
}

/// What stands against the letter, above its words.
export function LetterRefusal({ refusal }: { refusal?: string }) {
  return refusal ? (
    <p role="alert" className={styles.refusal}>
      {refusal}
    </p>
  ) : null;
}

/// The buttons that make the PDF, and open and save it once it is there.
export function MadeLetter({
  letter,
  name,
  able,
}: {
  letter: ReturnType<typeof useLetter>;
  name: string;
  able: boolean;
}) {
  const t = useText();
  const open = useRef<HTMLAnchorElement>(null);
  const { made, busy, make } = letter;
  const may_make = !busy && able;
  const make_it = () => void make();
  useKeys(may_make ? { save_close: make_it, save: make_it } : {});
  useEffect(() => {
    if (made) open.current?.focus();
  }, [made]);
  return (
    <>
      <button type="button" className="button primary" disabled={!may_make} onClick={make_it}>
        {t('ui.letter.make')} <kbd>{`${t('ui.ctrl')}+${t('ui.enter')}`}</kbd>
      </button>
      {made ? (
        <>
          <a ref={open} className="button" href={made} target="_blank" rel="noreferrer" data-letter>
            {t('ui.letter.open')}
          </a>
          <a className="button" href={made} download={`${name}.pdf`}>
            {t('ui.download')}
          </a>
        </>
      ) : null}
    </>
  );
}

/// As the letter has it: a comma, unless a mark ends it already (J-064).
const with_comma = (salutation: string) => (/[!:,.?]$/.test(salutation) ? salutation : `${salutation},`);

interface Props {
  customer: number;
  name: string;
  /// A row of his family.
  member?: { id: number; name: string };
  on_close: () => void;
}

export function Letter({ customer, name, member, on_close }: Props) {
  const t = useText();
  const letter = useLetter(`/customers/${customer}/letters`, member ? { member: member.id } : {});
  const [label_format] = useKeptChoice('label_format');
  const printed = usePrinted(customer);
  const salutation = (
    <p>
      {printed?.letter_salutation ? (
        with_comma(printed.letter_salutation)
      ) : (
        <span className="chip warn">{t('ui.letter.no_salutation')}</span>
      )}
    </p>
  );
  return (
    <Dialog
      wide
      title={t('ui.letter.title', { name })}
      on_close={on_close}
      actions={
        <>
          <MadeLetter letter={letter} name={name || String(customer)} able={letter.words.text.trim() !== ''} />
          <span className="grow" />
          <a className="button" href={label_address(customer, label_format)} target="_blank" rel="noreferrer">
            {t('ui.letter.label_pdf')}
          </a>
        </>
      }
    >
      <LetterRefusal refusal={letter.refusal} />
      <PrintAddress customer={customer} />
      {member ? <p data-member={member.id}>{t('ui.letter.with_member', { name: member.name })}</p> : null}
      <LetterWords
        words={letter.words}
        write={letter.write}
        customer={customer}
        member={member?.id}
        between={salutation}
      />
      <PaperChoice paper="letter_form" chosen={letter.form} choose={letter.choose_form} />
      <p className="quiet">{t('ui.letter.help')}</p>
    </Dialog>
  );
}
