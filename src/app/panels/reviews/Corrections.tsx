import { useId } from 'react';

import { reviewWords as words } from '../../i18n/doctor.ts';
import { useChecking } from '../../state/findings/checking.ts';
import { useApp } from '../../state/react.ts';
import { canCorrect } from '../../state/reviews/actions.ts';
import { busyStatus } from '../../state/store.ts';
import { Action } from '../../ui/Action.tsx';
import { FileAction } from '../../ui/FileAction.tsx';
import { saveFile } from '../../ui/save-file.ts';

/** The network was trained here, on the data as it was before. */
function useTrainedBefore(): boolean {
  return useApp(
    ({ model, data, doctor }) =>
      model.held?.origin === 'trained' &&
      model.held.summary.trainedOn === data.loaded?.summary.name &&
      doctor.trainedOn !== data.loaded.summary.fingerprint,
  );
}

/** How many labels the user has corrected; those go to a file and come from one. */
export function Corrections() {
  const { reviews } = useChecking();
  const id = useId();
  const count = useApp((state) => state.data.loaded?.summary.corrections ?? 0);
  const isLocked = !useApp(canCorrect);
  const status = useApp((state) => busyStatus(state.run));
  const { working, note } = useApp((state) => state.reviews);
  const trainedBefore = useTrainedBefore();
  const download = async () => {
    const file = await reviews.exportCorrections();
    if (file) saveFile(file.fileName, file.bytes, 'application/json');
  };
  return (
    <div className="actions">
      <p className="quiet-line" role="status">
        {words.corrections(count)} {note}
      </p>
      <Action isDisabled={count === 0 || working !== null} onPress={() => void download()}>
        {working === 'corrections' ? words.making : words.download}
      </Action>
      <FileAction
        label={working === 'import' ? words.reading : words.load}
        accept=".json,application/json"
        isDisabled={isLocked || working !== null}
        describedBy={status ? id : undefined}
        onFiles={([file]) => void reviews.importCorrections(file)}
      />
      {status && (
        <p className="help" id={id}>
          {words.busy(status)}
        </p>
      )}
      {trainedBefore && <p className="help">{words.trainedBefore}</p>}
    </div>
  );
}
