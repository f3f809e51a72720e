import { useCallback, useEffect } from 'react';

import type { InputFile } from '../workers/protocol.ts';
import { useDrop, usePaste } from './drop-and-paste.ts';
import { CheckSheets } from './CheckSheets.tsx';
import { useFocusKeeper } from './focus-keeper.ts';
import { t } from './i18n/index.ts';
import { DataPanel } from './panels/data/DataPanel.tsx';
import { ExportPanel } from './panels/export/ExportPanel.tsx';
import { ModelPanel } from './panels/model/ModelPanel.tsx';
import { RunsPanel } from './panels/runs/RunsPanel.tsx';
import { TestPanel } from './panels/test/TestPanel.tsx';
import { TrainingPanel } from './panels/training/TrainingPanel.tsx';
import { TryPanel } from './panels/try/TryPanel.tsx';
import { useApp, useController } from './state/react.ts';
import { busyStatus, shareDone } from './state/store.ts';
import { TitleBlock } from './TitleBlock.tsx';
import { Action } from './ui/Action.tsx';
import { Notice } from './ui/Notice.tsx';
import './App.css';

/** While it trains, the tab says how far it is, and closing it asks first. */
function useRunningTab(): void {
  const status = useApp((state) => busyStatus(state.run));
  const busy = status !== null;
  const percent = useApp((state) => Math.floor(shareDone(state.run) * 100));
  useEffect(() => {
    document.title = status ? t.app.tabTraining(status, percent) : t.app.tabTitle;
  }, [status, percent]);
  useEffect(() => {
    if (!busy) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [busy]);
}

export function App() {
  useRunningTab();
  useFocusKeeper();
  const controller = useController();
  const notice = useApp((state) => state.notice);
  const take = useCallback(
    (input: InputFile[] | Promise<InputFile[]>) => void controller.take(input),
    [controller],
  );
  const isOver = useDrop(take);
  usePaste(take);
  return (
    <div className="page">
      <TitleBlock />
      {notice && (
        <Notice kind="problem">
          {notice}{' '}
          <Action kind="quiet" onPress={controller.dismissNotice}>
            {t.app.dismiss}
          </Action>
        </Notice>
      )}
      <main className="sheets">
        <DataPanel />
        <CheckSheets />
        <ModelPanel />
        <TrainingPanel />
        <TestPanel />
        <TryPanel />
        <ExportPanel />
        <RunsPanel />
      </main>
      {import.meta.env.PROD && (
        <footer className="page-foot">
          <a href="./licenses.txt">{t.app.licences}</a>
        </footer>
      )}
      {isOver && <div className="drop">{t.app.drop}</div>}
    </div>
  );
}
