import { ago } from '../../i18n/format.ts';
import { studyWords } from '../../i18n/studies.ts';
import { useApp, useSettings } from '../../state/react.ts';
import { asksForStudy } from '../../state/store.ts';
import { readStudyForm } from '../../state/studies/form.ts';
import { interruptedStudy, stoppedStudy, type InterruptedStudy } from '../../state/studies/interrupted.ts';
import { useStudies } from '../../state/studies/studies.ts';
import { Action } from '../../ui/Action.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { Sweep } from './Sweep.tsx';
import './studies.css';

const words = studyWords.choice;

/** A study that has runs left, and the way on. */
function UnfinishedStudy({
  found: { study },
  label,
  resumeLabel,
  children,
}: {
  found: InterruptedStudy;
  label: string;
  resumeLabel: string;
  children: string;
}) {
  const studies = useStudies();
  const canResume = useApp((state) => state.data.loaded !== null && state.data.loading === null);
  return (
    <section className="study-interrupted" aria-label={label}>
      <p>{children}</p>
      <div className="study-actions">
        <Action isDisabled={!canResume} onPress={() => void studies.resume(study.id)}>
          {resumeLabel}
        </Action>
        <Action onPress={() => studies.later(study.id)}>{studyWords.later}</Action>
      </div>
    </section>
  );
}

/** After a reload the study that was under way; after a stop the one that was stopped. */
function Unfinished() {
  const interrupted = useApp(interruptedStudy);
  const stopped = useApp(stoppedStudy);
  if (interrupted) {
    const { study, done, total } = interrupted;
    return (
      <UnfinishedStudy
        found={interrupted}
        label={studyWords.interruptedLabel}
        resumeLabel={studyWords.resume}
      >
        {studyWords.interrupted(study.data.name, done, total, ago(study.updated))}
      </UnfinishedStudy>
    );
  }
  if (!stopped) return null;
  const { study, done, total } = stopped;
  return (
    <UnfinishedStudy
      found={stopped}
      label={studyWords.stoppedLabel}
      resumeLabel={studyWords.resumeRest(total - done, total)}
    >
      {studyWords.stopped(study.data.name, done, total)}
    </UnfinishedStudy>
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
          <Unfinished />
          {isSweeping && <Sweep />}
          <Plan />
        </>
      )}
      {problem && <Notice kind="problem">{problem}</Notice>}
    </div>
  );
}
