// One entry of a list of choices.
import { Icon } from '../../parts/icons.tsx';
import { useText, useWord } from '../../shell/language.tsx';
import type { ChoiceEntry } from './requests.ts';
import styles from './Settings.module.css';

interface Props {
  entry: ChoiceEntry;
  place: number;
  kinds: readonly string[];
  locked: boolean;
  put: (changes: Partial<ChoiceEntry>) => void;
  move: (place: number, to: number) => void;
  drop: () => void;
}

const labels = ['label_de', 'label_nl', 'label_en'] as const;

export function ChoiceLine({ entry, place, kinds, locked, put, move, drop }: Props) {
  const t = useText();
  const word = useWord();
  const name = entry.label_de || entry.code || t('ui.row.new');
  const kind_name = (kind: string) => word(`customer.kind.${kind}`, word(`wish.kind.${kind}`, kind));
  return (
    <tr
      className={entry.hidden ? styles.away : undefined}
      onKeyDown={(event) => {
        const step = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0;
        if (!event.altKey || !step || (event.target as HTMLElement).matches('select')) return;
        event.preventDefault();
        move(place, place + step);
      }}
    >
      <PlaceCell {...{ name, place, locked, move }} />
      {kinds.length > 1 ? (
        <td>
          <select
            aria-label={t('ui.settings.for')}
            value={entry.kind}
            disabled={locked || entry.used}
            onChange={(event) => put({ kind: event.target.value })}
          >
            {[...new Set([...kinds, entry.kind])].map((kind) => (
              <option key={kind} value={kind}>
                {kind_name(kind)}
              </option>
            ))}
          </select>
        </td>
      ) : null}
      <td>
        <input
          aria-label={`${t('ui.settings.code')}: ${name}`}
          value={entry.code}
          maxLength={120}
          readOnly={locked || entry.used || entry.position !== undefined}
          onChange={(event) => put({ code: event.target.value })}
        />
      </td>
      {labels.map((label) => (
        <td key={label}>
          <input
            data-field={`${label}-${place}`}
            aria-label={`${label.slice(-2)}: ${name}`}
            lang={label.slice(-2)}
            maxLength={120}
            value={entry[label]}
            readOnly={locked}
            onChange={(event) => put({ [label]: event.target.value })}
          />
        </td>
      ))}
      <td>
        <label className={styles.tick}>
          <input
            type="checkbox"
            aria-label={`${t('ui.settings.offered')}: ${name}`}
            checked={!entry.hidden}
            disabled={locked}
            onChange={(event) => put({ hidden: !event.target.checked })}
          />
        </label>
      </td>
      <RemovalCell {...{ name, locked, drop }} used={entry.used} />
    </tr>
  );
}

function PlaceCell({ name, place, locked, move }: Pick<Props, 'place' | 'locked' | 'move'> & { name: string }) {
  const t = useText();
  return (
    <td className={styles.order}>
      <button
        type="button"
        disabled={locked}
        aria-label={t('ui.row.up', { name })}
        onClick={() => move(place, place - 1)}
      >
        ↑
      </button>
      <button
        type="button"
        disabled={locked}
        aria-label={t('ui.row.down', { name })}
        onClick={() => move(place, place + 1)}
      >
        ↓
      </button>
    </td>
  );
}

function RemovalCell({ name, locked, drop, used }: Pick<Props, 'locked' | 'drop'> & { name: string; used?: boolean }) {
  const t = useText();
  return (
    <td>
      {used ? (
        <span className="quiet">{t('ui.settings.in_use')}</span>
      ) : (
        <button
          type="button"
          className="button quiet"
          disabled={locked}
          aria-label={t('ui.row.delete', { name })}
          onClick={drop}
        >
          <Icon name="trash" />
        </button>
      )}
    </td>
  );
}
