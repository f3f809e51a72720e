/** The page with the fake worker, for `vite` only: /src/app/testing/?pace=60&hold=300&rows=100000&sorted&healthy&reading=100&check=300&packing=800&runs&trouble=90:device-lost */
// First: it says the order of the layers.
import '../styles/index.css';
import { createRoot } from 'react-dom/client';

import { WorkerClient } from '../../workers/client.ts';
import type { FailureCode } from '../../workers/protocol.ts';
import { App } from '../App.tsx';
import { ControllerContext } from '../state/react.ts';
import { createAppController } from '../state/app-controller.ts';
import { patch } from '../state/store.ts';
import { fakeSamples } from './fake-answers.ts';
import { FakeRuns, fakeShelf } from './fake-runs.ts';
import { FakeWorker } from './fake-worker.ts';

const query = new URLSearchParams(location.search);
const pace = Number(query.get('pace') ?? 60);
const holdAt = Number(query.get('hold') ?? Number.POSITIVE_INFINITY);
const rows = query.has('rows') ? Number(query.get('rows')) : undefined;
const readingPace = query.has('reading') ? Number(query.get('reading')) : undefined;
const checkPace = query.has('check') ? Number(query.get('check')) : undefined;
const packPace = query.has('packing') ? Number(query.get('packing')) : undefined;
const doctor = { rows, sorted: query.has('sorted'), ...(query.has('healthy') && { findings: [] }) };

const runs = new FakeRuns(query.has('runs') ? fakeShelf() : []);
const trouble = query.getAll('trouble').map((each) => {
  const [step, code] = each.split(':');
  return { step: Number(step), code: code as FailureCode };
});

const controller = createAppController(
  (onWorkerDeath) =>
    new WorkerClient({
      onWorkerDeath,
      createWorker: () =>
        new FakeWorker({ pace, holdAt, readingPace, checkPace, packPace, doctor, runs, trouble }),
    }),
);
patch(controller.store, 'data', { samples: fakeSamples });
const root = document.getElementById('root');
if (root)
  createRoot(root).render(
    <ControllerContext value={controller}>
      <App />
    </ControllerContext>,
  );
await controller.data.choose(fakeSamples[0].id);
await controller.backend.probe();
