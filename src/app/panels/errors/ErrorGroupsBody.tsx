import { useEffect } from 'react';

import type { ErrorGroup, ErrorGroups, Grouping } from '../../../workers/protocol.ts';
import { errorWords } from '../../i18n/errors.ts';
import * as format from '../../i18n/format.ts';
import { useChecking } from '../../state/findings/checking.ts';
import { useApp } from '../../state/react.ts';
import { Notice } from '../../ui/Notice.tsx';
import { Scroller } from '../../ui/Scroller.tsx';
import { Select } from '../../ui/Select.tsx';
import './errors.css';

const words = errorWords.groups;
const keyOf = (by: Grouping) => JSON.stringify(by);

/** A bar to the accuracy with its interval, and a line at the accuracy of the whole test. */
function Bar({ group: { accuracy, interval }, whole }: { group: ErrorGroup; whole: number }) {
  const [low, high] = interval;
  return (
    <span
      className="group-bar"
      aria-hidden="true"
      style={{ '--share': accuracy, '--low': low, '--high': high, '--whole': whole }}
    >
      <span className="group-fill" />
      <span className="group-interval" />
      <span className="group-whole" />
    </span>
  );
}

function Groups({ found: { by, groups, accuracy, tokens } }: { found: ErrorGroups }) {
  const title = words.grouping(by, tokens);
  return (
    <>
      <Scroller label={words.scroll}>
        <table className="group-table">
          <caption className="visually-hidden">{title}</caption>
          <thead>
            <tr>
              <th scope="col">{title}</th>
              <th scope="col" className="number">
                {words.columns.rows}
              </th>
              <th scope="col" colSpan={2}>
                {words.columns.accuracy}
              </th>
              <th scope="col" className="number">
                {words.columns.interval}
              </th>
            </tr>
          </thead>
          <tbody>
            {groups.map((group) => (
              <tr key={JSON.stringify(group.name)}>
                <th scope="row" dir="auto">
                  {words.name(group.name)}
                </th>
                <td className="number">{format.count(group.rows)}</td>
                <td className="number group-accuracy">
                  {format.percent(group.accuracy)}
                  {group.interval[1] < accuracy && <span className="group-below">{words.below}</span>}
                </td>
                <td className="group-cell">
                  <Bar group={group} whole={accuracy} />
                </td>
                <td className="number">{words.range(group.interval)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroller>
      <p className="help">{words.help(accuracy)}</p>
    </>
  );
}

/** The test's accuracy by length, unknown words, file or any column that is chosen. */
export function ErrorGroupsBody() {
  const { errorGroups } = useChecking();
  const { by, found, problem } = useApp((state) => state.errorGroups);
  const isTested = useApp((state) => state.test.report !== null);
  useEffect(() => errorGroups.watch(), [errorGroups]);
  if (!isTested) return <p className="waiting">{words.waiting}</p>;
  return (
    <div className="errors-body">
      {problem && <Notice kind="hint">{problem}</Notice>}
      {!problem && !found && <p className="quiet-line">{words.loading}</p>}
      {found && (
        <>
          <Select
            label={words.by}
            value={keyOf(by)}
            options={found.offered.map((one) => ({
              value: keyOf(one),
              label: words.grouping(one, found.tokens),
            }))}
            onChange={(value) => {
              const chosen = found.offered.find((one) => keyOf(one) === value);
              if (chosen) void errorGroups.groupBy(chosen);
            }}
          />
          <Groups found={found} />
        </>
      )}
    </div>
  );
}
