import { useId } from 'react';

import { repeatsOf, settingNames, singleConfig, type StudyCell } from '../../../workers/studies.ts';
import { settingTexts } from '../../i18n/settings.ts';
import { studyWords } from '../../i18n/studies.ts';
import { useApp } from '../../state/react.ts';
import { settingText } from '../../state/runs/settings-shown.ts';
import { isBusy, type SavedStudy } from '../../state/store.ts';
import { useStudies } from '../../state/studies/studies.ts';
import { Action } from '../../ui/Action.tsx';
import { Scroller } from '../../ui/Scroller.tsx';
import { useSettingName } from './use-setting-name.ts';

const words = studyWords;
const { columns } = words;
const none = '–';

export interface StudyTableProps {
  study: SavedStudy;
  /** The chosen one first, then by validation. */
  cells: readonly StudyCell[];
  /** Of all settings, not of the chosen one alone. */
  showsTests: boolean;
  /** The place of the setting that the chosen one is compared with. */
  compared: number | null;
  onCompare: (place: number) => void;
}

const figures: readonly { name: string; of: (cell: StudyCell) => string }[] = [
  { name: columns.validation, of: ({ validation }) => words.percent(validation.mean) },
  {
    name: columns.deviation,
    of: ({ validation }) => (validation.deviation === null ? none : words.points(validation.deviation)),
  },
  {
    name: columns.interval,
    of: ({ validation }) => words.interval(validation.interval),
  },
  { name: columns.runs, of: ({ seeds }) => String(seeds) },
  { name: columns.seconds, of: ({ seconds }) => words.seconds(seconds) },
];

const tests: readonly { name: string; of: (cell: StudyCell) => string }[] = [
  {
    name: columns.test,
    of: ({ test }) =>
      words.percent(test.mean) + (test.deviation === null ? '' : ` ± ${words.points(test.deviation)}`),
  },
  { name: columns.baseline, of: ({ baseline }) => (baseline ? words.percent(baseline.mean) : none) },
  {
    name: columns.difference,
    of: ({ paired }) => (paired ? words.points(paired.difference).replace('-', '−') : none),
  },
];

/** What is to be known of a setting besides its figures. */
function Notes({ cell, isChosen }: { cell: StudyCell; isChosen: boolean }) {
  const notes = [
    isChosen ? words.chosen : '',
    cell.isEnded ? words.ended : '',
    cell.failed > 0 ? words.failed(cell.failed) : '',
  ].filter(Boolean);
  return notes.length > 0 && <span className="study-note">{notes.join(', ')}</span>;
}

function Row({
  cell,
  rank,
  group,
  ...props
}: StudyTableProps & { cell: StudyCell; rank: number; group: string }) {
  const studies = useStudies();
  const busy = useApp((state) => isBusy(state.run));
  const { study, cells, showsTests, compared, onCompare } = props;
  const { settings, place } = cell;
  const isChosen = rank === 1;
  const name = useSettingName(study)(settings);
  return (
    <tr className={isChosen ? 'study-best' : undefined}>
      {cells.length > 1 && (
        <td>
          {!isChosen && (
            <input
              type="radio"
              name={group}
              aria-label={words.compareWith(name)}
              checked={compared === place}
              onChange={() => onCompare(place)}
            />
          )}
        </td>
      )}
      <th scope="row">
        {rank}
        <Notes cell={cell} isChosen={isChosen} />
      </th>
      {settingNames(study.plan.cells).map((setting) => {
        const value = settings[setting];
        return <td key={setting}>{value === undefined ? none : settingText(setting, value)}</td>;
      })}
      {figures.map((figure) => (
        <td key={figure.name} className="number">
          {figure.of(cell)}
        </td>
      ))}
      {tests.map((figure) => (
        <td key={figure.name} className="number">
          {isChosen || showsTests ? figure.of(cell) : none}
        </td>
      ))}
      <td>
        <Action
          kind="quiet"
          label={words.useOf(name)}
          isDisabled={busy}
          onPress={() => studies.take(singleConfig(study.plan, place))}
        >
          {words.use}
        </Action>
      </td>
    </tr>
  );
}

/** The settings by validation. What the plots show stands here in numbers. */
export function StudyTable(props: StudyTableProps) {
  const { study, cells } = props;
  const group = useId();
  const numbers = [...figures, ...tests].map(({ name }) => name);
  return (
    <Scroller label={words.scroll} className="study-scroll">
      <table className="study-table">
        <caption>{words.table(study.plan.repeats.kind, repeatsOf(study.plan).length)}</caption>
        <thead>
          <tr>
            {cells.length > 1 && <th scope="col">{columns.compare}</th>}
            <th scope="col">{columns.rank}</th>
            {settingNames(study.plan.cells).map((name) => (
              <th key={name} scope="col">
                {settingTexts[name].label}
              </th>
            ))}
            {numbers.map((name) => (
              <th key={name} scope="col" className="number">
                {name}
              </th>
            ))}
            <th scope="col">{columns.actions}</th>
          </tr>
        </thead>
        <tbody>
          {cells.map((cell, place) => (
            <Row key={cell.place} cell={cell} rank={place + 1} group={group} {...props} />
          ))}
        </tbody>
      </table>
    </Scroller>
  );
}
