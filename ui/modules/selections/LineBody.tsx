// What one line asks, by its kind of criterion. What is not known here is shown as it is written and kept.
import type { ReactNode } from 'react';
import { ChoiceField, DateField } from '../../parts/Field.tsx';
import { Lookup } from '../../parts/Lookup.tsx';
import { useLanguage, useText } from '../../shell/language.tsx';
import { Comparison } from './Comparison.tsx';
import { useBuilding, useMatter } from './context.ts';
import { fact_of, field_of, sort_of, type Sort } from './criteria.ts';
import { members_of, without, type Line, type Members } from './document.ts';
import { Aggregates, FactBody } from './FactBody.tsx';
import { change_line } from './tree.ts';
import styles from './Selections.module.css';

interface Part {
  line: Line;
  members: Members;
  put: (members: Members) => void;
  name: string;
}

function FieldBody({ line, members, put, name }: Part) {
  const t = useText();
  const { criteria } = useBuilding();
  const field = field_of(line.criterion, criteria, useMatter());
  if (field)
    return (
      <Comparison
        {...{ field, members, name }}
        change={(compared) =>
          put({ ...members, ...without(members, 'value', 'is'), ...without(compared, 'field'), field: field.name })
        }
      />
    );
  return (
    <p className={styles.refused} role="alert">
      {t('ui.selections.no_field', { name: String(members.field) })}{' '}
      <code>{JSON.stringify(without(members, 'field'))}</code>
    </p>
  );
}

function StatusBody({ members, put, name }: Part) {
  const t = useText();
  return (
    <div className={styles.comparison}>
      <ChoiceField
        name={name}
        label={t('ui.selections.is_set')}
        value={String(members.is ?? true)}
        options={[
          { code: 'true', label: t('ui.selections.set') },
          { code: 'false', label: t('ui.selections.not_set') },
        ]}
        empty={false}
        on_type={(is) => put({ ...members, is: is === 'true' })}
      />
    </div>
  );
}

/// A name out of a list: a label, a permission, a saved selection.
function NameBody({
  members,
  put,
  name,
  of,
  items,
}: Part & { of: 'label' | 'permission' | 'selection'; items: readonly string[] }) {
  const t = useText();
  return (
    <div className={styles.value}>
      <Lookup
        name={name}
        label={t(`ui.selections.sort.${of}`)}
        value={String(members[of] ?? '')}
        items={items.map((one) => ({ id: one, label: one }))}
        on_type={(text) => put({ ...members, [of]: text })}
      />
    </div>
  );
}

const states = ['given', 'withdrawn', 'none'] as const;

/// The day on which it held; none: today.
function OnDay({ members, put, name }: Part) {
  const t = useText();
  const language = useLanguage();
  return (
    <div className={styles.day}>
      <DateField
        name={`${name}-on`}
        label={t('ui.selections.state.on')}
        hint={members.on ? undefined : t('ui.selections.state.today')}
        value={String(members.on ?? '')}
        language={language}
        on_type={(on) => put(on ? { ...members, on } : without(members, 'on'))}
      />
    </div>
  );
}

function PermissionBody(part: Part) {
  const { members, put, name } = part;
  const t = useText();
  const { criteria } = useBuilding();
  return (
    <>
      <NameBody {...part} of="permission" items={criteria.permissions} />
      <div className={styles.comparison}>
        <ChoiceField
          name={`${name}-state`}
          label={t('ui.selections.state')}
          value={String(members.state ?? 'given')}
          options={states.map((code) => ({ code, label: t(`ui.selections.state.${code}`) }))}
          empty={false}
          on_type={(state) => put({ ...members, state })}
        />
      </div>
      <OnDay {...part} />
    </>
  );
}

function ChangedBody({ members, put, name }: Part) {
  const t = useText();
  const language = useLanguage();
  const { criteria } = useBuilding();
  const changed = members_of(members.changed);
  const set = (next: Members) => put({ ...members, changed: next });
  return (
    <>
      <div className={styles.value}>
        <ChoiceField
          name={`${name}-field`}
          label={t('ui.selections.changed.field')}
          value={String(changed.field ?? '')}
          options={criteria.fields.map(({ name: code, caption }) => ({ code, label: caption }))}
          on_type={(field) => set(field ? { ...changed, field } : without(changed, 'field'))}
        />
      </div>
      <div className={styles.day}>
        <DateField
          name={`${name}-since`}
          label={t('ui.selections.changed.since')}
          value={String(changed.since ?? '')}
          language={language}
          on_type={(since) => set({ ...changed, since })}
        />
      </div>
    </>
  );
}

/// Which of the rows, or which linked customers, is asked below the line.
const RowsBody = ({ members, put, name }: Part) => (
  <div className={styles.parts}>
    <Aggregates names={['count']} members={members} change={put} name={name} />
  </div>
);

function Unknown({ line }: Part) {
  const t = useText();
  return (
    <p className={styles.unknown}>
      {t('ui.selections.unknown')} <code className={styles.code}>{JSON.stringify(line.criterion)}</code>
    </p>
  );
}

function Fact(part: Part) {
  const { criteria } = useBuilding();
  return (
    <FactBody
      fact={fact_of(part.line.criterion, criteria)!}
      members={part.members}
      change={part.put}
      name={part.name}
    />
  );
}

function Label(part: Part) {
  return (
    <>
      <NameBody {...part} of="label" items={useBuilding().criteria.labels} />
      <OnDay {...part} />
    </>
  );
}

/// A saved one is named, by its name or by its number.
function SavedSelection({ members, ...part }: Part) {
  const { selections } = useBuilding().criteria;
  const named = selections.find(({ id }) => id === members.selection)?.name ?? members.selection ?? '';
  return (
    <NameBody
      {...part}
      members={{ ...members, selection: named }}
      of="selection"
      items={selections.map(({ name }) => name)}
    />
  );
}

const bodies: Partial<Record<Sort, (part: Part) => ReactNode>> = {
  field: FieldBody,
  status: StatusBody,
  label: Label,
  permission: PermissionBody,
  selection: SavedSelection,
  changed: ChangedBody,
  list: RowsBody,
  fact: Fact,
  unknown: Unknown,
};

export function LineBody({ line }: { line: Line }) {
  const { criteria, change } = useBuilding();
  const Body = bodies[sort_of(line.criterion, criteria)];
  if (!Body) return null;
  const put = (criterion: Members) =>
    change((selection) => change_line(selection, line.id, (one) => ({ ...one, criterion })), `line-${line.id}`);
  return <Body line={line} members={members_of(line.criterion)} put={put} name={`s${line.id}`} />;
}
