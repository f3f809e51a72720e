import { Fragment, useMemo } from 'react';

import type { RunSummary } from '../../../workers/protocol.ts';
import { runWords } from '../../i18n/runs.ts';
import { Action } from '../../ui/Action.tsx';
import { DescriptionList } from '../../ui/DescriptionList.tsx';
import { Scroller } from '../../ui/Scroller.tsx';
import { Select } from '../../ui/Select.tsx';
import { useRowsInView } from './rows-in-view.ts';
import type { ColumnName } from '../../state/runs/slice.ts';
import { RunActions } from './RunActions.tsx';
import { RunName } from './RunName.tsx';
import { Pick, type RunListProps } from './RunTable.tsx';

const words = runWords;

/** A card's usual height, in pixels. */
const usualHeight = 380;

function Card(props: RunListProps & { run: RunSummary }) {
  const { run, columns } = props;
  const facts = columns.slice(1).map(({ title, text }) => ({ name: title, value: text(run) }));
  return (
    <div className="run-card">
      <div className="run-card-head">
        <Pick {...props} />
        <RunName run={run} />
      </div>
      <DescriptionList shape="list" items={facts} />
      <RunActions run={run} />
    </div>
  );
}

/** The table of runs where there is no room for one. */
export function RunCards(props: RunListProps) {
  const { runs, columns, sorting, onSort } = props;
  const options = columns.map(({ name, title }) => ({ value: name, label: title }));
  const ids = useMemo(() => runs.map(({ id }) => id), [runs]);
  const { onBox, isLong, rows, end, rowRef } = useRowsInView(ids, usualHeight);
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
      <Scroller label={words.scroll} className={isLong ? 'runs-long' : ''} onBox={onBox}>
        <ul className="run-cards" aria-label={words.table}>
          {rows.map(({ index, gap }) => (
            <Fragment key={runs[index].id}>
              {gap > 0 && <li className="run-gap" aria-hidden="true" style={{ height: gap }} />}
              <li ref={rowRef} data-index={index} aria-setsize={runs.length} aria-posinset={index + 1}>
                <Card run={runs[index]} {...props} />
              </li>
            </Fragment>
          ))}
          {end > 0 && <li className="run-gap" aria-hidden="true" style={{ height: end }} />}
        </ul>
      </Scroller>
    </>
  );
}
