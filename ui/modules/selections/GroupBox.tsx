// A group of lines and groups: all of them, any of them, or none.
import { useText } from '../../shell/language.tsx';
import { useBuilding } from './context.ts';
import { is_group, new_group, new_line, type Group, type Join } from './document.ts';
import { AddButton, Handle, Hits, LineRow, RemoveButton, useDrop } from './LineRow.tsx';
import { change_group, dissolve, insert } from './tree.ts';
import { useDescribed } from './useDescribed.ts';
import styles from './Selections.module.css';

const joins = ['all', 'any', 'none', 'not_all'] as const;
type Joined = (typeof joins)[number];
const joined_of = ({ join, nots }: Group): Joined => (nots % 2 === 0 ? join : join === 'any' ? 'none' : 'not_all');
const as_joined = (group: Group, joined: Joined): Group => ({
  ...group,
  join: (joined === 'any' || joined === 'none' ? 'any' : 'all') satisfies Join,
  nots: joined === 'all' || joined === 'any' ? 0 : 1,
});

export function JoinChoice({ group }: { group: Group }) {
  const t = useText();
  const { change } = useBuilding();
  return (
    <select
      className={styles.join}
      aria-label={t('ui.selections.join')}
      value={joined_of(group)}
      onChange={(event) =>
        change((selection) => change_group(selection, group.id, (one) => as_joined(one, event.target.value as Joined)))
      }
    >
      {joins.map((one) => (
        <option key={one} value={one}>
          {t(`ui.selections.join.${one}`)}
        </option>
      ))}
    </select>
  );
}

/// The lines with what joins them, and where another is added. `joined`: what joins them is said above already.
export function GroupBody({ group, joined }: { group: Group; joined?: boolean }) {
  const t = useText();
  const { change } = useBuilding();
  const drop = useDrop(group.id, true);
  const end = group.children.length;
  const add = () => {
    const line = new_line();
    return { id: line.id, change: () => change((selection) => insert(selection, group.id, end, line)) };
  };
  const add_group = () => {
    const line = new_line();
    const inner = new_group([line], group.join === 'all' ? 'any' : 'all');
    return { id: line.id, change: () => change((selection) => insert(selection, group.id, end, inner)) };
  };
  return (
    <>
      {joined || (end < 2 && !group.nots && group.join === 'all') ? null : <JoinChoice group={group} />}
      <ul className={styles.lines}>
        {group.children.map((child) =>
          is_group(child) ? <GroupBox key={child.id} group={child} /> : <LineRow key={child.id} line={child} />,
        )}
      </ul>
      <div className={styles.add} {...drop}>
        <AddButton text={t('ui.selections.add_line')} add={add} />
        <AddButton text={t('ui.selections.add_group')} add={add_group} />
      </div>
    </>
  );
}

function GroupBox({ group }: { group: Group }) {
  const t = useText();
  const { criteria, change, refused } = useBuilding();
  const words = useDescribed(criteria)(group);
  const drop = useDrop(group.id, false);
  return (
    <li className={styles.group} data-node={group.id} data-kind="group" {...drop}>
      <div className={styles.head}>
        <Handle node={group} />
        <JoinChoice group={group} />
        <span className="grow" />
        {group.nots ? null : (
          <button
            type="button"
            className="button quiet"
            onClick={() => change((selection) => dissolve(selection, group.id))}
          >
            {t('ui.selections.dissolve')}
          </button>
        )}
        <Hits id={group.id} />
        <RemoveButton node={group} words={words} />
      </div>
      {refused.has(group.id) ? (
        <p className={styles.refused} role="alert">
          {refused.get(group.id)}
        </p>
      ) : null}
      <div role="group" aria-label={t('ui.selections.group_named', { words })}>
        <GroupBody group={group} joined />
      </div>
    </li>
  );
}
