import { vectorWords } from '../../i18n/vectors.ts';
import { useApp, useController } from '../../state/react.ts';
import { isBusy } from '../../state/store.ts';
import { unlabelledOf } from '../../state/unlabelled/actions.ts';
import { Action } from '../../ui/Action.tsx';
import { FileAction } from '../../ui/FileAction.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { ProgressLine } from '../../ui/ProgressLine.tsx';
import { Saving } from './Saving.tsx';

const useUnlabelled = () => unlabelledOf(useController().context);

/** How far the texts are read. */
function Loading() {
  const { cancel } = useUnlabelled();
  const loading = useApp((state) => state.unlabelled.loading);
  if (!loading) return null;
  const share = loading.progress?.share ?? null;
  return (
    <ProgressLine
      label={vectorWords.readingTexts}
      sentence={vectorWords.reading(share)}
      share={share}
      phase="unlabelled"
      cancel={{ label: vectorWords.cancel, isDisabled: false, onPress: cancel }}
    />
  );
}

function Buttons() {
  const actions = useUnlabelled();
  const { loaded, loading } = useApp((state) => state.unlabelled);
  const isDisabled = useApp((state) => isBusy(state.run)) || loading !== null;
  return (
    <>
      <FileAction
        kind="quiet"
        label={loaded ? vectorWords.otherTexts : vectorWords.addTexts}
        isMultiple
        isDisabled={isDisabled}
        onFiles={(files) => void actions.load(files.map((file) => ({ path: file.name, file })))}
      />
      {loaded && (
        <Action kind="quiet" isDisabled={isDisabled} onPress={() => void actions.remove()}>
          {vectorWords.removeTexts}
        </Action>
      )}
    </>
  );
}

function SavingTexts() {
  const { loaded, savingProblem } = useApp((state) => state.unlabelled);
  if (!loaded) return savingProblem && <Notice kind="warning">{savingProblem}</Notice>;
  return <Saving purpose="unlabelled" files={loaded.request.files} words={vectorWords.savingTexts} />;
}

/** Texts without labels, chosen for what they are used for: to learn vectors from, or to be given pseudo-labels. */
export function Unlabelled({ use }: { use: 'vectors' | 'labels' }) {
  const { loaded, problem } = useApp((state) => state.unlabelled);
  // Used for both, they are chosen and saved in one place.
  const isElsewhere = useApp((state) => use === 'labels' && state.draft.embeddingStart === 'learned');
  const words = vectorWords.unlabelled[use];
  const none = isElsewhere ? vectorWords.unlabelled.above : words.none;
  const sentence = <p className="help">{loaded ? words.some(loaded.summary) : none}</p>;
  if (isElsewhere) return <div className="vectors">{sentence}</div>;
  return (
    <div className="vectors" aria-live="polite">
      {problem && <Notice kind="problem">{problem}</Notice>}
      <Loading />
      {sentence}
      <SavingTexts />
      <Buttons />
    </div>
  );
}
