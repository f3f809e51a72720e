import { expect, it } from 'vitest';
import { finiteDifferences, randomSource, relativeError, weightedSum } from '../helpers/differences.ts';
import { denseReference, denseReferenceGrad } from './reference.ts';

it('adds the weighted features and the bias', () => {
  const logits = denseReference(Float64Array.of(1, 2, 3, 4), Float64Array.of(10, 100), Float64Array.of(5));
  expect([...logits]).toEqual([215, 435]);
});

it('has the gradients that finite differences give', () => {
  const random = randomSource(1);
  const [features, kernel, bias, dy] = [random(15), random(5), random(1), random(3)];
  const loss = () => weightedSum(denseReference(features, kernel, bias), dy);
  const gradient = denseReferenceGrad(features, kernel, dy);
  expect(relativeError(gradient.dFeatures, finiteDifferences(features, loss))).toBeLessThan(1e-6);
  expect(relativeError(gradient.dKernel, finiteDifferences(kernel, loss))).toBeLessThan(1e-6);
  expect(relativeError(gradient.dBias, finiteDifferences(bias, loss))).toBeLessThan(1e-6);
});
