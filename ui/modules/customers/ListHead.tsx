// Above the list of customers: filter, hidden ones, how many there are; and what is said when there are none.
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useRef, useState, type KeyboardEvent, type RefObject } from 'react';
import { ToolButton } from '../../parts/ToolButton.tsx';
import { shortcuts_of } from '../../shell/keys.ts';
import { useText } from '../../shell/language.tsx';
import { useMay } from '../../shell/session.tsx';
import type { ListQuestion } from './list_source.ts';
import type { ListSearch, Shown } from './useList.ts';
import styles from './CustomerList.module.css';

interface Props {
  box: RefObject<HTMLInputElement | null>;
  question: ListQuestion;
  shown?: Shown;
  put: (part: ListSearch) => void;
  to_list: () => void;
}

export function ListHead({ box, question, shown, put, to_list }: Props) {
  const t = useText();
  const may = useMay();
  return (
    <>
      <FilterBox box={box} filter={question.filter} put={put} to_list={to_list} />
      {may('customers.see_hidden') ? (
        <label className="row">
          <input
            type="checkbox"
            checked={question.hidden}
            onChange={(event) => put({ hidden: event.target.checked || undefined, row: undefined })}
          />
          {t('ui.list.hidden')}
        </label>
      ) : null}
      <output className="quiet number" data-count={shown?.rows} data-exact={shown?.exact || undefined}>
        {shown ? t(shown.exact ? 'ui.list.count' : 'ui.list.at_least', { count: shown.rows }) : ''}
      </output>
    </>
  );
}

type FilterProps = Pick<Props, 'box' | 'put' | 'to_list'> & { filter: string };

function FilterBox({ box, filter, put, to_list }: FilterProps) {
  const t = useText();
  const [text, set_text] = useState(filter);
  const sent = useRef(filter);
  useEffect(() => {
    if (filter === '' && sent.current !== '') set_text(''); // emptied from outside
    if (filter === '') sent.current = '';
  }, [filter]);
  const type = (value: string) => {
    sent.current = value;
    set_text(value);
    put({ filter: value || undefined, row: undefined });
  };
  const on_key = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown' || event.key === 'Enter') {
      event.preventDefault();
      to_list();
    }
    if (event.key === 'Escape' && text) {
      event.stopPropagation();
      type('');
    }
  };
  return (
    <div className={styles.filter} data-area="filter">
      <input
        ref={box}
        type="text"
        value={text}
        aria-label={t('ui.list.filter')}
        placeholder={t('ui.list.filter')}
        aria-keyshortcuts={shortcuts_of('filter')}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => type(event.target.value)}
        onKeyDown={on_key}
      />
    </div>
  );
}

export function NothingFound({ text, on_clear }: { text: string; on_clear: () => void }) {
  const t = useText();
  const navigate = useNavigate();
  const create = () =>
    void navigate({ to: '/customers/new/$kind', params: { kind: 'private' }, search: { name: text } });
  if (!text) return <p>{t('ui.list.empty')}</p>;
  return (
    <div className="stack">
      <p>{t('ui.list.none', { text })}</p>
      <p className="row">
        <ToolButton text={t('ui.search.create', { name: text })} primary on_press={create} />
        <ToolButton text={t('ui.list.clear_filter')} on_press={on_clear} />
      </p>
    </div>
  );
}
