import { describe, expect, it } from 'vitest';
import { parseRunConfig } from '../../contract/settings.ts';
import { onWasm } from '../testing/on-wasm.ts';
import { tinyData } from '../testing/tiny-data.ts';
import type { TrainingState } from './state.ts';
import { train } from './trainer.ts';
import type { TrainOptions, TrainResult } from './options.ts';

const config = parseRunConfig({
  vocabularySize: 60,
  maxLength: 12,
  layerSizes: [6],
  embeddingSize: 7,
  batchSize: 16,
  epochs: 3,
  keepProb: 0.7,
});
const stepsPerEpoch = 5;

onWasm();

/** A second a look at the clock: steps that seem slow are read back one by one. */
function slowClock() {
  let time = 0;
  return () => (time += 1_000);
}

/** @param stopAfter steps; null: it is not stopped */
async function run(
  stopAfter: number | null,
  options: TrainOptions,
): Promise<{ states: TrainingState[]; result: TrainResult }> {
  const abort = new AbortController();
  const data = await tinyData(config, 100);
  const training = train(config, data, abort.signal, { readTime: slowClock(), ...options });
  const states: TrainingState[] = [];
  for (;;) {
    const next = await training.next();
    if (next.done) return { states, result: next.value };
    const event = next.value;
    if (event.type === 'state') states.push(event.state);
    if (event.type === 'steps' && event.steps.at(-1)?.step === stopAfter) abort.abort();
  }
}

describe('a run that is stopped', () => {
  it.each([1, 3])(
    'in its first epoch has the weights and slots of step %d, not those of a state before',
    async (stop) => {
      // A state a step to compare with; the stopped run takes none.
      const { states } = await run(null, { secondsPerState: 0 });
      const { states: before, result } = await run(stop, { secondsPerState: 3_600 });
      expect(before).toEqual([]);
      const { optimizer, parameters } = result;
      const at = states.find(({ step }) => step === optimizer?.steps);
      expect(optimizer?.steps).toBeGreaterThanOrEqual(stop);
      expect(optimizer?.steps).toBeLessThan(stepsPerEpoch);
      expect(at?.step).toBe(optimizer?.steps);
      expect(parameters).toEqual(at?.parameters);
      expect(optimizer?.slots).toEqual(at?.slots);
      expect(states[0].parameters).not.toEqual(states[1].parameters);
    },
  );

  it.each([false, true])(
    'while an epoch is validated has no figures of it (the bias fitted: %s)',
    async (refitBias) => {
      const abort = new AbortController();
      const data = await tinyData(config, 100);
      const training = train({ ...config, refitBias }, data, abort.signal);
      const told: string[] = [];
      for (;;) {
        const { done, value } = await training.next();
        if (done) {
          expect(value).toMatchObject({ reason: 'stopped', restoredEpoch: null, epochs: [] });
          break;
        }
        told.push(value.type);
        if (value.type === 'phase' && value.phase === 'validating') abort.abort();
      }
      expect(told).not.toContain('epoch');
    },
  );

  it('in a later epoch has the weights of the best one, and none of the optimizer’s values', async () => {
    const stop = stepsPerEpoch + 2;
    const { states } = await run(null, { secondsPerState: 0 });
    const { result } = await run(stop, { secondsPerState: 3_600 });
    const afterFirst = states.find(({ history }) => history.length === 1);
    expect(result).toMatchObject({ reason: 'stopped', restoredEpoch: 1, optimizer: null });
    expect(result.parameters).toEqual(afterFirst?.parameters);
  });
});
