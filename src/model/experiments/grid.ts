/** Which settings a study tries: all combinations of the values that vary, or some of them by chance. */
import {
  fieldNames,
  fields,
  formatSetting,
  parseSetting,
  type FieldName,
  type RunConfig,
} from '../../contract/settings.ts';
import { InputError } from '../errors.ts';
import { Random } from '../data/random.ts';

/** A setting with the values that a study gives it, in the order in which they were named. */
export interface VariedSetting {
  name: FieldName;
  values: readonly RunConfig[FieldName][];
}

/** More axes than these nobody can read. */
export const mostVaried = 4;
const mostCells = 1_000;

/** "0.3..0.7:5": five values from 0.3 to 0.7, evenly spaced; of whole numbers all when no count is named. */
const range = /^(-?[\d.]+)\.\.(-?[\d.]+)(?::(\d+))?$/;

function valuesOfRange(name: FieldName, text: string): string[] | null {
  const { kind } = fields[name];
  const match = kind === 'integer' || kind === 'number' ? range.exec(text.trim()) : null;
  if (!match) return null;
  const [low, high] = [Number(match[1]), Number(match[2])];
  const count = match[3] ? Number(match[3]) : kind === 'integer' ? high - low + 1 : 0;
  if (!(low < high) || count < 2 || count > mostCells)
    throw new InputError({ code: 'range-syntax', part: text });
  const at = (place: number) => low + (place * (high - low)) / (count - 1);
  const written = (value: number) =>
    String(kind === 'integer' ? Math.round(value) : Number(value.toPrecision(6)));
  return Array.from({ length: count }, (_, place) => written(at(place)));
}

/** A list is separated by commas; values that have commas themselves, as layer sizes, by semicolons. */
function listOf(name: FieldName, text: string): string[] {
  return text.split(fields[name].kind === 'integers' ? ';' : ',').map((part) => part.trim());
}

/** @throws {InputError} for a value that the setting does not take, or that comes twice */
export function variedSetting(name: FieldName, text: string): VariedSetting {
  const values = (valuesOfRange(name, text) ?? listOf(name, text)).map((part) => {
    const { value, problem } = parseSetting(name, part);
    if (problem !== null) throw new InputError({ code: 'setting-wrong', problem });
    return value;
  });
  const written = values.map(formatSetting);
  const twice = written.find((value, place) => written.indexOf(value) !== place);
  if (twice !== undefined) throw new InputError({ code: 'varied-twice', setting: name, value: twice });
  return { name, values };
}

export type CellSettings = Partial<RunConfig>;

/** All combinations; the last setting changes fastest. */
function everyCell(varied: readonly VariedSetting[]): CellSettings[] {
  return varied.reduce<CellSettings[]>(
    (cells, { name, values }) => cells.flatMap((cell) => values.map((value) => ({ ...cell, [name]: value }))),
    [{}],
  );
}

/**
 * @param drawn of a random search: how many combinations are drawn, without one coming twice; null: all
 * @returns at least one, which is empty when nothing varies
 * @throws {InputError} for too many combinations
 */
export function cellsOf(varied: readonly VariedSetting[], drawn: number | null = null): CellSettings[] {
  const count = varied.reduce((product, { values }) => product * values.length, 1);
  if (count > mostCells) throw new InputError({ code: 'too-many-combinations', count, most: mostCells });
  const cells = everyCell(varied);
  if (drawn === null || drawn >= cells.length) return cells;
  const random = new Random(1);
  const keys = new Map(cells.map((cell) => [cell, random.uint32()]));
  return cells
    .toSorted((a, b) => (keys.get(a) ?? 0) - (keys.get(b) ?? 0))
    .slice(0, drawn)
    .toSorted((a, b) => cells.indexOf(a) - cells.indexOf(b));
}

/** In the order of the settings' table. */
export function settingNames(cells: readonly CellSettings[]): FieldName[] {
  return fieldNames.filter((name) => cells.some((cell) => name in cell));
}
