import { vectorWords } from '../../i18n/vectors.ts';
import { useApp, useController } from '../../state/react.ts';
import { isBusy } from '../../state/store.ts';
import { Action } from '../../ui/Action.tsx';
import { FileAction } from '../../ui/FileAction.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { VectorsLoading } from './VectorsLoading.tsx';

/** Texts without labels, chosen for what they are used for: to learn vectors from, or to be given pseudo-labels. */
export function AddUnlabelled({ use }: { use: 'vectors' | 'labels' }) {
  const { vectors } = useController();
  const unlabelled = useApp((state) => state.vectors.unlabelled);
  const isDisabled = useApp((state) => isBusy(state.run) || state.vectors.loading !== null);
  const words = vectorWords.unlabelled[use];
  return (
    <>
      <p className="help">{unlabelled ? words.some(unlabelled.summary) : words.none}</p>
      <FileAction
        kind="quiet"
        label={unlabelled ? vectorWords.otherTexts : vectorWords.addTexts}
        isMultiple
        isDisabled={isDisabled}
        onFiles={(files) => void vectors.loadUnlabelled(files.map((file) => ({ path: file.name, file })))}
      />
      {unlabelled && (
        <Action kind="quiet" isDisabled={isDisabled} onPress={() => void vectors.loadUnlabelled([])}>
          {vectorWords.leaveOut}
        </Action>
      )}
    </>
  );
}

/** Under the switch for pseudo-labels. */
export function Unlabelled() {
  const problem = useApp((state) => state.vectors.problem);
  return (
    <div className="vectors" aria-live="polite">
      {problem?.start === 'learned' && <Notice kind="problem">{problem.sentence}</Notice>}
      <VectorsLoading start="learned" />
      <AddUnlabelled use="labels" />
    </div>
  );
}
