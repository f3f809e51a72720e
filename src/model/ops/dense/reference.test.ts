import { expect, it } from 'vitest';
import { finiteDifferences, randomSource, relativeError, weightedSum } from '../helpers/differences.ts';
import { denseReference, denseReferenceGrad } from './reference.ts';

it('adds the weighted features and the bias', () => {
  const features = Float64Array.of(1, 2, 3, 4);
  expect([...denseReference(features, Float64Array.of(10, 100), Float64Array.of(5))]).toEqual([215, 435]);
  const kernel = Float64Array.of(10, 1, 100, 2);
  expect([...denseReference(features, kernel, Float64Array.of(5, 0.5))]).toEqual([215, 5.5, 435, 11.5]);
});

it.each([1, 4])('has the gradients that finite differences give, with %i units', (units) => {
  const random = randomSource(1);
  const [features, kernel, bias, dy] = [random(15), random(5 * units), random(units), random(3 * units)];
  const loss = () => weightedSum(denseReference(features, kernel, bias), dy);
  const gradient = denseReferenceGrad(features, kernel, dy, units);
  expect(relativeError(gradient.dFeatures, finiteDifferences(features, loss))).toBeLessThan(1e-6);
  expect(relativeError(gradient.dKernel, finiteDifferences(kernel, loss))).toBeLessThan(1e-6);
  expect(relativeError(gradient.dBias, finiteDifferences(bias, loss))).toBeLessThan(1e-6);
});
