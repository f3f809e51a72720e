import { describe, expect, it } from 'vitest';
import { textColumn } from '../data/index.ts';
import { networks, savedModel } from '../export/testing/saved.ts';
import { readText } from './explain.ts';
import { axesOf, lineOf, readoutStates } from './line.ts';
import { readoutOf } from './network64.ts';
import { centred, firstComponent, varianceOf, without } from './pca.ts';
import { runningLogits } from './running.ts';
import { countingModel, stepOfCount, subjectFor, weightOfUnit } from './testing/counting.ts';

const texts = ['the good good film', 'bad the bad', 'film the good bad', 'good', 'bad bad bad film'];
const dataset = { texts: textColumn(texts), classes: Uint8Array.of(1, 0, 1, 1, 0) };

describe('the line of the network in which one unit counts', async () => {
  const subject = subjectFor(countingModel());
  const states = await readoutStates(subject, dataset);
  const text = 'good film good bad';
  const line = lineOf(subject, dataset, states, { text, ...readText(subject, text) });

  it('has all variance of its states on it', () => {
    expect(line.shares).toEqual({ readout: 1, first: expect.closeTo(1, 12) });
    expect(line.angle).toBeCloseTo(0, 5);
    expect(new Set(line.states.y)).toEqual(new Set([0]));
  });

  it('is walked by the count', () => {
    const xs = [1, 1, 2, 1].map((count) => weightOfUnit * Math.tanh(count * stepOfCount));
    expect(line.walk.map(({ token }) => token)).toEqual(['good', 'film', 'good', 'bad']);
    line.walk.forEach(({ x }, t) => expect(x).toBeCloseTo(xs[t], 6));
  });

  it('has the states of each review, with its class and its end', () => {
    const lengths = [4, 3, 4, 1, 4];
    expect([...line.states.classes]).toEqual(
      lengths.flatMap((n, i) => Array<number>(n).fill(dataset.classes[i])),
    );
    const ends = lengths.flatMap((n) => Array.from({ length: n }, (_, t) => Number(t === n - 1)));
    expect([...line.states.isLast]).toEqual(ends);
    expect(line.reviews).toEqual({ looked: 5, all: 5 });
    expect(line.states.x[3]).toBeCloseTo(weightOfUnit * Math.tanh(2 * stepOfCount), 6);
  });
});

describe.each(networks)('the line: %s', (_, values, classNames, decision) => {
  const saved = savedModel(values, 3, classNames, decision);
  const subject = subjectFor(saved);
  const words = saved.vocabulary.slice(2);
  const some = Array.from({ length: 12 }, (_text, i) =>
    Array.from({ length: 6 }, (_word, t) => words[(3 * i + 7 * t * t) % words.length]).join(' '),
  );
  const data = { texts: textColumn(some), classes: new Uint8Array(12) };

  it('runs along the running verdict, of more classes between the two most probable', async () => {
    const states = await readoutStates(subject, data);
    const read = readText(subject, some[1]);
    const line = lineOf(subject, data, states, { text: some[1], ...read });
    const running = runningLogits(subject.network, read.embedded, read.trace);
    const { between } = line;
    running.forEach((logits, t) => {
      const expected = logits.length === 1 ? logits[0] : logits[between[1]] - logits[between[0]];
      expect(line.walk[t].x).toBeCloseTo(expected, 10);
    });
    if (read.trace.logits.length > 1) {
      const others = [...read.trace.logits].filter((_logit, id) => !between.includes(id));
      const least = Math.min(...between.map((id) => read.trace.logits[id]));
      expect(Math.max(...others)).toBeLessThanOrEqual(least);
    }
    // The first component has the largest share that any direction can have.
    expect(line.shares.first).toBeGreaterThanOrEqual(line.shares.readout - 1e-9);
    expect(line.shares.first).toBeLessThanOrEqual(1 + 1e-9);
  });
});

describe('principal components', () => {
  const rows = centred(
    Array.from({ length: 40 }, (_, i) =>
      Float64Array.of(3 * Math.cos(i), Math.sin(2 * i), 0.2 * Math.cos(5 * i)),
    ),
  );

  it('are those of the covariance: no other direction has more variance', () => {
    const { direction, variance } = firstComponent(rows);
    expect(Math.abs(direction[0])).toBeGreaterThan(0.95);
    for (let i = 0; i < 50; i++) {
      const angle = (i * Math.PI) / 50;
      const along = (row: Float64Array) => Math.cos(angle) * row[0] + Math.sin(angle) * row[1];
      const other = rows.reduce((sum, row) => sum + along(row) ** 2, 0) / rows.length;
      expect(other).toBeLessThanOrEqual(variance + 1e-9);
    }
    const rest = without(rows, direction);
    expect(varianceOf(rest) + variance).toBeCloseTo(varianceOf(rows), 9);
    const second = firstComponent(rest);
    const product = second.direction.reduce((sum, value, i) => sum + value * direction[i], 0);
    expect(product).toBeCloseTo(0, 9);
  });

  it('are no direction where nothing varies', () => {
    const same = centred([Float64Array.of(1, 2), Float64Array.of(1, 2)]);
    expect(firstComponent(same)).toEqual({ direction: Float64Array.of(0, 0), variance: 0 });
    const { network } = subjectFor(countingModel());
    const axes = axesOf(network, [Float64Array.of(0.1, 0.2)], [0, 1]);
    expect(axes.shares).toEqual({ readout: 1, first: 1 });
    expect(axes.x(Float64Array.of(0, 1))).toBe(weightOfUnit + readoutOf(network).bias[0]);
  });
});
