import { say } from '../../contract/messages/en/say.ts';
import { describe, expect, it } from 'vitest';
import { saying } from '../../contract/messages/testing/saying.ts';
import { parseRunConfig, presetConfig, type RunConfig } from '../../contract/settings.ts';
import type { PreparedData } from '../data/index.ts';
import { cellNames } from '../network/cells.ts';
import { onWasm } from '../testing/on-wasm.ts';
import { tinyData } from '../testing/tiny-data.ts';
import { learningRateAt } from './schedule.ts';
import type { StepEvent } from '../../contract/training.ts';
import type { TrainEvent, TrainingState } from './state.ts';
import { train } from './trainer.ts';
import type { TrainOptions, TrainResult } from './options.ts';

const small: RunConfig = parseRunConfig({
  ...presetConfig(),
  adversarialNoise: 0,
  vocabularySize: 60,
  maxLength: 12,
  layerSizes: [6, 5],
  embeddingSize: 7,
  batchSize: 16,
  epochs: 4,
  learningRate: 0.01,
  earlyStopping: 0,
  seed: 11,
});

onWasm();

interface Ran {
  events: TrainEvent[];
  states: TrainingState[];
  result: TrainResult | null;
}

/** @param until ends the run there, as a crash does: nothing more is pulled */
async function run(
  config: RunConfig,
  data: PreparedData,
  options: TrainOptions = {},
  until: (states: TrainingState[]) => boolean = () => false,
): Promise<Ran> {
  const events: TrainEvent[] = [];
  const states: TrainingState[] = [];
  const generator = train(config, data, new AbortController().signal, { secondsPerState: 0, ...options });
  for (;;) {
    const next = await generator.next();
    if (next.done) return { events, states, result: next.value };
    events.push(next.value);
    if (next.value.type === 'state') states.push(next.value.state);
    if (until(states)) {
      await generator.return(undefined as never);
      return { events, states, result: null };
    }
  }
}

const figures = (events: TrainEvent[]) =>
  events
    .flatMap((event) => (event.type === 'steps' ? event.steps : []))
    .map(({ step, loss, accuracy, gradientNorm, learningRate }) => ({
      step,
      loss,
      accuracy,
      gradientNorm,
      learningRate,
    }));
const epochs = (events: TrainEvent[]) =>
  events.filter((event) => event.type === 'epoch').map((event) => ({ ...event, seconds: 0 }));

describe('a run that is resumed', () => {
  it('tells where it was resumed, and how long what is left of it takes', async () => {
    const data = await tinyData(small, 100);
    // A second a look at the clock: steps that seem slow are read back one by one, and a state taken after each.
    const slowly = () => {
      let time = 0;
      return { readTime: () => (time += 1_000) };
    };
    const { states } = await run(small, data, slowly(), (all) => all.at(-1)?.step === 7);
    const { events } = await run(small, data, { from: states.at(-1), ...slowly() });
    expect(events.find((event) => event.type === 'mark')).toMatchObject({
      kind: 'resumed',
      step: 7,
      epoch: 1.4,
    });
    const steps = events.flatMap((event) => (event.type === 'steps' ? event.steps : []));
    const leftAt = (step: number) => steps.find((one) => one.step === step) as StepEvent;
    const reviewsLeft = (step: number) => 4 * 80 - step * 16;
    // Nothing was validated since then.
    const next = leftAt(8);
    expect(next.secondsLeft * next.reviewsPerSecond).toBeCloseTo(reviewsLeft(8), 6);
    // After that each epoch that is left has a validation, as long as the last one: so many looks at the clock.
    const validations = [2, 3].map((epoch) => {
      const first = leftAt(5 * epoch + 1);
      const all = first.secondsLeft - reviewsLeft(first.step) / first.reviewsPerSecond;
      return all / (small.epochs - epoch);
    });
    expect(validations[0]).toBeCloseTo(Math.round(validations[0]), 6);
    expect(validations[0]).toBeGreaterThan(0.5);
    expect(validations[0]).toBeLessThan(10);
    expect(validations[1]).toBeCloseTo(validations[0], 6);
  });

  it.each([
    ['Adam, in the middle of an epoch', {}, 7],
    ['Adadelta, after an epoch', { optimizer: 'adadelta', learningRate: 1 }, 5],
    ['RMSprop, after its first step', { optimizer: 'rmsprop' }, 1],
    [
      'momentum, with everything that draws by chance',
      { optimizer: 'sgd', wordKeepProb: 0.8, keepProb: 0.6 },
      12,
    ],
    ['one cycle, with early stopping', { schedule: 'one-cycle', earlyStopping: 2 }, 8],
    ['adversarial noise', { adversarialNoise: 0.1, keepProb: 0.6 }, 7],
    ['the output bias refitted', { refitBias: true, keepProb: 0.6 }, 7],
    ['an ensemble, with the output bias refitted', { refitBias: true, ensembleSize: 2, keepProb: 0.6 }, 5],
    ['an ensemble', { ensembleSize: 3, wordKeepProb: 0.8, keepProb: 0.6 }, 7],
    ...cellNames.map((cell) => [`both directions, ${cell}`, { bidirectional: true, cell }, 7] as const),
  ] as const)('computes the same bits as one that was never interrupted: %s', async (_, change, after) => {
    const config = { ...small, ...change };
    const data = await tinyData(config, 100);
    const whole = await run(config, data);
    const cut = await run(config, data, {}, (states) => (states.at(-1)?.step ?? 0) >= after);
    const from = cut.states.at(-1) ?? null;
    expect(from?.step).toBeGreaterThanOrEqual(after);
    const rest = await run(config, data, { from });
    expect(rest.events.find((event) => event.type === 'mark')).toMatchObject({
      kind: 'resumed',
      step: from?.step,
    });
    const later = figures(whole.events).filter(({ step }) => step > (from?.step ?? 0));
    expect(figures(rest.events)).toEqual(later);
    expect([
      ...(from?.history ?? []).map((event) => ({ ...event, seconds: 0 })),
      ...epochs(rest.events),
    ]).toEqual(epochs(whole.events));
    expect(rest.result?.parameters).toEqual(whole.result?.parameters);
  });

  it('has nothing left to train when the last epoch was done, and returns its weights', async () => {
    const data = await tinyData(small, 100);
    const whole = await run(small, data);
    const rest = await run(small, data, { from: whole.states.at(-1) });
    expect(figures(rest.events)).toEqual([]);
    expect(rest.result?.parameters).toEqual(whole.result?.parameters);
    expect(rest.result?.epochs).toEqual(whole.result?.epochs);
  });

  it('is refused on other data, and with other shapes', async () => {
    const data = await tinyData(small, 100);
    const { states } = await run(small, data, { dataset: 'one' });
    const [from] = states;
    await expect(run(small, data, { dataset: 'other', from })).rejects.toThrow(
      saying('trained on other data'),
    );
    const wider = { ...small, layerSizes: [8, 5] };
    await expect(run(wider, data, { dataset: 'one', from })).rejects.toThrow(
      saying('does not fit its settings'),
    );
  });
});

