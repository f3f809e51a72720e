import { useCallback, useEffect, useState } from 'react';

import { t } from './i18n/index.ts';
import { DataPanel } from './panels/data/DataPanel.tsx';
import { ExportPanel } from './panels/export/ExportPanel.tsx';
import { ModelPanel } from './panels/model/ModelPanel.tsx';
import { TestPanel } from './panels/test/TestPanel.tsx';
import { TrainingPanel } from './panels/training/TrainingPanel.tsx';
import { TryPanel } from './panels/try/TryPanel.tsx';
import { useApp, useSession } from './state/react.ts';
import { isBusy, shareDone } from './state/store.ts';
import { TitleBlock } from './TitleBlock.tsx';
import { Action } from './ui/Action.tsx';
import { Notice } from './ui/Notice.tsx';

const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;

/** A file may be dropped anywhere on the page. @returns whether one is being dragged over it */
function useDrop(onFile: (file: File) => void): boolean {
  const [isOver, setOver] = useState(false);
  useEffect(() => {
    const over = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      setOver(true);
    };
    const leave = (event: DragEvent) => {
      if (event.relatedTarget === null) setOver(false);
    };
    const drop = (event: DragEvent) => {
      setOver(false);
      const file = event.dataTransfer?.files[0];
      if (!file) return;
      event.preventDefault();
      onFile(file);
    };
    document.addEventListener('dragover', over);
    document.addEventListener('dragleave', leave);
    document.addEventListener('drop', drop);
    return () => {
      document.removeEventListener('dragover', over);
      document.removeEventListener('dragleave', leave);
      document.removeEventListener('drop', drop);
    };
  }, [onFile]);
  return isOver;
}

/** While it trains, the tab says how far it is, and closing it asks first. */
function useRunningTab(): void {
  const busy = useApp((state) => isBusy(state.run));
  const percent = useApp((state) => Math.floor(shareDone(state.run) * 100));
  useEffect(() => {
    document.title = busy ? t.app.tabTraining(percent) : t.app.tabTitle;
  }, [busy, percent]);
  useEffect(() => {
    if (!busy) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [busy]);
}

export function App() {
  useRunningTab();
  const session = useSession();
  const notice = useApp((state) => state.notice);
  const takeFile = useCallback((file: File) => void session.takeFile(file), [session]);
  const isOver = useDrop(takeFile);
  return (
    <div className="page">
      <TitleBlock />
      {notice && (
        <Notice kind="problem">
          {notice}{' '}
          <Action kind="quiet" onPress={session.dismissNotice}>
            {t.app.dismiss}
          </Action>
        </Notice>
      )}
      <main className="sheets">
        <DataPanel />
        <ModelPanel />
        <TrainingPanel />
        <TestPanel />
        <TryPanel />
        <ExportPanel />
      </main>
      {isOver && <div className="drop">{t.app.drop}</div>}
    </div>
  );
}
