import type { RunSummary } from '../../../workers/protocol.ts';
import { t } from '../../i18n/index.ts';
import { Scroller } from '../../ui/Scroller.tsx';
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

export function RunTable(props: RunListProps) {
  const { runs, sorting, onSort } = props;
  return (
    <Scroller label={words.scroll} className="runs-table">
      <table>
        <caption className="visually-hidden">{words.table}</caption>
        <thead>
          <tr>
            <th scope="col">
              <span className="visually-hidden">{words.columns.pick}</span>
            </th>
            {columns.map(({ name, isNumber }) => (
              <th
                key={name}
                scope="col"
                className={isNumber ? 'number' : undefined}
                aria-sort={sorting.column === name ? sorting.direction : undefined}
              >
                <button type="button" className="sort" onClick={() => onSort(name)}>
                  {words.columns[name]}
                </button>
              </th>
            ))}
            <th scope="col">{words.columns.actions}</th>
          </tr>
        </thead>
        <tbody>
          {runs.map((run) => (
            <tr key={run.id}>
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
          ))}
        </tbody>
      </table>
    </Scroller>
  );
}
