// A table that is shown whole, below a heading of its own: heads, rows of cells, figures to the right. For what has some dozens
// of rows; lists that can be long stand in the grid.
import type { ReactNode } from 'react';
import { TableHead } from './TableHead.tsx';

interface Props {
  title: string;
  heads: readonly string[];
  /// Places of the columns that hold figures.
  numbers: readonly number[];
  rows: readonly { key: string; cells: readonly ReactNode[] }[];
}

export function PlainTable({ title, heads, numbers, rows }: Props) {
  const right = (at: number) => (numbers.includes(at) ? 'number' : undefined);
  return (
    <section aria-label={title}>
      <h2>{title}</h2>
      <table className="plain" aria-label={title}>
        <TableHead heads={heads} numbers={numbers} />
        <tbody>
          {rows.map(({ key, cells }) => (
            <tr key={key} data-row={key}>
              {cells.map((cell, at) => (
                <td key={heads[at]} className={right(at)}>
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
