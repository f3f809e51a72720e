/** What a run that once lowered its rate still knows when it is resumed. */
import { expect, it } from 'vitest';
import { parseRunConfig } from '../../contract/settings.ts';
import { onWasm } from '../testing/on-wasm.ts';
import { tinyData } from '../testing/tiny-data.ts';
import { decodeState, encodeState } from './state-file.ts';
import type { TrainEvent, TrainingState } from './state.ts';
import { train } from './trainer.ts';

const config = parseRunConfig({
  vocabularySize: 60,
  maxLength: 12,
  layerSizes: [6],
  embeddingSize: 7,
  batchSize: 16,
  epochs: 2,
  learningRate: 0.01,
});
const data = await tinyData(config, 100);

onWasm();

async function eventsOf(from: TrainingState | null): Promise<TrainEvent[]> {
  const events: TrainEvent[] = [];
  for await (const event of train(config, data, new AbortController().signal, { from })) events.push(event);
  return events;
}

const statesOf = (events: TrainEvent[]) =>
  events.flatMap((event) => (event.type === 'state' ? [event.state] : []));
const ratesOf = (events: TrainEvent[]) =>
  events.flatMap((event) =>
    event.type === 'steps' ? event.steps.map(({ learningRate }) => learningRate) : [],
  );

/** The state after the first epoch, of a run that has gone back twice; as a file has it. */
async function afterTwoDivergences(change: Partial<TrainingState> = {}): Promise<TrainingState> {
  const [state] = statesOf(await eventsOf(null));
  const run = {
    id: 'a',
    name: 'A run',
    started: 0,
    source: { kind: 'sample', id: 'x' } as const,
    dataset: { name: 'x', fingerprint: '', rows: 100 },
  };
  return decodeState(encodeState({ ...state, divergences: 2, learningRateScale: 1 / 16, ...change }, run))
    .state;
}

it('is the lowered rate, and how often it was lowered', async () => {
  const events = await eventsOf(await afterTwoDivergences());
  const rates = ratesOf(events);
  expect(rates).toHaveLength(5);
  for (const rate of rates) expect(rate).toBeCloseTo(0.01 / 16, 12);
  const states = statesOf(events);
  expect(states.length).toBeGreaterThan(0);
  for (const state of states) expect(state).toMatchObject({ divergences: 2, learningRateScale: 1 / 16 });
});

it('lets it go back once more, and then no more', async () => {
  const from = await afterTwoDivergences();
  const broken = new Map(from.parameters).set('dense/bias', Float32Array.of(Number.NaN));
  const divergencesFrom = async (divergences: number) =>
    (await eventsOf({ ...from, parameters: broken, divergences })).filter(
      (event) => event.type === 'mark' && event.kind === 'divergence',
    ).length;
  expect(await divergencesFrom(2)).toBe(1);
  expect(await divergencesFrom(3)).toBe(0);
});
