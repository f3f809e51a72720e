import { InputError } from '../errors.ts';
import type { Dataset } from './dataset.ts';

/**
 * A dataset as a network with these classes reads it. Two classes are taken for its two whatever they are called; more
 * are found by their names, wherever they stand.
 * @throws {InputError} when the data has a class that the network does not know
 */
export function withClassesOf(dataset: Dataset, names: readonly string[]): Dataset {
  const { classNames, classLabels } = dataset;
  if (classNames.length === 2 && names.length === 2) return dataset;
  const places = classNames.map((name) => names.indexOf(name));
  const unknown = classNames.find((_, id) => places[id] < 0);
  if (unknown !== undefined) throw new InputError({ code: 'class-of-another-network', name: unknown, names });
  return {
    ...dataset,
    classes: dataset.classes.map((id) => places[id]),
    classNames: names,
    classLabels: names.map((name) => classLabels[classNames.indexOf(name)] ?? ''),
  };
}
