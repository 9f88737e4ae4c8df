// Where customer and debtor numbers begin and end, by kind of customer (J-034, J-035, J-037 to J-039).
import type { FieldDeclaration } from '../../api/types.ts';
import { Conflicts } from '../../forms/Conflicts.tsx';
import type { Draft } from '../../forms/draft.ts';
import type { Stored } from '../../forms/saving.ts';
import { useText, useWord } from '../../shell/language.tsx';
import { useMay } from '../../shell/session.tsx';
import { change_range, get_ranges, useNumberRanges, type NumberRange } from './requests.ts';
import { useSetting } from './useSetting.ts';
import styles from './Settings.module.css';

const bounds = ['start', 'last'] as const;
const switches = ['gap_search', 'same_as_customer', 'propose'] as const;

export function NumberRangesPage() {
  const t = useText();
  const word = useWord();
  const { data } = useNumberRanges();
  if (!data) return null;
  return (
    <>
      <table className={`plain ${styles.ranges}`}>
        <thead>
          <tr>
            <th scope="col">{t('ui.settings.kind')}</th>
            {bounds.map((name) => (
              <th key={name} scope="col">
                {word(`number_range.${name}`, name)}
              </th>
            ))}
            {switches.map((name) => (
              <th key={name} scope="col">
                {word(`number_range.${name}`, name)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {data.map((range) => (
            <RangeLine key={range.id} range={range} />
          ))}
        </tbody>
      </table>
      <dl className={styles.effects}>
        {[...bounds, ...switches].map((name) => (
          <div key={name}>
            <dt>{word(`number_range.${name}`, name)}</dt>
            <dd>{word(`number_range.${name}.effect`, '')}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}

const declared: readonly FieldDeclaration[] = [
  ...bounds.map((name) => ({ name, kind: 'integer' })),
  ...switches.map((name) => ({ name, kind: 'yes_no' })),
];
const as_stored = (range: NumberRange) => range as NumberRange & Stored;

function useRange(range: NumberRange, name: string) {
  const t = useText();
  return useSetting({
    list: 'number-ranges',
    mark: String(range.id),
    stored: as_stored(range),
    fields: declared,
    change: async (values, version) => {
      const { change_event: event, ...saved } = await change_range(range, values, version);
      return { saved: as_stored(saved), event };
    },
    load: async () => {
      const now = (await get_ranges()).find(({ id }) => id === range.id);
      return now && as_stored(now);
    },
    said: t('ui.settings.saved', { name }),
  });
}

function RangeLine({ range }: { range: NumberRange }) {
  const word = useWord();
  const may = useMay();
  const locked = !may('parameters.manage');
  const target = word(`number_range.target.${range.target}`, range.target);
  const name = `${word(`customer.kind.${range.kind}`, range.kind)}: ${target}`;
  const caption = (field: string) => word(`number_range.${field}`, field);
  const { draft, save } = useRange(range, name);
  const common = (field: string) => ({
    'data-field': `${field}-${range.kind}-${range.target}`,
    'aria-label': `${name}, ${caption(field)}`,
  });
  return (
    <>
      <tr>
        <th scope="row">{name}</th>
        {bounds.map((bound) => (
          <td key={bound}>
            <Bound
              {...{ draft, bound, locked, save }}
              common={common(bound)}
              longest={range.target === 'customer' ? 9 : 10}
            />
          </td>
        ))}
        {switches.map((one) => (
          <td key={one}>
            {one === 'same_as_customer' && range.target === 'customer' ? null : (
              <label className={styles.tick}>
                <input
                  type="checkbox"
                  {...common(one)}
                  checked={draft.value(one) === true}
                  disabled={locked}
                  onChange={(event) => {
                    draft.type(one, event.target.checked);
                    save();
                  }}
                />
              </label>
            )}
          </td>
        ))}
      </tr>
      {draft.conflicts.length ? (
        <tr>
          <td colSpan={bounds.length + switches.length + 1}>
            <Conflicts {...{ draft, caption }} fields={declared} on_done={save} />
          </td>
        </tr>
      ) : null}
    </>
  );
}

interface BoundProps {
  draft: Draft;
  bound: (typeof bounds)[number];
  common: Record<string, string>;
  locked: boolean;
  longest: number;
  save: () => void;
}

/// Its first or last number; the last may be left empty, an emptied first one comes back. Saved when the field is left.
function Bound({ draft, bound, common, locked, longest, save }: BoundProps) {
  const leave = () => {
    if (bound === 'start' && draft.text(bound) === '') draft.give_up(bound);
    save();
  };
  return (
    <input
      className={styles.number}
      {...common}
      inputMode="numeric"
      maxLength={longest}
      value={draft.text(bound)}
      readOnly={locked}
      onChange={(event) => draft.type(bound, event.target.value.replace(/\D/g, ''))}
      onBlur={leave}
      onKeyDown={(event) => event.key === 'Enter' && leave()}
    />
  );
}
