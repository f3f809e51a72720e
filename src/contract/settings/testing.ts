/** Settings at random, for property tests. */
import * as fc from 'fast-check';
import {
  configProblems,
  fields,
  forEachSetting,
  isSettingValue,
  parseRunConfig,
  type FieldName,
  type RunConfig,
} from '../settings.ts';

function valuesOf(name: FieldName): fc.Arbitrary<unknown> {
  const field = fields[name];
  switch (field.kind) {
    case 'integer':
      return fc.integer({ min: field.min, max: field.max });
    case 'number':
      return fc.double({ min: field.min, max: field.max, noNaN: true });
    case 'integers':
      return fc.array(fc.integer({ min: field.min, max: field.max }), {
        minLength: 1,
        maxLength: field.maxCount,
      });
    case 'choice':
      return fc.constantFrom(...field.choices);
    case 'switch':
      return fc.boolean();
  }
}

/** Any value that a setting may have. */
export function anySetting<K extends FieldName>(name: K): fc.Arbitrary<RunConfig[K]> {
  return valuesOf(name).filter((value) => isSettingValue(name, value));
}

/** Any settings that a run may have. */
export const anyConfig: fc.Arbitrary<RunConfig> = fc
  .record(forEachSetting(valuesOf))
  .map((values) =>
    // Of settings at random nearly all would be too wide together.
    configProblems(values).some(({ kind }) => kind === 'ensemble') ? { ...values, ensembleSize: 1 } : values,
  )
  .filter((values) => configProblems(values).length === 0)
  .map(parseRunConfig);
