import { describe, expect, it } from 'vitest';
import { fieldNames, fields, fixedOnResume, presetConfig } from '../../contract/settings.ts';
import type { FieldName, RunConfig } from '../../contract/settings.ts';
import { InputError } from '../errors.ts';
import { Vocabulary } from '../data/vocabulary.ts';
import { checkResumed, checkState, isFinite32, type TrainingState } from './state.ts';
import { stateOf } from './testing/whole-state.ts';

const config = presetConfig();

const coded = (code: string) => expect.objectContaining({ told: expect.objectContaining({ code }) }) as Error;

/** Another value for a setting. */
function changed(name: FieldName): RunConfig {
  const field = fields[name];
  const value = config[name];
  switch (field.kind) {
    case 'choice':
      return { ...config, [name]: field.choices.find((choice) => choice !== value) };
    case 'switch':
      return { ...config, [name]: value !== true };
    case 'integers':
      return { ...config, [name]: [...field.default, 3] };
    case 'integer':
    case 'number':
      return { ...config, [name]: value === field.min ? field.max : field.min };
  }
}

describe('a run that is resumed', () => {
  const free = fieldNames.filter((name) => !fixedOnResume.includes(name));

  it.each(fixedOnResume)('refuses another %s', (name) => {
    expect(() => checkResumed(config, changed(name))).toThrow(InputError);
  });

  it.each(free)('takes another %s', (name) => {
    expect(changed(name)[name]).not.toEqual(config[name]);
    expect(() => checkResumed(config, changed(name))).not.toThrow();
  });

  it('has a fixed batch size and loss, and free epochs and rates', () => {
    expect(fixedOnResume).toEqual(expect.arrayContaining(['batchSize', 'loss', 'optimizer', 'seed']));
    expect(free).toEqual(expect.arrayContaining(['epochs', 'earlyStopping', 'learningRate', 'backend']));
  });
});

describe('a state', () => {
  const whole = stateOf();
  const data = {
    vocabulary: new Vocabulary(whole.vocabulary),
    classCount: 2,
    seen: structuredClone(whole.seen),
    base: null,
  };
  const check = (change: Partial<TrainingState>, of: Partial<typeof data> = {}) =>
    checkState({ ...whole, ...change }, whole.config, { ...data, ...of }, whole.dataset);
  const short = (parameters: TrainingState['parameters']) =>
    new Map([...parameters, ['embedding', new Float32Array(3)]]);
  const without = <V>(all: Map<string, V>) => new Map([...all].filter(([name]) => name !== 'embedding'));
  const swapped = [...whole.vocabulary.slice(0, -2), 'd', 'c'];
  const base = { trained: Float64Array.of(1), validated: Float64Array.of(2) };

  it('is taken with its own data', () => {
    expect(() => check({})).not.toThrow();
    expect(() => check({ best: null })).not.toThrow();
    expect(() => check({ base }, { base: structuredClone(base) as never })).not.toThrow();
  });

  it('is refused with other data', () => {
    expect(() => check({ dataset: 'other' })).toThrow(coded('other-data'));
  });

  it.each<[string, Partial<TrainingState>]>([
    ['fewer words', { vocabulary: whole.vocabulary.slice(0, -1) }],
    ['more words', { vocabulary: [...whole.vocabulary, 'e'] }],
    ['another order of words', { vocabulary: swapped }],
    ['other classes', { classCount: 3 }],
    ['another training part', { seen: { ...whole.seen, trained: Float64Array.of(7) } }],
    ['another validation part', { seen: { ...whole.seen, validated: new Float64Array(0) } }],
    ['another network before', { base }],
    ['a parameter of another size', { parameters: short(whole.parameters) }],
    ['no value of a parameter', { parameters: without(whole.parameters) }],
    ['nothing of the optimizer', { slots: without(whole.slots) }],
    ['too little of the optimizer', { slots: stateOf('sgd').slots }],
    [
      'a slot of another size',
      { slots: new Map([...whole.slots, ['embedding', [new Float32Array(36), new Float32Array(3)]]]) },
    ],
    [
      'best weights of another size',
      { best: { epoch: 1, validationLoss: 1, parameters: short(whole.parameters) } },
    ],
    [
      'best weights that are not whole',
      { best: { epoch: 1, validationLoss: 1, parameters: without(whole.parameters) } },
    ],
  ])('is refused with %s', (_, change) => {
    expect(() => check(change)).toThrow(coded('run-does-not-fit'));
  });

  it('has weights that are finite only where all of them are', () => {
    expect(isFinite32([Float32Array.of(1, 2), Float32Array.of(3)])).toBe(true);
    expect(isFinite32([Float32Array.of(1), Float32Array.of(3, Number.NaN)])).toBe(false);
    expect(isFinite32([Float32Array.of(Number.POSITIVE_INFINITY, 1)])).toBe(false);
  });
});
