import { Fragment, useMemo } from 'react';

import type { RunSummary } from '../../../workers/protocol.ts';
import { runWords } from '../../i18n/runs.ts';
import { Scroller } from '../../ui/Scroller.tsx';
import { useRowsInView } from './rows-in-view.ts';
import type { ColumnName, Sorting } from '../../state/runs/slice.ts';
import type { Column } from './run-columns.ts';
import { Term } from '../../ui/Term.tsx';
import { RunActions } from './RunActions.tsx';
import { RunName } from './RunName.tsx';

const words = runWords;

export interface RunListProps {
  runs: RunSummary[];
  /** The name first. */
  columns: readonly Column[];
  sorting: Sorting;
  onSort: (column: ColumnName) => void;
  picked: ReadonlySet<string>;
  /** No more can be ticked. */
  isFull: boolean;
  onPick: (id: string, isPicked: boolean) => void;
}

interface PickProps extends Pick<RunListProps, 'picked' | 'isFull' | 'onPick'> {
  run: RunSummary;
}

/** Whether the run is compared. */
export function Pick({ run, picked, isFull, onPick }: PickProps) {
  const isPicked = picked.has(run.id);
  return (
    <label className="run-pick">
      <input
        type="checkbox"
        aria-label={words.pick(run.name)}
        checked={isPicked}
        disabled={isFull && !isPicked}
        onChange={(event) => onPick(run.id, event.target.checked)}
      />
    </label>
  );
}

/** A row's usual height, in pixels. */
const usualHeight = 72;

function Head({ columns, sorting, onSort }: Pick<RunListProps, 'columns' | 'sorting' | 'onSort'>) {
  return (
    <thead>
      <tr aria-rowindex={1}>
        <th scope="col" className="run-column-pick">
          <span className="visually-hidden">{words.columns.pick}</span>
        </th>
        {columns.map(({ name, title, term, isNumber }) => (
          <th
            key={name}
            scope="col"
            className={`${name === 'name' ? 'run-column-name' : ''} ${isNumber ? 'number' : ''}`}
            aria-sort={sorting.column === name ? sorting.direction : undefined}
          >
            {term ? (
              <Term name={term} button={{ className: 'sort', onPress: () => onSort(name) }}>
                {title}
              </Term>
            ) : (
              <button type="button" className="sort" onClick={() => onSort(name)}>
                {title}
              </button>
            )}
          </th>
        ))}
        <th scope="col" className="run-column-actions">
          {words.columns.actions}
        </th>
      </tr>
    </thead>
  );
}

/** Room for rows that are not in the document. */
function Gap({ height, columns }: { height: number; columns: number }) {
  if (height <= 0) return null;
  return (
    <tr className="run-gap" aria-hidden="true">
      <td colSpan={columns} style={{ height }} />
    </tr>
  );
}

export function RunTable(props: RunListProps) {
  const { runs, columns } = props;
  const ids = useMemo(() => runs.map(({ id }) => id), [runs]);
  const { onBox, isLong, rows, end, rowRef } = useRowsInView(ids, usualHeight);
  return (
    <Scroller label={words.scroll} className={`runs-table ${isLong ? 'runs-long' : ''}`} onBox={onBox}>
      <table aria-rowcount={runs.length + 1}>
        <caption className="visually-hidden">{words.table}</caption>
        <Head {...props} />
        <tbody>
          {rows.map(({ index, gap }) => {
            const run = runs[index];
            return (
              <Fragment key={run.id}>
                <Gap height={gap} columns={columns.length + 2} />
                <tr ref={rowRef} data-index={index} aria-rowindex={index + 2}>
                  <td>
                    <Pick run={run} {...props} />
                  </td>
                  <th scope="row">
                    <RunName run={run} />
                  </th>
                  {columns.slice(1).map(({ name, isNumber, text }) => (
                    <td key={name} className={isNumber ? 'number' : undefined}>
                      {text(run)}
                    </td>
                  ))}
                  <td>
                    <RunActions run={run} />
                  </td>
                </tr>
              </Fragment>
            );
          })}
          <Gap height={end} columns={columns.length + 2} />
        </tbody>
      </table>
    </Scroller>
  );
}
