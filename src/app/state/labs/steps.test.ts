import { expect, it } from 'vitest';
import { labIds } from '../../../contract/labs.ts';
import { labWords } from '../../i18n/labs.ts';
import {
  createAppStore,
  patch,
  progressOfLab,
  withInside,
  withProgress,
  idleFlow,
  idleLabs,
} from '../store.ts';
import { isDone, keyOfChange, labRuns, labSteps } from './steps.ts';

it.each(labIds)('the lab “%s” has a text for each step, and an answer', (id) => {
  const { steps, answers, right, before, after } = labWords.labs[id];
  expect(steps).toHaveLength(labSteps[id].length);
  expect(new Set(steps.map(({ button }) => button)).size).toBe(steps.length);
  expect(answers[right]).toBeDefined();
  expect(Math.min(before.length, after.length)).toBeGreaterThan(1);
});

it('names every run of a lab, and every change that is measured', () => {
  expect(Object.keys(labWords.runs.names).sort()).toEqual(Object.keys(labRuns).sort());
  const measured = labIds.flatMap((id) =>
    labSteps[id].flatMap((step) => (step.kind === 'measure' ? [keyOfChange(step.change)] : [])),
  );
  expect(measured).toEqual(Object.keys(labWords.figures.changes));
});

it('tells changes of gates and units apart', () => {
  const unit = { layer: 'lstm_0', direction: 'forward', unit: 3 } as const;
  const keys = [
    keyOfChange(null),
    keyOfChange({ gates: { forget: 'open' }, unit: null }),
    keyOfChange({ gates: { forget: 'shut' }, unit: null }),
    keyOfChange({ gates: { forget: 'shut', input: 'open' }, unit: null }),
    keyOfChange({ gates: { forget: 'shut' }, unit }),
    keyOfChange({ gates: { forget: 'shut' }, unit: { ...unit, unit: 4 } }),
  ];
  expect(new Set(keys).size).toBe(keys.length);
});

it('knows when a step is done', () => {
  const store = createAppStore();
  const run = { kind: 'run', run: 'shuffled-labels' } as const;
  const measure = { kind: 'measure', change: { gates: { forget: 'open' }, unit: null } } as const;
  for (const step of [run, measure, { kind: 'train' } as const])
    expect(isDone(step, store.getState())).toBe(false);
  patch(store, 'labs', {
    runs: { 'shuffled-labels': [] },
    measured: { 'forget-open': { before: 0.8, after: 0.7, rows: 10, all: 10, interval: [-0.2, 0] } },
  });
  expect([isDone(run, store.getState()), isDone(measure, store.getState())]).toEqual([true, true]);
});

it('counts the progress of each lab by itself', () => {
  const labs = withProgress(withProgress(idleLabs, 'gates', { done: 2 }), 'gates', { chosen: 1 });
  expect(progressOfLab(labs, 'gates')).toEqual({ done: 2, chosen: 1, isRevealed: false });
  expect(progressOfLab(labs, 'keep-prob')).toEqual({ done: 0, chosen: null, isRevealed: false });
});

it('keeps the last run of each cell, without epochs that are void', () => {
  const inside = (cell: 'lstm' | 'gru', epoch: number) => ({
    ...({ type: 'inside', flow: null, untrained: null, reading: null } as const),
    ...{ cell, epoch },
  });
  const epochsOf = (flow: typeof idleFlow) => flow.runs.lstm?.map(({ epoch }) => epoch);
  let flow = [1, 2, 3].reduce((before, epoch) => withInside(before, inside('lstm', epoch)), idleFlow);
  flow = withInside(flow, inside('gru', 1));
  expect(epochsOf(flow)).toEqual([1, 2, 3]);
  expect(epochsOf(withInside(flow, inside('lstm', 2)))).toEqual([1, 2]);
  expect(epochsOf(withInside(flow, inside('lstm', 1)))).toEqual([1]);
});
