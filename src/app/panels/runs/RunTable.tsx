import { Fragment, useMemo } from 'react';

import type { RunSummary } from '../../../workers/protocol.ts';
import { t } from '../../i18n/index.ts';
import { Scroller } from '../../ui/Scroller.tsx';
import { useRowsInView } from './rows-in-view.ts';
import { columns, type ColumnName, type Sorting } from './run-columns.ts';
import { RunActions } from './RunActions.tsx';
import { RunName } from './RunName.tsx';

const words = t.runs;

export interface RunListProps {
  runs: RunSummary[];
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

function Head({ sorting, onSort }: Pick<RunListProps, 'sorting' | 'onSort'>) {
  return (
    <thead>
      <tr aria-rowindex={1}>
        <th scope="col" className="run-column-pick">
          <span className="visually-hidden">{words.columns.pick}</span>
        </th>
        {columns.map(({ name, isNumber }) => (
          <th
            key={name}
            scope="col"
            className={`run-column-${name} ${isNumber ? 'number' : ''}`}
            aria-sort={sorting.column === name ? sorting.direction : undefined}
          >
            <button type="button" className="sort" onClick={() => onSort(name)}>
              {words.columns[name]}
            </button>
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
function Gap({ height }: { height: number }) {
  if (height <= 0) return null;
  return (
    <tr className="run-gap" aria-hidden="true">
      <td colSpan={columns.length + 2} style={{ height }} />
    </tr>
  );
}

export function RunTable(props: RunListProps) {
  const { runs } = props;
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
                <Gap height={gap} />
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
          <Gap height={end} />
        </tbody>
      </table>
    </Scroller>
  );
}
