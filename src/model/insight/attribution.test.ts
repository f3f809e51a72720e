import '@tensorflow/tfjs-backend-cpu';
import { memory, setBackend } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { networks, savedModel } from '../export/testing/saved.ts';
import { relativeError } from '../ops/helpers/differences.ts';
import { Random } from '../data/random.ts';
import { openWasm } from '../backends/wasm/index.ts';
import { registerFallback } from '../backends/fallback.ts';
import { attribute, type Subject } from './explain.ts';
import { embed, traceOf } from './trace.ts';
import { float64Work } from './work.ts';
import { backendWork } from './on-backend.ts';
import { subjectFor } from './testing/counting.ts';

const textsPerNetwork = Math.ceil(1000 / networks.length);

/** Ids of a text of 1 to 12 words, known and unknown. */
function randomIds(random: Random, vocabulary: number): Int32Array {
  return Int32Array.from({ length: 1 + random.below(12) }, () => 1 + random.below(vocabulary - 1));
}

function readIds({ network }: Subject, ids: Int32Array) {
  const embedded = embed(network, ids);
  return { ids, embedded, trace: traceOf(network, embedded) };
}

describe.each(networks)('integrated gradients: %s', (_, values, classNames) => {
  it(`add up to the difference of logits within 1% on ${textsPerNetwork} random texts`, async () => {
    const saved = savedModel(values, 11, classNames);
    const subject = subjectFor(saved);
    const random = new Random(4, 4);
    const errors: number[] = [];
    for (let i = 0; i < textsPerNetwork; i++) {
      const ids = randomIds(random, saved.vocabulary.length);
      const found = await attribute(subject, readIds(subject, ids), 'integrated-gradients');
      const sum = found.values.reduce((total, value) => total + value, 0);
      const difference = found.logit - found.baselineLogit;
      errors.push(Math.abs(sum - difference) / Math.max(0.01, Math.abs(difference)));
    }
    expect(Math.max(...errors)).toBeLessThan(0.01);
  }, 60_000);
});

describe.each(['cpu', 'wasm'] as const)('on the backend %s', (backend) => {
  beforeAll(async () => {
    if (backend === 'wasm') await openWasm({ threads: 2 });
    await setBackend(backend);
    if (backend === 'cpu') registerFallback(backend);
  });

  it.each(networks)('logits and gradients are those of float64: %s', async (_, values, classNames) => {
    const saved = savedModel(values, 7, classNames);
    const subject = subjectFor(saved);
    const network = subject.running();
    const random = new Random(8, 8);
    const texts = Array.from({ length: 5 }, () => randomIds(random, saved.vocabulary.length));
    const exact = float64Work(subject.network);
    const before = memory().numTensors;
    const work = backendWork(network, saved);
    const flat = (rows: readonly Float64Array[]) => rows.flatMap((row) => [...row]);
    expect(relativeError(flat(await work.logits(texts)), flat(await exact.logits(texts)))).toBeLessThan(1e-4);
    const whole = embed(subject.network, Int32Array.of(4, 9, 1, 7));
    const points = [0.1, 0.5, 1].map((share) => whole.map((value) => share * value));
    const logit = saved.classNames.length === 2 ? 0 : 2;
    const [found, expected] = await Promise.all(
      [work, exact].map(async (one) => {
        const gradients = await one.gradients(points, logit);
        return gradients.map((each) => Float64Array.of(each.logit, ...each.gradient));
      }),
    );
    expect(relativeError(flat(found), flat(expected))).toBeLessThan(1e-4);
    expect(memory().numTensors).toBe(before);
    network.dispose();
  });
});
