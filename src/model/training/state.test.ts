import { describe, expect, it } from 'vitest';
import { fieldNames, fields, fixedOnResume, presetConfig } from '../../contract/settings.ts';
import type { FieldName, RunConfig } from '../../contract/settings.ts';
import { InputError } from '../errors.ts';
import { checkResumed } from './state.ts';

const config = presetConfig();

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
