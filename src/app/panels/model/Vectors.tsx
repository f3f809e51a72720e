import type { EmbeddingStart } from '../../../workers/protocol.ts';
import { vectorWords } from '../../i18n/vectors.ts';
import { useApp, useController } from '../../state/react.ts';
import { isBusy } from '../../state/store.ts';
import type { VectorStart } from '../../state/vectors/slice.ts';
import { Action } from '../../ui/Action.tsx';
import { FileAction } from '../../ui/FileAction.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { AddUnlabelled } from './Unlabelled.tsx';
import { VectorsLoading } from './VectorsLoading.tsx';

/** How many words of the texts have a vector. */
function Coverage() {
  const coverage = useApp((state) => state.vectors.coverage);
  const hasData = useApp((state) => state.data.loaded !== null);
  if (!coverage) return hasData ? <p className="quiet-line">{vectorWords.counting}</p> : null;
  return <p>{vectorWords.coverage(coverage)}</p>;
}

/** Where they come from, and which words they add and lack. */
function More({ start }: { start: VectorStart }) {
  const origin = useApp((state) => state.vectors.loaded[start]?.summary.origin);
  const coverage = useApp((state) => state.vectors.coverage);
  if (!origin && !coverage) return null;
  return (
    <details>
      <summary>{vectorWords.more}</summary>
      {origin && <p className="help">{vectorWords.origin(origin)}</p>}
      {coverage && <p className="help">{vectorWords.further(coverage)}</p>}
      {coverage && coverage.missing.length > 0 && (
        <p className="help">{vectorWords.missing(coverage.missing)}</p>
      )}
    </details>
  );
}

/** Whether a reload finds the loaded file. */
function Saving({ bytes }: { bytes: number }) {
  const { vectors } = useController();
  const { saving, savingProblem } = useApp((state) => state.vectors);
  const words = vectorWords.saving;
  return (
    <>
      {savingProblem && <Notice kind="warning">{savingProblem}</Notice>}
      {(saving === 'asks' || saving === 'saving') && (
        <Notice kind="hint">
          {saving === 'saving' ? words.saving : words.offer(bytes)}{' '}
          <span className="vectors-answers">
            <Action isDisabled={saving === 'saving'} onPress={() => void vectors.save()}>
              {words.save}
            </Action>
            <Action kind="quiet" isDisabled={saving === 'saving'} onPress={() => void vectors.notNow()}>
              {words.notNow}
            </Action>
          </span>
        </Notice>
      )}
      {saving === 'saved' && (
        <p className="help">
          {words.saved}{' '}
          <Action kind="quiet" onPress={() => void vectors.deleteSaved()}>
            {words.delete}
          </Action>
        </p>
      )}
      {saving === 'no' && <p className="help">{words.no}</p>}
      {saving === 'too-large' && <p className="help">{words.tooLarge}</p>}
    </>
  );
}

function Choose({ start }: { start: VectorStart }) {
  const { vectors } = useController();
  const isDisabled = useApp((state) => isBusy(state.run) || state.vectors.loading !== null);
  const isLoaded = useApp((state) => state.vectors.loaded[start] !== undefined);
  if (start === 'file')
    return (
      <>
        <FileAction
          kind="quiet"
          label={isLoaded ? vectorWords.chooseAnother : vectorWords.choose}
          isDisabled={isDisabled}
          onFiles={([file]) => void vectors.loadFile({ path: file.name, file })}
        />
        {!isLoaded && <p className="help">{vectorWords.noFile}</p>}
      </>
    );
  if (isLoaded || isDisabled) return null;
  return (
    <Action kind="quiet" isDisabled={isDisabled} onPress={() => void vectors.loadEnglish()}>
      {vectorWords.again}
    </Action>
  );
}

/** That the English vectors, which a preset would start from, could not be loaded. */
function NoEnglish() {
  const problem = useApp((state) => state.vectors.problem);
  return (
    <div className="vectors" aria-live="polite">
      {problem && <Notice kind="problem">{problem.sentence}</Notice>}
      <VectorsLoading start="english" />
      <Choose start="english" />
    </div>
  );
}

/** The word vectors that the embedding starts from: which, where from, and what of the data they cover. */
export function Vectors({ start }: { start: EmbeddingStart }) {
  return start === 'random' ? <NoEnglish /> : <Chosen start={start} />;
}

function Chosen({ start }: { start: VectorStart }) {
  const loaded = useApp((state) => state.vectors.loaded[start]);
  const problem = useApp((state) => state.vectors.problem);
  const request = loaded?.request;
  return (
    <div className="vectors" aria-live="polite">
      {loaded && <p>{vectorWords.of(loaded.summary)}</p>}
      {problem?.start === start && <Notice kind="problem">{problem.sentence}</Notice>}
      <VectorsLoading start={start} />
      {loaded && problem?.start !== start && <Coverage />}
      {loaded && <More start={start} />}
      {request && 'file' in request && <Saving bytes={request.file.file.size} />}
      {start === 'learned' ? <AddUnlabelled use="vectors" /> : <Choose start={start} />}
    </div>
  );
}
