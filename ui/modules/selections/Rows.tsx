// Below a line about rows or linked customers: what they must fulfil, as a group of its own.
import { useMemo } from 'react';
import { useText } from '../../shell/language.tsx';
import { MatterContext, useBuilding } from './context.ts';
import { customers, sort_of, type Matter } from './criteria.ts';
import { members_of, new_line, new_root, type Line } from './document.ts';
import { GroupBody } from './GroupBox.tsx';
import { AddButton } from './LineRow.tsx';
import { change_line } from './tree.ts';
import styles from './Selections.module.css';

export function Rows({ line }: { line: Line }) {
  const t = useText();
  const { criteria, change } = useBuilding();
  const sort = sort_of(line.criterion, criteria);
  const members = members_of(line.criterion);
  const rows = criteria.lists.find((one) => one.name === members.list);
  const matter = useMemo<Matter>(
    () => (sort === 'list' ? { rows: rows ?? { name: '', caption: '', fields: [] } } : customers),
    [sort, rows],
  );
  if (sort !== 'list' && sort !== 'link' && sort !== 'linked_by') return null;
  const add = () => {
    const first = new_line();
    const begin = () =>
      change((selection) => change_line(selection, line.id, (one) => ({ ...one, where: new_root([first]) })));
    return { id: first.id, change: begin };
  };
  const words = t(sort === 'list' ? 'ui.selections.of_rows' : 'ui.selections.of_linked');
  return (
    <div className={styles.rows} data-part="rows" role="group" aria-label={words}>
      {line.where?.children.length ? (
        <MatterContext value={matter}>
          <span className="quiet">{words}</span>
          <GroupBody group={line.where} />
        </MatterContext>
      ) : (
        <AddButton text={t(sort === 'list' ? 'ui.selections.narrow_rows' : 'ui.selections.narrow_linked')} add={add} />
      )}
    </div>
  );
}
