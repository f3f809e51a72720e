/** Runs of a study side by side, in workers beside the page's own. */
import { afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { page } from 'vitest/browser';

import type { FakeOptions } from '../../testing/fake-worker.ts';
import { renderApp, type RenderedApp } from '../../testing/render-app.tsx';
import { openSavedStudies } from '../../state/studies/saved-studies.ts';
import { shownStudy } from '../../state/store.ts';

let app: RenderedApp;
beforeAll(() => page.viewport(1280, 900));
beforeEach(async () => {
  const saved = openSavedStudies();
  for (const { id } of await saved.list()) await saved.remove(id);
  vi.spyOn(navigator, 'hardwareConcurrency', 'get').mockReturnValue(3);
});
afterEach(() => {
  app.unmount();
  vi.restoreAllMocks();
});

const button = (name: string) => page.getByRole('button', { name, exact: true });
const state = () => app.controller.store.getState();
const seedsOf = (worker: number) =>
  app.workers[worker].received.flatMap((command) =>
    command.name === 'measure' ? [command.request.config.seed] : [],
  );
/** The last order to pause or to resume; other commands may come after it. */
const lastOrder = (worker: number) =>
  app.workers[worker].received.findLast(({ name }) => name === 'pause' || name === 'resume')?.name;
const sideBySide = (threads: number | undefined) => (threads === undefined ? 20 : 15);

/** Begins a study of so many seeds, on WebAssembly. */
async function begin(seeds: number, options: Partial<FakeOptions> = {}, epochs = '2'): Promise<void> {
  app = await renderApp({ stepRate: sideBySide, ...options });
  app.controller.settings.set('epochs', epochs);
  app.controller.settings.set('backend', 'wasm');
  await page.getByRole('radio', { name: String(seeds), exact: true }).click();
  await button('Start training').click();
}

async function ended(): Promise<void> {
  await expect.element(page.getByRole('region', { name: 'Chosen by validation' })).toBeVisible();
}

it('continues in three workers with a thread each, and ends with the runs of one that goes in turn', async () => {
  await begin(10, { pace: 20 });
  await expect.element(page.getByText(/of 10 runs done, 3 side by side/)).toBeVisible();
  await ended();
  const seeds = [0, 1, 2].map(seedsOf);
  expect(seeds.every((own) => own.length > 0)).toBe(true);
  expect(seeds.flat().toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  const asked = app.workers.flatMap(({ received }) =>
    received.flatMap((command) => (command.name === 'measure' ? [command.request] : [])),
  );
  expect(asked.map(({ threads, config }) => [threads, config.backend])).toEqual(asked.map(() => [1, 'wasm']));
  const { runs } = shownStudy(state().studies) ?? { runs: [] };
  expect(runs.map(({ seed }) => seed)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  expect(state().run.status).toBe('idle');
});

it('goes in turn on all threads where that is faster', async () => {
  await begin(3, { stepRate: (threads) => (threads === undefined ? 50 : 15) });
  await ended();
  expect(seedsOf(0)).toEqual([1, 2, 3]);
  expect(app.workers.slice(1).map((_, at) => seedsOf(at + 1))).toEqual([[], []]);
  expect(
    app.workers[0].received.some((command) => command.name === 'measure' && command.request.threads),
  ).toBe(false);
});

it('pauses and resumes all of them, and stops all', async () => {
  await begin(10, { pace: 60 }, '12');
  await expect.element(page.getByText(/3 side by side/)).toBeVisible();
  await expect.poll(() => seedsOf(2).length).toBeGreaterThan(0);
  await button('Pause').click();
  await expect.element(button('Resume')).toBeVisible();
  expect([0, 1, 2].map(lastOrder)).toEqual(['pause', 'pause', 'pause']);
  await new Promise((resolve) => setTimeout(resolve, 200));
  const { done } = state().studies.running ?? { done: Number.NaN };
  await new Promise((resolve) => setTimeout(resolve, 400));
  expect(state().studies.running?.done).toBe(done);
  await button('Resume').click();
  await expect.poll(() => state().studies.running?.done ?? 0, { timeout: 5_000 }).toBeGreaterThan(done);
  await button('Stop').click();
  await expect.poll(() => state().studies.running).toBeNull();
  expect(state().run.status).toBe('idle');
  const study = shownStudy(state().studies);
  expect(study?.isStopped).toBe(true);
  expect(study?.runs.length).toBeLessThan(10);
});

it('has the run of a worker that dies made by another, and says nothing of it', async () => {
  await begin(10, { pace: 40 });
  await expect.poll(() => app.workers.length === 3 && seedsOf(1).length > 0).toBe(true);
  app.workers[1].breakDown('It is gone.');
  await expect.element(page.getByText(/2 side by side/)).toBeVisible();
  await ended();
  const { runs } = shownStudy(state().studies) ?? { runs: [] };
  expect(runs.map(({ seed }) => seed)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  expect(state().notice).toBeNull();
});

it('goes in turn where the others come to other data', async () => {
  await begin(3, { fail: { 'step-rate': { code: 'bad-input', told: { code: 'no-words' } } } });
  await ended();
  expect(seedsOf(0)).toEqual([1, 2, 3]);
  expect(state().run.problem).toBeNull();
});
