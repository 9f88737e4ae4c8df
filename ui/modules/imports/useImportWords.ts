// Values of rows of a file as people read them: codes in the words of the reader's language, dates and yes or no as he writes them.
import { useCallback } from 'react';
import { show_value } from '../../parts/format.ts';
import { useLanguage, useText, useWord } from '../../shell/language.tsx';
import { record_of, type ListName } from '../customers/lists.ts';
import { useCodeWords, useRecords } from '../../forms/declared.ts';

/// `of`: the kind of the customer, whose categories have words of their own.
export type ImportWords = (name: string, value: string, of: string) => string;

/// Lists of choices that are called otherwise than the field they belong to.
const lists: Record<string, string> = { role: 'family_role', code: 'wish' };

export function useImportWords(what: string): ImportWords {
  const t = useText();
  const word = useWord();
  const language = useLanguage();
  const words = useCodeWords();
  const records = useRecords().data;
  const record = what === 'customers' ? 'customer' : (record_of[what as ListName] ?? what);
  return useCallback(
    (name, value, of) => {
      if (!value) return '';
      const kind = records?.[record]?.find((field) => field.name === name)?.kind;
      if (kind === 'choice') return word(`${record}.${name}.${value}`, word(`customer.${name}.${value}`, value));
      const found = words((record !== 'customer' && lists[name]) || name, value, of);
      return found === value ? show_value(value, kind, { language, yes: t('ui.yes'), no: t('ui.no') }) : found;
    },
    [records, record, word, words, language, t],
  );
}
