import { describe, expect, it } from 'vitest';
import { parseRunConfig, presetConfig } from '../../contract/settings.ts';
import { onWasm } from '../testing/on-wasm.ts';
import { tinyData } from '../testing/tiny-data.ts';
import { TrainingClock } from './clock.ts';
import type { TrainEvent } from './state.ts';
import { train } from './trainer.ts';

const config = parseRunConfig({
  ...presetConfig(),
  tokenization: 'words',
  vocabularySize: 60,
  maxLength: 8,
  layerSizes: [4],
  embeddingSize: 5,
  batchSize: 16,
  epochs: 3,
  earlyStopping: 0,
});
const hour = 3_600_000;

onWasm();

/** A run whose clock moves by a tenth of a second each time it is read, and by the pause after each event. */
async function run(pause: (event: TrainEvent) => number): Promise<TrainEvent[]> {
  const data = await tinyData(config, 100);
  let time = 0;
  const readTime = () => (time += 100);
  const events: TrainEvent[] = [];
  const training = train(config, data, new AbortController().signal, { readTime, secondsPerState: 1 });
  for await (const event of training) {
    events.push(event);
    time += pause(event);
  }
  return events;
}

describe('the training clock', () => {
  it('stands still between stop and start, however often they are called', () => {
    let time = 5;
    const clock = new TrainingClock(() => time);
    time = 10;
    clock.stop();
    time = 70;
    expect(clock.now()).toBe(10);
    clock.stop();
    clock.start();
    clock.start();
    time = 75;
    expect(clock.now()).toBe(15);
  });

  it('leaves every figure as it was when each event is followed by a pause of an hour', async () => {
    const events = await run(() => hour);
    const kinds = new Set(events.map(({ type }) => type));
    expect([...kinds].sort()).toEqual(['end', 'epoch', 'phase', 'state', 'steps', 'warning']);
    // States within epochs come by the clock, too: as many of them, in the same places.
    expect(events).toEqual(await run(() => 0));
    const epochs = events.filter((event) => event.type === 'epoch');
    for (const { seconds } of epochs) expect(seconds).toBeLessThan(10);
  });

  it.each(['epoch', 'state', 'phase', 'warning', 'steps'] as const)(
    'excludes a pause after an event of the kind %s',
    async (type) => {
      const events = await run((event) => (event.type === type ? hour : 0));
      const last = events.flatMap((event) => (event.type === 'steps' ? event.steps : [])).at(-1);
      expect(last?.reviewsPerSecond).toBeGreaterThan(1);
      expect(events.at(-1)).toMatchObject({ type: 'end' });
      const total = events.reduce((sum, event) => (event.type === 'end' ? sum + event.seconds : sum), 0);
      expect(total).toBeLessThan(30);
      expect(total).toBeGreaterThan(0.1);
    },
  );
});
