// The words of a letter: typed, or taken from a template of the house with the values of the customer filled in; fields
// can be inserted as placeholders. What is filled in is the server's business.
import { useQuery } from '@tanstack/react-query';
import { useMemo, useRef, useState, type RefObject } from 'react';
import { flushSync } from 'react-dom';
import { address, get, headers_of, Refusal, send, Unreachable } from '../../api/client.ts';
import type { Problem } from '../../api/types.ts';
import { useText, useWord } from '../../shell/language.tsx';
import { show_toast } from '../../shell/toasts.ts';
import { words_of } from '../../shell/words_of.ts';
import { Lookup } from '../../parts/Lookup.tsx';
import twelfths from '../../parts/Twelfths.module.css';
import { useRecords } from '../../forms/declared.ts';

export interface Words {
  subject: string;
  text: string;
}
interface Template extends Words {
  id: number;
  name: string;
}

/// A PDF made by a request with a body; gives an address that lives until the page is left.
export async function pdf_of(path: string, body: unknown): Promise<string> {
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

const useTemplates = () =>
  useQuery({
    queryKey: ['base-data', 'letter-templates', 'all'],
    retry: false,
    queryFn: async ({ signal }) =>
      (await get<{ rows: Template[] }>('/base-data/letter-templates', { limit: 500 }, signal)).rows,
  }).data ?? [];

/// The template's words with this customer's values (and the marked member's), or as they are when there is no one
/// customer.
async function filled(template: Template, customer?: number, member?: number): Promise<Words> {
  if (!customer) return { subject: template.subject ?? '', text: template.text };
  const body = { template: template.id, ...(member ? { member } : {}) };
  return (await send<Words>('POST', `/customers/${customer}/letter-words`, { body })).data;
}

interface Props {
  words: Words;
  write: (part: Partial<Words>) => void;
  /// Whose values are filled in; without one the placeholders stay until the letters are made.
  customer?: number;
  member?: number;
  /// Stands between subject and text.
  between?: React.ReactNode;
}

export function LetterWords({ words, write, customer, member, between }: Props) {
  const t = useText();
  const templates = useTemplates();
  const box = useRef<HTMLTextAreaElement>(null);
  const take = async (id: string) => {
    const template = templates.find((one) => String(one.id) === id);
    if (!template) return;
    try {
      const { subject, text } = await filled(template, customer, member);
      write({ subject, text });
    } catch (reason) {
      show_toast({ text: words_of(reason, t), tone: 'danger' });
    }
  };
  return (
    <>
      <div className={twelfths.twelfths}>
        {templates.length ? (
          <label className={twelfths.w6}>
            {t('ui.letter.template')}
            <select data-field="letter-template" defaultValue="" onChange={(event) => void take(event.target.value)}>
              <option value="">{t('ui.letter.template.none')}</option>
              {templates.map((one) => (
                <option key={one.id} value={one.id}>
                  {one.name}
                </option>
              ))}
            </select>
          </label>
        ) : null}
        <InsertField box={box} of_member={member !== undefined} put={(text) => write({ text })} />
      </div>
      <label>
        {t('ui.letter.subject')}
        <input
          data-autofocus
          data-field="letter-subject"
          value={words.subject}
          onChange={(event) => write({ subject: event.target.value })}
        />
      </label>
      {between}
      <label>
        {t('ui.letter.text')}
        <textarea
          ref={box}
          data-field="letter-text"
          rows={8}
          value={words.text}
          onChange={(event) => write({ text: event.target.value })}
        />
      </label>
    </>
  );
}

interface InsertProps {
  box: RefObject<HTMLTextAreaElement | null>;
  of_member: boolean;
  put: (text: string) => void;
}

/// Every field of the customer, and of the marked member, found by its caption. The cursor is in the letter, behind what
/// was inserted, before the next key comes.
function InsertField({ box, of_member, put }: InsertProps) {
  const t = useText();
  const word = useWord();
  const records = useRecords().data;
  const [typed, type] = useState('');
  const insert = (name: string) => {
    const { value, selectionStart: from, selectionEnd: to } = box.current!;
    const end = from + name.length + 2;
    flushSync(() => {
      type('');
      put(`${value.slice(0, from)}{${name}}${value.slice(to)}`);
    });
    box.current!.focus();
    box.current!.setSelectionRange(end, end);
  };
  const items = useMemo(() => {
    const of = (record: string, prefix: string, hint: string) =>
      (records?.[record] ?? [])
        .filter(({ name }) => !name.startsWith('po_box')) // J-070
        .map(({ name }) => ({ id: prefix + name, label: word(`${record}.${name}`, name), hint }));
    const member = of_member ? of('family_member', 'member.', t('ui.letter.of_member')) : [];
    return [...member, ...of('customer', '', of_member ? t('ui.family.customer') : '')];
  }, [records, of_member, word, t]);
  return (
    <div className={twelfths.w6}>
      <Lookup
        name="letter-insert"
        label={t('ui.letter.insert')}
        value={typed}
        items={items}
        on_type={type}
        on_pick={insert}
      />
    </div>
  );
}
