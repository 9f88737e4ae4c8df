// Choosing by the search box: arrows mark, Enter picks, as one types.
import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react';
import hit_styles from '../../parts/Hit.module.css';
import { say } from '../../parts/live.ts';
import { useText } from '../../shell/language.tsx';
import { full_name, SearchHitLine } from '../../shell/SearchHitLine.tsx';
import { useSearch, type Found } from '../../shell/useSearch.ts';
import { similar_last } from './criteria.ts';
import type { PickedCustomer } from './CustomerPicker.tsx';
import styles from './Search.module.css';

const customers_of = ({ hits }: Found) =>
  similar_last(hits).filter((hit): hit is PickedCustomer => hit.kind === 'customer');

/// What is typed, what it finds and which hit is marked.
function useQuickPick(initial: string, on_pick: (customer: PickedCustomer) => void) {
  const [text, set_text] = useState(initial.trim());
  const [active, set_active] = useState(0);
  const { found, ask, when_found } = useSearch();
  useEffect(() => ask(initial), [ask, initial]);
  const shown = customers_of(found);
  const type = (value: string) => {
    set_text(value);
    set_active(0);
    ask(value);
  };
  const go = (to: number) => {
    const next = Math.max(0, Math.min(shown.length - 1, to));
    set_active(next);
    if (shown[next]) say(full_name(shown[next]), 150);
  };
  const pick = (customer: PickedCustomer | undefined) => customer && on_pick(customer);
  const on_key = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown') go(active + 1);
    else if (event.key === 'ArrowUp') go(active - 1);
    else if (event.key === 'Enter') when_found(text, found, (answer) => pick(customers_of(answer)[active]));
    else return;
    event.preventDefault();
  };
  return { text, type, active, found, shown, pick, on_key };
}

export function QuickPick({ initial, on_pick }: { initial: string; on_pick: (customer: PickedCustomer) => void }) {
  const t = useText();
  const id = useId();
  const { text, type, active, found, shown, pick, on_key } = useQuickPick(initial, on_pick);
  const none = Boolean(found.text) && !shown.length;
  return (
    <>
      <input
        data-autofocus
        role="combobox"
        type="text"
        value={text}
        autoComplete="off"
        spellCheck={false}
        aria-label={t('ui.picker.search')}
        placeholder={t('ui.picker.search')}
        aria-autocomplete="list"
        aria-expanded={shown.length > 0}
        aria-controls={`${id}list`}
        aria-activedescendant={shown.length ? `${id}${active}` : undefined}
        data-found={found.text}
        onChange={(event) => type(event.target.value)}
        onKeyDown={on_key}
      />
      <div role="listbox" id={`${id}list`} aria-label={t('ui.search.hits')} className={styles.hits}>
        {shown.map((hit, place) => (
          <Choice key={hit.id} id={`${id}${place}`} hit={hit} marked={place === active} on_pick={() => pick(hit)} />
        ))}
      </div>
      <p className="quiet" role="status">
        {found.failed ? t('ui.unreachable') : none ? t('ui.picker.none', { text: found.text }) : t('ui.picker.help')}
      </p>
    </>
  );
}

interface ChoiceProps {
  id: string;
  hit: PickedCustomer;
  marked: boolean;
  on_pick: () => void;
}

function Choice({ id, hit, marked, on_pick }: ChoiceProps) {
  const line = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (marked) line.current?.scrollIntoView({ block: 'nearest' });
  }, [marked]);
  return (
    <div
      ref={line}
      id={id}
      role="option"
      aria-selected={marked}
      className={hit_styles.hit}
      onMouseDown={(event) => event.preventDefault()}
      onClick={on_pick}
    >
      <SearchHitLine hit={hit} />
    </div>
  );
}
