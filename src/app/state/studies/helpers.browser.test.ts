import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { defaultSettings } from '../../../workers/protocol.ts';
import { beginStudy } from '../../../workers/studies.ts';
import { fakeBackends, fakeSamples, fakeSummary } from '../../testing/fake-answers.ts';
import { createAppStore, type AppState } from '../store.ts';
import { helpersFor } from './helpers.ts';

beforeEach(() => {
  vi.spyOn(navigator, 'hardwareConcurrency', 'get').mockReturnValue(4);
  Object.defineProperty(navigator, 'deviceMemory', { configurable: true, get: () => 8 });
});
afterEach(() => {
  vi.restoreAllMocks();
  Reflect.deleteProperty(navigator, 'deviceMemory');
});

/** With a sample of so many bytes, on a backend that takes so many seconds a run. */
function stateOf(bytes: number, chosen: 'wasm' | 'webgpu', secondsForRun: number): AppState {
  const state = createAppStore().getState();
  const source = { kind: 'sample' as const, sample: { ...fakeSamples[0], bytes } };
  const backend = { ...state.backend, report: { ...fakeBackends, chosen, secondsForRun } };
  return { ...state, backend, data: { ...state.data, loaded: { source, summary: fakeSummary('a', 900) } } };
}

const studyOf = (count: number, backend: 'auto' | 'wasm' | 'webgl' = 'auto') =>
  beginStudy({
    base: { ...defaultSettings, backend },
    cells: [{}],
    repeats: { kind: 'seeds', seeds: Array.from({ length: count }, (_, i) => i + 1), varySplit: false },
    halving: false,
  });

it.each([
  ['a processor each, the page’s own worker has one', stateOf(2e5, 'wasm', 60), studyOf(9), 3],
  ['one for each run', stateOf(2e5, 'wasm', 60), studyOf(3), 2],
  ['none on a GPU that is chosen', stateOf(2e5, 'webgpu', 60), studyOf(9), 0],
  ['none on a GPU that is asked for', stateOf(2e5, 'wasm', 60), studyOf(9, 'webgl'), 0],
  ['as many on WebAssembly that is asked for', stateOf(2e5, 'webgpu', 60), studyOf(9, 'wasm'), 3],
  ['none for a short study', stateOf(2e5, 'wasm', 3), studyOf(9), 0],
  ['no more than memory has room for', stateOf(4e7, 'wasm', 60), studyOf(9), 1],
  ['none where memory has room for one', stateOf(9e7, 'wasm', 60), studyOf(9), 0],
])('there are as many helpers as are of use: %s', (_, state, study, count) => {
  expect(helpersFor(state, study)).toBe(count);
});
