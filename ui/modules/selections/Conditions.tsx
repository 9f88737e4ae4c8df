// What holds for the whole selection: kinds of customers, who is skipped, couples, single customers in or out, the order.
import { useState } from 'react';
import { profile_kinds } from '../../api/kinds.ts';
import { ChoiceField, TextField } from '../../parts/Field.tsx';
import { Icon } from '../../parts/icons.tsx';
import { useText } from '../../shell/language.tsx';
import { useMay } from '../../shell/session.tsx';
import { useBuilding } from './context.ts';
import { members_of, without, type Json, type Members } from './document.ts';
import { numbers_in } from './numbers.ts';
import styles from './Selections.module.css';

const exclusions = ['no_selection', 'hidden_in_search'] as const;
const ways = ['skip', 'include', 'only'] as const;
const joint = ['both', 'male', 'female', 'together'] as const;
const list_of = (json: Json | undefined): readonly Json[] => (Array.isArray(json) ? json : []);

/// What is as it always is need not be said.
const put_in = (rest: Members, name: string, value: Json | undefined): Members =>
  value === undefined ? without(rest, name) : { ...rest, [name]: value };

interface Part {
  rest: Members;
  put: (name: string, value: Json | undefined) => void;
}

function Kinds({ rest, put }: Part) {
  const t = useText();
  const chosen = Array.isArray(rest.kinds) ? list_of(rest.kinds) : profile_kinds;
  const tick = (kind: string, yes: boolean) => {
    const next = profile_kinds.filter((one) => (one === kind ? yes : chosen.includes(one)));
    put('kinds', next.length === profile_kinds.length ? undefined : next);
  };
  return (
    <fieldset className={styles.fieldset}>
      <legend>{t('ui.selections.kinds')}</legend>
      {profile_kinds.map((kind) => (
        <label key={kind} className="row">
          <input
            type="checkbox"
            checked={chosen.includes(kind)}
            onChange={(event) => tick(kind, event.target.checked)}
          />
          {t(`ui.kind.${kind}`)}
        </label>
      ))}
    </fieldset>
  );
}

function Excluded({ rest, put }: Part) {
  const t = useText();
  const may = useMay();
  const excluded = members_of(rest.excluded);
  const offered = exclusions.filter(
    (name) => name !== 'hidden_in_search' || may('customers.see_hidden') || name in excluded,
  );
  return (
    <>
      {offered.map((name) => (
        <ChoiceField
          key={name}
          name={`excluded-${name}`}
          label={t(`ui.selections.excluded.${name}`)}
          value={String(excluded[name] ?? 'skip')}
          options={ways.map((code) => ({ code, label: t(`ui.selections.excluded.way.${code}`) }))}
          empty={false}
          on_type={(way) => {
            const next = put_in(excluded, name, way === 'skip' ? undefined : way);
            put('excluded', Object.keys(next).length ? next : undefined);
          }}
        />
      ))}
      <ChoiceField
        name="joint"
        label={t('ui.selections.joint')}
        value={String(rest.joint_salutation ?? 'both')}
        options={joint.map((code) => ({ code, label: t(`ui.selections.joint.${code}`) }))}
        empty={false}
        on_type={(code) => put('joint_salutation', code === 'both' ? undefined : code)}
      />
    </>
  );
}

/// Customer numbers, taken when the field is left.
function Numbers({ rest, put, name }: Part & { name: 'add' | 'remove' }) {
  const t = useText();
  const [typed, set_typed] = useState<string>();
  const leave = () => {
    if (typed === undefined) return;
    const numbers = numbers_in(typed);
    put(name, numbers.length ? numbers : undefined);
    set_typed(undefined);
  };
  return (
    <TextField
      name={`single-${name}`}
      label={t(`ui.selections.single.${name}`)}
      hint={t('ui.selections.single.help')}
      value={typed ?? list_of(rest[name]).join(' ')}
      on_type={set_typed}
      on_leave={leave}
    />
  );
}

/// Fields by which the result is ordered, one after the other.
function Sort({ rest, put }: Part) {
  const t = useText();
  const { criteria } = useBuilding();
  const sort = list_of(rest.sort).map(String);
  const caption = (name: string) => criteria.fields.find((field) => field.name === name)?.caption ?? name;
  const set = (next: readonly string[]) => put('sort', next.length ? next : undefined);
  const left = criteria.fields.filter(({ name }) => !sort.includes(name));
  return (
    <div className={styles.sort}>
      {sort.map((name) => (
        <span key={name} className="chip accent">
          {caption(name)}
          <button
            type="button"
            className={styles.drop}
            aria-label={t('ui.selections.drop_value', { name: caption(name) })}
            onClick={() => set(sort.filter((one) => one !== name))}
          >
            <Icon name="close" size={12} />
          </button>
        </span>
      ))}
      <ChoiceField
        name="sort"
        label={t('ui.selections.sort_by')}
        value=""
        options={left.map(({ name: code, caption: label }) => ({ code, label }))}
        on_type={(name) => name && set([...sort, name])}
      />
    </div>
  );
}

export function Conditions() {
  const t = useText();
  const { selection, change } = useBuilding();
  const { rest } = selection;
  const put = (name: string, value: Json | undefined) =>
    change((one) => ({ ...one, rest: put_in(one.rest, name, value) }), `rest-${name}`);
  return (
    <section className={styles.conditions} aria-label={t('ui.selections.conditions')}>
      <h2>{t('ui.selections.conditions')}</h2>
      <Kinds {...{ rest, put }} />
      <div className={styles.fields}>
        <Excluded {...{ rest, put }} />
        <Numbers {...{ rest, put }} name="add" />
        <Numbers {...{ rest, put }} name="remove" />
        <Sort {...{ rest, put }} />
      </div>
    </section>
  );
}
