// Choosing by the search form: Enter searches and goes to the first hit, Enter there picks it.
import { useEffect, useRef, useState } from 'react';
import type { SearchHit } from '../../api/types.ts';
import type { GridHandle } from '../../parts/grid/Grid.tsx';
import { useKeys } from '../../shell/useKeys.ts';
import type { Question } from './criteria.ts';
import type { PickedCustomer } from './CustomerPicker.tsx';
import { ResultList } from './ResultList.tsx';
import { SearchForm } from './SearchForm.tsx';
import { useFormSearch } from './useFormSearch.ts';
import styles from './Search.module.css';

export function FormPick({ on_pick }: { on_pick: (customer: PickedCustomer) => void }) {
  const [typed, set_typed] = useState<Question>({});
  const { found, refused, search } = useFormSearch();
  const form = useRef<HTMLFormElement>(null);
  const grid = useRef<GridHandle>(null);
  const to_form = () => form.current?.querySelector<HTMLInputElement>('input')?.select();
  const go = async () => {
    const hits = await search(typed);
    if (hits?.length) window.setTimeout(() => grid.current?.focus(), 0);
  };
  useEffect(to_form, []);
  useKeys({ filter: to_form });
  return (
    <div className={styles.layer}>
      <SearchForm
        form={form}
        typed={typed}
        type={(name, text) => set_typed((old) => ({ ...old, [name]: text }))}
        refused={refused}
        on_search={() => void go()}
      />
      {refused ? <p role="alert">{refused.text}</p> : null}
      <div className={styles.chosen}>
        {found ? (
          <ResultList ref={grid} found={found} on_open={(hit: SearchHit) => on_pick(hit as PickedCustomer)} />
        ) : null}
      </div>
    </div>
  );
}
