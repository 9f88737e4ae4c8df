// What an entry pays, typed by hand: one line for each booking or order, "4711 300,00"; without an amount it is the rest.
import { useState } from 'react';
import { read_money } from '../../parts/format.ts';
import { useLanguage, useText } from '../../shell/language.tsx';
import { parts_of } from './by_hand.ts';
import type { Entry, Part } from './requests.ts';

export function ByHand({ entry, post }: { entry: Entry; post: (parts: readonly Part[]) => void }) {
  const t = useText();
  const language = useLanguage();
  const [typed, type] = useState('');
  const parts = parts_of(typed, entry, (text) => read_money(text, language));
  return (
    <form
      className="row"
      onSubmit={(event) => {
        event.preventDefault();
        if (parts) post(parts);
      }}
    >
      <textarea
        autoFocus
        rows={2}
        aria-label={t('ui.books.by_hand_label')}
        aria-invalid={typed && !parts ? true : undefined}
        placeholder={t('ui.books.by_hand_hint')}
        value={typed}
        onChange={(event) => type(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || event.shiftKey || !parts) return;
          event.preventDefault();
          post(parts);
        }}
      />
      <button type="submit" className="button" disabled={!parts}>
        {t('ui.books.post')}
      </button>
    </form>
  );
}
