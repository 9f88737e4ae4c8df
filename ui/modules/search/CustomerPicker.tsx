// Choosing a customer for a link field (`?` and Tab there, J-146): the search in a layer; Enter hands the marked customer over, Esc
// leaves the field as it was. Whoever opens it owns the field and writes the number into it.
import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react';
import type { SearchHit } from '../../api/types.ts';
import { Dialog } from '../../parts/Dialog.tsx';
import { say } from '../../parts/live.ts';
import { useText } from '../../shell/language.tsx';
import { full_name, SearchHitLine } from '../../shell/SearchHitLine.tsx';
import { useSearch, type Found } from '../../shell/useSearch.ts';
import styles from './Search.module.css';

/// A customer as the search found it; `number` is the customer number that a link field holds.
export type PickedCustomer = SearchHit & { kind: 'customer'; number: number };

interface Props {
  /// What stood in the field before the question mark.
  initial: string;
  onPick: (customer: PickedCustomer) => void;
  onCancel: () => void;
}

const customers_of = ({ hits }: Found) => hits.filter((hit): hit is PickedCustomer => hit.kind === 'customer');

export function CustomerPicker({ initial, onPick, onCancel }: Props) {
  const t = useText();
  const id = useId();
  const [text, set_text] = useState(initial.trim());
  const [active, set_active] = useState(0);
  const { found, ask, when_found } = useSearch();
  const box = useRef<HTMLInputElement>(null);
  const shown = customers_of(found);
  useEffect(() => {
    ask(initial);
    box.current?.select();
  }, [ask, initial]);

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
  const pick = (customer: PickedCustomer | undefined) => customer && onPick(customer);
  const on_key = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown') go(active + 1);
    else if (event.key === 'ArrowUp') go(active - 1);
    else if (event.key === 'Enter') when_found(text, found, (answer) => pick(customers_of(answer)[active]));
    else return;
    event.preventDefault();
  };
  const actions = (
    <button type="button" className="button primary" disabled={!shown.length} onClick={() => pick(shown[active])}>
      {t('ui.picker.pick')} <kbd>Enter</kbd>
    </button>
  );
  return (
    <Dialog wide title={t('ui.picker.title')} on_close={onCancel} actions={actions}>
      <input
        ref={box}
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
      <p className="quiet">
        {found.failed
          ? t('ui.unreachable')
          : found.text && !shown.length
            ? t('ui.picker.none', { text: found.text })
            : t('ui.picker.help')}
      </p>
    </Dialog>
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
      className={styles.hit}
      onMouseDown={(event) => event.preventDefault()}
      onClick={on_pick}
    >
      <SearchHitLine hit={hit} />
    </div>
  );
}
