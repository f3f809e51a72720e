import { useId, useState } from 'react';

import { ago } from '../../i18n/format.ts';
import { studyWords } from '../../i18n/studies.ts';
import { useApp, useSettings } from '../../state/react.ts';
import { asksForStudy, isBusy, seedCounts } from '../../state/store.ts';
import { readStudyForm } from '../../state/studies/form.ts';
import { interruptedStudy } from '../../state/studies/interrupted.ts';
import { useStudies } from '../../state/studies/studies.ts';
import { Action } from '../../ui/Action.tsx';
import { Disclosure } from '../../ui/Disclosure.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { Sweep } from './Sweep.tsx';
import './studies.css';

const words = studyWords.choice;

/** After a reload: the study that was under way, and the way on. */
function InterruptedStudy() {
  const studies = useStudies();
  const found = useApp(interruptedStudy);
  const canResume = useApp((state) => state.data.loaded !== null && state.data.loading === null);
  if (!found) return null;
  const { study, done, total } = found;
  return (
    <section className="study-interrupted" aria-label={studyWords.interruptedLabel}>
      <p>{studyWords.interrupted(study.data.name, done, total, ago(study.updated))}</p>
      <div className="study-actions">
        <Action isDisabled={!canResume} onPress={() => void studies.resume(study.id)}>
          {studyWords.resume}
        </Action>
        <Action onPress={() => studies.later(study.id)}>{studyWords.later}</Action>
      </div>
    </section>
  );
}

/** How many seeds: the usual numbers, one press away. */
function Seeds() {
  const studies = useStudies();
  const name = useId();
  const { seeds, folds } = useApp((state) => state.studies.form);
  const isDisabled = useApp((state) => isBusy(state.run));
  return (
    <fieldset className="study-seeds" disabled={isDisabled}>
      <legend>{words.seeds}</legend>
      {seedCounts.map((count) => (
        <label key={count}>
          <input
            type="radio"
            name={name}
            checked={folds === null && seeds === count}
            onChange={() => studies.setForm({ seeds: count, folds: null })}
          />
          {count}
        </label>
      ))}
    </fieldset>
  );
}

/** What pressing the run button will do; nothing where it trains a single run. */
function Plan() {
  const form = useApp((state) => state.studies.form);
  const { config } = useSettings();
  const seconds = useApp(({ backend }) => backend.report?.secondsForRun ?? null);
  if (!config || !asksForStudy(form)) return null;
  const { cells, runs, problem } = readStudyForm(form, config);
  if (problem !== null) return <Notice kind="problem">{problem}</Notice>;
  return <p>{words.plan(cells, runs, seconds === null ? null : seconds * runs)}</p>;
}

/** Several runs instead of one: seeds one press away, settings that vary in the fold; and how far a study is. */
export function StudyChoice() {
  useStudies();
  const [isOpen, setOpen] = useState(false);
  const running = useApp((state) => state.studies.running);
  const problem = useApp((state) => state.studies.problem);
  const isHalving = useApp(
    ({ studies }) => studies.list?.find(({ id }) => id === studies.running?.id)?.plan.halving ?? false,
  );
  return (
    <div className="study-choice" role="group" aria-label={words.label}>
      {running ? (
        <p className="study-running">
          {studyWords.running(running.done, running.total, running.secondsLeft)}{' '}
          {isHalving && studyWords.runningHalving}
        </p>
      ) : (
        <>
          <InterruptedStudy />
          <Seeds />
          <Disclosure title={words.sweep} isOpen={isOpen} onToggle={setOpen}>
            <Sweep />
          </Disclosure>
          <Plan />
        </>
      )}
      {problem && <Notice kind="problem">{problem}</Notice>}
    </div>
  );
}
