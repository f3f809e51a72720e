import type { ReactNode } from 'react';
import './NumberTable.css';

export interface NumberTableProps {
  caption: string;
  /** What stands around the table says the same to whoever sees it. */
  isCaptionHidden?: boolean;
  className?: string;
  /** The first stands over the rows' names. */
  columns: readonly string[];
  /** Each begins with its name. */
  rows: readonly (readonly ReactNode[])[];
}

/** Numbers in rows that have names. */
export function NumberTable({ caption, isCaptionHidden, className, columns, rows }: NumberTableProps) {
  const [first, ...numbers] = columns;
  return (
    <table className={className}>
      <caption className={isCaptionHidden ? 'visually-hidden' : undefined}>{caption}</caption>
      <thead>
        <tr>
          <th scope="col">{first}</th>
          {numbers.map((name) => (
            <th key={name} scope="col" className="number">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(([name, ...cells], row) => (
          <tr key={row}>
            <th scope="row" dir="auto">
              {name}
            </th>
            {cells.map((cell, column) => (
              <td key={column} className="number">
                {cell}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
