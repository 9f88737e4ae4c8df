// The rights of a renewal as a table that is gone through by arrows.
import { useRef, useState, type KeyboardEvent } from 'react';
import { useText, useWord } from '../../shell/language.tsx';
import { PayFromParked } from './PayFromParked.tsx';
import type { RenewalLine, RenewalPage } from './requests.ts';

interface Props {
  page: RenewalPage;
  marked: ReadonlySet<number>;
  mark: (marked: ReadonlySet<number>) => void;
  on_decide: (line: RenewalLine) => void;
}

const columns = ['customer_name', 'old_seat', 'new_seat', 'conflict', 'wish', 'decision', 'state'] as const;
const is_decidable = (line: RenewalLine) => line.state !== 'reserved' && line.state !== 'renewed';

export function Lines({ page, marked, mark, on_decide }: Props) {
  const t = useText();
  const word = useWord();
  const table = useRef<HTMLTableElement>(null);
  const [active, set_active] = useState(0);
  const here = Math.min(active, page.rows.length - 1);
  const toggle = (line: RenewalLine) => {
    if (!line.ready) return;
    const next = new Set(marked);
    if (!next.delete(line.right)) next.add(line.right);
    mark(next);
  };
  const move = (to: number) => {
    const place = Math.max(0, Math.min(page.rows.length - 1, to));
    set_active(place);
    table.current?.querySelectorAll<HTMLElement>('tbody tr')[place]?.focus();
  };
  const moves: Record<string, (place: number) => number> = {
    ArrowDown: (place) => place + 1,
    ArrowUp: (place) => place - 1,
    Home: () => 0,
    End: () => page.rows.length - 1,
  };
  const on_key = (event: KeyboardEvent, place: number) => {
    if (event.target !== event.currentTarget || event.ctrlKey || event.altKey) return;
    const line = page.rows[place]!;
    const goal = moves[event.key];
    if (goal) move(goal(place));
    else if (event.key === ' ') toggle(line);
    else if (event.key === 'Enter' && is_decidable(line)) on_decide(line);
    else return;
    event.preventDefault();
  };
  if (!page.rows.length) return <p className="quiet">{t('ui.renewals.no_rows')}</p>;
  return (
    <table className="plain" ref={table} aria-label={t('ui.renewals.rights')}>
      <thead>
        <tr>
          <th scope="col">
            <span className="hidden">{t('ui.renewals.mark')}</span>
          </th>
          {columns.map((column) => (
            <th key={column} scope="col">
              {word(`renewal.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {page.rows.map((line, place) => (
          <tr
            key={line.right}
            data-right={line.right}
            data-line-state={line.state}
            tabIndex={place === here ? 0 : -1}
            onFocus={(event) => event.target === event.currentTarget && set_active(place)}
            onKeyDown={(event) => on_key(event, place)}
          >
            <td>
              <input
                type="checkbox"
                tabIndex={-1}
                aria-label={t('ui.renewals.mark_one', { name: line.customer_name, seat: line.old_seat })}
                checked={marked.has(line.right)}
                disabled={!line.ready}
                onChange={() => toggle(line)}
              />
            </td>
            <Cells line={line} on_decide={on_decide} />
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Cells({ line, on_decide }: { line: RenewalLine; on_decide: Props['on_decide'] }) {
  const t = useText();
  const word = useWord();
  return (
    <>
      <td>
        {line.customer_name}
        {line.sits_with_others ? <span className="quiet"> · {t('ui.renewals.with_others')}</span> : null}
      </td>
      <td>{line.old_seat}</td>
      <td>
        <strong>{line.new_seat}</strong>
        <div className="quiet" data-why>
          {line.why}
        </div>
      </td>
      <td>
        {line.conflicts.map((one) => (
          <span key={one} className="chip warn">
            {word(`renewal.conflict.${one}`)}
          </span>
        ))}
      </td>
      <td>{line.wish}</td>
      <td>
        {is_decidable(line) ? (
          <button type="button" className="button quiet" tabIndex={-1} onClick={() => on_decide(line)}>
            {line.decided_seat ?? word(`renewal.decision.${line.decision}`)}
          </button>
        ) : (
          <>
            {line.order_number}{' '}
            {line.order && line.parked ? (
              <PayFromParked order={line.order} customer={line.customer} sum={line.parked} />
            ) : null}
          </>
        )}
      </td>
      <td>
        <span className={`chip ${line.state === 'renewed' || line.state === 'reserved' ? 'ok' : 'accent'}`}>
          {word(`renewal.state.${line.state}`)}
        </span>
      </td>
    </>
  );
}
