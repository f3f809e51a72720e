import { describe, expect, it } from 'vitest';
import { TrainingClock } from './clock.ts';
import { LiveNetwork } from './live-network.ts';

/** A run's weights, as far as they matter here, and a clock that is moved by hand. */
function weightsAt(step: number) {
  const time = { now: 0 };
  return { weights: { step, clock: new TrainingClock(() => time.now) }, time };
}
type Weights = ReturnType<typeof weightsAt>['weights'];

const stepOf = async ({ step }: Weights) => step;

describe('LiveNetwork', () => {
  it('answers null where no run is under way', async () => {
    expect(await new LiveNetwork<Weights>().ask(stepOf)).toBeNull();
  });

  it('takes the weights at the moment of the answer, and waits for them where a run is about to begin', async () => {
    const live = new LiveNetwork<Weights>();
    live.expect();
    const early = live.ask(stepOf);
    let step = 3;
    live.begin(() => weightsAt(step).weights);
    expect(await early).toBe(3);
    const late = live.ask(stepOf);
    step = 4;
    expect(await late).toBe(4);
    live.expect();
    const afterwards = live.ask(stepOf);
    live.end();
    expect(await afterwards).toBeNull();
  });

  it('waits for a run that is about to begin, and no longer when the question is given up', async () => {
    const live = new LiveNetwork<Weights>();
    const rest = () => new Promise((resolve) => setTimeout(resolve, 20));
    const order: string[] = [];
    live.expect();
    const early = live.ask(async ({ step }) => {
      order.push('asked');
      return step;
    });
    await rest();
    order.push('begun');
    live.begin(() => weightsAt(3).weights);
    expect(await early).toBe(3);
    expect(order).toEqual(['begun', 'asked']);

    live.expect();
    const abort = new AbortController();
    const given = live.ask(stepOf, abort.signal);
    await rest();
    abort.abort();
    await expect(given).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('asks nothing for a question that was given up', async () => {
    const live = new LiveNetwork<Weights>();
    let asked = 0;
    live.begin(() => weightsAt(++asked).weights);
    const abort = new AbortController();
    const given = live.ask(stepOf, abort.signal);
    abort.abort();
    await expect(given).rejects.toMatchObject({ name: 'AbortError' });
    expect(asked).toBe(0);
  });

  it('counts an answer that is computed at once as no training time', async () => {
    const live = new LiveNetwork<Weights>();
    const { weights, time } = weightsAt(1);
    live.begin(() => weights);
    await live.ask(async () => {
      time.now += 500;
    });
    expect(weights.clock.now()).toBe(0);
    time.now += 20;
    expect(weights.clock.now()).toBe(20);
    weights.clock.stop();
    await live.ask(async () => {
      time.now += 500;
    });
    weights.clock.start();
    expect(weights.clock.now()).toBe(20);
  });
});
