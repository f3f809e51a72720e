/** Puts the page with a fake worker into the test's document. Never shipped. */
// First: it says the order of the layers.
import '../styles/index.css';
import { createRoot } from 'react-dom/client';

import { WorkerClient } from '../../workers/client.ts';
import { App } from '../App.tsx';
import '../i18n/sentences.ts';
import { ControllerContext } from '../state/react.ts';
import { createAppController, type AppController } from '../state/app-controller.ts';
import { patch } from '../state/store.ts';
import type { ViewId } from '../state/view/slice.ts';
import { fakeSamples } from './fake-answers.ts';
import { fakeSavedDatasets, type FakeSavedDatasets } from './fake-saved-datasets.ts';
import { FakeRuns } from './fake-runs.ts';
import { FakeWorker, type FakeOptions } from './fake-worker.ts';

export interface RenderedApp {
  controller: AppController;
  /** Every worker that was started, oldest first. */
  workers: FakeWorker[];
  savedData: FakeSavedDatasets;
  runs: FakeRuns;
  unmount(): void;
}

export async function renderApp(
  options: Partial<FakeOptions> = {},
  savedData = fakeSavedDatasets(),
  view: ViewId = 'train',
): Promise<RenderedApp> {
  const workers: FakeWorker[] = [];
  const runs = options.runs ?? new FakeRuns();
  const close: (() => void)[] = [];
  const openDatasets = async () => savedData;
  const controller = createAppController((onWorkerDeath) => {
    const client = new WorkerClient({
      onWorkerDeath,
      createWorker: () => {
        const worker = new FakeWorker({ pace: 4, stepsPerEpoch: 30, ...options, runs });
        workers.push(worker);
        return worker;
      },
    });
    close.push(client.close);
    return client;
  }, openDatasets);
  controller.view.show(view);
  patch(controller.store, 'data', { samples: fakeSamples });
  const host = document.createElement('div');
  document.body.append(host);
  const root = createRoot(host);
  root.render(
    <ControllerContext value={controller}>
      <App />
    </ControllerContext>,
  );
  await controller.data.choose(fakeSamples[0].id);
  await controller.backend.probe();
  return {
    controller,
    workers,
    savedData,
    runs,
    unmount() {
      root.unmount();
      host.remove();
      for (const end of close) end();
    },
  };
}
