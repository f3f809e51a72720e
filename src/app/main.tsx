// First: it says the order of the layers.
import './styles/index.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';

import { WorkerClient } from '../workers/client.ts';
import { App } from './App.tsx';
import { ControllerContext } from './state/react.ts';
import { createAppController } from './state/app-controller.ts';
import { lazyPart } from './state/lazy-parts.ts';

const controller = createAppController((onWorkerDeath) => new WorkerClient({ onWorkerDeath }));
const sentences = lazyPart('i18n/sentences.ts', () => import('./i18n/sentences.ts'));
const root = document.getElementById('root');
if (!root) throw new Error('index.html has no element with the id “root”.');

// Before anything is drawn: the first view is the one that the address names.
controller.view.follow();

createRoot(root).render(
  <StrictMode>
    <ControllerContext value={controller}>
      <App />
    </ControllerContext>
  </StrictMode>,
);

// Without its sentences the page shows codes: what can't be fetched is tried again when the page is idle.
void sentences.early().then(() => controller.open());
