// The selection as a pot: each line takes, keeps, removes or adds, with its hits and what is in the pot after it.
import { show_number } from '../../parts/format.ts';
import { Icon } from '../../parts/icons.tsx';
import { useLanguage, useText } from '../../shell/language.tsx';
import { useBuilding } from './context.ts';
import { is_group, new_line, type Act, type PotLine } from './document.ts';
import { GroupBody } from './GroupBox.tsx';
import { AddButton, LineRow } from './LineRow.tsx';
import { add_pot_line, move_pot_line, remove_pot_line, set_act } from './tree.ts';
import styles from './Selections.module.css';

const acts: readonly Act[] = ['take', 'keep', 'remove', 'add'];

function Counts({ line }: { line: PotLine }) {
  const t = useText();
  const language = useLanguage();
  const { answers, waiting } = useBuilding();
  const { hits, left } = answers.get(line.id) ?? {};
  const shown = (count: number | null | undefined) => (typeof count === 'number' ? show_number(count, language) : '');
  return (
    <>
      <td
        className="number"
        data-hits={hits ?? undefined}
        data-waiting={waiting || undefined}
        title={t('ui.selections.pot.hits')}
      >
        {shown(hits)}
      </td>
      <td
        className="number"
        data-left={left ?? undefined}
        data-waiting={waiting || undefined}
        title={t('ui.selections.pot.after')}
      >
        {shown(left)}
      </td>
    </>
  );
}

function PotRow({ line, place, last }: { line: PotLine; place: number; last: boolean }) {
  const t = useText();
  const { change, refused } = useBuilding();
  const name = t('ui.selections.pot.line', { place: place + 1 });
  const only = line.group.children[0];
  return (
    <tr>
      <td>
        <select
          aria-label={t('ui.selections.pot.does', { name })}
          value={line.act}
          onChange={(event) => change((selection) => set_act(selection, line.id, event.target.value as Act))}
        >
          {acts.map((act) => (
            <option key={act} value={act}>
              {t(`ui.selections.pot.${act}`)}
            </option>
          ))}
        </select>
        {refused.has(line.id) ? <p className={styles.refused}>{refused.get(line.id)}</p> : null}
      </td>
      <td>
        {line.group.children.length === 1 && !line.group.nots && only && !is_group(only) ? (
          <ul className={`${styles.lines} ${styles.potline}`}>
            <LineRow line={only} />
          </ul>
        ) : (
          <div role="group" aria-label={name}>
            <GroupBody group={line.group} />
          </div>
        )}
      </td>
      <Counts line={line} />
      <td className={styles.order}>
        {([-1, 1] as const).map((step) => (
          <button
            key={step}
            type="button"
            className={styles.drop}
            disabled={step < 0 ? place === 0 : last}
            aria-label={t(step < 0 ? 'ui.selections.pot.up' : 'ui.selections.pot.down', { name })}
            onClick={() => change((selection) => move_pot_line(selection, line.id, step))}
          >
            {step < 0 ? '↑' : '↓'}
          </button>
        ))}
        <button
          type="button"
          className={styles.drop}
          aria-label={t('ui.selections.remove', { words: name })}
          onClick={() => change((selection) => remove_pot_line(selection, line.id))}
        >
          <Icon name="close" size={16} />
        </button>
      </td>
    </tr>
  );
}

export function PotView({ pot }: { pot: readonly PotLine[] }) {
  const t = useText();
  const { change } = useBuilding();
  const add = () => {
    const line = new_line();
    const act = pot.length ? 'keep' : 'take';
    return { id: line.id, change: () => change((selection) => add_pot_line(selection, pot.length, act, line)) };
  };
  return (
    <>
      <table className={`plain ${styles.pot}`}>
        <caption className="hidden">{t('ui.selections.view.pot')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('ui.selections.pot.what')}</th>
            <th scope="col">{t('ui.selections.what')}</th>
            <th scope="col" className="number">
              {t('ui.selections.pot.hits')}
            </th>
            <th scope="col" className="number">
              {t('ui.selections.pot.after')}
            </th>
            <td />
          </tr>
        </thead>
        <tbody>
          {pot.map((line, place) => (
            <PotRow key={line.id} line={line} place={place} last={place === pot.length - 1} />
          ))}
        </tbody>
      </table>
      <div className={styles.add}>
        <AddButton text={t('ui.selections.add_line')} add={add} />
      </div>
    </>
  );
}
