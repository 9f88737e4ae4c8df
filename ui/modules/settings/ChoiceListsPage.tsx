// Lists that fields offer: words in three languages, order, hiding; a code in use cannot be removed, only hidden.
import { useState } from 'react';
import { useOnce } from '../../parts/once.ts';
import { Icon } from '../../parts/icons.tsx';
import { useText, useWord } from '../../shell/language.tsx';
import { useMay } from '../../shell/session.tsx';
import { useKeys } from '../../shell/useKeys.ts';
import { replace_list, useChoiceLists, useSettled, type ChoiceEntry, type ChoiceList } from './requests.ts';
import { ChoiceLine } from './ChoiceLine.tsx';
import styles from './Settings.module.css';

export function ChoiceListsPage() {
  const t = useText();
  const word = useWord();
  const { data } = useChoiceLists();
  const [chosen, choose] = useState<string>();
  if (!data) return null;
  const list = data.find((one) => one.name === chosen) ?? data[0];
  const name_of = (name: string) => word(`ui.choice_list.${name}`, word(`customer.${name}`, name));
  return (
    <>
      <label className={styles.which}>
        {t('ui.settings.which_list')}
        <select data-field="choice-list" value={list?.name} onChange={(event) => choose(event.target.value)}>
          {data.map((one) => (
            <option key={one.name} value={one.name}>
              {name_of(one.name)}
            </option>
          ))}
        </select>
      </label>
      {list ? <ListEntries key={list.name} list={list} name={name_of(list.name)} /> : null}
    </>
  );
}

/// Kinds an entry of this list may be for: kinds of customers, languages, wish or duty; those the list already has.
const kinds_of = (list: ChoiceList): string[] => {
  if (list.name === 'category') return ['private', 'company', 'agency', 'prospect'];
  if (list.name === 'salutation' || list.name === 'letter_salutation') return ['de', 'nl', 'en'];
  return [...new Set(list.entries.map((entry) => entry.kind))];
};

const same = (a: readonly ChoiceEntry[], b: readonly ChoiceEntry[]) => JSON.stringify(a) === JSON.stringify(b);

/// What is typed stays until it is saved or thrown away: it is saved over the list it was begun from, and refused where
/// somebody else saved that one meanwhile.
function useEntries(current: ChoiceList) {
  const [list, set_list] = useState(current);
  const [entries, set_entries] = useState<readonly ChoiceEntry[]>(list.entries);
  const follow = (now: ChoiceList, shown: readonly ChoiceEntry[]) => {
    set_list(now);
    set_entries(shown);
  };
  if (current !== list && same(entries, list.entries)) follow(current, current.entries);
  /// `sent` is stored: what was typed since stands over the list as it is now.
  const stored = (now: ChoiceList, sent: readonly ChoiceEntry[]) => {
    set_list(now);
    set_entries((shown) => (same(shown, sent) ? now.entries : shown));
  };
  const put = (place: number, changes: Partial<ChoiceEntry>) =>
    set_entries((old) => old.map((one, index) => (index === place ? { ...one, ...changes } : one)));
  const move = (place: number, to: number) => {
    if (to < 0 || to >= entries.length) return;
    const order = [...entries];
    order.splice(to, 0, ...order.splice(place, 1));
    set_entries(order);
  };
  const drop = (place: number) => set_entries((old) => old.filter((_, index) => index !== place));
  const add = (kind: string) =>
    set_entries((old) => [...old, { kind, code: '', label_de: '', label_nl: '', label_en: '', hidden: false }]);
  const changed = !same(entries, list.entries);
  return { list, entries, put, move, drop, add, changed, stored, reset: () => follow(current, current.entries) };
}

/// A code nobody typed is made from the first word given.
const coded = (entry: ChoiceEntry): ChoiceEntry => {
  const words = [entry.label_de, entry.label_nl, entry.label_en].map((word) => word.trim());
  const first = words.find(Boolean) ?? '';
  const [label_de, label_nl, label_en] = words.map((word) => word || first);
  return { ...entry, code: entry.code.trim() || first, label_de: label_de!, label_nl: label_nl!, label_en: label_en! };
};

function ListEntries({ list: current, name }: { list: ChoiceList; name: string }) {
  const t = useText();
  const may = useMay();
  const settled = useSettled();
  const { list, entries, put, move, drop, add, changed, stored, reset } = useEntries(current);
  const once = useOnce();
  const locked = !may('parameters.manage');
  const kinds = kinds_of(list);
  const save = () => {
    if (!changed || locked) return;
    const filled = entries.map(coded).filter((entry) => entry.code);
    const replace = async () => {
      const saved = await replace_list(list, filled);
      stored(saved, entries);
      return saved;
    };
    void once(() => settled(replace, t('ui.settings.saved', { name })));
  };
  useKeys({ save, save_close: save });
  return (
    <>
      <div className={styles.scroll}>
        <table className={`plain ${styles.choices}`}>
          <thead>
            <tr>
              <th scope="col">{t('ui.settings.place')}</th>
              {kinds.length > 1 ? <th scope="col">{t('ui.settings.for')}</th> : null}
              <th scope="col">{t('ui.settings.code')}</th>
              <th scope="col">Deutsch</th>
              <th scope="col">Nederlands</th>
              <th scope="col">English</th>
              <th scope="col">{t('ui.settings.offered')}</th>
              <th scope="col">
                <span className="hidden">{t('ui.delete')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {entries.map((entry, place) => (
              <ChoiceLine
                key={place}
                {...{ entry, place, kinds, locked, move }}
                put={(changes) => put(place, changes)}
                drop={() => drop(place)}
              />
            ))}
          </tbody>
        </table>
      </div>
      {locked ? null : (
        <div className="row">
          <button type="button" className="button" onClick={() => add(kinds[0] ?? 'all')}>
            <Icon name="plus" /> {t('ui.settings.add_entry')}
          </button>
          <span className="grow" />
          <button type="button" className="button" disabled={!changed} onClick={reset}>
            {t('ui.discard')}
          </button>
          <button type="button" className="button primary" disabled={!changed} onClick={save}>
            {t('ui.save')} <kbd>F10</kbd>
          </button>
        </div>
      )}
    </>
  );
}
