import { ago } from '../../i18n/format.ts';
import { studyWords } from '../../i18n/studies.ts';
import { useApp, useSettings } from '../../state/react.ts';
import { asksForStudy } from '../../state/store.ts';
import { readStudyForm } from '../../state/studies/form.ts';
import { interruptedStudy } from '../../state/studies/interrupted.ts';
import { useStudies } from '../../state/studies/studies.ts';
import { Action } from '../../ui/Action.tsx';
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

/** How far the study is that is under way. */
function Running() {
  const running = useApp((state) => state.studies.running);
  const isHalving = useApp(
    ({ studies }) => studies.list?.find(({ id }) => id === studies.running?.id)?.plan.halving ?? false,
  );
  if (!running) return null;
  return (
    <p className="study-running">
      {studyWords.running(running)} {isHalving && studyWords.runningHalving}
    </p>
  );
}

/** What there is to say of a study before it begins and while it runs; and the settings that are to vary. */
export function StudyNotes() {
  useStudies();
  const isRunning = useApp((state) => state.studies.running !== null);
  const isSweeping = useApp((state) => state.studies.isSweeping);
  const problem = useApp((state) => state.studies.problem);
  return (
    <div className="study-notes" role="group" aria-label={words.label} id="study-sweep">
      {isRunning ? (
        <Running />
      ) : (
        <>
          <InterruptedStudy />
          {isSweeping && <Sweep />}
          <Plan />
        </>
      )}
      {problem && <Notice kind="problem">{problem}</Notice>}
    </div>
  );
}
