import { expect, it, describe } from 'vitest';
import { relativeError } from '../ops/helpers/differences.ts';
import { cellReferences } from '../network/cell-references.ts';
import { networks, referenceProbabilities, savedModel } from '../export/testing/saved.ts';
import { pooledShares } from './contributions.ts';
import { finiteDifferences } from '../ops/helpers/differences.ts';
import { gradientOfLogit } from './backward.ts';
import { directionWeights, network64, readoutOf } from './network64.ts';
import { runningLogits } from './running.ts';
import { embed, probabilitiesOf, traceOf } from './trace.ts';

const ids = Int32Array.of(5, 3, 1, 9, 9, 2, 14);

describe.each(networks)('a trace: %s', (_, values, classNames, decision) => {
  const saved = savedModel(values, 3, classNames, decision);
  const network = network64(saved);
  const embedded = embed(network, ids);
  const trace = traceOf(network, embedded);

  it('has the bits of the reference of each layer and direction', () => {
    for (const { layer, inputs, directions } of trace.layers)
      for (const { direction, gates, hidden, cells } of directions) {
        const expected = cellReferences[layer.cell].forward({
          ...{ x: inputs, lengths: Int32Array.of(ids.length), batch: 1, time: ids.length },
          ...directionWeights(network, layer, direction),
          hidden: layer.units,
        });
        expect(gates).toEqual(expected.gates);
        expect(hidden).toEqual(expected.sequence);
        if (layer.cell === 'lstm') expect(expected).toMatchObject({ cells });
      }
  });

  it('ends in the probabilities of the reference', () => {
    const expected = referenceProbabilities(saved, [...ids]);
    expect(relativeError(probabilitiesOf(trace.logits, saved.decision.temperature), expected)).toBeLessThan(
      1e-13,
    );
  });

  it('shares a logit out among the words without rest', () => {
    trace.logits.forEach((logit, place) => {
      const shares = pooledShares(network, trace, place).flatMap(({ adds }) => adds);
      const sum = shares.reduce((total, share) => total + share, 0);
      expect(sum + readoutOf(network).bias[place]).toBeCloseTo(logit, 12);
    });
  });

  it('runs through the answers for each beginning of the text', () => {
    const running = runningLogits(network, embedded, trace);
    expect(running[ids.length - 1]).toEqual(trace.logits);
    running.forEach((logits, last) => {
      const expected = referenceProbabilities(saved, [...ids.subarray(0, last + 1)]);
      expect(relativeError(probabilitiesOf(logits, saved.decision.temperature), expected)).toBeLessThan(
        1e-13,
      );
    });
  });

  it('gives the gradient of each logit by the embeddings, as finite differences have it', () => {
    trace.logits.forEach((_logit, place) => {
      const moved = embedded.slice();
      const expected = finiteDifferences(moved, () => traceOf(network, moved).logits[place], 1e-4);
      expect(relativeError(gradientOfLogit(network, trace, place), expected)).toBeLessThan(1e-6);
    });
  });
});