describe('a run of one cycle that is resumed for more epochs', () => {
  /** Steps an epoch: 80 reviews in batches of 16. */
  const steps = 5;
  const short = { ...small, schedule: 'one-cycle', epochs: 3 } as const;
  const longer = { ...short, epochs: 9 };
  const rates = (events: TrainEvent[]) => figures(events).map(({ learningRate }) => learningRate);
  const cycle = (length: number, learningRate: number) =>
    Array.from({ length: length * steps }, (_, step) =>
      learningRateAt({ ...short, epochs: length, learningRate }, step, steps),
    );

  it('gives the additional epochs a cycle of their own with a quarter of the rate, and says so', async () => {
    const data = await tinyData(short, 100);
    const before = await run(short, data);
    expect(rates(before.events)).toEqual(cycle(3, 0.01));
    const after = await run(longer, data, { from: before.states.at(-1) });
    const added = rates(after.events);
    cycle(6, 0.0025).forEach((rate, step) => expect(added[step]).toBeCloseTo(rate, 12));
    expect(after.events.find((event) => event.type === 'mark')?.message).toEqual({
      code: 'resumed',
      epoch: 4,
      step: 15,
      cycle: { after: 3, start: expect.closeTo(0.0001, 12) as number, top: 0.0025 },
    });
  });

  it('keeps the cycle under way to its end when it is resumed for more epochs before that', async () => {
    const data = await tinyData(short, 100);
    const { states } = await run(short, data, {}, (all) => (all.at(-1)?.step ?? 0) >= 7);
    const from = states.at(-1);
    const { events } = await run(longer, data, { from });
    const all = [...cycle(3, 0.01), ...cycle(6, 0.0025)].slice(from?.step);
    rates(events).forEach((rate, step) => expect(rate).toBeCloseTo(all[step], 12));
    expect(rates(events)).toHaveLength(all.length);
  });

  it.each([17, 30, 44])(
    'computes the same bits when it is interrupted again after step %s',
    async (after) => {
      const data = await tinyData(short, 100);
      const from = (await run(short, data)).states.at(-1);
      const whole = await run(longer, data, { from });
      const cut = await run(longer, data, { from }, (all) => (all.at(-1)?.step ?? 0) >= after);
      const again = cut.states.at(-1);
      const rest = await run(longer, data, { from: again });
      expect(figures(rest.events)).toEqual(
        figures(whole.events).filter(({ step }) => step > (again?.step ?? 0)),
      );
      expect(rest.result).toEqual({
        ...whole.result,
        epochs: whole.result?.epochs.map((epoch) => ({ ...epoch, seconds: expect.any(Number) as number })),
      });
      // The cycle is under way: it does not start again.
      expect(rest.events.find((event) => event.type === 'mark')?.message).toMatchObject({
        code: 'resumed',
        cycle: null,
      });
    },
  );

  it('applies the rates that it tells', async () => {
    const config = { ...short, optimizer: 'sgd', gradientClip: 0 } as const;
    const data = await tinyData(config, 100);
    const from = (await run(config, data)).states.at(-1);
    // A second a look at the clock: steps that seem slow are read back one by one.
    let time = 0;
    const readTime = () => (time += 1_000);
    const { events, states } = await run({ ...config, epochs: 5 }, data, { from, readTime });
    const told = new Map(figures(events).map(({ step, learningRate }) => [step, learningRate]));
    let checked = 0;
    states.slice(1).forEach((state, place) => {
      const earlier = states[place];
      if (state.step !== earlier.step + 1) return;
      // SGD changes each weight by the rate times its velocity.
      const [velocity] = state.slots.get('dense/kernel') ?? [];
      const most = velocity.reduce(
        (best, value, i) => (Math.abs(value) > Math.abs(velocity[best]) ? i : best),
        0,
      );
      const change =
        (state.parameters.get('dense/kernel')?.[most] ?? 0) -
        (earlier.parameters.get('dense/kernel')?.[most] ?? 0);
      const rate = told.get(state.step) ?? 0;
      // float32 weights of about 0.3 have steps of 3e-8.
      expect(Math.abs(-change / velocity[most] - rate)).toBeLessThan(
        6e-8 / Math.abs(velocity[most]) + 1e-4 * rate,
      );
      checked++;
    });
    expect(checked).toBeGreaterThan(5);
  });

  it('ends within its cycle, without a jump, when it is resumed for fewer epochs', async () => {
    const data = await tinyData(short, 100);
    const { states } = await run(short, data, {}, (all) => (all.at(-1)?.step ?? 0) >= 3);
    const from = states.at(-1);
    const { events } = await run({ ...short, epochs: 2 }, data, { from });
    expect(rates(events)).toEqual(cycle(3, 0.01).slice(from?.step, 2 * steps));
  });
});

