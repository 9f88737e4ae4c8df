// Values of rows of a file as people read them: codes in the words of the reader's language, dates and yes or no as he writes them.
import { useCallback } from 'react';
import { show_value } from '../../parts/format.ts';
import { useLanguage, useText, useWord } from '../../shell/language.tsx';
import { useCodeWords, useDeclaredLists, useRecords } from '../../forms/declared.ts';

/// `of`: the kind of the customer, whose categories have words of their own.
export type ImportWords = (name: string, value: string, of: string) => string;

export function useImportWords(what: string): ImportWords {
  const t = useText();
  const word = useWord();
  const language = useLanguage();
  const words = useCodeWords();
  const records = useRecords().data;
  const lists = useDeclaredLists();
  const record = what === 'customers' ? 'customer' : (lists.find((list) => list.name === what)?.record ?? what);
  return useCallback(
    (name, value, of) => {
      if (!value) return '';
      const declared = records?.[record]?.find((field) => field.name === name);
      const kind = declared?.kind;
      if (kind === 'choice') return word(`${record}.${name}.${value}`, word(`customer.${name}.${value}`, value));
      const found = words(declared?.choice_list ?? name, value, of);
      return found === value ? show_value(value, kind, { language, yes: t('ui.yes'), no: t('ui.no') }) : found;
    },
    [records, record, word, words, language, t],
  );
}
