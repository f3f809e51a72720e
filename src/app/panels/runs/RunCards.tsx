import { t } from '../../i18n/index.ts';
import { Action } from '../../ui/Action.tsx';
import { Facts } from '../../ui/Facts.tsx';
import { Select } from '../../ui/Select.tsx';
import { columns, type ColumnName } from './run-columns.ts';
import { RunActions } from './RunActions.tsx';
import { RunName } from './RunName.tsx';
import { Pick, type RunListProps } from './RunTable.tsx';

const words = t.runs;
const options = columns.map(({ name }) => ({ value: name, label: words.columns[name] }));

/** The table of runs where there is no room for one. */
export function RunCards(props: RunListProps) {
  const { runs, sorting, onSort } = props;
  return (
    <>
      {runs.length > 1 && (
        <div className="run-sorting">
          <Select
            label={words.sortBy}
            value={sorting.column}
            options={options}
            onChange={(value) => onSort(value as ColumnName)}
          />
          <Action onPress={() => onSort(sorting.column)}>{words.directions[sorting.direction]}</Action>
        </div>
      )}
      <ul className="run-cards" aria-label={words.table}>
        {runs.map((run) => (
          <li key={run.id} className="run-card">
            <div className="run-card-head">
              <Pick run={run} {...props} />
              <RunName run={run} />
            </div>
            <Facts
              shape="list"
              facts={columns
                .slice(1)
                .map(({ name, text }) => ({ name: words.columns[name], value: text(run) }))}
            />
            <RunActions run={run} />
          </li>
        ))}
      </ul>
    </>
  );
}
