import { useMemo, useState } from 'react';

import {
  comparison,
  progressOf,
  ranked,
  studyCsv,
  studyJson,
  studySummary,
  type StudyCell,
} from '../../../workers/studies.ts';
import { say } from '../../i18n/index.ts';
import { studyWords } from '../../i18n/studies.ts';
import { useApp } from '../../state/react.ts';
import { isBusy, shownStudy, type SavedStudy } from '../../state/store.ts';
import { cellName } from '../../state/studies/cell-name.ts';
import { useStudies } from '../../state/studies/studies.ts';
import { Action } from '../../ui/Action.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { saveFile } from '../../ui/save-file.ts';
import { Select } from '../../ui/Select.tsx';
import { ChosenNetwork } from './ChosenNetwork.tsx';
import { StudyPlots } from './StudyPlots.tsx';
import { StudyTable } from './StudyTable.tsx';
import { useSettingName } from './use-setting-name.ts';
import './studies.css';

const words = studyWords;

function nameOf({ data, plan, started, ...state }: SavedStudy): string {
  const { done, total } = progressOf({ plan, ...state });
  return words.name(data.name, plan.cells.length, done, total, started);
}

/** Which study is shown, and what can be done with it. */
function Tools({ study, list }: { study: SavedStudy; list: readonly SavedStudy[] }) {
  const studies = useStudies();
  const busy = useApp((state) => isBusy(state.run));
  const hasData = useApp(({ data }) => data.loaded !== null);
  const { done, total } = progressOf(study);
  const fileName = `forget-gate-study-${study.data.name.replaceAll(/[^\p{L}\p{N}]+/gu, '-')}`;
  const save = (ending: string, text: string, type: string) =>
    saveFile(`${fileName}.${ending}`, new Blob([text]), type);
  return (
    <div className="study-tools">
      <Select
        label={words.which}
        value={study.id}
        options={list.map((one) => ({ value: one.id, label: nameOf(one) }))}
        onChange={studies.show}
      />
      <div className="study-actions">
        {done < total && (
          <Action isDisabled={busy || !hasData} onPress={() => void studies.resume(study.id)}>
            {words.resumeRest(total - done, total)}
          </Action>
        )}
        <Action onPress={() => save('csv', studyCsv(study), 'text/csv')}>{words.csv}</Action>
        <Action onPress={() => save('json', studyJson(study), 'application/json')}>{words.json}</Action>
        <Action kind="quiet" isDisabled={busy} onPress={() => void studies.remove(study.id)}>
          {words.delete}
        </Action>
      </div>
    </div>
  );
}

/** The chosen setting's figures: its test is the only one that is shown unasked. */
function Chosen({ study, cell }: { study: SavedStudy; cell: StudyCell }) {
  const nameOfSetting = useSettingName(study);
  const { validation, test, baseline, paired } = cell;
  const { figure } = words.result;
  const lines = [
    [words.result.validation, figure(validation.mean, validation.deviation, validation.interval)],
    [words.result.test, figure(test.mean, test.deviation, test.interval)],
    ...(baseline && paired
      ? [
          [words.result.baseline, words.percent(baseline.mean)],
          [
            words.result.difference,
            `${words.points(paired.difference).replace('-', '−')} (${words.signed(paired.interval)})`,
          ],
        ]
      : []),
  ];
  return (
    <section className="study-chosen" aria-label={words.result.title}>
      <h3>
        {words.result.title}: {nameOfSetting(cell.settings)}
      </h3>
      <dl>
        {lines.map(([name, text]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
      <ChosenNetwork study={study} cell={cell} />
    </section>
  );
}

interface ComparedProps {
  study: SavedStudy;
  chosen: StudyCell;
  other: StudyCell | null;
  showsTests: boolean;
}

/** One sentence on the chosen setting beside another one; one more on their tests, where these are shown. */
function Compared({ study, chosen, other, showsTests }: ComparedProps) {
  const { title, pick, none } = words.compared;
  const sentences = (['validation', 'test'] as const).slice(0, showsTests ? 2 : 1).map((part) => {
    if (!other) return pick;
    const names = [cellName(chosen.settings), cellName(other.settings)] as const;
    const said = comparison(study, [chosen.place, other.place], names, part);
    return said ? say(said) : none;
  });
  return (
    <section className="study-compared" aria-label={title} aria-live="polite">
      <h3>{title}</h3>
      {[...new Set(sentences)].map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
    </section>
  );
}

function Failures({ study }: { study: SavedStudy }) {
  const { failures, plan } = study;
  const nameOfSetting = useSettingName(study);
  if (failures.length === 0) return null;
  const { kind } = plan.repeats;
  return (
    <Notice kind="warning">
      {words.failures(failures.length)}
      <ul className="study-failures">
        {failures.map((failure) => {
          const { cell, seed, fold, told } = failure;
          const repeat = words.repeat[kind](kind === 'folds' ? fold : seed);
          return (
            <li key={`${cell} ${seed} ${fold}`}>
              {words.failure(nameOfSetting(plan.cells[cell]), repeat, say(told))}
            </li>
          );
        })}
      </ul>
    </Notice>
  );
}

function Results({ study }: { study: SavedStudy }) {
  const cells = useMemo(() => ranked(studySummary(study)), [study]);
  const [compared, setCompared] = useState<number | null>(null);
  const [showsTests, setShowsTests] = useState(false);
  const [chosen, ...others] = cells;
  if (!chosen) return <p className="quiet-line">{words.none}</p>;
  const other = others.find(({ place }) => place === compared) ?? others[0] ?? null;
  return (
    <>
      <Chosen study={study} cell={chosen} />
      <StudyTable
        study={study}
        cells={cells}
        showsTests={showsTests}
        compared={other?.place ?? null}
        onCompare={setCompared}
      />
      {others.length > 0 && (
        <>
          <div className="actions study-tests">
            <p className="help">{showsTests ? words.tests.open : words.tests.why}</p>
            <Action kind="quiet" onPress={() => setShowsTests(!showsTests)}>
              {showsTests ? words.tests.hide : words.tests.show}
            </Action>
          </div>
          <Compared study={study} chosen={chosen} other={other} showsTests={showsTests} />
          <StudyPlots cells={cells} compared={other?.place ?? null} />
        </>
      )}
    </>
  );
}

/** The study that is looked at: what its runs say together. */
export function StudiesBody() {
  useStudies();
  const list = useApp((state) => state.studies.list);
  const study = useApp((state) => shownStudy(state.studies));
  const problem = useApp((state) => state.studies.problem);
  return (
    <div className="studies-body">
      {problem && <Notice kind="problem">{problem}</Notice>}
      {!list && <p className="quiet-line">{words.loading}</p>}
      {list?.length === 0 && <p className="quiet-line">{words.empty}</p>}
      {list && study && (
        <>
          <Tools study={study} list={list} />
          <Failures study={study} />
          <Results key={study.id} study={study} />
        </>
      )}
    </div>
  );
}