describe('a loss that is no number', () => {
  const wild: Partial<RunConfig> = { optimizer: 'sgd', learningRate: 1e30, gradientClip: 0, epochs: 2 };

  /** The run's second state. */
  async function second(config: RunConfig, data: PreparedData): Promise<TrainingState> {
    const { states } = await run(config, data, {}, (all) => all.length === 2);
    return states[1];
  }

  it('takes the run back to its last good state with a quarter of the rate, three times, then ends it', async () => {
    const config = { ...small, ...wild, seed: 12 } as RunConfig;
    const data = await tinyData(config, 100);
    const from = await second({ ...config, learningRate: 0.01 }, data);
    const planted = new Map(from.parameters);
    planted.set('dense/bias', Float32Array.of(Number.NaN));
    const { events, result } = await run(config, data, { from: { ...from, config, parameters: planted } });
    const marks = events.filter((event) => event.type === 'mark').filter(({ kind }) => kind === 'divergence');
    expect(marks).toHaveLength(3);
    expect(marks.map(({ step }) => step)).toEqual([from.step, 0, 0]);
    expect(say(marks[0].message)).toMatch(/25% of the learning rate/);
    expect(events.at(-1)).toMatchObject({ type: 'end', reason: 'diverged' });
    expect(result).not.toBeNull();
  });

  it('continues with finite weights when the lower rate is low enough', async () => {
    // Momentum 0.9 shrinks weights while rate × decay is under 3.8: here it is 8, and 2 after the divergence.
    const config = {
      ...small,
      optimizer: 'sgd',
      learningRate: 80,
      l2: 0.1,
      epochs: 30,
      schedule: 'exponential',
      learningRateDecay: 1,
    } as RunConfig;
    const data = await tinyData(config, 100);
    const { events, result } = await run(config, data);
    const marks = events.filter((event) => event.type === 'mark');
    // The state just before the break has weights that no rate can repair: the second time it starts over.
    expect(marks.map(({ step }) => step > 0)).toEqual([true, false]);
    expect(figures(events).at(-1)).toMatchObject({ step: 150, learningRate: 5 });
    expect(events.at(-1)).toMatchObject({ type: 'end', reason: 'finished', epochs: 30 });
    for (const values of result?.parameters.values() ?? []) expect(values.every(Number.isFinite)).toBe(true);
  });

  it('ends the run at once when the user wants that', async () => {
    const config = parseRunConfig({ ...small, onDivergence: 'stop' });
    const data = await tinyData(config, 100);
    const { events } = await run({ ...config, ...wild } as RunConfig, data);
    expect(events.some((event) => event.type === 'mark')).toBe(false);
    expect(events.at(-1)).toMatchObject({ type: 'end', reason: 'diverged' });
  });
});
