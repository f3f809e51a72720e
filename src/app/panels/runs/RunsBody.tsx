import { useMemo } from 'react';

import type { RunList } from '../../../workers/protocol.ts';
import { say, t } from '../../i18n/index.ts';
import { runWords } from '../../i18n/runs.ts';
import { useRuns } from '../../state/runs/saved-runs.ts';
import { useApp } from '../../state/react.ts';
import { isBusy, type AppState } from '../../state/store.ts';
import { Action } from '../../ui/Action.tsx';
import { FileAction } from '../../ui/FileAction.tsx';
import { lazyPart } from '../../state/lazy-parts.ts';
import { lazyComponent, LazyBoundary } from '../../ui/LazyBoundary.tsx';
import { useIsWide } from '../../ui/media.ts';
import { Notice } from '../../ui/Notice.tsx';
import { saveFile } from '../../ui/save-file.ts';
import './runs.css';
import { Deleted } from './Deleted.tsx';
import { ListTools, useRunsView } from './ListTools.tsx';
import { columnsOf, hasText, shownColumns, sorted, sortedBy } from './run-columns.ts';
import { RunCards } from './RunCards.tsx';
import { RunTable } from './RunTable.tsx';

const Compare = lazyComponent(
  lazyPart('panels/runs/Compare.tsx', async () => (await import('./Compare.tsx')).Compare),
);

const words = runWords;
/** More lines than this can't be told apart. */
const mostCompared = 6;

/** The current run, where the device can't save it. */
const unsaved = ({ run, runs }: AppState) => (runs.list?.problem || run.notSaved ? run.id : null);

function Problems() {
  const runs = useRuns();
  const listProblem = useApp((state) => state.runs.list?.problem ?? null);
  const problem = useApp((state) => state.runs.problem);
  const unreadable = useApp((state) => state.runs.list?.unreadable ?? 0);
  const id = useApp(unsaved);

  async function download(runId: string) {
    const file = await runs.exportState(runId);
    if (file) saveFile(file.fileName, file.bytes, 'application/octet-stream');
  }

  return (
    <>
      {listProblem && (
        <Notice kind="warning">
          {say(listProblem)}{' '}
          {id !== null && (
            <Action kind="quiet" onPress={() => void download(id)}>
              {t.recovery.download}
            </Action>
          )}
        </Notice>
      )}
      {unreadable > 0 && <Notice kind="warning">{words.unreadable(unreadable)}</Notice>}
      {problem && <Notice kind="problem">{problem}</Notice>}
    </>
  );
}

/** What the list does not show of itself, and the way to open a run from a file. */
function Foot({ list, found, picked }: { list: RunList; found: number; picked: number }) {
  const runs = useRuns();
  const busy = useApp((state) => isBusy(state.run));
  const hasStudies = useApp(({ studies }) => Boolean(studies.list?.length));
  const saved = list.runs.length;
  return (
    <div className="runs-foot">
      <p className="quiet-line">
        {saved > 0 && words.used(saved, list.used, list.quota)} {found < saved && words.found(found, saved)}{' '}
        {found > 1 && picked < 2 && words.compare.hint}
        {picked >= mostCompared && words.pickLimit(mostCompared)} {hasStudies && words.notOfStudies}
      </p>
      <FileAction
        kind="quiet"
        label={words.openState}
        accept=".safetensors"
        isDisabled={busy}
        onFiles={([file]) => void runs.importState(file)}
      />
    </div>
  );
}

/** The saved runs: listed, sorted, compared. */
export function RunsBody() {
  // The list is asked for from here on: nothing else of this view does it before there is one.
  useRuns();
  const list = useApp((state) => state.runs.list);
  const isWide = useIsWide();
  const { view, setView } = useRunsView();
  const { sorting, ticked, search } = view;
  const all = useMemo(() => columnsOf(list?.runs ?? []), [list]);
  const shown = useMemo(() => shownColumns(all, list?.runs ?? [], view.columns), [all, list, view.columns]);
  const rows = useMemo(() => {
    const found = (list?.runs ?? []).filter((run) => hasText(run, all, search));
    return sorted(found, sorting, all);
  }, [list, all, search, sorting]);
  const compared = useMemo(() => rows.filter(({ id }) => ticked.has(id)), [rows, ticked]);

  if (!list) return <p className="runs-body quiet-line">{words.loading}</p>;
  const List = isWide ? RunTable : RunCards;
  const { runs: saved } = list;
  function pick(id: string, isPicked: boolean): void {
    const next = new Set(ticked);
    if (isPicked) next.add(id);
    else next.delete(id);
    setView({ ticked: next });
  }
  return (
    <div className="runs-body">
      <Problems />
      <Deleted />
      {saved.length > 0 && <ListTools runs={rows} selected={compared} all={all} shown={shown} />}
      {rows.length === 0 ? (
        <p className="waiting">{saved.length === 0 ? words.empty : words.noneFound}</p>
      ) : (
        <List
          runs={rows}
          columns={shown}
          sorting={sorting}
          onSort={(column) => setView({ sorting: sortedBy(sorting, column) })}
          picked={ticked}
          isFull={compared.length >= mostCompared}
          onPick={pick}
        />
      )}
      <Foot list={list} found={rows.length} picked={compared.length} />
      {compared.length > 1 && (
        <LazyBoundary placeholder={null}>
          <Compare runs={compared} />
        </LazyBoundary>
      )}
    </div>
  );
}
