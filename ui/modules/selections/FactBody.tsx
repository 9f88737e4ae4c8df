// What customers did: which of it counts, and how much of it there must be. What is not asked takes no place.
import { ChoiceField, DateField } from '../../parts/Field.tsx';
import { Icon } from '../../parts/icons.tsx';
import { useLanguage, useText, useWord } from '../../shell/language.tsx';
import { EventFilterBox } from '../reports/EventFilterBox.tsx';
import { Comparison } from './Comparison.tsx';
import { comparisons_of, type DeclaredFact, type DeclaredField } from './criteria.ts';
import { is_members, members_of, without, type Json, type Members } from './document.ts';
import { events_of, filter_of } from './events.ts';
import styles from './Selections.module.css';

const amounts = ['greater_or_equal', 'equal', 'less', 'less_or_equal', 'greater', 'not_equal', 'between'];
const days = ['within', 'on', 'before', 'after', 'between'];
const kinds: Record<string, Pick<DeclaredField, 'kind' | 'comparisons'>> = {
  count: { kind: 'integer', comparisons: amounts },
  events_count: { kind: 'integer', comparisons: amounts },
  sum: { kind: 'money', comparisons: amounts },
  first: { kind: 'date', comparisons: days },
  last: { kind: 'date', comparisons: days },
};
const starts: Record<string, Members> = {
  count: { is: 'greater_or_equal', value: 1 },
  events_count: { is: 'greater_or_equal', value: 2 },
  sum: { is: 'greater_or_equal', value: '' },
};
const days_start: Members = { is: 'within', value: 'this_year' };

/// A plain value is one that must be equal, several of which one must be; a plain value stays one.
function as_comparison(value: Json): Members {
  if (is_members(value) && 'is' in value) return value;
  return Array.isArray(value) ? { is: 'one_of', value } : { is: 'equal', value };
}
const is_plain = (value: Json) => !(is_members(value) && 'is' in value);
function as_written(compared: Members, before: Json): Json {
  const fits = Array.isArray(before) ? compared.is === 'one_of' : compared.is === 'equal';
  return is_plain(before) && fits ? (compared.value ?? '') : compared;
}

/// One more thing that can be asked, as a choice that adds it.
function More({
  offered,
  name,
  label,
  add,
}: {
  offered: readonly { code: string; label: string }[];
  name: string;
  label: string;
  add: (code: string) => void;
}) {
  if (!offered.length) return null;
  return (
    <div className={styles.more}>
      <ChoiceField
        name={`${name}-more`}
        label={label}
        value=""
        options={offered}
        on_type={(code) => code && add(code)}
      />
      <span className={styles.moretext} aria-hidden="true">
        <Icon name="plus" size={14} /> {label}
      </span>
    </div>
  );
}

interface PartProps {
  caption: string;
  drop: () => void;
  children: React.ReactNode;
}
export function Part({ caption, drop, children }: PartProps) {
  const t = useText();
  return (
    <div className={styles.part} role="group" aria-label={caption}>
      <span className={styles.partname}>{caption}</span>
      {children}
      <button
        type="button"
        className={styles.drop}
        aria-label={t('ui.selections.drop_part', { name: caption })}
        onClick={drop}
      >
        <Icon name="close" size={14} />
      </button>
    </div>
  );
}

/// How many, how much, since when: of rows of a list only the count.
export function Aggregates(props: {
  names: readonly string[];
  members: Members;
  change: (members: Members) => void;
  name: string;
}) {
  const { names, members, change, name } = props;
  const t = useText();
  const word = useWord();
  const caption = (one: string) => word(`ui.selections.aggregate.${one}`, one);
  const asked = names.filter((one) => members[one] !== undefined);
  return (
    <>
      {asked.map((one) => (
        <Part key={one} caption={caption(one)} drop={() => change(without(members, one))}>
          <Comparison
            field={{ name: one, caption: caption(one), ...(kinds[one] ?? { kind: 'text' }) }}
            members={members_of(members[one])}
            change={(compared) => change({ ...members, [one]: compared })}
            name={`${name}-${one}`}
          />
        </Part>
      ))}
      <More
        offered={names.filter((one) => !asked.includes(one)).map((code) => ({ code, label: caption(code) }))}
        name={`${name}-aggregate`}
        label={t('ui.selections.how_many')}
        add={(one) => change({ ...members, [one]: starts[one] ?? days_start })}
      />
    </>
  );
}

function Events({ inner, change }: { inner: Members; change: (inner: Members) => void }) {
  const t = useText();
  const language = useLanguage();
  const events = members_of(inner.events);
  const filter = filter_of(events);
  const put = (next: typeof filter) => change({ ...inner, events: events_of(next, events) });
  return (
    <Part caption={t('ui.selections.events')} drop={() => change(without(inner, 'events'))}>
      <div className={styles.events}>
        <EventFilterBox filter={filter} change={put} />
        <div className={styles.values}>
          {(['from', 'to'] as const).map((end) => (
            <DateField
              key={end}
              name={`events-${end}`}
              label={t(`ui.selections.events.${end}`)}
              value={filter[end] ?? ''}
              language={language}
              on_type={(day) => put({ ...filter, [end]: day || undefined })}
            />
          ))}
        </div>
      </div>
    </Part>
  );
}

interface Props {
  fact: DeclaredFact;
  members: Members;
  change: (members: Members) => void;
  name: string;
}

export function FactBody({ fact, members, change, name }: Props) {
  const t = useText();
  const inner = members_of(members[fact.name]);
  const put = (next: Members) => change({ ...members, [fact.name]: next });
  const has_events = Boolean(fact.events);
  const { fields } = fact;
  const asked = Object.keys(inner).filter((one) => one !== 'events' || !has_events);
  const offered = [
    ...(has_events && inner.events === undefined ? [{ code: 'events', label: t('ui.selections.events') }] : []),
    ...fields
      .filter((field) => inner[field.name] === undefined)
      .map(({ name: code, caption }) => ({ code, label: caption })),
  ];
  const begin = (code: string): Json => {
    const field = fields.find((one) => one.name === code);
    return field ? { is: comparisons_of(field)[0]!, ...(field.kind === 'yes_no' ? { value: true } : {}) } : {};
  };
  return (
    <div className={styles.parts}>
      {inner.events !== undefined && has_events ? <Events inner={inner} change={put} /> : null}
      {asked.map((one) => {
        const field = fields.find((declared) => declared.name === one) ?? { name: one, caption: one, kind: 'text' };
        return (
          <Part key={one} caption={field.caption} drop={() => put(without(inner, one))}>
            <Comparison
              field={field}
              members={as_comparison(inner[one]!)}
              change={(compared) => put({ ...inner, [one]: as_written(compared, inner[one]!) })}
              name={`${name}-${one}`}
            />
          </Part>
        );
      })}
      <More
        {...{ offered, name }}
        label={t('ui.selections.which')}
        add={(code) => put({ ...inner, [code]: begin(code) })}
      />
      <Aggregates names={fact.aggregates} {...{ members, change, name }} />
    </div>
  );
}
