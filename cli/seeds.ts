/** The seeds of several runs as they are written on the command line. */
import { fields, InputError } from '../src/model/index.ts';

/** Each seed is a whole run: more than this many is a slip of the finger. */
const mostSeeds = 1_000;

const { min, max } = fields.seed;

/**
 * "1,2,3", and ranges with both ends: "1-10" or "1..10", also mixed: "1-3, 17".
 * @returns the seeds in the order in which they are named, none twice
 * @throws {InputError} with one sentence that quotes what is wrong
 */
export function parseSeeds(text: string): number[] {
  const seeds = new Set<number>();
  for (const part of text.split(',')) {
    const [first, last] = rangeOf(part.trim());
    if (seeds.size + last - first >= mostSeeds) throw new InputError({ code: 'too-many-seeds', mostSeeds });
    for (let seed = first; seed <= last; seed++) {
      if (seeds.has(seed)) throw new InputError({ code: 'seed-twice', seed });
      seeds.add(seed);
    }
  }
  return [...seeds];
}

/** Both ends of "1-10" or "1..10"; the same number twice for a seed alone. */
function rangeOf(part: string): [number, number] {
  const match = /^(\d+)(?:\s*(?:-|\.\.)\s*(\d+))?$/.exec(part);
  const first = Number(match?.[1]);
  const last = Number(match?.[2] ?? match?.[1]);
  if (!match || first < min || last > max || first > max)
    throw new InputError({ code: 'seeds-syntax', min, max, part });
  if (last < first) throw new InputError({ code: 'seeds-range', part });
  return [first, last];
}
