import { InputError } from '../errors.ts';
import type { Dataset } from './dataset.ts';

/**
 * Where a network has each of a dataset's classes. Two classes are taken for its two whatever they are called; more are
 * found by their names. Null where it does not know one.
 */
export function classPlaces(classNames: readonly string[], names: readonly string[]): number[] | null {
  if (classNames.length === 2 && names.length === 2) return [0, 1];
  const places = classNames.map((name) => names.indexOf(name));
  return places.includes(-1) ? null : places;
}

/**
 * A dataset as a network with these classes reads it, wherever it has them.
 * @throws {InputError} when the data has a class that the network does not know
 */
export function withClassesOf(dataset: Dataset, names: readonly string[]): Dataset {
  const { classNames, classLabels } = dataset;
  if (classNames.length === 2 && names.length === 2) return dataset;
  const places = classPlaces(classNames, names);
  if (!places) {
    const unknown = classNames.find((name) => !names.includes(name)) ?? '';
    throw new InputError({ code: 'class-of-another-network', name: unknown, names });
  }
  return {
    ...dataset,
    classes: dataset.classes.map((id) => places[id]),
    classNames: names,
    classLabels: names.map((name) => classLabels[classNames.indexOf(name)] ?? ''),
  };
}
