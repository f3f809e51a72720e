import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fields, parseRunConfig, type RunConfig } from '../../contract/settings.ts';
import type { Network64 } from '../insight/network64.ts';
import { embed, traceOf } from '../insight/trace.ts';
import {
  joinMembers,
  memberConfig,
  memberSeed,
  memberValues,
  splitMembers,
  trainedSpecs,
} from './ensemble.ts';
import { layersOf, parameterSpecs } from './layers.ts';
import { initialParameters } from './parameters.ts';

const sizes = fc.record({ words: fc.integer({ min: 4, max: 9 }), classes: fc.integer({ min: 2, max: 4 }) });
const configs: fc.Arbitrary<RunConfig> = fc
  .record({
    cell: fc.constantFrom(...fields.cell.choices),
    layerSizes: fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 3 }),
    embeddingSize: fc.integer({ min: 1, max: 6 }),
    ensembleSize: fc.integer({ min: 1, max: 4 }),
    bidirectional: fc.boolean(),
    pooling: fc.constantFrom(...fields.pooling.choices),
  })
  .map(parseRunConfig);

/** First values alone would have biases that are the same for all members. */
const valuesFor = (config: RunConfig, given: { words: number; classes: number }, seed: number) =>
  initialParameters(
    trainedSpecs(config, given).map((spec) => ({ ...spec, init: { kind: 'uniform', range: 0.7 } })),
    seed,
  );

const network = (
  config: RunConfig,
  given: { words: number; classes: number },
  values: ReadonlyMap<string, Float32Array>,
): Network64 => ({
  layers: layersOf(config, given),
  weights: new Map([...values].map(([name, array]) => [name, Float64Array.from(array)])),
});

const logitsOf = (of: Network64, ids: Int32Array) => [...traceOf(of, embed(of, ids)).logits];

describe('the one network of an ensemble', () => {
  it('answers with the mean of its members’ logits', () => {
    fc.assert(
      fc.property(
        configs,
        sizes,
        fc.array(fc.nat({ max: 3 }), { minLength: 1, maxLength: 6 }),
        fc.nat({ max: 1_000 }),
        (config, given, ids, seed) => {
          const trained = valuesFor(config, given, seed);
          const whole = network(config, given, joinMembers(trained, config, given));
          const own = memberConfig(config);
          const specs = parameterSpecs(own, given);
          const each = Array.from({ length: config.ensembleSize }, (_, member) =>
            logitsOf(network(own, given, memberValues(trained, specs, member)), Int32Array.from(ids)),
          );
          logitsOf(whole, Int32Array.from(ids)).forEach((logit, place) => {
            const mean = each.reduce((sum, logits) => sum + logits[place], 0) / each.length;
            // A third is no float32.
            expect(Math.abs(logit - mean)).toBeLessThan(1e-6);
          });
        },
      ),
    );
  });

  it('gives its members back, but for the bias that they share', () => {
    fc.assert(
      fc.property(configs, sizes, fc.nat({ max: 1_000 }), (config, given, seed) => {
        const trained = valuesFor(config, given, seed);
        const back = splitMembers(joinMembers(trained, config, given), config, given);
        expect([...back.keys()]).toEqual([...trained.keys()]);
        for (const [name, values] of trained) {
          if (name.endsWith('dense/bias') && config.ensembleSize > 1) continue;
          values.forEach((value, i) =>
            expect(Math.abs((back.get(name)?.[i] ?? NaN) - value)).toBeLessThan(1e-6),
          );
        }
        const again = joinMembers(back, config, given);
        for (const [name, values] of joinMembers(trained, config, given))
          values.forEach((value, i) =>
            expect(Math.abs((again.get(name)?.[i] ?? NaN) - value)).toBeLessThan(1e-6),
          );
      }),
    );
  });

  it('has the parameters that its settings say', () => {
    fc.assert(
      fc.property(configs, sizes, (config, given) => {
        const joined = joinMembers(valuesFor(config, given, 1), config, given);
        expect([...joined].map(([name, { length }]) => [name, length])).toEqual(
          parameterSpecs(config, given).map(({ name, shape }) => [name, shape.reduce((a, b) => a * b, 1)]),
        );
      }),
    );
  });

  it('lacks nothing', () => {
    const config = parseRunConfig({ layerSizes: [2], embeddingSize: 2, ensembleSize: 2 });
    const given = { words: 4, classes: 2 };
    const trained = valuesFor(config, given, 1);
    trained.delete('member_1/dense/kernel');
    expect(() => joinMembers(trained, config, given)).toThrow('Member 1 has no dense/kernel');
    expect(() => splitMembers(new Map(), config, given)).toThrow('no embedding');
  });
});

it('each member has a seed of its own, the first that of the run', () => {
  const seeds = Array.from({ length: fields.ensembleSize.max }, (_, member) => memberSeed(7, member));
  expect(seeds[0]).toBe(7);
  expect(new Set(seeds).size).toBe(seeds.length);
  expect(memberSeed(2_147_483_647, 7)).toBeGreaterThanOrEqual(0);
});
