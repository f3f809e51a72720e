import { readFile } from 'node:fs/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { defaultDecision } from '../contract/decision.ts';
import { presetConfig, type RunConfig } from '../contract/settings.ts';
import { saying } from '../contract/messages/testing/saying.ts';
import { told } from '../contract/messages/testing/told.ts';
import { exportZip, importZip } from './export/index.ts';
import { LoadedModel } from './loaded-model.ts';
import { TrainingService } from './training-service.ts';
import type { TrainingState } from './training/state.ts';

const config: RunConfig = {
  ...presetConfig(),
  layerSizes: [5],
  embeddingSize: 6,
  epochs: 8,
  batchSize: 256,
  wordKeepProb: 0.9,
  backend: 'wasm',
};
const sample = {
  id: 'uci-sentences',
  name: 'UCI sentences',
  description: '',
  file: 'datasets/uci-sentences.reviews',
  bytes: 0,
  rows: 0,
  source: '',
  citation: '',
  licence: '',
} as const;
const texts = ['A lovely place with zyzzyva.', 'The worst phone that I ever had, and so slow', 'Fine'];

let service: TrainingService;
afterEach(() => service.backend.close());

async function open(): Promise<void> {
  service = new TrainingService();
  service.data.loadSample(sample, await readFile(`public/${sample.file}`));
}

interface Listener {
  /** Called at each state, while the run waits to be asked for the next event. */
  onState?: (state: TrainingState) => Promise<void>;
  /** Called beside the run, again and again. */
  beside?: () => Promise<unknown>;
}

/** @returns the trained weights, and steps an epoch */
async function train({ onState, beside }: Listener, signal = new AbortController().signal) {
  service.live.expect();
  const events = service.train(config, signal, { secondsPerState: 0 });
  let isOver = false;
  let stepsPerEpoch = 0;
  const asked = (async () => {
    while (!isOver && beside) await beside();
  })();
  for (;;) {
    const next = await events.next();
    if (next.done) break;
    if (next.value.type === 'steps') stepsPerEpoch = next.value.steps[0].totalSteps / config.epochs;
    if (next.value.type === 'state') await onState?.(next.value.state);
  }
  isOver = true;
  await asked;
  return { stepsPerEpoch, parameters: service.models.current().saved.parameters };
}

describe('a network that is asked while it trains', () => {
  it('answers as a network of that checkpoint, and learns the same bits as one that nobody asks', async () => {
    await open();
    const undisturbed = await train({});
    service.backend.close();
    await open();
    const positions: number[] = [];
    const { stepsPerEpoch } = undisturbed;
    let checkpoints = 0;
    let answered = 0;
    const disturbed = await train({
      beside: async () => {
        const { weights } = await service.answers.predict(texts[answered++ % texts.length]);
        if (weights) positions.push(weights.step);
        else await new Promise((resolve) => setTimeout(resolve, 1));
      },
      onState: async (state) => {
        checkpoints++;
        const network = new LoadedModel(modelOf(state));
        for (const text of texts) {
          const live = await service.answers.predict(text);
          expect(live.weights).toEqual({ epoch: Math.ceil(state.step / stepsPerEpoch), step: state.step });
          const [saved] = await network.predictAll([text]);
          expect(live).toEqual({ ...saved, weights: live.weights });
        }
        network.release();
      },
    });
    expect(disturbed).toEqual(undisturbed);
    expect(checkpoints).toBeGreaterThan(3);
    expect(new Set(positions).size).toBeGreaterThan(3);
    expect((await service.answers.predict(texts[0])).weights).toBeNull();
  });

  it('waits for the first weights, and costs nothing when it is given up', async () => {
    await open();
    service.live.expect();
    const abort = new AbortController();
    const given = expect(service.answers.predict(texts[0], abort.signal)).rejects.toMatchObject({
      name: 'AbortError',
    });
    const first = service.answers.predict(texts[0]);
    abort.abort();
    await given;
    await train({});
    expect((await first).weights).toEqual({ epoch: 0, step: 0 });
  });

  it('says in a run what is wrong with a text, and after a run without a network that there is none', async () => {
    await open();
    const wrong = told({ code: 'no-words' });
    await train({ onState: () => expect(service.answers.predict('  …')).rejects.toThrow(wrong) });
    const other = new TrainingService();
    other.live.expect();
    const waiting = other.answers.predict('fine');
    other.live.end();
    await expect(waiting).rejects.toThrow(saying('There is no model yet: train one, or load one.'));
  });
});

function modelOf({ config: of, vocabulary, parameters, seen, history }: TrainingState) {
  const { name, fingerprint, classNames } = service.data.current();
  const metrics = { epochs: history, restoredEpoch: null, test: null };
  const trainedOn = { name, fingerprint };
  const decision = defaultDecision(classNames.length);
  const cleaning = { stripMarkup: false };
  const described = { config: of, cleaning, vocabulary: [...vocabulary], classNames, decision, trainedOn };
  return importZip(exportZip({ ...described, parameters, metrics, seen }));
}
