// The tab Kunde: fields in the order of an address label, Tab through all of them, Enter along the quick path.
import { useCallback, useEffect, useMemo, useRef } from 'react';
import type { Choices, FieldDeclaration, Kind } from '../../api/types.ts';
import { useText } from '../../shell/language.tsx';
import { useMay, useSettings } from '../../shell/session.tsx';
import { FormField } from './FormField.tsx';
import { is_empty, type Draft } from './draft.ts';
import { filled_by_itself, groups, quick_path, type Group } from './placement.ts';
import { split_street } from './street.ts';
import { useDraftField } from './useDraft.ts';
import { useProposals, useProposedTown } from './useProposals.ts';
import styles from './Profile.module.css';

/// Fields that need a right of their own to be changed.
const rights: Record<string, string> = {
  number: 'customers.change_number',
  debtor_number: 'customers.change_debtor_number',
  kind: 'customers.change_kind',
};

interface Props {
  draft: Draft;
  kind: Kind;
  fields: readonly FieldDeclaration[];
  choices?: Choices;
  is_new: boolean;
}

/// Fields declared for the tab that have no place of their own join the last group.
function with_leftovers(fields: readonly FieldDeclaration[]): readonly Group[] {
  const placed = new Set(groups.flatMap((group) => group.places.map((place) => place.name)));
  const shown_elsewhere = ['created_at', 'changed_at'];
  const left = fields.filter(
    (field) => field.on_tab && !placed.has(field.name) && !shown_elsewhere.includes(field.name),
  );
  return groups.map((group) =>
    group.id === 'order'
      ? { ...group, places: [...group.places, ...left.map((field) => ({ name: field.name, width: 6 }))] }
      : group,
  );
}

export function CustomerForm({ draft, kind, fields, choices, is_new }: Props) {
  const t = useText();
  const { settings } = useSettings();
  const form = useRef<HTMLFormElement>(null);
  const country = useDraftField(draft, 'country').text;
  const postcode = useDraftField(draft, 'postcode').text;
  const towns = useProposedTown(draft, country, postcode);
  const propose = useProposals(draft, is_new);
  const proposing = useRef(propose);
  proposing.current = propose;
  const may = useMay();
  const declared = useMemo(
    () =>
      new Map(
        fields.map((field) => {
          const right = rights[field.name];
          const locked = field.read_only || (right !== undefined && !may(right)) || (field.name === 'kind' && is_new);
          return [field.name, { ...field, read_only: locked }];
        }),
      ),
    [fields, may, is_new],
  );
  const path = quick_path(kind);

  const on_leave = useCallback(
    (name: string) => {
      if (name === 'street') take_street(draft);
      void proposing.current(name);
    },
    [draft],
  );

  // On the page's root and therefore after the field itself has seen the key: an open list takes its marked entry first. The
  // focus moves within the same key press, so that whatever is typed next, however fast, lands in the next field.
  const { enter_moves_on } = settings;
  useEffect(() => {
    const on_enter = (event: KeyboardEvent) => {
      const target = event.target as HTMLElement;
      const name = target.dataset?.field;
      if (event.key === 'F4' && target instanceof HTMLSelectElement && form.current?.contains(target)) {
        event.preventDefault();
        target.showPicker?.();
      }
      if (
        event.key !== 'Enter'
        || event.ctrlKey
        || event.altKey
        || event.metaKey
        || !name
        || !enter_moves_on
        || !form.current?.contains(target)
      )
        return;
      event.preventDefault();
      move_on(form.current, name, path, draft, event.shiftKey);
    };
    const root = document.getElementById('app')!;
    root.addEventListener('keydown', on_enter);
    return () => root.removeEventListener('keydown', on_enter);
  }, [enter_moves_on, path, draft]);

  return (
    <form
      ref={form}
      className={styles.form}
      data-area="form"
      onSubmit={(event) => event.preventDefault()}
      noValidate
      aria-label={t('ui.customer.tab')}
    >
      {with_leftovers(fields).map((group) => (
        <fieldset key={group.id} className={`${styles.group} ${styles[group.id]}`}>
          <legend>{t(`ui.customer.group.${group.id}`)}</legend>
          <div className={styles.fields}>
            {group.places.map((place) => {
              const declaration = declared.get(place.name);
              if (!declaration) return null;
              return (
                <div key={place.name} className={styles[`w${place.width}`]}>
                  <FormField
                    declaration={declaration}
                    draft={draft}
                    kind={kind}
                    choices={choices}
                    is_new={is_new}
                    on_leave={on_leave}
                    towns={place.name === 'town' ? towns : undefined}
                    autofocus={place.name === path[0]}
                  />
                </div>
              );
            })}
          </div>
        </fieldset>
      ))}
    </form>
  );
}

function take_street(draft: Draft) {
  if (!is_empty(draft.value('house_number')) || !draft.is_changed('street')) return;
  const parts = split_street(draft.text('street'));
  if (!parts) return;
  draft.type('street', parts.street);
  draft.type('house_number', parts.house_number);
  if (parts.house_number_suffix) draft.type('house_number_suffix', parts.house_number_suffix);
}

const stops = 'input:not([disabled]):not([readonly]), select:not([disabled])';

function move_on(form: HTMLFormElement, name: string, path: readonly string[], draft: Draft, back: boolean) {
  const all = [...form.querySelectorAll<HTMLInputElement>(stops)].filter((one) => one.dataset.field);
  const station = path.indexOf(name);
  const passed = (field: string) => filled_by_itself.includes(field) && !is_empty(draft.value(field));
  const ahead = (back ? path.slice(0, Math.max(0, station)).reverse() : path.slice(station + 1)).find(
    (field) => !passed(field) && form.querySelector(`[data-field="${field}"]`),
  );
  const here = all.findIndex((one) => one.dataset.field === name);
  const next = station >= 0 && ahead ? all.find((one) => one.dataset.field === ahead) : all[here + (back ? -1 : 1)];
  next?.focus();
  if (next instanceof HTMLInputElement && next.type !== 'checkbox') next.select();
}

/// Puts the cursor where entering begins.
export function focus_first_field(within: ParentNode = document) {
  within.querySelector<HTMLElement>('form [data-autofocus]')?.focus();
}
