import { useCallback, useEffect, useState } from 'react';

import type { InputFile } from '../workers/protocol.ts';
import { useDrop, usePaste } from './drop-and-paste.ts';
import { useFocusKeeper } from './focus-keeper.ts';
import { t } from './i18n/index.ts';
import { Bar } from './shell/Bar.tsx';
import { FirstSteps } from './shell/FirstSteps.tsx';
import { useShortcuts } from './shell/shortcuts.ts';
import type { Place } from './state/data/take.ts';
import { lazyPart } from './state/lazy-parts.ts';
import { useApp, useController } from './state/react.ts';
import { busyStatus, shareDone } from './state/store.ts';
import { Action } from './ui/Action.tsx';
import { lazyComponent, LazyBoundary } from './ui/LazyBoundary.tsx';
import { Notice } from './ui/Notice.tsx';
import { Views } from './views/Views.tsx';
import './App.css';

const Help = lazyComponent(lazyPart('shell/Help.tsx', async () => (await import('./shell/Help.tsx')).Help));

/** While it trains, the tab says how far it is, and closing it asks first. */
function useRunningTab(): void {
  const status = useApp((state) => busyStatus(state.run));
  const busy = status !== null;
  const percent = useApp((state) => Math.floor(shareDone(state.run) * 100));
  const view = useApp((state) => state.view);
  useEffect(() => {
    document.title = status ? t.app.tabTraining(status, percent) : t.views.tab(t.views.names[view]);
  }, [status, percent, view]);
  useEffect(() => {
    if (!busy) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [busy]);
}

function AppNotice() {
  const controller = useController();
  const notice = useApp((state) => state.notice);
  if (!notice) return null;
  return (
    <Notice kind="problem">
      {notice}{' '}
      <Action kind="quiet" onPress={controller.dismissNotice}>
        {t.app.dismiss}
      </Action>
    </Notice>
  );
}

export function App() {
  useRunningTab();
  useFocusKeeper();
  const controller = useController();
  const [isHelpOpen, setHelpOpen] = useState(false);
  const openHelp = useCallback(() => setHelpOpen(true), []);
  useShortcuts(openHelp);
  const take = useCallback(
    (input: InputFile[] | Promise<InputFile[]>, place?: Place) => void controller.take(input, place),
    [controller],
  );
  const over = useDrop(take);
  const hasModel = useApp((state) => state.model.held !== null);
  usePaste(take);
  return (
    <div className="page">
      <Bar onHelp={openHelp} />
      <AppNotice />
      <FirstSteps />
      <main id="content" tabIndex={-1}>
        <Views />
      </main>
      {isHelpOpen && (
        <LazyBoundary placeholder={null}>
          <Help onClose={() => setHelpOpen(false)} />
        </LazyBoundary>
      )}
      {over && <div className="drop">{over === 'try' && hasModel ? t.app.dropToClassify : t.app.drop}</div>}
    </div>
  );
}
