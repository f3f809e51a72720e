// First: it says the order of the layers.
import './styles/index.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';

import { createClient } from '../workers/client.ts';
import { App } from './App.tsx';
import { SessionContext } from './state/react.ts';
import { createAppController } from './state/app-controller.ts';

const session = createAppController((onWorkerDeath) => createClient({ onWorkerDeath }));
const root = document.getElementById('root');
if (!root) throw new Error('index.html has no element with the id “root”.');

createRoot(root).render(
  <StrictMode>
    <SessionContext value={session}>
      <App />
    </SessionContext>
  </StrictMode>,
);

void session.open();
