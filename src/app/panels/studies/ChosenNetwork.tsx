import { useMemo } from 'react';

import { singleConfig, type StudyCell } from '../../../workers/studies.ts';
import { studyWords } from '../../i18n/studies.ts';
import { useApp } from '../../state/react.ts';
import { sameButForDraws } from '../../state/runs/same-settings.ts';
import { useRuns } from '../../state/runs/saved-runs.ts';
import { isBusy, type SavedStudy } from '../../state/store.ts';
import { useStudies } from '../../state/studies/studies.ts';
import { Action } from '../../ui/Action.tsx';

const words = studyWords.network;

/** A study saves no network: this leads to one of the chosen setting, saved already or to be trained. */
export function ChosenNetwork({ study, cell }: { study: SavedStudy; cell: StudyCell }) {
  const studies = useStudies();
  const runs = useRuns();
  const { plan, data } = study;
  const config = useMemo(() => singleConfig(plan, cell.place), [plan, cell.place]);
  const saved = useApp(
    ({ runs: { list } }) =>
      list?.runs.find(
        (run) =>
          run.hasModel && run.dataset.fingerprint === data.fingerprint && sameButForDraws(run.config, config),
      ) ?? null,
  );
  const isHere = useApp((state) => state.data.loaded?.summary.fingerprint === data.fingerprint);
  const isLocked = useApp((state) => isBusy(state.run) || state.runs.working !== null);
  if (saved)
    return (
      <div className="study-network">
        <p>{words.saved(saved.name)}</p>
        <Action isDisabled={isLocked} onPress={() => void runs.load(saved.id)}>
          {words.load(saved.name)}
        </Action>
      </div>
    );
  return (
    <div className="study-network">
      <p>{isHere ? words.none : words.needsData(data.name)}</p>
      <Action isDisabled={isLocked || !isHere} onPress={() => void studies.trainOne(config)}>
        {words.train}
      </Action>
    </div>
  );
}
