// A line or group as it stands in the builder: handle, what it asks, how many it finds, and the ways to move and remove it.
import { createContext, useContext, useState, type DragEvent, type ReactNode } from 'react';
import { show_number } from '../../parts/format.ts';
import { Icon } from '../../parts/icons.tsx';
import { useLanguage, useText } from '../../shell/language.tsx';
import { useBuilding, useMatter } from './context.ts';
import { CriterionPicker } from './CriterionPicker.tsx';
import { is_group, type Line, type Node } from './document.ts';
import { focus_part } from './focus.ts';
import { LineBody } from './LineBody.tsx';
import { Rows } from './Rows.tsx';
import { move_to, remove, turn, type Side } from './tree.ts';
import { useDescribed } from './useDescribed.ts';
import styles from './Selections.module.css';

/// What is being dragged; one for the whole builder.
export const DragContext = createContext<{ dragged?: number; drag: (id?: number) => void }>({ drag: () => {} });

/// Hits of a line or group, and in "all of these" what is left after it.
export function Hits({ id }: { id: number }) {
  const t = useText();
  const language = useLanguage();
  const { answers, waiting } = useBuilding();
  const answer = answers.get(id);
  if (answer?.hits === undefined || answer.hits === null) return <span className={styles.hits} />;
  const { hits, left } = answer;
  return (
    <span
      className={styles.hits}
      data-hits={hits}
      data-waiting={waiting || undefined}
      title={t('ui.selections.hits', { count: hits })}
    >
      <span className="hidden">{t('ui.selections.hits', { count: hits })}</span>
      <span aria-hidden="true">{show_number(hits, language)}</span>
      {typeof left === 'number' ? (
        <small data-left={left} title={t('ui.selections.left', { count: left })}>
          <span className="hidden">{t('ui.selections.left', { count: left })}</span>
          <span aria-hidden="true">→ {show_number(left, language)}</span>
        </small>
      ) : null}
    </span>
  );
}

/// Takes the keys of the builder and is dragged by the mouse.
export function Handle({ node }: { node: Node }) {
  const t = useText();
  const { criteria } = useBuilding();
  const words = useDescribed(criteria)(node, useMatter());
  const { drag } = useContext(DragContext);
  return (
    <div
      role="button"
      tabIndex={0}
      data-part="handle"
      className={styles.handle}
      draggable
      aria-label={t(is_group(node) ? 'ui.selections.group_named' : 'ui.selections.line_named', { words })}
      title={t('ui.selections.handle')}
      onDragStart={(event) => {
        event.dataTransfer.setData('text/plain', words);
        event.dataTransfer.effectAllowed = 'move';
        drag(node.id);
      }}
      onDragEnd={() => drag()}
    >
      <Icon name="grip" size={16} />
    </div>
  );
}

/// Where something dragged may be let go: beside this one, or in it.
export function useDrop(id: number, inside: boolean) {
  const { dragged, drag } = useContext(DragContext);
  const { change } = useBuilding();
  const [side, set_side] = useState<Side>();
  const side_of = (event: DragEvent): Side => {
    if (inside) return 'inside';
    const box = event.currentTarget.getBoundingClientRect();
    return event.clientY < box.top + box.height / 2 ? 'before' : 'after';
  };
  return {
    'data-drop': side,
    onDragOver: (event: DragEvent) => {
      if (dragged === undefined || dragged === id) return;
      event.preventDefault();
      event.stopPropagation();
      set_side(side_of(event));
    },
    onDragLeave: () => set_side(undefined),
    onDrop: (event: DragEvent) => {
      event.preventDefault();
      event.stopPropagation();
      set_side(undefined);
      const where = side_of(event); // while the event lasts
      if (dragged !== undefined) change((selection) => move_to(selection, dragged, id, where));
      drag();
    },
  };
}

export function NotButton({ node }: { node: Node }) {
  const t = useText();
  const { change } = useBuilding();
  return (
    <button
      type="button"
      className={styles.not}
      aria-pressed={node.nots % 2 === 1}
      title={t('ui.selections.not.help')}
      onClick={() => change((selection) => turn(selection, node.id))}
    >
      {t('ui.selections.not')}
    </button>
  );
}

export function RemoveButton({ node, words }: { node: Node; words: string }) {
  const t = useText();
  const { change } = useBuilding();
  return (
    <button
      type="button"
      className={styles.drop}
      aria-label={t('ui.selections.remove', { words })}
      onClick={() => change((selection) => remove(selection, node.id))}
    >
      <Icon name="close" size={16} />
    </button>
  );
}

export function LineRow({ line }: { line: Line }) {
  const { criteria, refused } = useBuilding();
  const words = useDescribed(criteria)(line, useMatter());
  const drop = useDrop(line.id, false);
  return (
    <li className={styles.line} data-node={line.id} data-kind="line" {...drop}>
      <div className={styles.head}>
        <Handle node={line} />
        <NotButton node={line} />
        <div className={styles.what}>
          <CriterionPicker line={line} problem={refused.get(line.id)} />
        </div>
        <div className={styles.body} data-part="body">
          <LineBody line={line} />
        </div>
        <Hits id={line.id} />
        <RemoveButton node={line} words={words} />
      </div>
      <Rows line={line} />
    </li>
  );
}

/// Adds at the end of a group; the cursor goes into the new line.
export function AddButton({
  text,
  add,
  children,
}: {
  text: string;
  add: () => { id: number; change: () => void };
  children?: ReactNode;
}) {
  return (
    <button
      type="button"
      className="button quiet"
      onClick={() => {
        const { id, change } = add();
        focus_part(id, 'picker', change);
      }}
    >
      <Icon name="plus" size={16} /> {text} {children}
    </button>
  );
}
