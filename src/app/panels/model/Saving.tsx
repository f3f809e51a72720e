import { vectorWords } from '../../i18n/vectors.ts';
import type { InputFile } from '../../../workers/protocol.ts';
import { useApp, useController } from '../../state/react.ts';
import { totalBytes } from '../../state/saved-data/actions.ts';
import { fileSavingOf } from '../../state/saved-data/file-saving.ts';
import type { Purpose } from '../../state/saved-data/saved-files.ts';
import { Action } from '../../ui/Action.tsx';
import { Notice } from '../../ui/Notice.tsx';

interface SavingProps {
  purpose: Purpose;
  files: readonly InputFile[];
  words: { offer: (bytes: number) => string; saved: string; no: string; tooLarge: string };
  /** The saved copy can be deleted without the files themselves. */
  canDelete?: boolean;
}

/** Whether a reload finds files that are loaded besides the data. */
export function Saving({ purpose, files, words, canDelete = false }: SavingProps) {
  const { store } = useController();
  const { saving, savingProblem } = useApp((state) => state[purpose]);
  const actions = fileSavingOf(store, purpose);
  const { save, notNow, saving: isSaving, delete: deleteCopy } = vectorWords.saving;
  return (
    <>
      {savingProblem && <Notice kind="warning">{savingProblem}</Notice>}
      {(saving === 'asks' || saving === 'saving') && (
        <Notice kind="hint">
          {saving === 'saving' ? isSaving : words.offer(totalBytes(files))}{' '}
          <span className="vectors-answers">
            <Action isDisabled={saving === 'saving'} onPress={() => void actions.save(files)}>
              {save}
            </Action>
            <Action kind="quiet" isDisabled={saving === 'saving'} onPress={() => actions.notNow(files)}>
              {notNow}
            </Action>
          </span>
        </Notice>
      )}
      {saving === 'saved' && (
        <p className="help">
          {words.saved}{' '}
          {canDelete && (
            <Action kind="quiet" onPress={() => void actions.delete(files)}>
              {deleteCopy}
            </Action>
          )}
        </p>
      )}
      {saving === 'no' && <p className="help">{words.no}</p>}
      {saving === 'too-large' && <p className="help">{words.tooLarge}</p>}
    </>
  );
}
